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

  /// A line of the sandbox's log.
  static func words(_ event: SandboxEvent) -> Sentence {
    switch event {
    case .listening(let port):
      Sentence("listening at port \(port)", "正在监听端口 \(port)")
    case .created(let order, let kind, let price):
      Sentence("order \(order): created, \(kind), ¥\(price)", "订单 \(order)：已创建，\(kind)，¥\(price)")
    case .refused(let endpoint, let code, let cause):
      Sentence(
        "\(endpoint.path): \(code), \(cause.english)", "\(endpoint.path)：\(code)，\(cause.chinese)")
    case .acted(let order, let action):
      Sentence("order \(order): \(action.rawValue)", "订单 \(order)：\(action.rawValue)")
    case .notified(let order, let number, let outcome):
      Sentence(
        "order \(order): notification, attempt \(number): \(outcome.sentence.english)",
        "订单 \(order)：第 \(number) 次通知：\(outcome.sentence.chinese)")
    }
  }
}
