/// Finds what `PDFFile` needs in a PDF.
struct PDFScanner {
  private let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func skipSpace() {
    while position < bytes.count, " \r\n\t".utf8.contains(bytes[position]) { position += 1 }
  }

  mutating func takes(_ token: String) -> Bool {
    guard position >= 0, position < bytes.count, bytes[position...].starts(with: token.utf8) else {
      return false
    }
    position += token.utf8.count
    return true
  }

  /// The next whole number, after white space.
  mutating func integer() -> Int? {
    skipSpace()
    var value: Int?
    while position < bytes.count, (48...57).contains(bytes[position]), (value ?? 0) < 1 << 40 {
      value = (value ?? 0) * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return value
  }

  func lastPosition(of token: String) -> Int? {
    let token = Array(token.utf8)
    let starts = stride(
      from: bytes.count - token.count, through: max(0, bytes.count - 1024), by: -1)
    return starts.first { bytes[$0..<($0 + token.count)].elementsEqual(token) }
  }

  private func position(of token: String, in range: Range<Int>) -> Int? {
    let token = Array(token.utf8)
    var start = range.lowerBound
    while start + token.count <= range.upperBound {
      if bytes[start] == token[0], bytes[start..<(start + token.count)].elementsEqual(token) {
        return start
      }
      start += 1
    }
    return nil
  }

  /// Whether a token is in a range.
  func has(_ token: String, in range: Range<Int>) -> Bool { position(of: token, in: range) != nil }

  /// An object up to its stream or its end.
  func dictionary(at offset: Int) -> Range<Int> {
    var end = offset
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "s"), bytes[end...].starts(with: "stream".utf8) { break }
      if bytes[end] == UInt8(ascii: "e"), bytes[end...].starts(with: "endobj".utf8) { break }
      end += 1
    }
    return offset..<end
  }

  /// A page's box from bracket to bracket; nil when the dictionary is not a page's.
  func pageBox(in dictionary: Range<Int>) -> (Range<Int>, width: Double, height: Double)? {
    let key = "/MediaBox "
    guard let type = position(of: "/Type /Page", in: dictionary),
      type + 11 < dictionary.upperBound, bytes[type + 11] != UInt8(ascii: "s"),
      let start = position(of: key, in: dictionary).map({ $0 + key.utf8.count }),
      let end = position(of: "]", in: start..<dictionary.upperBound)
    else { return nil }
    let numbers = String(decoding: bytes[start..<end], as: UTF8.self)
      .drop { $0 == "[" || $0 == " " }.split(separator: " ").compactMap { Double($0) }
    guard numbers.count == 4, numbers[0] == 0, numbers[1] >= 0 else { return nil }
    return (start..<(end + 1), numbers[2], numbers[3])
  }

  /// Where the catalogue's first entry, or that of its viewer preferences, may be written; nil when
  /// the dictionary is not the catalogue's.
  func preferences(in dictionary: Range<Int>) -> (place: Int, areThere: Bool)? {
    guard let type = position(of: "/Type /Catalog", in: dictionary) else { return nil }
    let key = "/ViewerPreferences <<"
    if let preferences = position(of: key, in: dictionary) {
      return (preferences + key.utf8.count, true)
    }
    return (type + "/Type /Catalog".utf8.count, false)
  }

  /// The objects that a page draws: its content, and what that refers to.
  func streams(in dictionary: Range<Int>) -> [Int] {
    let text = String(decoding: bytes[dictionary], as: UTF8.self)
    let content = text.firstMatch(of: /\/Contents ([0-9]+) 0 R/).map { [$0.1] } ?? []
    let inner = text.matches(of: /\/X[0-9]+ ([0-9]+) 0 R/).map(\.1)
    return (content + inner).compactMap { Int($0) }
  }

  /// The fonts that a page or a form may use, by the number in the name: `/F5 12 0 R`.
  func fonts(in dictionary: Range<Int>) -> [Int: Int] {
    let text = String(decoding: bytes[dictionary], as: UTF8.self)
    let found = text.matches(of: /\/F([0-9]+) ([0-9]+) 0 R/).compactMap { match in
      Int(match.1).flatMap { name in Int(match.2).map { (name, $0) } }
    }
    return Dictionary(found) { first, _ in first }
  }

  /// What differs between runs and browsers, with its names: dates, and the browser's name for itself.
  ///
  /// Skia escapes every parenthesis within a text.
  func signsOfTheRun(in dictionary: Range<Int>) -> [Range<Int>] {
    ["/CreationDate (D:", "/ModDate (D:", "/Creator ("].compactMap { name in
      guard let start = position(of: name, in: dictionary) else { return nil }
      var position = start + name.utf8.count
      while position < dictionary.upperBound, bytes[position] != UInt8(ascii: ")") {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      return position < dictionary.upperBound ? start..<(position + 1) : nil
    }
  }

  /// Identifiers of the file, with their name.
  func identifiers(in trailer: Range<Int>) -> [Range<Int>] {
    guard let name = position(of: "/ID ", in: trailer) ?? position(of: "/ID[", in: trailer),
      let end = position(of: "]", in: name..<trailer.upperBound)
    else { return [] }
    return [name..<(end + 1)]
  }
}
