internal import Catalog
internal import Console
internal import GatePay
internal import GatePaySandbox
internal import Support

extension Messages {
  static let sandboxSecret = Sentence(
    "no appsecret is given: the sandbox uses \(SandboxOptions.defaultSecret)",
    "没有给出 appsecret：沙箱使用 \(SandboxOptions.defaultSecret)")

  /// Describes why a sandbox does not start.
  static func failure(_ refusal: SandboxRefusal) -> Failure {
    switch refusal {
    case .secretNotForTests:
      .usage(
        Problem(
          Sentence(
            "the appsecret is not marked as a test secret, so it may be the real one",
            "appsecret 没有标明用于测试，可能是真实的密钥"),
          hint: Sentence(
            "give the sandbox a secret that begins with test- or sandbox-",
            "请给沙箱使用以 test- 或 sandbox- 开头的密钥")))
    case .database(let reason):
      .files(
        Problem(
          Sentence(
            "the database cannot be used: \(reason)",
            "数据库无法使用：\(Sentence(system: reason).chinese)"),
          hint: Sentence(
            "choose another file with --database, or remove this one with its -wal and -shm",
            "用 --database 指定另一个文件，或删除它以及 -wal、-shm 文件")))
    case .port(let reason):
      .files(
        Problem(
          Sentence(
            "the port cannot be used: \(reason)",
            "端口无法使用：\(Sentence(system: reason).chinese)"),
          hint: Sentence(
            "omit --port to use a free one", "去掉 --port 即使用空闲端口")))
    }
  }

  /// Describes why a sandbox's button was not pressed.
  static func failure(_ failure: TriggerFailure, link: String) -> Failure {
    switch failure {
    case .notASandbox: .input(.notASandbox(link))
    case .unreachable(let reason): .files(.unreachableSandbox(reason))
    case .link(let refusal): .input(.refusedLink(refusal))
    case .code(let code, let words):
      .input(
        Problem(
          Sentence(
            "the sandbox answers with code \(code), \(words)", "沙箱返回代码 \(code)：\(words)"),
          code: "sandbox-code"))
    case .noSuchOrder: .input(.noSuchSandboxOrder)
    case .notPossible: .input(.orderIsOver)
    }
  }

  /// A merchant's server did not answer as it must, or was not asked.
  static func notAnswered(_ result: TriggerResult) -> Failure {
    if result.isUnsent {
      return .input(
        Problem(
          Sentence(
            "no notification was sent: the sandbox has no address for them",
            "没有发送通知：沙箱没有通知地址"),
          hint: Sentence(
            "start the sandbox with --notify-url, or say --lost if the notification is to be lost",
            "请用 --notify-url 启动沙箱；如果要模拟通知丢失，请用 --lost"),
          code: "notification-not-sent"))
    }
    return .input(
      result.action == .forged
        ? Problem(
          Sentence(
            "the shop accepts a forged notification", "商家接受了伪造的通知"),
          hint: Sentence(
            "compare its sign with one made from the other fields and your own appsecret",
            "请把 sign 与用其余字段和自己的 appsecret 算出的签名比较"),
          code: "forgery-accepted")
        : Problem(
          Sentence(
            "the shop did not answer every notification with success",
            "商家没有对每条通知都回复 success"),
          hint: Sentence(
            "its own log says why; the sandbox sends the notification again",
            "原因见商家的日志；沙箱会再次发送"),
          code: "notification-not-answered"))
  }

  /// A line of the sandbox's log.
  static func words(_ event: SandboxEvent) -> Sentence {
    switch event {
    case .listening(let port):
      Sentence("listening at port \(port)", "正在监听端口 \(port)")
    case .created(let order, let kind, let price):
      Sentence(
        "order \(order): created, \(kind), ¥\(price)",
        "订单 \(order)：已创建，\(kind == "any" ? "快捷收款" : kind)，¥\(price)")
    case .refused(let endpoint, let code, let cause):
      Sentence(
        "\(endpoint.path): \(code), \(cause.english)", "\(endpoint.path)：\(code)，\(cause.chinese)")
    case .acted(let order, let action):
      Sentence(
        "order \(order): \(action.sentence.english)", "订单 \(order)：\(action.sentence.chinese)")
    case .notified(let order, let number, let outcome):
      Sentence(
        "order \(order): notification, attempt \(number): \(outcome.sentence.english)",
        "订单 \(order)：第 \(number) 次通知：\(outcome.sentence.chinese)")
    }
  }
}

extension Problem {
  fileprivate static func notASandbox(_ link: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(link)) is not a link or an order of a sandbox on this machine",
        "\(quoted(link)) 不是本机沙箱的链接或订单"),
      hint: Sentence(
        "give the id of a link and --gateway, or a URL such as http://127.0.0.1:8080/pay/any?…",
        "请写链接的 id 和 --gateway，或 http://127.0.0.1:8080/pay/any?… 这样的网址"))
  }

  fileprivate static func unreachableSandbox(_ reason: String) -> Problem {
    Problem(
      Sentence(
        "the sandbox does not answer: \(reason)",
        "沙箱没有应答：\(Sentence(system: reason).chinese)"),
      hint: Sentence(
        "start it with `paypress sandbox`, and give its address with --gateway",
        "请用 `paypress sandbox` 启动，并用 --gateway 写明它的网址"))
  }

  fileprivate static func refusedLink(_ refusal: LinkRefusal) -> Problem {
    let build = Sentence(
      "give the sandbox the same config as the link", "请让沙箱使用与链接相同的配置")
    switch refusal {
    case .badAddress:
      return Problem(
        Sentence("the URL is not a quick-collect URL", "该网址不是快捷收款网址"),
        hint: Sentence(
          "`paypress inspect URL` says what is wrong", "运行 `paypress inspect 网址` 可查明原因"),
        code: "refused-link-address")
    case .unknownAppkey:
      return Problem(
        Sentence("the sandbox has no merchant with this appkey", "沙箱里没有使用此 appkey 的商户"),
        hint: build, code: "refused-link-appkey")
    case .unknownToken:
      return Problem(
        Sentence("the merchant has no such token at the sandbox", "沙箱里的商户没有此令牌"),
        hint: build, code: "refused-link-token")
    case .badPrice:
      return Problem(
        Sentence("the link cannot be paid with this price", "该链接不能按此价格付款"),
        hint: Sentence(
          "give --price an amount if the link leaves it open, and omit it if the link fixes it",
          "链接没有固定价格时请用 --price 写明金额，已固定时请去掉"),
        code: "refused-link-price")
    case .badCustom:
      return Problem(
        Sentence("the link cannot be paid with this contact", "该链接不能使用此联系方式"),
        hint: Sentence("omit --custom if the link fixes it", "链接已固定联系方式时请去掉 --custom"),
        code: "refused-link-custom")
    case .noType:
      return Problem(
        Sentence("the sandbox does not know the payment type", "沙箱不认识该付款方式"), hint: build,
        code: "refused-link-type")
    }
  }

  fileprivate static var noSuchSandboxOrder: Problem {
    Problem(
      Sentence("the sandbox has no such order", "沙箱里没有这笔订单"),
      hint: Sentence(
        "create one at this sandbox with `paypress order create --gateway …`",
        "请用 `paypress order create --gateway …` 在这个沙箱创建"))
  }

  fileprivate static var orderIsOver: Problem {
    Problem(
      Sentence("the order is paid or has expired", "订单已付款或已过期"),
      hint: Sentence(
        "an expired order can still be paid with --late", "已过期的订单仍可用 --late 付款"))
  }
}
