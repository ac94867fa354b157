internal import Catalog
internal import Console
internal import GatePay
internal import GatePayClient
internal import Orders
internal import Support

/// The sentences of the server's commands.
enum Messages {
  // MARK: The command line

  static func notAccepted(_ text: String, accepted: [String]) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted", "不接受 \(quoted(text))"),
      hint: Problem.suggestion(text, accepted))
  }

  static func optionMissing(_ name: String, _ kind: OrderKind) -> Problem {
    Problem(
      Sentence("\(kind.rawValue) needs \(name)", "\(kind.rawValue) 需要 \(name)"),
      hint: Sentence("see `paypress order create --help`", "见 `paypress order create --help`"))
  }

  static func optionOfAnother(_ name: String, _ kind: OrderKind) -> Problem {
    Problem(
      Sentence("\(kind.rawValue) has no \(name)", "\(kind.rawValue) 没有 \(name)"),
      hint: Sentence("see `paypress order create --help`", "见 `paypress order create --help`"))
  }

  static func soldByAnother(_ seller: String) -> Problem {
    Problem(
      Sentence("the product is sold by \(quoted(seller))", "产品由 \(quoted(seller)) 出售"),
      hint: Sentence("leave --merchant out", "请去掉 --merchant"))
  }

  static func badPrice(_ text: String, maximum: Amount) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot be the price", "\(quoted(text)) 不能用作价格"),
      hint: Sentence(
        "write it as 12 or 12.50, from 0.01 to \(maximum)", "请写成 12 或 12.50，从 0.01 到 \(maximum)"))
  }

  static func badProducts(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a list of products", "\(quoted(text)) 不是产品列表"),
      hint: Sentence(
        "write number:pieces with commas, as 8:1,7:1; all products belong to one merchant, each "
          + "appears once, and the sum is within max_price",
        "请写 `编号:件数`，用逗号隔开，例如 8:1,7:1；产品须属于同一商户，各写一次，合计不超过 max_price"))
  }

  static func badOrderNumber(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot be an order number", "\(quoted(text)) 不能用作订单号"),
      hint: Sentence(
        "use 1 to \(OutOrderID.maximumLength) of a-z, A-Z, 0-9, - and _; it should begin and end "
          + "with a letter",
        "请用 1 到 \(OutOrderID.maximumLength) 个 a-z、A-Z、0-9、- 和 _；最好以字母开头和结尾"))
  }

  /// Only a note: the number was given, so it is used.
  static func ambiguousNumber(_ number: OutOrderID) -> Diagnostic {
    Diagnostic(
      .note,
      Problem(
        Sentence(
          "order number \(number) does not begin and end with a letter, so the signature of its "
            + "notifications fits other orders and prices too",
          "订单号 \(number) 不是以字母开头和结尾，它的通知签名也适用于别的订单和价格"),
        hint: Sentence(
          "`paypress notify listen` asks the gateway which one is meant; better, use a number that "
            + "begins and ends with a letter, or omit --out-order-id",
          "`paypress notify listen` 会向网关查询是哪一个；最好用首尾都是字母的订单号，或去掉 --out-order-id")))
  }

  static var badCustom: Problem {
    Problem(
      Sentence("--custom is empty or has a control character", "--custom 是空的，或含有控制字符"),
      hint: Sentence("write one line of text", "请写一行文字"))
  }

  // MARK: What happened

  static let unsigned = Sentence(
    "not signed: neither \(SecretOptions.variable) nor --secret-file gives an appsecret",
    "没有签名：\(SecretOptions.variable) 里没有 appsecret，也没有 --secret-file")

  static let nothingSent = Sentence("nothing was sent", "没有发送任何内容")

  static func orderCreated(_ record: OrderRecord) -> Sentence {
    Sentence(
      "order \(record.outOrderID) was created; check it with `paypress order check \(record.outOrderID)`",
      "订单 \(record.outOrderID) 已创建；可用 `paypress order check \(record.outOrderID)` 查询")
  }

  static func ordersPlaced(createdCount: Int, of total: Int) -> Sentence {
    Sentence(
      "\(total) order\(total == 1 ? "" : "s"): \(createdCount) created, \(total - createdCount) known",
      "\(total) 个订单：新建 \(createdCount) 个，已有 \(total - createdCount) 个")
  }

  static func orderFileIsHeld(_ path: String) -> Sentence {
    Sentence("waiting for another process that is writing \(path)", "正在等待另一个进程写完 \(path)")
  }

  static func orderNumberIsTaken(_ number: OutOrderID, _ path: String) -> Problem {
    Problem(
      Sentence("\(path) already has an order \(number)", "\(path) 里已有订单 \(number)"),
      hint: Sentence(
        "`paypress order check \(number)` prints its state; omit --out-order-id for a new number",
        "可用 `paypress order check \(number)` 查询；要新订单号请去掉 --out-order-id"))
  }

  // MARK: Failures

  static func orderFileDamaged(_ position: Position) -> Diagnostic {
    Diagnostic(
      .error, at: .position(position),
      Problem(
        Sentence(
          "this line of the record of orders is damaged: PayPress did not write it; nothing was sent",
          "订单记录的这一行已损坏，不是 PayPress 写入的；没有发送任何内容"),
        hint: Sentence(
          "restore the file from version control or a backup; only without either, delete the line: its "
            + "order is then forgotten",
          "请从版本库或备份恢复该文件；两者都没有时才删掉这一行，那个订单就不再有记录")))
  }

  static func addressLost(_ record: OrderRecord) -> Problem {
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

  static func otherReply(_ record: OrderRecord, _ field: String, _ value: String) -> Problem {
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

  static func otherPrice(_ record: OrderRecord) -> Problem {
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
  static func undecided(_ record: OrderRecord, _ failure: OrderFailure?) -> Problem {
    let number = record.outOrderID
    let message: Sentence
    if let failure {
      let words = bare(failure)
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

  static func words(_ failure: OrderFailure) -> Problem {
    switch failure {
    case .refused(let refusal): Problem(bare(failure), hint: hint(refusal))
    case .notSent:
      Problem(
        Sentence(
          "\(bare(failure).english); nothing was sent", "\(bare(failure).chinese)；没有发送任何内容"))
    case .noReply:
      Problem(bare(failure), hint: Sentence("run the command again", "请重新运行命令"))
    }
  }

  /// The failure without its consequences.
  private static func bare(_ failure: OrderFailure) -> Sentence {
    switch failure {
    case .refused(let refusal): refused(refusal)
    case .notSent(let cause):
      Sentence(
        "the gateway cannot be reached: \(words(cause).english)",
        "无法连接网关：\(words(cause).chinese)")
    case .noReply(let cause):
      Sentence(
        "the gateway gave no usable answer: \(words(cause).english)",
        "网关没有给出可用的回复：\(words(cause).chinese)")
    }
  }

  private static func refused(_ refusal: GatewayRefusal) -> Sentence {
    let cause = refusal.cause
    let message = shortened(refusal.message)
    return Sentence(
      "the gateway refuses (\(refusal.code)): "
        + [cause?.english, message.isEmpty ? nil : "\"\(message)\""].compactMap(\.self)
        .joined(separator: ", "),
      "网关拒绝（\(refusal.code)）：\(message.isEmpty ? cause?.chinese ?? "" : message)")
  }

  /// The remedy of a refusal, if the code alone is not enough.
  private static func hint(_ refusal: GatewayRefusal) -> Sentence? {
    switch refusal.cause {
    case .callbackURLMissing, .notificationURLMissing:
      Sentence(
        "give both addresses, in the gateway's console or as --notify-url and --return-url, "
          + "here or when `paypress sandbox` starts; in a config they are notify_url and return_url",
        "请给出两个网址：在网关后台填写，或用 --notify-url 和 --return-url（在这里，或启动 `paypress sandbox` 时）；"
          + "配置里写 notify_url 和 return_url")
    default: nil
    }
  }

  private static func words(_ cause: OrderFailure.Cause) -> Sentence {
    switch cause {
    case .cannotConnect(let reason): Sentence(system: reason)
    case .notTrusted: Sentence("its certificate is not trusted", "它的证书不受信任")
    case .timedOut: Sentence("it did not answer in time", "等待超时")
    case .closed: Sentence("the connection was closed", "连接被关闭")
    case .tooLong: Sentence("the answer is too long", "回复太长")
    case .other(let name): Sentence(name, name)
    case .unreadable(let status, let error):
      Sentence(
        "HTTP status \(status), \(words(error).english)",
        "HTTP 状态 \(status)，\(words(error).chinese)")
    }
  }

  private static func words(_ error: ReplyError) -> Sentence {
    switch error {
    case .refused(let refusal): Sentence("code \(refusal.code)", "代码 \(refusal.code)")
    case .notJSON: Sentence("not JSON", "不是 JSON")
    case .missing(let name): Sentence("\(name) is missing", "缺少 \(name)")
    case .malformed(let name): Sentence("\(name) cannot be read", "\(name) 无法读取")
    }
  }
}

extension Failure {
  /// Describes an error of creating or checking an order.
  init(order error: any Error) {
    switch error {
    case let failure as OrderFailure: self = .order(failure, Messages.words(failure))
    case PlacingFailure.failed(let failure): self = .order(failure, Messages.words(failure))
    case PlacingFailure.undecided(let record, let failure):
      self = .order(failure, Messages.undecided(record, failure))
    case PlacingFailure.addressLost(let record): self = .input(Messages.addressLost(record))
    case PlacingFailure.otherPrice(let record): self = .input(Messages.otherPrice(record))
    case PlacingFailure.otherReply(let record, let field, let value):
      self = .input(Messages.otherReply(record, field, value))
    case let damage as OrderLogDamaged:
      self = Failure(status: 1, Messages.orderFileDamaged(damage.position))
    default: self.init(error)
    }
  }

  /// Status 1 for a refusal, 74 for every failure on the way.
  private static func order(_ failure: OrderFailure?, _ words: Problem) -> Failure {
    if case .refused = failure { .input(words) } else { .files(words) }
  }
}
