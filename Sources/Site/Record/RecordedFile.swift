internal import Catalog
internal import Pages
internal import Support

/// What a build recorded about a file that it wrote.
struct RecordedFile: Hashable {
  /// The role of a file in its entry.
  enum Role: UInt8, CaseIterable {
    case png
    case svg
    case page
    /// A file of the site as a whole; its entry's name is its path.
    case list
    /// The page in another language than the site's main one.
    case chinesePage
    case englishPage

    /// The page in the main language, or in another one.
    static func page(in other: Language?) -> Role {
      switch other {
      case nil: .page
      case .chinese?: .chinesePage
      case .english?: .englishPage
      }
    }

    /// Whether the file is alone in its folder when that is new.
    var ownsFolder: Bool { self == .page || self == .chinesePage || self == .englishPage }
  }

  var role: Role
  /// Whether the file is staged and must be moved into place.
  var isStaged = false
  /// Whether a staged file replaces the one that the last build recorded.
  var isReplacement = false
  /// The digest of everything that the file is made from; `.none` if not recorded.
  var inputs: ContentDigest
  /// The digest of its bytes.
  var content: ContentDigest
  /// Its metadata; `.none` while it is not in place.
  var signature: FileSignature
  /// Whether any change after the metadata was read has another change time, however soon it is.
  var hasOwnTime = false
  /// Whether this build has already found its metadata unchanged; not written to the record.
  var isInPlace = false
}

/// The files of one link, or one file of the site as a whole.
struct RecordEntry: Hashable {
  /// The link's id, or a slash and the file's path: ids contain no slash.
  var name: String
  /// Whether the files are in the layout that fans out.
  var fansOut = false
  var files: [RecordedFile] = []

  /// An entry for a file of the site as a whole.
  static func list(_ path: String, _ files: [RecordedFile] = []) -> RecordEntry {
    RecordEntry(name: listName(path), files: files)
  }

  /// The name of the entry for a file of the site as a whole.
  static func listName(_ path: String) -> String { "/" + path }

  /// The path of a file of this entry, relative to the output folder.
  func path(_ role: RecordedFile.Role) -> String {
    let layout = OutputLayout(fansOut: fansOut)
    return switch role {
    case .png: layout.png(name)
    case .svg: layout.svg(name)
    case .page: layout.page(name)
    case .chinesePage: layout.page(name, in: .chinese)
    case .englishPage: layout.page(name, in: .english)
    case .list: String(name.dropFirst())
    }
  }

  /// Whether all its paths are of files that builds write, even in a forged record.
  var isSafe: Bool {
    let isList = name.utf8.first == UInt8(ascii: "/")
    guard files.allSatisfy({ ($0.role == .list) == isList }) else { return false }
    if isList { return OutputLayout.isSiteFile(String(name.dropFirst())) }
    return RelativePath.isInside(name) && !name.utf8.contains(UInt8(ascii: "/"))
  }

  /// The file with a role.
  func file(_ role: RecordedFile.Role) -> RecordedFile? {
    files.first { $0.role == role }
  }
}
