/// Why a program of the machine did not do its part.
public struct ProgramError: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Cause: Hashable, Sendable {
    /// It could not be started; the system's words.
    case notStarted(String)
    /// It was stopped because it took longer than this many seconds.
    case tookTooLong(seconds: Int)
    /// It ended with a status other than 0, or by a signal; the last of its own words.
    case failed(status: String, words: String)
    /// It wrote more output than is taken.
    case saidTooMuch
    /// It ended well, but what it made is missing or is no PDF; the last of its own words.
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
