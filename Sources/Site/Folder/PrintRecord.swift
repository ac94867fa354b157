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
    /// The ids of the links whose pieces it shows, sorted; nil for all of the page.
    package var links: [String]?
  }

  /// The entries by the PDFs' paths in the output folder.
  package var entries: [String: Entry] = [:]

  private static let name = "printed"
  private static let firstLine = "paypress printed 3"
  /// Records of 0.2, without the PDFs' own digests.
  private static let oldFirstLine = "paypress printed 2"

  /// Reads the record in an output folder's state folder.
  package init(inOutput folder: String) throws {
    guard let state = try StateFolder.open(inOutput: folder) else { return }
    self = try PrintRecord(in: state)
  }

  /// Reads the record and skips damaged lines, and those of files that are no PDFs of print jobs.
  init(in state: FolderHandle) throws {
    guard try state.kind(of: Self.name) != nil else { return }
    let text = String(decoding: try state.bytes(of: Self.name), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard let first = lines.first, first == Self.firstLine || first == Self.oldFirstLine else {
      return
    }
    let digestCount = first == Self.firstLine ? 2 : 1
    for line in lines.dropFirst() {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let hasLinks = parts.count == digestCount + 3
      guard hasLinks || parts.count == digestCount + 2,
        let job = OutputLayout.printJob(ofPDF: parts[digestCount + 1]),
        parts[digestCount] == OutputLayout.printPage(job)
      else { continue }
      entries[parts[digestCount + 1]] = Entry(
        html: parts[digestCount], digest: ContentDigest(hexadecimal: parts[0]),
        content: digestCount == 2 ? ContentDigest(hexadecimal: parts[1]) : nil,
        links: hasLinks ? parts[digestCount + 2].split(separator: ",").map(String.init) : nil)
    }
  }

  func write(in state: FolderHandle) throws(WritingError) {
    let lines = entries.sorted { $0.key < $1.key }.map { path, entry in
      let digests = [entry.digest, entry.content].map { $0?.hexadecimal ?? "-" }
      let links = entry.links.map { "\t" + $0.joined(separator: ",") } ?? ""
      return "\(digests.joined(separator: "\t"))\t\(entry.html)\t\(path)\(links)\n"
    }
    let bytes = Array((Self.firstLine + "\n" + lines.joined()).utf8)
    try state.replace(Self.name, with: bytes)
  }

  /// Takes the PDFs whose page has changed or is gone off the record, and returns their paths.
  ///
  /// Called before any file is moved into place, so that no PDF outlives its page, and again when
  /// the pages of deleted jobs are removed.
  ///
  /// - Parameter pages: where to look for pages; the first folder with a page counts.
  /// - Throws: `WritingError`, `ReadingError`.
  mutating func takeOutdated(pages: [FolderHandle]) throws -> [String] {
    var outdated: [String] = []
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      let page = try pages.first { try $0.kind(of: entry.html) == .file }
      let digest = try page.map { try $0.digest(of: entry.html) }
      if digest != nil, digest == entry.digest { continue }
      entries[path] = nil
      outdated.append(path)
    }
    return outdated
  }

  /// How many PDFs printed into a folder still exist.
  public static func count(in folder: String) -> Int {
    guard let root = try? FolderHandle(folder), let record = try? PrintRecord(inOutput: folder)
    else { return 0 }
    return record.entries.keys.count { (try? root.kind(of: $0)) == .file }
  }
}
