public import GatePay
package import Support

/// Why a sandbox does not start.
public enum SandboxRefusal: Error, Hashable, Sendable {
  /// The secret does not begin with one of `Secret.testPrefixes`; it may be real.
  case secretNotForTests
  /// A database cannot be opened, for this reason.
  case database(String)
  /// The port cannot be used, for this reason.
  case port(String)
}

/// What a sandbox logs, without keys and signatures.
public enum SandboxEvent: Sendable {
  /// It listens at this port of 127.0.0.1.
  case listening(port: Int)
  /// An order was created; its kind is `any` for a link, or the name of the create call.
  case created(order: Int64, kind: String, price: String)
  /// A request was refused with a code.
  case refused(Endpoint, code: Int, StatusCause)
  /// A button of the cashier's page was pressed.
  case acted(order: Int64, CashierAction)
  /// A notification was sent: the number of the attempt, and the result.
  case notified(order: Int64, try: Int, outcome: NotificationOutcome)
}

extension SandboxRefusal {
  /// Why the sandbox does not start, and what to do.
  package var problem: Problem {
    switch self {
    case .secretNotForTests:
      Problem(
        Sentence(
          "the appsecret is not marked as a test secret, so it may be the real one",
          "appsecret 没有标明用于测试，可能是真实的密钥"),
        hint: Sentence(
          "give the sandbox a secret that begins with test- or sandbox-",
          "请给沙箱使用以 test- 或 sandbox- 开头的密钥"),
        code: "secret-not-for-tests")
    case .database(let reason):
      Problem(
        Sentence(
          "the database cannot be used: \(reason)",
          "数据库无法使用：\(Sentence(system: reason).chinese)"),
        hint: Sentence(
          "choose another file with --database, or remove this one with its -wal and -shm",
          "用 --database 指定另一个文件，或删除它以及 -wal、-shm 文件"),
        code: "unusable-database")
    case .port(let reason):
      Problem(
        Sentence(
          "the port cannot be used: \(reason)",
          "端口无法使用：\(Sentence(system: reason).chinese)"),
        hint: Sentence("omit --port to use a free one", "去掉 --port 即使用空闲端口"),
        code: "unusable-port")
    }
  }
}

extension SandboxEvent {
  /// A line of the sandbox's log.
  package var sentence: Sentence {
    switch self {
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
