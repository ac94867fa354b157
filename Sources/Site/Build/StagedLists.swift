internal import Support

/// Settles the files that belong to no single link, and records them.
final class StagedLists: ListTarget {
  private let settler: FileSettler
  private let old: PreviousBuild
  private let pending: RecordOutput
  private(set) var writtenCount = 0
  private(set) var unchangedCount = 0

  init(settler: FileSettler, old: PreviousBuild, pending: RecordOutput) {
    self.settler = settler
    self.old = old
    self.pending = pending
  }

  func open(_ path: String) throws -> OutputFile {
    try settler.staging.openStream(path)
  }

  func close(_ stream: OutputFile, _ path: String) throws {
    try take(path) { try settler.settle(stream, path, recorded: $0) }
  }

  func put(_ path: String, _ bytes: [UInt8]) throws {
    try take(path) { recorded in
      try settler.settle(path, .list, inputs: .none, recorded: recorded) { bytes }
    }
  }

  /// Settles the file at a path, given what the last build recorded about it.
  private func take(
    _ path: String, _ settle: (RecordedFile?) throws -> RecordedFile
  ) throws {
    let recorded = try old.find(RecordEntry.listName(path), fansOut: false)?.file(.list)
    let file = try settle(recorded)
    if file.isStaged { writtenCount += 1 } else { unchangedCount += 1 }
    try pending.append(.list(path, [file]))
  }
}

extension OutputFile: ListStream {}
