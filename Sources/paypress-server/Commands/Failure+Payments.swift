internal import Console
internal import Payments
internal import Serving
internal import Support

extension Failure {
  /// Describes an error of receiving or listing payments.
  init(payments error: any Error) {
    switch error {
    case let error as LedgerError: self = .files(error.problem)
    case let error as LedgerIsHeld: self = .files(error.problem)
    case let error as WritingError: self = Failure(error)
    case let error as PortRefusal:
      self = .files(
        Problem(
          Sentence(
            "the port cannot be used: \(error.reason)",
            "无法使用该端口：\(Sentence(system: error.reason).chinese)"),
          hint: Sentence(
            "choose another with --port or --host, or stop the program that uses it",
            "请用 --port 或 --host 指定另一个，或结束占用它的程序"),
          code: "unusable-port"))
    default: self.init(order: error)
    }
  }
}
