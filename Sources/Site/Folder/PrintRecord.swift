internal import Catalog
internal import Pages
package import Support

/// Which PDFs were printed into an output folder, and from which version of their pages.
///
/// A PDF of an old page is a wrong code on a wall: a build removes it, and `verify` reports it.
public struct PrintRecord {
  /// The record of one PDF.
  package struct Entry: Hashable {
    /// The page it was printed from.
    package var html: String
    /// The page's digest; nil when the PDF may not have been moved into place.
    package var digest: ContentDigest?
    /// The PDF's own digest; nil when not recorded.
    package var content: ContentDigest?
  }

  /// The entries by the PDFs' paths in the output folder.
  package var entries: [String: Entry] = [:]

  private static let name = "printed"
  private static let firstLine = "paypress printed 3"
  /// Records of 0.2, without the PDFs' own digests.
  private static let oldFirstLine = "paypress printed 2"

  /// Reads the record and skips damaged lines.
  package init(in state: String) throws {
    let path = "\(state)/\(Self.name)"
    guard try FileSystem.kind(of: path) == .file else { return }
    let text = String(decoding: try InputFile.bytes(of: path), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard let first = lines.first, first == Self.firstLine || first == Self.oldFirstLine else {
      return
    }
    let digestCount = first == Self.firstLine ? 2 : 1
    for line in lines.dropFirst() {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == digestCount + 2, RelativePath.isInside(parts[digestCount]),
        RelativePath.isInside(parts[digestCount + 1])
      else { continue }
      entries[parts[digestCount + 1]] = Entry(
        html: parts[digestCount], digest: ContentDigest(hexadecimal: parts[0]),
        content: digestCount == 2 ? ContentDigest(hexadecimal: parts[1]) : nil)
    }
  }

  func write(in state: String) throws(WritingError) {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      let digests = [entry.digest, entry.content].map { $0?.hexadecimal ?? "-" }
      return "\(digests.joined(separator: "\t"))\t\(entry.html)\t\(path)\n"
    }
    let bytes = Array((Self.firstLine + "\n" + lines.joined()).utf8)
    try FileSystem.replace("\(state)/\(Self.name)", with: bytes)
  }

  /// Removes the PDFs whose page has changed or is gone, and returns their number.
  ///
  /// Called before any file is moved into place, so that no PDF outlives its page, and again when
  /// the pages of deleted jobs are removed. The folder `staging` still holds new and changed pages.
  ///
  /// - Throws: `WritingError`, `ReadingError`.
  static func removeOutdated(root: String, state: String, staging: String) throws -> Int {
    var record = try PrintRecord(in: state)
    let recorded = record.entries
    var removedCount = 0
    for (path, entry) in recorded {
      let pages = ["\(staging)/\(entry.html)", "\(root)/\(entry.html)"]
      let page = try pages.first { try FileSystem.kind(of: $0) == .file }
      let digest = try page.map { try InputFile.digest(of: $0) }
      if digest != nil, digest == entry.digest { continue }
      record.entries[path] = nil
      let present = "\(root)/\(path)"
      guard try FileSystem.kind(of: present) == .file else { continue }
      try FileSystem.removeFile(present)
      removedCount += 1
      for folder in OutputFolder.folders(of: path).reversed()
      where !FileSystem.removeIfEmpty("\(root)/\(folder)") { break }
    }
    if record.entries != recorded { try record.write(in: state) }
    return removedCount
  }

  /// How many PDFs printed into a folder still exist.
  public static func count(in folder: String) -> Int {
    let record = try? PrintRecord(in: "\(folder)/\(OutputLayout.stateFolder)")
    return record?.entries.keys.count { (try? FileSystem.kind(of: "\(folder)/\($0)")) == .file }
      ?? 0
  }
}
