internal import Site
internal import Support

/// The folder of files for print shops and phones.
///
/// A file in it says of which PDF each was made, so that none stays when that has changed.
struct PrintShopFolder {
  /// A file, and the PDF that it was made of.
  struct Product: Sendable {
    let file: PrintShop.File
    let job: String
    let pdf: ContentDigest
  }

  /// The job and the PDF that a file in the folder was made of; no digest while it is moved into place.
  private struct Origin {
    var job: String
    var pdf: ContentDigest?
  }

  private let path: String
  /// Whether the folder was there, and whether it was ours.
  private let exists: Bool
  private let isOurs: Bool
  /// By the names of the files.
  private var origins: [String: Origin] = [:]

  /// The file that says whose the folder is, and what is in it.
  private static let marker = ".paypress-for-print"
  private static let firstLine = "Files made by `paypress pdf`."
  private static let staging = ".paypress-staging"

  /// Reads what was made before.
  ///
  /// - Throws: `PrintShop.Refusal` for a folder that holds something and was not made here,
  ///   `ReadingError`, `WritingError`.
  init(_ path: String) throws {
    self.path = path
    exists = try FileSystem.kind(of: path, followsLink: true) != nil
    let names = exists ? try InputFolder.names(of: path) : []
    isOurs = names.contains(Self.marker)
    guard isOurs || names.isEmpty else { throw PrintShop.Refusal.foreignFolder(path) }
    if !isOurs { return }
    let text = String(
      decoding: try InputFile.bytes(of: "\(path)/\(Self.marker)"), as: UTF8.self)
    for line in text.split(separator: "\n").dropFirst() {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3, RelativePath.isInside(parts[2]) else { continue }
      origins[parts[2]] = Origin(job: parts[1], pdf: ContentDigest(hexadecimal: parts[0]))
    }
  }

  /// Moves files into place once all are written, and removes those of PDFs that are no longer there;
  /// returns how many.
  ///
  /// - Parameter pdf: the digest of a job's PDF as it is now; nil without one.
  /// - Throws: `WritingError`; before the first file is in place, the folder is as it was.
  func publish(
    _ products: [Product], pdf: (_ job: String) throws -> ContentDigest?
  ) throws -> Int {
    var origins = origins
    let stale = try origins.filter { name, origin in
      let isMade = products.contains { $0.file.name == name }
      return try !isMade && (origin.pdf == nil || pdf(origin.job) != origin.pdf)
    }.map(\.key)
    try FileSystem.makeFolders(path)
    let folder = try FolderHandle(path)
    do {
      if !isOurs { try write([:], in: folder) }
      let staging = try WorkFolder(replacing: Self.staging, in: folder)
      for (number, product) in products.enumerated() {
        let name = product.file.name
        if let kind = try folder.kind(of: name), kind != .file {
          throw WritingError(path: folder.name(name), errorNumber: EEXIST)
        }
        try staging.write(product.file.bytes, to: "\(number)")
        // Until it is in place, an older file of this name is of an older PDF.
        origins[name] = Origin(job: product.job, pdf: nil)
      }
      try write(origins, in: folder)
      for (number, product) in products.enumerated() {
        try folder.move("\(number)", of: staging.files, to: product.file.name)
      }
    } catch {
      if !isOurs { removeIfUnused(folder) }
      throw error
    }
    for name in stale {
      try folder.removeFile(name)
      origins[name] = nil
    }
    for product in products { origins[product.file.name]?.pdf = product.pdf }
    try write(origins, in: folder)
    return stale.count
  }

  private func write(_ origins: [String: Origin], in folder: FolderHandle) throws {
    let lines = origins.sorted { $0.key < $1.key }.map { name, origin in
      "\(origin.pdf?.hexadecimal ?? "-")\t\(origin.job)\t\(name)"
    }
    let text = ([Self.firstLine] + lines).map { $0 + "\n" }.joined()
    try folder.replace(Self.marker, with: Array(text.utf8))
  }

  /// Removes what a failed run made, unless a file is in place by now.
  private func removeIfUnused(_ folder: FolderHandle) {
    try? folder.removeTree(Self.staging)
    if (try? folder.names()) == [Self.marker] { try? folder.removeFile(Self.marker) }
    if !exists { FileSystem.removeIfEmpty(path) }
  }
}
