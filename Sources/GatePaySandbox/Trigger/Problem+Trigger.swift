package import Support

// Messages about buttons of the sandbox that were pressed, or not.

extension TriggerFailure {
  /// Why the button of a link or order was not pressed, and what to do.
  package func problem(_ link: String) -> Problem {
    switch self {
    case .notASandbox: .notASandbox(link)
    case .unreachable(let reason): .unreachableSandbox(reason)
    case .link(let refusal): refusal.problem
    case .code(let code, let words):
      Problem(
        Sentence(
          "the sandbox answers with code \(code), \(words)", "沙箱返回代码 \(code)：\(words)"),
        code: "sandbox-code")
    case .noSuchOrder: .noSuchSandboxOrder
    case .notPossible: .orderIsOver
    }
  }
}

extension TriggerResult {
  /// A merchant's server did not answer as it must, or was not asked; nil if it did.
  package var problem: Problem? {
    if isAnswered { return nil }
    if isUnsent {
      return Problem(
        Sentence(
          "no notification was sent: the sandbox has no address for them",
          "没有发送通知：沙箱没有通知地址"),
        hint: Sentence(
          "start the sandbox with --notify-url, or say --lost if the notification is to be lost",
          "请用 --notify-url 启动沙箱；如果要模拟通知丢失，请用 --lost"),
        code: "notification-not-sent")
    }
    return action == .forged
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
        code: "notification-not-answered")
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
