package import Support

/// PDFs of a few sheets each that a browser has printed, kept for the next run.
///
/// Each is named by the digest of all that it was printed from. It is in its place as a whole or not
/// at all, and its bytes are checked when it is read: a damaged one is printed again.
package struct KeptSheets: Sendable {
  private let state: FolderHandle

  init(in state: FolderHandle) {
    self.state = state
  }

  /// What this version keeps; another form needs another line.
  private static let firstLine = "paypress sheets 1 "

  private static func path(_ key: ContentDigest) -> String {
    "\(StateFolder.sheets)/\(key.hexadecimal)"
  }

  /// The PDF of some sheets; nil when it is not kept, or damaged.
  package func pdf(_ key: ContentDigest) throws -> [UInt8]? {
    let path = Self.path(key)
    guard try state.kind(of: path) == .file else { return nil }
    let bytes = try state.bytes(of: path)
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let pdf = Array(bytes[(end + 1)...])
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    return line == Self.firstLine + ContentDigest(pdf).hexadecimal ? pdf : nil
  }

  package func keep(_ pdf: [UInt8], as key: ContentDigest) throws(WritingError) {
    try state.makeFolder(StateFolder.sheets)
    let line = Self.firstLine + ContentDigest(pdf).hexadecimal + "\n"
    try state.replace(Self.path(key), with: Array(line.utf8) + pdf)
  }

  /// Removes all PDFs but these.
  package func removeOthers(than keys: Set<ContentDigest>) throws {
    guard try state.kind(of: StateFolder.sheets) == .folder else { return }
    let names = Set(keys.map(\.hexadecimal))
    for name in try state.names(of: StateFolder.sheets) where !names.contains(name) {
      try state.removeTree("\(StateFolder.sheets)/\(name)")
    }
  }
}
