internal import Catalog
package import Support

/// A folder without a site.
public struct NoSite: Error, Hashable, Sendable {
  /// The folder.
  public let folder: String

  package init(folder: String) {
    self.folder = folder
  }
}

/// An output folder that PDFs are printed into; locked as for a build, so that no page changes
/// meanwhile, and PDFs are renamed into place once all exist.
package final class PDFPublication {
  /// A folder for temporary files.
  package let work: WorkFolder
  /// The sheets of earlier runs.
  package let sheets: KeptSheets
  private let root: FolderHandle
  private let state: FolderHandle
  private let lock: FolderLock
  private var record: PrintRecord

  /// A PDF that was made in the work folder.
  package struct NewPDF {
    /// Its name in the work folder.
    package var name: String
    /// Its path in the output folder.
    package var path: String
    /// The page that it was printed from, and that page's digest.
    package var html: String
    package var digest: ContentDigest
    /// The ids of the links whose pieces it shows, sorted; nil for all of the page.
    package var links: [String]?

    package init(
      name: String, path: String, html: String, digest: ContentDigest, links: [String]?
    ) {
      self.name = name
      self.path = path
      self.html = html
      self.digest = digest
      self.links = links
    }
  }

  /// Locks the folder, waiting for a build of it to end.
  ///
  /// - Throws: `NoSite`, `OutputRefusal`, `WritingError`, `ReadingError`.
  package init(_ path: String, onWait: (String?) -> Void) throws {
    guard try FileSystem.kind(of: path, followsLink: true) == .folder else {
      throw NoSite(folder: path)
    }
    root = try FolderHandle(path)
    guard let state = try StateFolder.open(in: root) else { throw NoSite(folder: path) }
    self.state = state
    lock = try FolderLock(StateFolder.lock, in: state, onWait: onWait)
    record = try PrintRecord(in: state)
    sheets = KeptSheets(in: state)
    work = try WorkFolder(replacing: StateFolder.printing, in: state)
  }

  /// Refuses to overwrite a file that was not printed here before.
  ///
  /// - Throws: `OutputRefusal`, `WritingError`.
  package func checkTarget(_ path: String) throws {
    for parent in RelativePath.folders(of: path) {
      switch try root.kind(of: parent) {
      case .folder: continue
      case .symbolicLink: throw OutputRefusal.symbolicLink(root.name(parent))
      case nil, .file, .other: throw OutputRefusal.notAFolder(root.name(parent))
      }
    }
    switch try root.kind(of: path) {
    case nil: return
    case .file where record.entries[path] != nil: return
    case .symbolicLink: throw OutputRefusal.symbolicLink(root.name(path))
    case .file, .folder, .other: throw OutputRefusal.foreignFile(root.name(path))
    }
  }

  /// Whether a PDF is in place that was printed from a page as it is now, with the pieces of these links.
  package func isPrinted(_ path: String, from html: String, links: [String]?) throws -> Bool {
    guard let entry = record.entries[path], entry.html == html, entry.links == links,
      let digest = entry.digest,
      try root.kind(of: path) == .file
    else { return false }
    return try root.digest(of: html) == digest && root.digest(of: path) == entry.content
  }

  /// Moves PDFs into place unless they are there with the same bytes; returns how many are changed.
  ///
  /// - Throws: `WritingError`, `ReadingError`, `OutputRefusal`; each PDF is then either old or new.
  package func place(_ pdfs: [NewPDF]) throws -> Int {
    var changed: [NewPDF] = []
    for pdf in pdfs {
      try checkTarget(pdf.path)
      if try !hasSameBytes(pdf) { changed.append(pdf) }
    }
    // Until all are in place, no old PDF may pass for one of the new page.
    for pdf in changed {
      record.entries[pdf.path] = .init(html: pdf.html, digest: nil, links: pdf.links)
    }
    if !changed.isEmpty { try record.write(in: state) }
    for pdf in changed {
      try root.move(pdf.name, of: work.files, to: pdf.path)
    }
    for pdf in pdfs {
      let content = try root.digest(of: pdf.path)
      record.entries[pdf.path] = .init(
        html: pdf.html, digest: pdf.digest, content: content, links: pdf.links)
    }
    try record.write(in: state)
    return changed.count
  }

  private func hasSameBytes(_ pdf: NewPDF) throws -> Bool {
    guard try root.kind(of: pdf.path) == .file else { return false }
    return try root.bytes(of: pdf.path) == work.files.bytes(of: pdf.name)
  }
}
