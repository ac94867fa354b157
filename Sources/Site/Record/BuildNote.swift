internal import Catalog
internal import QRImage
internal import Support

/// The inputs of a complete build, so that the next one can tell whether it would make the same.
package struct BuildNote: Hashable {
  private static let firstLine = "paypress build 2"
  /// The most findings that a note keeps; a site with more is always checked again.
  private static let maximumFindingCount = 200

  /// The program and the drawing libraries, with their versions.
  private var tools: [String]
  private var config: String
  private var inputs: [String]
  private var summary: [String]
  /// The findings, each as a line of JSON.
  private var findings: [String]

  /// The note of a build; nil when some of its inputs cannot be compared later.
  init?(of site: Site, summary: Site.Summary) {
    guard let read = site.trace.inputs, site.warnings.count <= Self.maximumFindingCount else {
      return nil
    }
    tools = Self.tools
    config = site.catalogue.path
    inputs = read.map { Self.line($0.input, $0.digest) }
    self.summary = [summary.linkCount, summary.writtenCount + summary.unchangedCount].map {
      "\($0)"
    }
    if let wrong = summary.wrongPieces { self.summary += [wrong.english, wrong.chinese] }
    findings = site.warnings.map(\.record.line)
  }

  private static var tools: [String] {
    [ToolVersion.rendering] + QRImageLibraries.descriptions
  }

  private static func line(_ input: InputTrace.Input, _ digest: ContentDigest?) -> String {
    let found = digest?.hexadecimal ?? "-"
    return switch input {
    case .file(let path): "file \(found) \(path)"
    case .folder(let path): "folder \(found) \(path)"
    case .variable(let name): "variable \(found) \(name)"
    case .font(let path): "font \(found) \(path)"
    case .day: "day \(found) "
    }
  }

  // MARK: The file

  private static let name = "build"

  /// Removes the note, because the folder is about to change.
  static func remove(_ state: FolderHandle) throws(WritingError) {
    try state.removeFile(name)
  }

  func write(_ state: FolderHandle) throws(WritingError) {
    let sections = [tools, [config], inputs, summary, findings]
    let text = sections.map { lines in
      (["\(lines.count)"] + lines.map(Self.escaped)).joined(separator: "\n")
    }.joined(separator: "\n")
    let check = ContentDigest(Array(text.utf8)).hexadecimal
    let bytes = Array("\(Self.firstLine)\n\(check)\n\(text)".utf8)
    try state.replace(Self.name, with: bytes)
  }

  /// Reads the note of the last build; nil when there is none or it is damaged.
  init?(readFrom state: FolderHandle) {
    guard let bytes = try? state.bytes(of: Self.name, limit: 1 << 24),
      let all = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let parts = all.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.firstLine,
      ContentDigest(Array(parts[2].utf8)).hexadecimal == parts[1]
    else { return nil }
    var lines = parts[2].split(separator: "\n", omittingEmptySubsequences: false)[...]
    func section() -> [String]? {
      guard let count = lines.popFirst().flatMap({ Int($0) }), (0...lines.count).contains(count)
      else { return nil }
      defer { lines = lines.dropFirst(count) }
      return lines.prefix(count).map(Self.unescaped)
    }
    guard let tools = section(), let config = section()?.first, let inputs = section(),
      let summary = section(), let findings = section()
    else { return nil }
    self.tools = tools
    self.config = config
    self.inputs = inputs
    self.summary = summary
    self.findings = findings
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  private static func unescaped(_ line: Substring) -> String {
    var text = ""
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  // MARK: Comparing

  /// Whether the inputs of a config are the same as in the last build.
  func holds(config: String, environment: [String: String]) -> Bool {
    guard config == self.config, tools == Self.tools else { return false }
    return inputs.allSatisfy { line in
      guard let input = Self.input(line) else { return false }
      do {
        return Self.line(input, try input.digest(environment: environment)) == line
      } catch {
        return false
      }
    }
  }

  /// Whether a folder's last build read other inputs than there are now; nil if not known.
  package static func areInputsChanged(
    in folder: String, config: String, environment: [String: String]
  ) -> Bool? {
    guard let state = try? StateFolder.open(inOutput: folder),
      let note = BuildNote(readFrom: state), note.config == config
    else { return nil }
    return !note.holds(config: config, environment: environment)
  }

  private static func input(_ line: String) -> InputTrace.Input? {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let name = String(parts[2])
    return switch parts[0] {
    case "file": .file(name)
    case "folder": .folder(name)
    case "variable": .variable(name)
    case "font": .font(name)
    case "day": .day
    default: nil
    }
  }

  /// The result of a build, provided that all its files are unchanged; nil when it is damaged.
  var result: (summary: Site.Summary, findings: [Finding])? {
    guard [2, 4].contains(summary.count), let linkCount = Int(summary[0]),
      let fileCount = Int(summary[1])
    else { return nil }
    let findings = findings.compactMap { line in
      (try? JSON(reading: Array(line.utf8))).flatMap(Finding.init(record:))
    }
    guard findings.count == self.findings.count else { return nil }
    var changes = LinkChanges()
    (changes.oldCount, changes.newCount) = (linkCount, linkCount)
    let result = Site.Summary(
      linkCount: linkCount, unchangedCount: fileCount, changes: changes,
      wrongPieces: summary.count == 4 ? Sentence(summary[2], summary[3]) : nil)
    return (result, findings)
  }
}
