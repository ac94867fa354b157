internal import Catalog
internal import Paper
internal import Support

/// The file of paper lacks slugs that the output folder has published.
public struct PaperLost: Error, Hashable, Sendable {
  /// The path of the file of paper.
  public let path: String
  /// A slug that it lacks, with the link that owns it.
  public let slug: String
  /// The id of that link.
  public let link: String
  /// How many slugs it lacks.
  public let count: Int
  /// The copy in the output folder.
  public let copy: String
}

/// A copy of the published slugs in the state folder: it shows that the file of paper was lost.
struct PublishedSlugs {
  private static let name = "slugs"

  private let state: FolderHandle

  /// The copy in a state folder.
  init(_ state: FolderHandle) {
    self.state = state
  }

  /// Throws when the file of paper lacks a slug of the copy.
  ///
  /// A damaged copy is as good as none: a build writes it again.
  func check(_ ledger: PaperLedger, besideConfig config: String) throws {
    guard try state.kind(of: Self.name) == .file,
      let contents = try? PaperFormat.read(state.bytes(of: Self.name))
    else { return }
    let owners = ledger.owners
    let lost = contents.ledger.owners.filter { owners[$0.key] == nil }
    guard let first = lost.min(by: { $0.key < $1.key }) else { return }
    throw PaperLost(
      path: PaperFile.path(besideConfig: config), slug: first.key.text, link: first.value,
      count: lost.count, copy: state.name(Self.name))
  }

  /// Writes the copy; removes it if nothing is published.
  func write(_ ledger: PaperLedger) throws {
    guard !ledger.targets.isEmpty else { return try state.removeFile(Self.name) }
    var copy = PaperLedger()
    for target in ledger.targets { copy.add(target) }
    let bytes = Array(PaperFormat.text(copy).utf8)
    if try state.kind(of: Self.name) == .file, try state.bytes(of: Self.name) == bytes { return }
    try state.replace(Self.name, with: bytes)
  }
}
