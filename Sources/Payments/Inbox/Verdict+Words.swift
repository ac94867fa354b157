package import GatePay
package import Support

// What is said about messages of the inbox.

extension Verdict {
  /// The verdict in lists.
  package var sentence: Sentence {
    switch self {
    case .paid: Sentence(rawValue, "已付款")
    case .underpaid: Sentence(rawValue, "付款不足")
    case .unexpected: Sentence(rawValue, "意外付款")
    case .unclear: Sentence(rawValue, "待确认")
    case .duplicate: Sentence(rawValue, "重复")
    }
  }
}

extension OwnersDecision {
  fileprivate var sentence: Sentence {
    switch self {
    case .accepted: Sentence("accepted", "已接受")
    case .dismissed: Sentence("dismissed", "已忽略")
    }
  }
}

extension VerdictReason {
  /// Why a message has its verdict.
  package var sentence: Sentence {
    switch self {
    case .noLink:
      Sentence("no link has this price and contact", "没有这个价格和 custom 的链接")
    case .printedEarlier(let place):
      Sentence(
        "no link has this price and contact any more; printed: \(shortened(place))",
        "已没有这个价格和 custom 的链接；曾印在：\(shortened(place))")
    case .otherThanOrdered(let field):
      Sentence("\(field) does not match the order", "\(field) 与订单不符")
    case .notAsked: Sentence("the gateway is being asked", "正在向网关查询")
    case .gatewaySilent(let why):
      Sentence(
        "the gateway gave no answer: \(shortened(why))",
        "网关没有答复：\(Sentence(system: shortened(why)).chinese)")
    case .noSuchOrder: Sentence("the gateway has no such order", "网关没有这个订单")
    case .otherAtGateway(let field):
      Sentence("\(field) does not match the gateway's order", "\(field) 与网关的订单不符")
    case .notPaid(let status):
      Sentence(
        "the gateway says \(quoted(status)), not \"paid\"", "网关答复 \(quoted(status))，不是 \"paid\"")
    case .unreadable(let field): Sentence("\(field) cannot be read", "无法读取 \(field)")
    case .sameSignature:
      Sentence("a recorded payment has the same signature", "已记录的付款有相同的签名")
    case .alreadyRecorded:
      Sentence("another message reports the same payment", "另一条消息报告的是同一笔付款")
    case .otherPayment(let sum):
      Sentence(
        "its order has another payment, of ¥\(shortened(sum)); this one is not counted",
        "该订单已有另一笔付款 ¥\(shortened(sum))；这一笔尚未计入")
    }
  }
}

extension Receipt {
  /// The verdict, and why.
  package var sentence: Sentence {
    let verdict = verdict.sentence
    guard let why = reason?.sentence else { return verdict }
    return Sentence(
      "\(verdict.english) (\(why.english))", "\(verdict.chinese)（\(why.chinese)）")
  }
}

extension InboxMessage {
  /// The verdict, or what the shop decided.
  package var standing: Sentence { decision?.sentence ?? verdict.sentence }

  /// The verdict, and why the message needs attention.
  var attention: Sentence {
    let verdict = verdict.sentence
    guard let why = reason?.sentence else { return verdict }
    return Sentence("\(verdict.english): \(why.english)", "\(verdict.chinese)：\(why.chinese)")
  }
}

extension AsynchronousNotification {
  /// Both sums: what was paid, and the price if that is another sum.
  package var sums: String { sumWords(price: price, realPrice: realPrice) }
}

extension Payment {
  /// Both sums: what was paid, and the price if that is another sum.
  package var sums: String {
    sumWords(price: price.description, realPrice: (realPrice ?? price).description)
  }
}

private func sumWords(price: String, realPrice: String) -> String {
  let isEqual =
    Amount(plain: price).map { $0 == Amount(plain: realPrice) } ?? (price == realPrice)
  return isEqual ? "¥\(shortened(realPrice))" : "¥\(shortened(realPrice))/\(shortened(price))"
}
