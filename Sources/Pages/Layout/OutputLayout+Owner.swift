internal import Support

/// The files for the owner, which lie beside the notes for the next build and are not part of an
/// upload.
extension OutputLayout {
  /// The folder of the owner's files.
  public static let ownerFolder = "\(stateFolder)/owner"

  /// One of several pages of the owner's list, counted from 1.
  public static func ownerPage(_ number: Int) -> String { "\(ownerFolder)/\(indexPage(number))" }

  /// What the search of the other pages knows of one page of the owner's list, counted from 1.
  package static func ownerRows(_ number: Int) -> String { "\(ownerFolder)/rows-\(number).js" }

  /// The stylesheet of the owner's list.
  package static let ownerStylesheet = "\(ownerFolder)/style.css"
  /// The script that searches the owner's list.
  package static let ownerScript = "\(ownerFolder)/search.js"

  /// The picture of a print job's first sheet.
  package static func thumbnail(_ job: String) -> String { "\(ownerFolder)/sheets/\(job).svg" }

  /// Whether a path is that of the picture of a sheet.
  package static func isThumbnail(_ path: String) -> Bool {
    path.hasPrefix("\(ownerFolder)/sheets/")
  }

  /// The manifest for programs.
  public static func linksJSON(isPrivate: Bool) -> String {
    isPrivate ? "\(ownerFolder)/\(linksJSON)" : linksJSON
  }

  /// The manifest for spreadsheets.
  public static func linksCSV(isPrivate: Bool) -> String {
    isPrivate ? "\(ownerFolder)/\(linksCSV)" : linksCSV
  }

  /// Whether a path is in the folder that is not part of an upload.
  package static func isInStateFolder(_ path: String) -> Bool {
    path.hasPrefix("\(stateFolder)/")
  }

  /// Whether a path is that of a file for the owner.
  static func isOwnerFile(_ path: String) -> Bool {
    guard path.hasPrefix("\(ownerFolder)/") else { return false }
    let name = String(path.dropFirst(ownerFolder.count + 1))
    if [index, linksJSON, linksCSV, "style.css", "search.js"].contains(name) { return true }
    if self.name(name, between: "sheets/", and: ".svg") != nil { return true }
    let number =
      self.name(name, between: "index-", and: ".html")
      ?? self.name(name, between: "rows-", and: ".js")
    return number.map { $0.utf8.allSatisfy(\.isDigit) } ?? false
  }

  /// The relative URL of the output folder from a page for the owner.
  static let rootFromOwner = "../../"

  /// The most links on one page of the owner's list: each has a picture.
  public static let ownerCapacity = 500
}
