internal import Pages
internal import Site
internal import Support

/// Compares the files that belong to no single link with those that a build would write.
final class ComparedLists: ListTarget {
  private let files: PublishedFiles
  /// The files that a build writes.
  private(set) var paths: Set<String> = []
  /// What is missing, or was added to a page.
  private(set) var found: [Found] = []
  /// Other differences, which matter only where nothing else is found in the same file.
  private(set) var details: [Found] = []

  init(_ files: PublishedFiles) {
    self.files = files
  }

  func open(_ path: String) throws -> ComparedStream {
    paths.insert(path)
    let place = try files.place(of: path)
    if place == nil { noteMissing(path) }
    return try ComparedStream(place)
  }

  private func noteMissing(_ path: String) {
    // A copy that was uploaded has no files for the owner.
    if OutputLayout.isInStateFolder(path), !files.hasOwner { return }
    found.append(Found(.file(path, .missingFile)))
  }

  func close(_ stream: ComparedStream, _ path: String) throws {
    guard let line = try stream.finish() else { return }
    let hint = path.hasPrefix("print/") ? Problem.otherFonts : nil
    details.append(
      Found(.file(path, .changedLine(line, expected: nil, found: nil, hint: hint))))
  }

  func put(_ path: String, _ bytes: [UInt8]) throws {
    paths.insert(path)
    guard let present = try files.bytes(of: path) else { return noteMissing(path) }
    if present == bytes { return }
    if OutputLayout.isThumbnail(path) {
      let line = Problem.line(ofFirstChange: bytes, present)
      details.append(
        Found(
          .file(
            path, .changedLine(line, expected: nil, found: nil, hint: Problem.otherFonts))))
      return
    }
    if path.hasSuffix(".html"), let expected = HTMLDocument(bytes),
      let document = HTMLDocument(present)
    {
      let comparison = ContentComparison(
        path: path, link: nil, expected: PageContent(expected), found: PageContent(document))
      found += comparison.addedActions
      details += comparison.differences
    }
    details.append(Found(.file(path, .firstChange(from: bytes, to: present))))
  }
}

/// A file that is compared piece by piece with what a build would write.
final class ComparedStream: ListStream {
  private let file: InputFile?
  private var chunk: [UInt8] = []
  private var position = 0
  private var line = 1
  private var differingLine: Int?

  /// Opens a file; nil is equal to everything, because it is reported as missing.
  init(_ place: String?) throws {
    file = try place.map { try InputFile($0) }
  }

  func append(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while let file, differingLine == nil, !rest.isEmpty {
      if position == chunk.count {
        position = 0
        try file.readChunk(into: &chunk)
        if chunk.isEmpty { differingLine = line }
      }
      let count = min(rest.count, chunk.count - position)
      let (left, right) = (rest.prefix(count), chunk[position..<(position + count)])
      if left.elementsEqual(right) {
        line += left.count { $0 == UInt8(ascii: "\n") }
      } else {
        for (want, have) in zip(left, right) {
          if want != have { break }
          if want == UInt8(ascii: "\n") { line += 1 }
        }
        differingLine = line
      }
      position += count
      rest = rest.dropFirst(count)
    }
  }

  /// The first line that differs, from 1; nil when all are equal.
  func finish() throws -> Int? {
    guard let file, differingLine == nil else { return differingLine }
    if position == chunk.count { try file.readChunk(into: &chunk) } else { return line }
    return chunk.isEmpty ? nil : line
  }
}

extension Problem {
  static var missingFile: Problem {
    Problem(
      Sentence("the file is missing", "缺少这个文件"),
      hint: Sentence("run `paypress build`", "请运行 `paypress build`"))
  }

  static var strayFile: Problem {
    Problem(
      Sentence(
        "no build wrote this file into a folder of builds; remove it",
        "这个文件不是由构建写入这个文件夹的；请删除它"))
  }

  /// A line differs; its texts are nil where they could show a key or token.
  static func changedLine(
    _ line: Int, expected: String?, found: String?, hint: Sentence? = nil
  ) -> Problem {
    guard let expected, let found else {
      return Problem(
        Sentence(
          "line \(line) is not as a build writes it", "第 \(line) 行不是构建写出的样子"),
        hint: hint)
    }
    return Problem(
      Sentence(
        "line \(line) is \(quoted(found)); a build writes \(quoted(expected))",
        "第 \(line) 行是 \(quoted(found))；构建写出的是 \(quoted(expected))"))
  }

  /// Sheets depend on the fonts of the machine that builds.
  fileprivate static let otherFonts = Sentence(
    "if it was built with other fonts than this machine has, verify it where it was built",
    "如果构建时的字体与本机不同，请在构建它的机器上核对")

  /// The number of the first line in which two files differ.
  static func line(ofFirstChange expected: [UInt8], _ found: [UInt8]) -> Int {
    let equal = zip(expected, found).prefix { $0 == $1 }.count
    return expected[..<equal].count { $0 == UInt8(ascii: "\n") } + 1
  }

  /// The first line in which two files without keys and tokens differ.
  static func firstChange(from expected: [UInt8], to found: [UInt8]) -> Problem {
    let newline = UInt8(ascii: "\n")
    let equal = zip(expected, found).prefix { $0 == $1 }.count
    let start = expected[..<equal].lastIndex(of: newline).map { $0 + 1 } ?? 0
    /// From a few characters before the change, so that long lines show it.
    func text(_ bytes: [UInt8]) -> String {
      let line = bytes.dropFirst(max(start, equal - 20)).prefix { $0 != newline }
      return String(decoding: line.drop { $0 & 0xC0 == 0x80 }, as: UTF8.self)
    }
    return changedLine(
      line(ofFirstChange: expected, found), expected: text(expected), found: text(found))
  }
}
