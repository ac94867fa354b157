/// A JSON value as the gateway writes it: RFC 8259, and a comma before a closing bracket as in the
/// document's own samples.
package indirect enum LooseJSON: Hashable, Sendable {
  /// One member of an object.
  package struct Member: Hashable, Sendable {
    /// The key.
    package var name: String
    /// The value.
    package var value: LooseJSON

    /// A key with its value.
    package init(name: String, value: LooseJSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object, its members in their order.
  case object([Member])
  /// An array.
  case array([LooseJSON])
  /// A string, decoded.
  case string(String)
  /// A number, as its own text: no binary floating point touches it.
  case number(String)
  /// `true` or `false`.
  case boolean(Bool)
  /// `null`.
  case null

  /// The largest text in bytes; the gateway's longest sample has two thousand.
  package static let maximumByteCount = 1 << 20

  /// How deep brackets may nest.
  package static let maximumDepth = 32

  /// Reads a whole text.
  ///
  /// - Throws: `LooseJSONError` where it is not JSON, too long, too deep, not UTF-8, or has a key
  ///   twice in one object.
  package init(reading bytes: [UInt8]) throws(LooseJSONError) {
    guard bytes.count <= Self.maximumByteCount else { throw LooseJSONError(.tooLong, offset: 0) }
    var reader = LooseJSONReader(bytes)
    self = try reader.readDocument()
  }

  /// The member of an object, or nil.
  package subscript(name: String) -> LooseJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string or of a number: fields come as either.
  package var scalarText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean, .null, .object, .array: nil
    }
  }
}

/// Where a text stops being JSON, and why.
public struct LooseJSONError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: String, Hashable, Sendable {
    /// Another character was needed here, or the text ends too early.
    case unexpected
    /// A key stands twice in one object; which one counts would be up to the reader.
    case repeatedKey
    /// Brackets nest too deep.
    case tooDeep
    /// The text has too many bytes.
    case tooLong
    /// The bytes are not UTF-8, or an escape stands for no character.
    case notText
  }

  /// What is wrong.
  public let reason: Reason
  /// The place in bytes from the start.
  public let offset: Int

  /// A place and what is wrong there.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

/// Reads JSON from bytes.
package struct LooseJSONReader {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) {
    // A byte-order mark, which some servers put before their replies.
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  package mutating func readDocument() throws(LooseJSONError) -> LooseJSON {
    let value = try readValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure(.unexpected) }
    return value
  }

  private mutating func readValue(depth: Int) throws(LooseJSONError) -> LooseJSON {
    guard depth <= LooseJSON.maximumDepth else { throw failure(.tooDeep) }
    skipSpace()
    guard position < bytes.count else { throw failure(.unexpected) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try readObject(depth: depth)
    case UInt8(ascii: "["): return try readArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    default:
      for (word, value) in Self.words where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      throw failure(.unexpected)
    }
  }

  private static let words: KeyValuePairs<String, LooseJSON> = [
    "true": .boolean(true), "false": .boolean(false), "null": .null,
  ]

  private mutating func readObject(depth: Int) throws(LooseJSONError) -> LooseJSON {
    var members: [LooseJSON.Member] = []
    var names: Set<String> = []
    position += 1
    while true {
      skipSpace()
      if take("}") { return .object(members) }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure(.unexpected)
      }
      let start = position
      let name = try readString()
      guard names.insert(name).inserted else {
        throw LooseJSONError(.repeatedKey, offset: start)
      }
      skipSpace()
      guard take(":") else { throw failure(.unexpected) }
      members.append(.init(name: name, value: try readValue(depth: depth + 1)))
      skipSpace()
      // The comma may be the last thing before the bracket, but not be missing between members.
      if !take(",") {
        guard take("}") else { throw failure(.unexpected) }
        return .object(members)
      }
    }
  }

  private mutating func readArray(depth: Int) throws(LooseJSONError) -> LooseJSON {
    var items: [LooseJSON] = []
    position += 1
    while true {
      skipSpace()
      if take("]") { return .array(items) }
      items.append(try readValue(depth: depth + 1))
      skipSpace()
      if !take(",") {
        guard take("]") else { throw failure(.unexpected) }
        return .array(items)
      }
    }
  }

  private mutating func readNumber() throws(LooseJSONError) -> String {
    let start = position
    _ = take("-")
    let whole = readDigits()
    guard whole == 1 || (whole > 1 && bytes[position - whole] != UInt8(ascii: "0")) else {
      throw failure(.unexpected)
    }
    if take("."), readDigits() == 0 { throw failure(.unexpected) }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      if readDigits() == 0 { throw failure(.unexpected) }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func readDigits() -> Int {
    let start = position
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    return position - start
  }

  private mutating func readString() throws(LooseJSONError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw LooseJSONError(.notText, offset: start)
        }
        return string
      case UInt8(ascii: "\\"):
        text += try readEscape()
      case ..<0x20:
        position -= 1
        throw failure(.unexpected)
      default:
        text.append(byte)
      }
    }
    throw failure(.unexpected)
  }

  private mutating func readEscape() throws(LooseJSONError) -> [UInt8] {
    guard position < bytes.count else { throw failure(.unexpected) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = try readHexadecimal()
      if code >> 10 == 0x36, take("\\") {
        guard take("u") else { throw failure(.notText) }
        let low = try readHexadecimal()
        guard low >> 10 == 0x37 else { throw failure(.notText) }
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure(.notText) }
      return Array(String(scalar).utf8)
    default:
      position -= 1
      throw failure(.unexpected)
    }
  }

  private mutating func readHexadecimal() throws(LooseJSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = PercentEncoding.hexadecimalValue(bytes[position])
      else { throw failure(.unexpected) }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
    position += 1
    return true
  }

  private func failure(_ reason: LooseJSONError.Reason) -> LooseJSONError {
    LooseJSONError(reason, offset: position)
  }
}

extension LooseJSON {
  /// The value as strict JSON on one line, in ASCII but for what strings hold.
  package var text: String {
    switch self {
    case .object(let members):
      "{"
        + members.map { "\(Self.quoted($0.name)): \($0.value.text)" }.joined(separator: ", ") + "}"
    case .array(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .string(let text): Self.quoted(text)
    case .number(let text): text
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .null: "null"
    }
  }

  /// An object of members in their order.
  package static func members(_ members: KeyValuePairs<String, LooseJSON>) -> LooseJSON {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
