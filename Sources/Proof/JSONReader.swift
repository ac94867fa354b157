internal import Catalog
internal import Support

/// A list that is not as a build writes it.
public struct MalformedList: Error, Hashable, Sendable {
  /// The path.
  public let path: String
  /// Where the trouble was met, in bytes from the start.
  public let offset: Int
}

/// A value of a JSON text.
enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  var list: [JSONValue]? {
    if case .list(let list) = self { list } else { nil }
  }

  subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }
}

/// Reads a JSON file from start to end (RFC 8259), holding one element of its outermost list at a time.
struct JSONReader {
  private let file: InputFile
  private let path: String
  private var chunk: [UInt8] = []
  private var position = 0
  private var chunkStart = 0
  private var state = State.start

  private enum State {
    case start
    case inside
    case end
  }

  /// How deep lists and objects may lie in each other.
  private static let maximumDepth = 32

  /// - Throws: `ReadingError`.
  init(_ path: String) throws(ReadingError) {
    self.path = path
    file = try InputFile(path)
  }

  /// The next element of the list that the file holds; nil after the last.
  ///
  /// - Throws: `MalformedList` when the file holds something else, `ReadingError`.
  mutating func next() throws -> JSONValue? {
    switch state {
    case .start:
      try expect("[")
      state = .inside
      if try nextSignificant() != UInt8(ascii: "]") { return try value(depth: 1) }
      position += 1
    case .inside:
      if try takesComma(before: "]") { return try value(depth: 1) }
    case .end: return nil
    }
    state = .end
    if try nextSignificant() != nil { throw malformed }
    return nil
  }

  /// An error at the place that was reached.
  var malformed: MalformedList { MalformedList(path: path, offset: chunkStart + position) }

  // MARK: Bytes

  private mutating func peek() throws -> UInt8? {
    if position == chunk.count {
      chunkStart += chunk.count
      position = 0
      try file.readChunk(into: &chunk)
    }
    return position < chunk.count ? chunk[position] : nil
  }

  private mutating func take() throws -> UInt8 {
    guard let byte = try peek() else { throw malformed }
    position += 1
    return byte
  }

  private mutating func nextSignificant() throws -> UInt8? {
    while let byte = try peek() {
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  private mutating func expect(_ character: Unicode.Scalar) throws {
    guard try nextSignificant() == UInt8(ascii: character) else { throw malformed }
    position += 1
  }

  /// Takes a comma, or the end of a list or object.
  private mutating func takesComma(before end: Unicode.Scalar) throws -> Bool {
    switch try nextSignificant() {
    case UInt8(ascii: ","):
      position += 1
      return true
    case UInt8(ascii: end):
      position += 1
      return false
    default:
      throw malformed
    }
  }

  // MARK: Values

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth <= Self.maximumDepth, let first = try nextSignificant() else { throw malformed }
    switch first {
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "["): return .list(try list(depth: depth))
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    default: return try word()
    }
  }

  private mutating func list(depth: Int) throws -> [JSONValue] {
    position += 1
    var values: [JSONValue] = []
    if try nextSignificant() == UInt8(ascii: "]") {
      position += 1
      return values
    }
    repeat { values.append(try value(depth: depth + 1)) } while try takesComma(before: "]")
    return values
  }

  private mutating func object(depth: Int) throws -> [String: JSONValue] {
    position += 1
    var members: [String: JSONValue] = [:]
    if try nextSignificant() == UInt8(ascii: "}") {
      position += 1
      return members
    }
    repeat {
      guard try nextSignificant() == UInt8(ascii: "\"") else { throw malformed }
      let name = try string()
      try expect(":")
      members[name] = try value(depth: depth + 1)
    } while try takesComma(before: "}")
    return members
  }

  private mutating func word() throws -> JSONValue {
    var bytes: [UInt8] = []
    while let byte = try peek(), !" \n\r\t,]}:".utf8.contains(byte), bytes.count < 40 {
      bytes.append(byte)
      position += 1
    }
    let word = String(decoding: bytes, as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default:
      guard let number = Double(word), number.isFinite else { throw malformed }
      return .number(number)
    }
  }

  private mutating func string() throws -> String {
    position += 1
    var bytes: [UInt8] = []
    while true {
      let byte = try take()
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: bytes, as: UTF8.self) else { throw malformed }
        return text
      case UInt8(ascii: "\\"): bytes += String(try escapedScalar()).utf8
      case 0..<0x20: throw malformed
      default: bytes.append(byte)
      }
    }
  }

  private mutating func escapedScalar() throws -> Unicode.Scalar {
    switch try take() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try fourDigits()
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard (0xD800..<0xDC00).contains(first), try take() == UInt8(ascii: "\\"),
        try take() == UInt8(ascii: "u")
      else { throw malformed }
      let second = try fourDigits()
      let value = 0x10000 + (first - 0xD800) << 10 + (second &- 0xDC00)
      guard (0xDC00..<0xE000).contains(second), let scalar = Unicode.Scalar(value) else {
        throw malformed
      }
      return scalar
    default: throw malformed
    }
  }

  private mutating func fourDigits() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try take())).hexDigitValue else {
        throw malformed
      }
      value = value << 4 + UInt32(digit)
    }
    return value
  }
}
