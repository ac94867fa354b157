public import Support

/// Reads the tables of label sheets that gLabels installs.
public enum LabelTemplates {
  /// The folders under a system's data folder, newest first.
  private static let folders = [
    "glabels-qt/templates", "libglabels-4.0/templates", "libglabels-3.0/templates",
  ]

  /// The folder of the installed tables, by the data folders of the XDG base directory
  /// specification; nil when there is none.
  public static func installedFolder(environment: [String: String]) -> String? {
    let named = environment["XDG_DATA_DIRS"].flatMap { $0.isEmpty ? nil : $0 }
    let bases = (named ?? "/usr/local/share:/usr/share:/opt/homebrew/share").split(separator: ":")
    return bases.lazy.flatMap { base in folders.map { "\(base)/\($0)" } }.first { folder in
      ((try? InputFolder.names(of: folder)) ?? []).contains { $0.hasSuffix("-templates.xml") }
    }
  }

  /// All sheets of the tables in a folder, by their files and places in them.
  ///
  /// - Throws: `ReadingError`; a file that is not well-formed is a `LabelTableFault`.
  public static func read(_ folder: String) throws -> [LabelTemplate] {
    let names = try InputFolder.names(of: folder)
    var papers: [String: PaperSize] = [:]
    if names.contains("paper-sizes.xml") {
      papers = try LabelTableReader.papers(file("paper-sizes.xml", in: folder))
    }
    var templates: [LabelTemplate] = []
    for name in names where name.hasSuffix("-templates.xml") {
      templates += try LabelTableReader.templates(file(name, in: folder), papers: papers)
    }
    return templates
  }

  private static func file(
    _ name: String, in folder: String
  ) throws -> (name: String, path: String, bytes: [UInt8]) {
    let path = "\(folder)/\(name)"
    return (name, path, try InputFile.bytes(of: path))
  }
}

/// A table that is not well-formed XML.
public struct LabelTableFault: Error, Sendable {
  /// The path of the file.
  public let path: String
  /// The line, from 1.
  public let line: Int
  /// What is wrong.
  public let message: Sentence
}
