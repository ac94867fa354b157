internal import Catalog
internal import GatePay
internal import QRImage
internal import Support

/// The printed content of one link.
struct PrintItem: Hashable, Sendable {
  var link: String
  /// The link as messages name it.
  var name: Sentence
  var codeText: String
  var merchant: Int
  /// The printed title.
  var title: String
  /// The title of the link if another one is printed.
  var fullTitle: String?
  /// The printed amount with its currency; nil if the payer enters it.
  var amount: String?
  /// The price for sorting.
  var price: Amount?
  var note: String?
  /// How often its own entry or row asks for it.
  var copies: Int
  /// The tag of its group on a menu; nil without one.
  var group: String?
  /// The version and level of the code in this job.
  var size: SymbolSize

  init(_ link: Link, languages: [Language], size: SymbolSize, group: String? = nil) {
    self.link = link.id
    codeText = link.codeText
    merchant = link.merchant
    name = link.printedName
    title = link.printedTitle(in: languages)
    fullTitle = title == link.title ? nil : link.title
    amount = link.address.price.map { "¥\($0)" }
    price = link.address.price
    note = link.note
    copies = link.printCopies
    self.size = size
    self.group = group
  }
}
