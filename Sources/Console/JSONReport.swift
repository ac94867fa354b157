package import Support

/// The findings and the outcome of a run as one JSON document on standard output
/// (`docs/findings-json.md`).
package struct JSONReport {
  /// The name of the command.
  private let command: String
  private let display: FindingDisplay
  /// The findings of the run.
  package let sink = FindingSink()

  /// A report of a command.
  package init(_ command: String, _ display: FindingDisplay = FindingDisplay()) {
    self.command = command
    self.display = display
  }

  /// Does the work of a command, and prints the report whether it succeeds or fails.
  ///
  /// - Parameter work: reports to the sink, prints nothing, and returns what the run did.
  /// - Throws: `Failure` when the report cannot be printed, else the exit status of the failed work.
  package func printing(_ work: () async throws -> JSON) async throws {
    let failure: Failure
    do {
      try print(status: 0, result: try await work())
      return
    } catch {
      failure = Failure(error)
    }
    try print(failure)
  }

  /// Does work that does not wait, as above.
  package func printing(_ work: () throws -> JSON) throws {
    let failure: Failure
    do {
      try print(status: 0, result: try work())
      return
    } catch {
      failure = Failure(error)
    }
    try print(failure)
  }

  private func print(_ failure: Failure) throws {
    // What counts findings is not one more of them.
    let isFinding = failure.diagnostic.severity != nil
    var others = failure.errors.map { $0.json(in: Terminal.language) }
    if isFinding {
      others.append(failure.diagnostic.json(in: Terminal.language, path: failure.path))
    }
    try print(
      status: failure.status, result: failure.result, besides: others,
      count: failure.errorCount + (isFinding ? 1 : 0))
    throw Reported(status: failure.status)
  }

  /// Prints the report with the errors of a failure, of which there are `count` in all.
  private func print(
    status: Int32, result: JSON, besides others: [JSON] = [], count: Int = 0
  ) throws(Failure) {
    let language = Terminal.language
    let kept = sink.inFileOrder.filter { !display.isQuiet || $0.severity != .note }
    let listed = kept.map { $0.diagnostic.json(in: language) } + others
    let keptCount = { severity in kept.count { $0.severity == severity } }
    let unlisted = Finding.Severity.allCases.filter { !display.isQuiet || $0 != .note }
      .reduce(count - others.count) { $0 + sink.count(of: $1) - keptCount($1) }
    let head = JSON.members([
      "version": .number("1"), "command": .string(command), "status": .number("\(status)"),
      "language": .string(language.rawValue), "result": result,
      "errors": .number("\(sink.errorCount + count)"), "warnings": .number("\(sink.warningCount)"),
      "notes": .number("\(sink.noteCount)"), "unlisted": .number("\(unlisted)"),
    ]).line
    let lines = listed.map { "\n  " + $0.line }.joined(separator: ",")
    try Terminal.print(
      head.dropLast() + ", \"findings\": [" + lines + (listed.isEmpty ? "]}" : "\n]}"))
    try Terminal.flush()
  }
}

/// A failure that was printed already.
package struct Reported: Error {
  /// The exit status.
  package let status: Int32

  /// A failure with its exit status.
  package init(status: Int32) { self.status = status }
}
