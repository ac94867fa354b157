internal import Catalog
internal import GatePay
internal import Orders
package import Support

// Messages about orders that cannot be used.

extension PlacingFailure {
  /// What is wrong with the order, and what to do.
  package var problem: Problem {
    switch self {
    case .failed(let failure): failure.problem
    case .undecided(let record, let failure): .undecided(record, failure)
    case .addressLost(let record): .addressLost(record)
    case .otherReply(let record, let field, let value): .otherReply(record, field, value)
    case .otherPrice(let record): .otherPrice(record)
    }
  }
}

extension Problem {
  fileprivate static func addressLost(_ record: OrderRecord) -> Problem {
    let number = record.outOrderID
    if record.link == nil && record.status == .expired {
      return Problem(
        Sentence(
          "order \(number) has expired at the gateway, and the reply with its address was lost: nobody "
            + "could have paid it",
          "订单 \(number) 在网关已过期，而带有付款地址的回复丢失了：没有人能为它付款"),
        hint: Sentence(
          "omit --out-order-id: a new order has a new number", "请去掉 --out-order-id：新订单用新的订单号"))
    }
    return Problem(
      Sentence(
        "order \(number) exists at the gateway, but the reply with its address was lost: nobody can "
          + "pay it, and it is not created again",
        "订单 \(number) 在网关已存在，但带有付款地址的回复丢失了：无法付款，也不会再次创建"),
      hint: record.link == nil
        ? Sentence(
          "take its address from the console; once it has expired, omit --out-order-id for a new "
            + "order",
          "请从后台取得它的付款地址；过期后可去掉 --out-order-id 创建新订单")
        : Sentence(
          "copy its address from the console into the file of orders as pay_url, or wait: when it "
            + "has expired, a new order is created",
          "请从后台把付款地址抄到订单文件的 pay_url，或等它过期，届时会创建新的订单"))
  }

  fileprivate static func otherReply(
    _ record: OrderRecord, _ field: String, _ value: String
  ) -> Problem {
    let number = record.outOrderID
    let message =
      field == "pay_url"
      ? Sentence(
        "the gateway's reply to order \(number) leads to another address: \(quoted(value))",
        "网关对订单 \(number) 的回复指向另一个网址：\(quoted(value))")
      : Sentence(
        "the gateway's reply to order \(number) is about another one: its \(field) is \(quoted(value))",
        "网关对订单 \(number) 的回复说的是另一个订单：\(field) 是 \(quoted(value))")
    return Problem(
      message,
      hint: Sentence(
        "do not pay it; check the address of the gateway, then ask with `paypress order check \(number)`",
        "请不要付款；先检查网关的网址，再用 `paypress order check \(number)` 查询"))
  }

  fileprivate static func otherPrice(_ record: OrderRecord) -> Problem {
    let number = record.outOrderID
    let price = record.gatewayPrice?.description ?? "?"
    let hint = Sentence(
      "correct the price, in products or in the console, and check the stock there",
      "请改正 products 或后台里的价格，并检查后台的库存")
    if record.link != nil {
      return Problem(
        Sentence(
          "the gateway asks \(price) for order \(number), and the config has another price",
          "网关对订单 \(number) 收取 \(price)，与配置不符"), hint: hint)
    }
    return Problem(
      Sentence(
        "the gateway asks \(price) for order \(number), not \(record.terms.price); it was created, and "
          + "its address is not printed",
        "网关对订单 \(number) 收取 \(price)，而不是 \(record.terms.price)；订单已创建，不打印付款地址"),
      hint: Sentence(
        hint.english + "; if \(price) is right, take its address from the file of orders",
        hint.chinese + "；如果 \(price) 是对的，请从订单文件里取付款地址"))
  }

  /// - Parameter failure: why there is no answer; nil when the gateway has no such order yet.
  fileprivate static func undecided(_ record: OrderRecord, _ failure: OrderFailure?) -> Problem {
    let number = record.outOrderID
    let message: Sentence
    if let words = failure?.sentence {
      message = Sentence(
        "\(words.english); order \(number) may exist anyway",
        "\(words.chinese)；但订单 \(number) 可能已存在")
    } else {
      message = Sentence(
        "order \(number) was requested, and no answer came; the gateway does not have it yet, but may "
          + "still be working on it",
        "订单 \(number) 已请求创建，但没有收到回复；网关还没有这个订单号，但可能仍在处理")
    }
    // Rounded up, because only the minute is shown.
    let moment =
      record.undecidedUntil > Clock.now ? UTCTime.words(record.undecidedUntil + 59) : nil
    let after = moment.map { Sentence("after \($0) ", "在 \($0) 之后") }
    let command = record.link == nil ? "--out-order-id \(number)" : "`paypress build --online`"
    return Problem(
      message,
      hint: Sentence(
        "nothing was created twice; \(after?.english ?? "")run "
          + (record.link == nil ? "the command again with \(command)" : "\(command) again")
          + ": it asks the gateway first, and creates the order, under the same number, only if it does "
          + "not exist",
        "没有重复创建；请\(after?.chinese ?? "")"
          + (record.link == nil ? "加 \(command) 重新运行命令" : "重新运行 \(command)")
          + "：会先向网关查询，确实没有时才用同一个订单号创建"))
  }
}
