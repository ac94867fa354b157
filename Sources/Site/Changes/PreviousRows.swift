internal import Pages
internal import Support

/// Reads the rows of a `links.json`, each as one line in the form that builds write.
///
/// The file of a build has one row a line, and its lines are taken as they are; any other JSON is
/// parsed and written again in this form.
package struct PreviousRows {
  private let lines: InputLines
  /// The first row, which shows that a build wrote the list.
  private var first: [UInt8]?
  private var parsed: JSONListReader?

  /// Opens a list.
  package init(_ path: String) throws {
    lines = try InputLines(path)
    first = try lines.next() == Array("[".utf8) ? lines.next() : nil
    if first?.starts(with: "{\"id\": \"".utf8) != true { parsed = try JSONListReader(path) }
  }

  /// The next row; nil after the last.
  ///
  /// - Throws: `ReadingError`; `JSONError` when another JSON is damaged.
  package mutating func next() throws -> ManifestLine? {
    if let value = try parsed?.next() { return ManifestLine(value) }
    if parsed != nil { return nil }
    guard var line = try first ?? lines.next(), line.first == UInt8(ascii: "{") else { return nil }
    first = nil
    if line.last == UInt8(ascii: ",") { line.removeLast() }
    return ManifestLine(line)
  }
}

/// A row of `links.json` as a build writes it, parsed only if it differs from another.
package struct ManifestLine: Hashable, Identifiable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The row of an object with its keys in any order.
  init(_ value: JSON) {
    let members = ManifestRow.columns(hasShortURLs: true).compactMap { name in
      value[name].map { JSON.Member(name: name, value: $0) }
    }
    bytes = Array(JSON.object(members).line.utf8)
  }

  /// The id, which has no character that JSON escapes.
  package var id: String {
    let start = #"{"id": ""#.utf8.count
    return String(
      decoding: bytes.dropFirst(start).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
  }

  /// The row; nil when it is damaged.
  package var row: LinkRow? { (try? JSON(reading: bytes)).flatMap(LinkRow.init) }
}

extension LinkRow: Identifiable {}
