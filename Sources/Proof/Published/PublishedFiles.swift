internal import Pages
internal import Paper
internal import Site
internal import Support

/// The files of a site as visitors get them: those of an output folder, and over them those of a
/// staged build.
struct PublishedFiles: Sendable {
  /// The output folder, as an absolute path.
  let root: String
  /// The folder whose files come first, if any.
  let staging: String?

  /// The paths of the lists of links.
  let lists: ListPaths
  /// Whether the owner's files lie beside the site; a copy that was uploaded has none.
  let hasOwner: Bool

  /// The lists of links, public or with the owner's list.
  struct ListPaths: Hashable, Sendable {
    let json: String
    let csv: String

    init(arePrivate: Bool) {
      json = OutputLayout.linksJSON(isPrivate: arePrivate)
      csv = OutputLayout.linksCSV(isPrivate: arePrivate)
    }
  }

  /// The files of a site; `listsArePrivate` is nil where its config is not known.
  init(root: String, staging: String?, listsArePrivate: Bool?) throws {
    self.root = root
    self.staging = staging
    hasOwner =
      try staging != nil || FileSystem.kind(of: "\(root)/\(OutputLayout.stateFolder)") != nil
    let arePrivate =
      listsArePrivate
      ?? InputFile.isOrdinary("\(root)/\(OutputLayout.linksJSON(isPrivate: true))")
    lists = ListPaths(arePrivate: arePrivate)
  }

  /// The longest file that is read as a whole, in bytes.
  static let maximumByteCount = 1 << 26

  /// The folders in which every file belongs to a build.
  static let ownFolders = ["assets", "pay", "print", "qr"]

  /// Where to read a file; nil when it is missing or not a regular file.
  func place(of path: String) throws -> String? {
    for folder in [staging, root].compactMap(\.self) {
      switch try FileSystem.kind(of: "\(folder)/\(path)") {
      case .file: return "\(folder)/\(path)"
      case nil: continue
      case .folder where folder != root: continue
      case .folder, .symbolicLink, .other: return nil
      }
    }
    return nil
  }

  /// The bytes of a file; nil when it is missing, not a regular file, or too long.
  func bytes(of path: String) throws -> [UInt8]? {
    guard let place = try place(of: path) else { return nil }
    let bytes = try InputFile.bytes(of: place, limit: Self.maximumByteCount)
    return bytes.count > Self.maximumByteCount ? nil : bytes
  }

  // MARK: Files that no build wrote

  /// The paths in the folders of builds, and of lists at the top, that are not expected.
  func strays(
    ownsShortAddresses: Bool, isExpected: (String) -> Bool
  ) throws -> [String] {
    var strays: [String] = []
    for name in try InputFolder.names(of: root) {
      // A site without short addresses may have a folder of this name from elsewhere.
      let hasShortAddresses = name == PaperSlug.folder && ownsShortAddresses
      if Language.allCases.contains(where: { $0.rawValue == name }) {
        try addListStrays(in: name, isExpected, to: &strays)
      } else if Self.ownFolders.contains(name) || hasShortAddresses {
        try addStrays(in: name, isExpected, to: &strays)
      } else if Self.isList(name), !isExpected(name) {
        strays.append(name)
      }
    }
    if try FileSystem.kind(of: "\(root)/\(OutputLayout.ownerFolder)") != nil {
      try addStrays(in: OutputLayout.ownerFolder, isExpected, to: &strays)
    }
    return strays
  }

  /// The lists in the folder of a language, which may also hold files from elsewhere.
  private func addListStrays(
    in folder: String, _ isExpected: (String) -> Bool, to strays: inout [String]
  ) throws {
    guard try FileSystem.kind(of: "\(root)/\(folder)") == .folder else { return }
    for name in try InputFolder.names(of: "\(root)/\(folder)")
    where Self.isList(name) && !isExpected("\(folder)/\(name)") {
      strays.append("\(folder)/\(name)")
    }
  }

  private func addStrays(
    in path: String, _ isExpected: (String) -> Bool, to strays: inout [String]
  ) throws {
    guard try FileSystem.kind(of: "\(root)/\(path)") == .folder else {
      strays.append(path)
      return
    }
    for name in try InputFolder.names(of: "\(root)/\(path)") {
      let inner = "\(path)/\(name)"
      switch try FileSystem.kind(of: "\(root)/\(inner)") {
      case .folder: try addStrays(in: inner, isExpected, to: &strays)
      case .file where isExpected(inner) || Self.leftByDesktops.contains(name): continue
      case nil: continue
      case .file, .symbolicLink, .other: strays.append(inner)
      }
    }
  }

  /// Whether a top-level name is that of a list, index page or sitemap.
  private static func isList(_ name: String) -> Bool {
    [
      OutputLayout.linksJSON, OutputLayout.linksCSV, OutputLayout.index, OutputLayout.sitemap,
      OutputLayout.notFound,
    ].contains(name) || name.wholeMatch(of: /index-[0-9]+\.html|sitemap-[0-9]+\.xml/) != nil
  }

  /// What the file managers of macOS and Windows leave in every folder that they show.
  private static let leftByDesktops: Set<String> = [".DS_Store", "Thumbs.db", "desktop.ini"]
}
