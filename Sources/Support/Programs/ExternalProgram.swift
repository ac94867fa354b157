internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

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
    /// It said more than is believed.
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

/// A program of the machine, run in a process group of its own and never left behind.
public struct ExternalProgram: Hashable, Sendable {
  /// The absolute path.
  public let path: String

  /// What a program did.
  package struct Outcome: Sendable {
    /// Whether it ended by itself with status 0.
    package var isSuccess: Bool
    /// Its exit status or signal, in words.
    package var status: String
    /// What it wrote to standard output.
    package var output: [UInt8]
    /// What it wrote to standard error.
    package var error: String
  }

  /// The first program of a name on the search path.
  package static func find(_ name: String, in environment: [String: String]) -> ExternalProgram? {
    if name.contains("/") { return isProgram(name) ? ExternalProgram(path: name) : nil }
    let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    return folders.lazy.map { "\($0)/\(name)" }.first(where: isProgram).map(ExternalProgram.init)
  }

  private static func isProgram(_ path: String) -> Bool {
    isFile(path) && access(path, X_OK) == 0
  }

  /// Whether an ordinary file stands at a path.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: the command line without the program's name.
  ///   - folder: the working directory; else ours.
  ///   - limit: how long it may take; then it is asked to end, and after two seconds it is ended.
  ///   - outputLimit: how many bytes of output are taken.
  /// - Throws: `ProgramError`, but none for a status other than 0; `CancellationError`.
  package func run(
    _ arguments: [String], in folder: String? = nil, limit: Duration, outputLimit: Int = 1 << 26
  ) async throws -> Outcome {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    // Numbers and messages must not depend on the user's language; texts stay UTF-8.
    let configuration = Configuration(
      executable: .path(FilePath(path)), arguments: Arguments(arguments),
      environment: .inherit.updating(["LC_ALL": "C.UTF-8", "LANGUAGE": "en"]),
      workingDirectory: folder.map { FilePath($0) }, platformOptions: options)
    let outcome = try await withThrowingTaskGroup(of: Outcome?.self) { group in
      group.addTask { try await collect(configuration, outputLimit: outputLimit) }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    try Task.checkCancellation()
    guard let outcome else {
      throw error(.tookTooLong(seconds: Int(limit.components.seconds)))
    }
    return outcome
  }

  /// Runs the program to its end and returns what it wrote.
  ///
  /// - Throws: `ProgramError`, also for a status other than 0; `CancellationError`.
  package func output(
    _ arguments: [String], in folder: String? = nil, limit: Duration
  ) async throws -> [UInt8] {
    let outcome = try await run(arguments, in: folder, limit: limit)
    if outcome.isSuccess { return outcome.output }
    throw error(.failed(status: outcome.status, words: Self.lastWords(outcome.error)))
  }

  /// Runs the program to its end with this process's own input and outputs.
  ///
  /// - Returns: its exit status, or the signal's number plus 128.
  /// - Throws: `ProgramError` when it cannot be started; `CancellationError`.
  package func runAttached(_ arguments: [String]) async throws -> Int32 {
    var options = PlatformOptions()
    options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(10))]
    let configuration = Configuration(
      executable: .path(FilePath(path)), arguments: Arguments(arguments), environment: .inherit,
      platformOptions: options)
    do {
      let result = try await Subprocess.run(
        configuration, input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      try Task.checkCancellation()
      return switch result.terminationStatus {
      case .exited(let status): status
      case .signaled(let signal): 128 + signal
      }
    } catch let failure as SubprocessError {
      try Task.checkCancellation()
      throw error(.notStarted(failure.description))
    }
  }

  package func error(_ cause: ProgramError.Cause) -> ProgramError {
    ProgramError(program: path, cause: cause)
  }

  private func collect(
    _ configuration: Configuration, outputLimit: Int
  ) async throws -> Outcome {
    do {
      let result = try await Subprocess.run(
        configuration, input: .none, output: .bytes(limit: outputLimit),
        error: .bytes(limit: 1 << 24))
      return Outcome(
        isSuccess: result.terminationStatus.isSuccess, status: "\(result.terminationStatus)",
        output: result.standardOutput,
        error: String(decoding: result.standardError, as: UTF8.self))
    } catch let failure as SubprocessError {
      try Task.checkCancellation()
      throw error(
        failure.code == .outputLimitExceeded ? .saidTooMuch : .notStarted(failure.description))
    }
  }

  /// The last lines of what a program said about itself, without those that a browser always says.
  package static func lastWords(_ text: String) -> String {
    let lines = text.split(separator: "\n").filter { line in
      !line.contains("/dbus/") && !line.contains(":dbus") && !line.contains("system_bus_socket")
        && line != "Connection Null" && !line.allSatisfy(\.isWhitespace)
    }
    return lines.suffix(3).map { $0.prefix(300) }.joined(separator: " / ")
  }
}
