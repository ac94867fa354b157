internal import Catalog
internal import GatePay
internal import Support

/// What a page says about an order.
enum OrderWords {
  /// The last known state, with the time of the check; nil before the first check.
  static func status(of order: PlacedOrder, _ language: Language) -> String? {
    guard let status = order.status else { return nil }
    let word: Sentence =
      switch status {
      case .paid: Sentence("paid", "已付款")
      case .expired: Sentence("expired", "已过期")
      case .unpaid: Sentence("not paid yet", "待付款")
      default: Sentence(status.text, status.text)
      }
    guard let checkedAt = order.checkedAt else { return word.text(in: language) }
    let moment = UTCTime.words(checkedAt)
    return Sentence(
      "\(word.english), asked at \(moment)", "\(word.chinese)，查询于 \(moment)"
    ).text(in: language)
  }

  /// Why the order can no longer be paid; nil while it can.
  static func ending(of order: PlacedOrder, _ language: Language) -> String? {
    let sentence: Sentence? =
      switch order.status {
      case .paid?: Sentence("This order has been paid.", "该订单已付款。")
      case .expired?:
        Sentence(
          "This order has expired. Please ask for a new one.", "该订单已过期，请向收款方索取新的订单。")
      default: nil
      }
    return sentence?.text(in: language)
  }
}
