internal import Catalog
internal import Pages
package import Support

/// Which PDFs were printed into an output folder, and from which version of their pages.
///
/// A PDF of an old page is a wrong code on a wall: the next build removes it, and `verify` reports it.
public struct PrintRecord {
  /// What is known of a PDF.
  package struct Entry: Hashable {
    /// The page it was printed from.
    package var html: String
    /// The page's digest; nil when the PDF was not put into place for certain.
    package var digest: ContentDigest?
  }

  /// What is known, by the PDFs' paths in the output folder.
  package var entries: [String: Entry] = [:]

  private static let name = "printed"
  private static let firstLine = "paypress printed 2"

  /// Reads the record; a damaged line is left out.
  package init(in state: String) throws {
    let path = "\(state)/\(Self.name)"
    guard try FileSystem.kind(of: path) == .file else { return }
    let text = String(decoding: try InputFile.bytes(of: path), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard lines.first == Self.firstLine[...] else { return }
    for line in lines.dropFirst() {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, RelativePath.isInside(parts[1]), RelativePath.isInside(parts[2])
      else { continue }
      let digest = ContentDigest(hexadecimal: parts[0])
      entries[parts[2]] = Entry(html: parts[1], digest: digest)
    }
  }

  func write(in state: String) throws(WritingError) {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      let digest = entry.digest?.hexadecimal ?? "-"
      return "\(digest)\t\(entry.html)\t\(path)\n"
    }
    let bytes = Array((Self.firstLine + "\n" + lines.joined()).utf8)
    try FileSystem.replace("\(state)/\(Self.name)", with: bytes)
  }

  /// Removes the PDFs whose page is another one in the site that is being published, or gone.
  ///
  /// Called before anything is moved into place, so that no PDF outlives its page for a moment, and again
  /// when the pages of jobs that are gone are removed.
  ///
  /// - Parameters:
  ///   - root: the output folder.
  ///   - state: its folder of records.
  ///   - staging: where new and changed pages still stand.
  /// - Returns: how many were removed.
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

  /// How many PDFs that were printed into a folder are still there.
  public static func count(in folder: String) -> Int {
    let record = try? PrintRecord(in: "\(folder)/\(OutputLayout.stateFolder)")
    return record?.entries.keys.count { (try? FileSystem.kind(of: "\(folder)/\($0)")) == .file }
      ?? 0
  }
}
