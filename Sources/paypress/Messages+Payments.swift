internal import Catalog
internal import GatePay
internal import Orders
internal import Payments

// The sentences about notifications and payments.

extension Messages {
  /// What a receiver tells.
  static func words(_ event: ReceiverEvent) -> Sentence {
    switch event {
    case .listening(let port): Sentence("listening at port \(port)", "正在监听端口 \(port)")
    case .recorded(let payment, let outcome): words(payment, outcome)
    case .refused(let refusal, let number):
      refused(words(refusal), number)
    case .failed(let error):
      Sentence(
        "not recorded, answered fail: \(error.path): \(error.reason)",
        "没有记录，已回复 fail：\(error.path)：\(error.reason)")
    case .delivered(let key, let target, nil):
      Sentence("\(key): passed on (\(target.rawValue))", "\(key)：已转发（\(target.rawValue)）")
    case .delivered(let key, let target, let failure?):
      Sentence(
        "\(key): not passed on (\(target.rawValue): \(failure)), tried again later",
        "\(key)：转发失败（\(target.rawValue)：\(failure)），稍后重试")
    case .unreadable:
      Sentence("a message could not be read, answered fail", "有一条消息无法读取，已回复 fail")
    }
  }

  private static func words(_ payment: Payment, _ outcome: RecordingOutcome) -> Sentence {
    let link = payment.link.map { " \(shortened($0))" } ?? ""
    let sum = (payment.realPrice ?? payment.price).description
    let fact = "\(payment.merchant)\(link) \(payment.outOrderID) ¥\(sum) \(payment.state.word)"
    return switch outcome {
    case .new: Sentence("\(fact): recorded", "\(fact)：已记录")
    case .advanced: Sentence("\(fact): recorded anew", "\(fact)：已更新记录")
    case .repeated: Sentence("\(fact): known already", "\(fact)：此前已记录")
    }
  }

  private static func refused(_ reason: Sentence, _ number: String?) -> Sentence {
    let order = number.map { quoted($0) } ?? "?"
    return Sentence(
      "order \(order) refused: \(reason.english)", "订单 \(order) 被拒绝：\(reason.chinese)")
  }

  /// Why a notification is not accepted.
  static func words(_ refusal: NotificationRefusal) -> Sentence {
    switch refusal {
    case .notAForm(.repeated(let name)):
      Sentence("\(quoted(name)) stands twice", "\(quoted(name)) 出现了两次")
    case .notAForm(.notText):
      Sentence("it is not percent-encoded UTF-8", "它不是百分号编码的 UTF-8")
    case .notAForm(.tooMany): Sentence("it has too many fields", "字段太多")
    case .fault(let fault, let merchant):
      words(fault, merchant.map { " (\(shortened($0)))" } ?? "")
    case .noSecret(let merchant):
      Sentence(
        "there is no secret or no merchant \(quoted(merchant))",
        "没有商户 \(quoted(merchant)) 或它的密钥")
    case .noLink(let merchant, let price, let custom):
      Sentence(
        "it is authentic, but no order has this number and no link of \(shortened(merchant)) asks ¥\(price)"
          + (custom.map { " with custom \(quoted($0))" } ?? ""),
        "它是真的，但没有这个订单号的订单，\(shortened(merchant)) 也没有价格 ¥\(price)"
          + (custom.map { "、custom 为 \(quoted($0))" } ?? "") + " 的链接")
    case .undecided(let readings):
      Sentence(
        "its signature fits \(readings) messages, and the gateway did not say which is meant",
        "它的签名适用于 \(readings) 种消息，而网关没有说明是哪一种")
    }
  }

  private static func words(_ fault: NotificationFault, _ merchant: String) -> Sentence {
    switch fault {
    case .missing(let name): Sentence("\(name) is missing", "缺少 \(name)")
    case .malformedSignature:
      Sentence("sign is not 32 hexadecimal digits", "sign 不是 32 位十六进制数字")
    case .wrongSignature:
      Sentence(
        "sign is not the signature of these fields\(merchant)", "sign 与这些字段的签名不符\(merchant)")
    case .notCanonical(let name):
      Sentence("\(name) is not in the form that it must have", "\(name) 的形式不对")
    case .unexpected(let name):
      Sentence("\(name) is not that of the order", "\(name) 与订单不符")
    case .ambiguous(let readings):
      Sentence("its signature fits \(readings) messages", "它的签名适用于 \(readings) 种消息")
    }
  }

  static func noPayments(_ path: String) -> Sentence {
    error(
      Sentence("\(path) is not there", "没有 \(path)"),
      hint: Sentence(
        "`paypress notify listen` makes it; name another with --database",
        "`paypress notify listen` 会创建它；可用 --database 指定另一个"))
  }
}

extension Failure {
  /// The failure that an error about payments amounts to.
  init(payments error: any Error) {
    switch error {
    case let error as LedgerError:
      self = .files(
        Messages.error(
          Sentence("\(error.path): \(error.reason)", "\(error.path)：\(error.reason)")))
    case let error as PortRefusal:
      self = .files(
        Messages.error(
          Sentence("the port cannot be taken: \(error.reason)", "无法占用端口：\(error.reason)"),
          hint: Sentence("name another with --port", "请用 --port 指定另一个")))
    default: self.init(order: error)
    }
  }
}
