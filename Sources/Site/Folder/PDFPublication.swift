internal import Catalog
internal import Pages
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
  private let root: String
  private let state: String
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

    package init(name: String, path: String, html: String, digest: ContentDigest) {
      self.name = name
      self.path = path
      self.html = html
      self.digest = digest
    }
  }

  /// Locks the folder, waiting for a build of it to end.
  ///
  /// - Throws: `NoSite`, `OutputRefusal`, `WritingError`, `ReadingError`.
  package init(_ path: String, onWait: (String?) -> Void) throws {
    root = path
    state = "\(root)/\(OutputLayout.stateFolder)"
    switch try FileSystem.kind(of: state) {
    case .folder: break
    case .symbolicLink: throw OutputRefusal.symbolicLink(state)
    case nil, .file, .other: throw NoSite(folder: root)
    }
    lock = try FolderLock("\(state)/lock", onWait: onWait)
    record = try PrintRecord(in: state)
    work = try WorkFolder(replacing: "\(state)/printing")
  }

  /// Refuses to overwrite a file that was not printed here before.
  ///
  /// - Throws: `OutputRefusal`, `WritingError`.
  package func checkTarget(_ path: String) throws {
    for (index, character) in zip(path.indices, path) where character == "/" {
      let parent = "\(root)/\(path[..<index])"
      switch try FileSystem.kind(of: parent) {
      case .folder: continue
      case .symbolicLink: throw OutputRefusal.symbolicLink(parent)
      case nil, .file, .other: throw OutputRefusal.notAFolder(parent)
      }
    }
    switch try FileSystem.kind(of: "\(root)/\(path)") {
    case nil: return
    case .file where record.entries[path] != nil: return
    case .symbolicLink: throw OutputRefusal.symbolicLink("\(root)/\(path)")
    case .file, .folder, .other: throw OutputRefusal.foreignFile("\(root)/\(path)")
    }
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
    for pdf in changed { record.entries[pdf.path] = .init(html: pdf.html, digest: nil) }
    if !changed.isEmpty { try record.write(in: state) }
    for pdf in changed {
      try FileSystem.move("\(work.path)/\(pdf.name)", to: "\(root)/\(pdf.path)")
    }
    for pdf in pdfs {
      let content = try InputFile.digest(of: "\(root)/\(pdf.path)")
      record.entries[pdf.path] = .init(html: pdf.html, digest: pdf.digest, content: content)
    }
    try record.write(in: state)
    return changed.count
  }

  private func hasSameBytes(_ pdf: NewPDF) throws -> Bool {
    let present = "\(root)/\(pdf.path)"
    guard try FileSystem.kind(of: present) == .file else { return false }
    return try InputFile.bytes(of: present) == InputFile.bytes(of: "\(work.path)/\(pdf.name)")
  }
}
