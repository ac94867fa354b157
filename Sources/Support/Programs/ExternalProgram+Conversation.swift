internal import Subprocess

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What a program under conversation reads.
package struct ProgramInput: Sendable {
  fileprivate let writer: StandardInputWriter

  /// Sends bytes to the program.
  package func send(_ bytes: [UInt8]) async throws {
    _ = try await writer.write(bytes)
  }
}

extension ExternalProgram {
  /// Opens descriptors 3 and 4 of the program in place of its standard input and output, and becomes it.
  private static let asThirdAndFourth = #"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#

  /// How long a program may take to end once what it reads is closed.
  private static let timeToEnd = Duration.seconds(10)

  /// Runs the program and talks to it.
  ///
  /// It reads from its descriptor 3 and writes to 4, as browsers do for their debugging pipe.
  ///
  /// - Parameters:
  ///   - listen: gets what the program says, piece by piece.
  ///   - ended: is called when no more comes, with the error that `listen` threw.
  ///   - talk: sends and returns a result, which closes what the program reads; nil means that the program
  ///     ended first.
  /// - Throws: `ProgramError` if the program ended first; what `talk` throws, after the program's process
  ///   group was asked to end, and killed two seconds later; `CancellationError`.
  package func converse<Result: Sendable>(
    _ arguments: [String], listen: @escaping @Sendable ([UInt8]) async throws -> Void,
    ended: @escaping @Sendable ((any Error)?) async -> Void,
    talk: (ProgramInput) async throws -> Result?
  ) async throws -> Result {
    let configuration = configuration(
      executable: "/bin/sh", ["-c", Self.asThirdAndFourth, path] + arguments)
    let ending = configuration.platformOptions.teardownSequence
    // A program that ended must not end this one; a handler, since an ignored signal is inherited.
    let old = signal(SIGPIPE) { _ in }
    defer { signal(SIGPIPE, old) }
    return try await translatingErrors {
      let result = try await Subprocess.run(
        configuration, input: .inputWriter, output: .sequence, error: .bytes(limit: 1 << 24)
      ) { execution in
        let input = execution.standardInputWriter
        return try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            do {
              for try await piece in execution.standardOutput {
                try await listen(piece.withUnsafeBytes { Array($0) })
              }
              await ended(nil)
            } catch {
              await ended(error)
            }
          }
          do {
            let answer = try await talk(ProgramInput(writer: input))
            try await input.finish()
            group.addTask {
              try await Task.sleep(for: Self.timeToEnd)
              await execution.teardown(using: ending)
            }
            try await group.next()
            group.cancelAll()
            return answer
          } catch {
            await execution.teardown(using: ending)
            throw error
          }
        }
      }
      try Task.checkCancellation()
      if let answer = result.closureResult { return answer }
      let words = Self.lastWords(String(decoding: result.standardError, as: UTF8.self))
      throw error(
        result.terminationStatus.isSuccess
          ? .madeNothing(words: words)
          : .failed(status: "\(result.terminationStatus)", words: words))
    }
  }
}
