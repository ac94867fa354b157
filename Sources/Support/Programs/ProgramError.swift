/// Why a program failed.
public struct ProgramError: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Cause: Hashable, Sendable {
    /// It could not be started; the system's message.
    case notStarted(String)
    /// It was stopped after this many seconds.
    case tookTooLong(seconds: Int)
    /// It ended with a status other than 0, or by a signal; the end of its messages.
    case failed(status: String, words: String)
    /// It wrote too much output.
    case saidTooMuch
    /// It succeeded, but its result is missing or not a PDF; the end of its messages.
    case madeNothing(words: String)
  }

  /// The program's path.
  public let program: String
  /// What went wrong.
  public let cause: Cause

  package init(program: String, cause: Cause) {
    self.program = program
    self.cause = cause
  }
}
