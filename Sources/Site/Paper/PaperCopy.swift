internal import Catalog
public import Paper
internal import Support

/// A copy of the file of paper in an output folder's state: it shows that the file was lost.
///
/// It never has a fact before the file has it. So a file that has more, as after a merge, is right, and so
/// is any file where there is no copy, as in a fresh clone.
public struct PaperCopy {
  private static let name = "paper"
  /// What builds wrote before the copy had marked prints.
  private static let oldName = "slugs"

  private let state: FolderHandle

  /// The copy in a state folder.
  init(_ state: FolderHandle) {
    self.state = state
  }

  /// The copy in an output folder; nil if no build wrote that folder.
  ///
  /// - Throws: `WritingError`, `OutputRefusal` when something else is in its place.
  public init?(inOutput folder: String) throws {
    guard try FileSystem.kind(of: folder, followsLink: true) == .folder,
      let state = try StateFolder.open(inOutput: folder)
    else { return nil }
    self.init(state)
  }

  /// What the file of paper lacks of the copy; nil for nothing.
  ///
  /// A damaged copy is as good as none: a build writes it again.
  private func loss(
    _ ledger: PaperLedger, besideConfig config: String
  ) throws(ReadingError) -> PaperLost? {
    let bytes: [UInt8]
    do throws(ReadingError) {
      bytes = try state.bytes(of: Self.name)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    let copy: PaperLedger
    do throws(PaperDamage) {
      copy = try PaperFormat.read(bytes).ledger
    } catch {
      return nil
    }
    guard let loss = PaperLoss(of: copy, in: ledger) else { return nil }
    let path = PaperFile.path(besideConfig: config)
    return PaperLost(
      path: path, isMissing: InputFile.isMissing(path), loss: loss, copy: state.name(Self.name))
  }

  /// The file of paper as it is now.
  ///
  /// - Throws: `PaperLost` when it lacks something of the copy; `ReadingError`, `WritingError`; `Finding` when
  ///   it is damaged.
  @discardableResult
  public func checkedLedger(besideConfig config: String) throws -> PaperLedger {
    try PaperFile.read(PaperFile.path(besideConfig: config)) { ledger in
      if let lost = try loss(ledger, besideConfig: config) { throw lost }
      return ledger
    }
  }

  /// Takes over what a command has written into the file of paper; best effort, because without it only a
  /// later loss goes unnoticed.
  public func keep(besideConfig config: String) {
    // The note would call the folder up to date without a look at the copy.
    try? BuildNote.remove(state)
    try? renew(besideConfig: config)
  }

  /// Writes the copy of the file of paper as it is now, unless that lacks something; removes the copy if
  /// nothing is on record.
  func renew(besideConfig config: String) throws {
    // Under its lock: what another command has added since a build read the file belongs in the copy, too.
    try PaperFile.read(PaperFile.path(besideConfig: config)) { ledger in
      if let lost = try loss(ledger, besideConfig: config) { throw lost }
      try state.removeFile(Self.oldName)
      guard !ledger.isEmpty else { return try state.removeFile(Self.name) }
      let bytes = Array(PaperFormat.text(ledger).utf8)
      if try state.kind(of: Self.name) == .file, try state.bytes(of: Self.name) == bytes { return }
      try state.replace(Self.name, with: bytes)
    }
  }
}
