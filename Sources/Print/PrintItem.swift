internal import Catalog
internal import GatePay
internal import QRImage

/// What paper says of one link.
struct PrintItem: Sendable {
  var link: String
  var url: String
  var merchant: Int
  var title: String
  /// With its currency, as it is printed; nil when the payer enters it.
  var amount: String?
  /// In hundredths, for the order.
  var price: Amount?
  var note: String?
  var symbolSize: SymbolSize

  /// What paper says of a link.
  ///
  /// - Throws: `TextTooLong` when no code holds the address at the level of the job.
  init(_ link: Link, level: ErrorCorrectionLevel?) throws(TextTooLong) {
    self.link = link.id
    url = link.url
    merchant = link.merchant
    title = link.title
    amount = link.address.price.map { "¥\($0)" }
    price = link.address.price
    note = link.note
    symbolSize = try SymbolSize(byteCount: link.url.utf8.count, level: level)
  }
}
