package import Paper
package import Support

/// The file of what was published and printed, beside the config.
package enum PaperFile {
  /// The largest file in bytes.
  private static let maximumByteCount = 1 << 28

  /// The path of the file beside a config.
  package static func path(besideConfig config: String) -> String {
    (config.lastIndex(of: "/").map { String(config[...$0]) } ?? "") + PaperLedger.fileName
  }

  /// The ledger beside a config, empty if there is no file; what is wrong with it goes to the sink.
  static func ledger(besideConfig config: String, into sink: FindingSink) -> PaperLedger {
    let path = path(besideConfig: config)
    do {
      let contents = try contents(of: path)
      if let line = contents.conflictLine {
        sink.report(
          Finding(.warning, at: Position(file: path, line: line, column: 1), .conflictMarks))
      }
      for conflict in contents.ledger.conflicts {
        sink.report(Finding(.error, at: Position(file: path), .slugOfTwoLinks(conflict)))
      }
      return contents.ledger
    } catch let error as PaperDamage {
      sink.report(finding(error, path))
    } catch let error as ReadingError {
      sink.report(Finding(.error, at: Position(file: path), .unreadablePaper(error)))
    } catch {
      // Reading throws nothing else.
    }
    return PaperLedger()
  }

  /// What is wrong with a file, at its place.
  private static func finding(_ damage: PaperDamage, _ path: String) -> Finding {
    Finding(
      .error, at: Position(file: path, line: damage.line, column: damage.column),
      .damagedPaper(damage.reason))
  }

  /// Reads the file at a path; a missing one has no facts.
  ///
  /// - Throws: `ReadingError`, `PaperDamage`.
  private static func contents(of path: String) throws -> PaperFormat.Contents {
    let bytes: [UInt8]
    do throws(ReadingError) {
      bytes = try InputFile.bytes(of: path, limit: maximumByteCount)
    } catch {
      if error.isMissing { return PaperFormat.Contents() }
      throw error
    }
    return try PaperFormat.read(bytes)
  }

  /// A fact that may be added: the ledger as it was, and as it is on disk now.
  package struct Update {
    private let path: String
    private let before: [UInt8]?

    /// Whether there was no file before.
    package var isFirst: Bool { before == nil }

    fileprivate init(path: String, before: [UInt8]?) {
      self.path = path
      self.before = before
    }

    /// Puts the file back as it was.
    package func undo() throws(WritingError) {
      let place = try FileSystem.openFolder(of: path)
      if let before {
        try place.folder.replace(place.name, with: before, isDurable: true)
      } else {
        try place.folder.removeFile(place.name)
      }
    }
  }

  /// Passes the ledger at a path to a closure, while no other process changes it.
  ///
  /// - Throws: `WritingError`, `ReadingError`, `Finding` when it is damaged, and what `use` throws.
  package static func read<Result>(
    _ path: String, _ use: (PaperLedger) throws -> Result
  ) throws -> Result {
    let lock = try FolderLock(folder: FileSystem.folder(of: path)) {}
    defer { withExtendedLifetime(lock) {} }
    return try use(undamagedContents(of: path).ledger)
  }

  /// As `contents`, with a finding for damage.
  private static func undamagedContents(of path: String) throws -> PaperFormat.Contents {
    do {
      return try contents(of: path)
    } catch let damage as PaperDamage {
      throw finding(damage, path)
    }
  }

  /// Adds facts to the file at a path, all of them or none, while no other process does.
  ///
  /// - Parameters:
  ///   - onWait: called once before waiting for another process.
  ///   - add: changes the ledger as it is now.
  /// - Returns: how to undo it; nil if nothing was to be added.
  /// - Throws: `WritingError`, `ReadingError`, `Finding` when it is damaged or a slug has
  ///   two owners, and what `add` throws.
  package static func update(
    _ path: String, onWait: () -> Void = {}, add: (inout PaperLedger) throws -> Void
  ) throws -> Update? {
    let lock = try FolderLock(folder: FileSystem.folder(of: path), onWait: onWait)
    defer { withExtendedLifetime(lock) {} }
    let contents = try undamagedContents(of: path)
    var ledger = contents.ledger
    try add(&ledger)
    // Another process may have given a slug away meanwhile.
    if let conflict = ledger.conflicts.first {
      throw Finding(.error, at: Position(file: path), .slugOfTwoLinks(conflict))
    }
    guard ledger != contents.ledger || contents.conflictLine != nil else { return nil }
    let before = InputFile.isMissing(path) ? nil : try InputFile.bytes(of: path)
    let place = try FileSystem.openFolder(of: path)
    try place.folder.replace(
      place.name, with: Array(PaperFormat.text(ledger).utf8), isDurable: true)
    return Update(path: path, before: before)
  }
}

extension Config {
  /// Takes what was published and printed.
  mutating func take(_ ledger: PaperLedger) {
    paper = ledger
    slugs = ledger.firstSlugs
    for (slug, link) in ledger.owners {
      publishedSlugs[LinkID.comparisonKey(link), default: []].append(slug)
    }
    for key in publishedSlugs.keys { publishedSlugs[key]?.sort() }
  }
}
