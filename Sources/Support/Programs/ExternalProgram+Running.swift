internal import Subprocess
internal import Synchronization

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

// The only way to run a program, in five kinds; none inherits open files except the standard ones.
extension ExternalProgram {
  /// How a program ended.
  package enum Ending: Hashable, Sendable {
    /// It exited with this status.
    case exited(Int32)
    /// This signal ended it.
    case signaled(Int32)
  }

  /// What a program did.
  package struct Outcome: Sendable {
    /// Whether it exited with status 0.
    package var isSuccess: Bool
    /// Its exit status or signal, in words.
    package var status: String
    /// What it wrote to standard output.
    package var output: [UInt8]
    /// What it wrote to standard error.
    package var error: String
  }

  /// Runs the program without input, and returns its output.
  ///
  /// - Parameters:
  ///   - folder: the working directory; nil for ours.
  ///   - limit: the time limit, after which its process group is asked to end, and killed two
  ///     seconds later.
  ///   - outputLimit: the most bytes of output.
  /// - Throws: `ProgramError`, but not for a status other than 0; `CancellationError`.
  package func run(
    _ arguments: [String], in folder: String? = nil, limit: Duration, outputLimit: Int = 1 << 26
  ) async throws -> Outcome {
    let configuration = configuration(executable: path, arguments, in: folder)
    return try await within(limit) {
      let input = try emptyInput()
      defer { try? input.close() }
      let result = try await Subprocess.run(
        configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
        output: .bytes(limit: outputLimit), error: .bytes(limit: 1 << 24))
      return Outcome(
        isSuccess: result.terminationStatus.isSuccess, status: "\(result.terminationStatus)",
        output: result.standardOutput,
        error: String(decoding: result.standardError, as: UTF8.self))
    }
  }

  /// In a process group of its own, which is asked to end when the task is cancelled, and killed two
  /// seconds later.
  func configuration(
    executable: String, _ arguments: [String], in folder: String? = nil
  ) -> Configuration {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    // Numbers and messages must not depend on the user's language; text stays UTF-8.
    return Configuration(
      executable: .path(FilePath(executable)), arguments: Arguments(arguments),
      environment: .inherit.updating(["LC_ALL": "C.UTF-8", "LANGUAGE": "en"]),
      workingDirectory: folder.map { FilePath($0) }, platformOptions: options)
  }

  /// Runs the program and returns its output.
  ///
  /// - Throws: `ProgramError`, also for a status other than 0; `CancellationError`.
  package func output(
    _ arguments: [String], in folder: String? = nil, limit: Duration
  ) async throws -> [UInt8] {
    let outcome = try await run(arguments, in: folder, limit: limit)
    if outcome.isSuccess { return outcome.output }
    throw error(.failed(status: outcome.status, words: Self.lastWords(outcome.error)))
  }

  /// Runs the program with this process's input, outputs and environment.
  ///
  /// - Returns: its exit status, or the signal's number plus 128.
  /// - Throws: `ProgramError` when it cannot be started; `CancellationError`.
  package func runAttached(_ arguments: [String]) async throws -> Int32 {
    var options = PlatformOptions()
    options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(10))]
    let configuration = Configuration(
      executable: .path(FilePath(path)), arguments: Arguments(arguments), environment: .inherit,
      platformOptions: options)
    return try await translatingErrors {
      let result = try await Subprocess.run(
        configuration, input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      try Task.checkCancellation()
      return switch result.terminationStatus {
      case .exited(let status): status
      case .signaled(let signal): 128 + signal
      }
    }
  }

  /// Runs the program without input, and passes on what it says.
  ///
  /// - Parameters:
  ///   - environment: all of its environment.
  ///   - lines: gets its output and its messages.
  ///   - limit: how long it may take; then, or when the task is cancelled, its whole process group is
  ///     asked to end, and killed after two seconds, or when the program itself has ended.
  /// - Throws: `ProgramError` when it cannot be started or takes too long; `CancellationError`.
  package func run(
    _ arguments: [String] = [], environment: [String: String], lines: LinePipe, limit: Duration
  ) async throws -> Ending {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(2)),
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1)),
    ]
    let variables = environment.map { Array("\($0.key)=\($0.value)\0".utf8) }
    let configuration = Configuration(
      executable: .path(FilePath(path)), arguments: Arguments(arguments),
      environment: .custom(variables), platformOptions: options)
    let group = ProcessGroup()
    do {
      return try await within(limit) {
        let input = try emptyInput()
        defer { try? input.close() }
        let output = FileDescriptor(rawValue: lines.descriptor)
        let result = try await Subprocess.run(
          configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
          output: .fileDescriptor(output, closeAfterSpawningProcess: false),
          error: .fileDescriptor(output, closeAfterSpawningProcess: false)
        ) { group.leader.store(Int($0.processIdentifier.value), ordering: .relaxed) }
        return switch result.terminationStatus {
        case .exited(let status): .exited(status)
        case .signaled(let signal): .signaled(signal)
        }
      }
    } catch {
      // Those that the program started may have ignored the request to end.
      group.end()
      throw error
    }
  }

  /// Starts the program with this process's environment, without input and output, waits for a failure,
  /// and leaves it alone: in a session of its own, it goes on when this process or its terminal ends.
  ///
  /// - Parameter patience: how long to wait; a program that still runs then has not failed.
  /// - Throws: `ProgramError` when it cannot be started, or when it ends in this time with a status other
  ///   than 0; `CancellationError`, which does not end the program.
  package func launch(_ arguments: [String], patience: Duration) async throws {
    var options = PlatformOptions()
    options.createSession = true
    let configuration = Configuration(
      executable: .path(FilePath(path)), arguments: Arguments(arguments), environment: .inherit,
      platformOptions: options)
    let (ending, end) = AsyncThrowingStream.makeStream(of: Never.self)
    // A task of its own: what waits here may end, the program goes on.
    Task {
      do {
        try await run(detached: configuration)
        end.finish()
      } catch {
        end.finish(throwing: error)
      }
    }
    Task {
      try? await Task.sleep(for: patience)
      end.finish()
    }
    for try await _ in ending {}
    try Task.checkCancellation()
  }

  private func run(detached configuration: Configuration) async throws {
    try await translatingErrors {
      let input = try emptyInput()
      defer { try? input.close() }
      let result = try await Subprocess.run(
        configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: false),
        output: .discarded, error: .discarded)
      guard result.terminationStatus.isSuccess else {
        throw error(.failed(status: "\(result.terminationStatus)", words: ""))
      }
    }
  }

  /// Opens what has nothing to read.
  ///
  /// Subprocess would do so between its pipes, and ends this process when that fails.
  private func emptyInput() throws(ProgramError) -> FileDescriptor {
    do {
      return try FileDescriptor.open("/dev/null", .readOnly, options: .closeOnExec)
    } catch {
      throw self.error(.notStarted("/dev/null: \(error)"))
    }
  }

  /// - Throws: `ProgramError` after the time limit.
  package func within<Result: Sendable>(
    _ limit: Duration, _ run: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let result = try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await translatingErrors(run) }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    try Task.checkCancellation()
    guard let result else {
      throw error(.tookTooLong(seconds: Int(limit.components.seconds)))
    }
    return result
  }

  /// More descriptors than the start of a program takes: pipes, and what watches them.
  private static let descriptorCount = 32

  func translatingErrors<Result>(
    _ run: () async throws -> Result
  ) async throws -> Result {
    // Subprocess ends this process, or waits for ever, when it runs out of descriptors half-way.
    guard OpenFiles.hasFree(Self.descriptorCount) else {
      throw error(.notStarted(String(cString: strerror(EMFILE))))
    }
    do {
      return try await run()
    } catch let failure as SubprocessError {
      try Task.checkCancellation()
      throw error(
        failure.code == .outputLimitExceeded
          ? .saidTooMuch
          : .notStarted(failure.underlyingError?.description ?? failure.description))
    }
  }
}

/// The process group of a program.
private final class ProcessGroup: Sendable {
  /// The process id of its first process; 0 before it runs.
  let leader = Atomic<Int>(0)

  /// Kills what is left of the group.
  func end() {
    let leader = leader.load(ordering: .relaxed)
    if leader > 1 { kill(pid_t(-leader), SIGKILL) }
  }
}
