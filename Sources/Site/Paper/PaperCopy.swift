internal import Catalog
public import Paper
internal import Support

/// The file of paper lacks facts that it had when the output folder was last written.
public struct PaperLost: Error, Hashable, Sendable {
  /// The path of the file of paper.
  public let path: String
  /// Whether the file is gone; otherwise it has lost lines.
  public let isMissing: Bool
  /// The published slugs of which it lacks a line, sorted.
  public let slugs: [PaperSlug]
  /// The marked pieces that it lacks, sorted.
  public let papers: [PaperID]
  /// The path of the copy in the output folder, which has them.
  public let copy: String
}

/// A copy of the file of paper in an output folder's state: it shows that the file was lost.
///
/// It never has a fact before the file has it. So a file that has more, as after a merge, is right, and so
/// is any file where there is no copy, as in a fresh clone.
public struct PaperCopy {
  private static let name = "paper"

  private let state: FolderHandle

  /// The copy in a state folder.
  init(_ state: FolderHandle) {
    self.state = state
  }

  /// The copy in an output folder; nil if no build wrote that folder.
  public init?(inOutput folder: String) {
    guard let state = try? StateFolder.open(inOutput: folder) else { return nil }
    self.init(state)
  }

  /// Throws when the file of paper lacks what the copy has of a slug or a piece, or says something else.
  ///
  /// A damaged copy is as good as none: a build writes it again.
  public func check(_ ledger: PaperLedger, besideConfig config: String) throws(PaperLost) {
    guard let contents = try? PaperFormat.read(state.bytes(of: Self.name)) else { return }
    let targets = Set(contents.ledger.targets).subtracting(ledger.targets)
    let papers = Set(contents.ledger.papers.map(Self.print))
      .subtracting(ledger.papers.map(Self.print))
    guard !targets.isEmpty || !papers.isEmpty else { return }
    let path = PaperFile.path(besideConfig: config)
    throw PaperLost(
      path: path, isMissing: InputFile.isMissing(path), slugs: Set(targets.map(\.slug)).sorted(),
      papers: papers.map(\.id).sorted(), copy: state.name(Self.name))
  }

  /// A piece as it was printed: that it is gone may be taken back by hand.
  private static func print(_ paper: PrintedPaper) -> PrintedPaper {
    var paper = paper
    paper.goneOn = nil
    return paper
  }

  /// Takes what a command has written into the file of paper; best effort, because without it only a
  /// later loss goes unnoticed.
  public func keep(_ ledger: PaperLedger) {
    // The note would call the folder up to date without a look at the copy.
    try? BuildNote.remove(state)
    try? write(ledger)
  }

  /// Writes the copy; removes it if nothing is on record.
  func write(_ ledger: PaperLedger) throws {
    guard !ledger.isEmpty else { return try state.removeFile(Self.name) }
    let bytes = Array(PaperFormat.text(ledger).utf8)
    if try state.kind(of: Self.name) == .file, try state.bytes(of: Self.name) == bytes { return }
    try state.replace(Self.name, with: bytes)
  }
}
