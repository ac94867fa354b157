extension JSON {
  /// Maximum nesting of brackets.
  package static let maximumDepth = 32

  /// Parses a whole text, after an optional byte-order mark.
  ///
  /// - Parameter allowsTrailingCommas: as in the samples of the gateway's interface document.
  /// - Throws: `JSONError` for a text that is not JSON, too long, too deep, not UTF-8, or has a key
  ///   twice in one object.
  package init(
    reading bytes: [UInt8], allowsTrailingCommas: Bool = false, maximumByteCount: Int = .max
  ) throws(JSONError) {
    guard bytes.count <= maximumByteCount else { throw JSONError(.tooLong, offset: 0) }
    var parser = JSONParser(bytes: bytes, allowsTrailingCommas: allowsTrailingCommas)
    self = try parser.readDocument()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let allowsTrailingCommas: Bool
  private var position = 0

  init(bytes: [UInt8], allowsTrailingCommas: Bool) {
    self.bytes = bytes
    self.allowsTrailingCommas = allowsTrailingCommas
  }

  mutating func readDocument() throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let value = try readValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure(.unexpected) }
    return value
  }

  private mutating func readValue(depth: Int) throws(JSONError) -> JSON {
    guard depth <= JSON.maximumDepth else { throw failure(.tooDeep) }
    skipSpace()
    guard position < bytes.count else { throw failure(.unexpected) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try readObject(depth: depth))
    case UInt8(ascii: "["): return .array(try readArray(depth: depth))
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

  private static let words: KeyValuePairs<String, JSON> = [
    "true": .boolean(true), "false": .boolean(false), "null": .null,
  ]

  private mutating func readObject(depth: Int) throws(JSONError) -> [JSON.Member] {
    var members: [JSON.Member] = []
    var names: Set<String> = []
    position += 1
    while try !isAtEnd("}", isFirst: members.isEmpty) {
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw failure(.unexpected)
      }
      let start = position
      let name = try readString()
      guard names.insert(name).inserted else { throw JSONError(.repeatedKey, offset: start) }
      skipSpace()
      guard take(":") else { throw failure(.unexpected) }
      members.append(.init(name: name, value: try readValue(depth: depth + 1)))
    }
    return members
  }

  private mutating func readArray(depth: Int) throws(JSONError) -> [JSON] {
    var elements: [JSON] = []
    position += 1
    while try !isAtEnd("]", isFirst: elements.isEmpty) {
      elements.append(try readValue(depth: depth + 1))
    }
    return elements
  }

  /// Consumes the closing bracket, or else the comma before the next member or element.
  private mutating func isAtEnd(
    _ bracket: Unicode.Scalar, isFirst: Bool
  ) throws(JSONError) -> Bool {
    skipSpace()
    if take(bracket) { return true }
    if isFirst { return false }
    guard take(",") else { throw failure(.unexpected) }
    skipSpace()
    return allowsTrailingCommas && take(bracket)
  }

  private mutating func readNumber() throws(JSONError) -> String {
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

  private mutating func readString() throws(JSONError) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw JSONError(.notText, offset: start)
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

  private mutating func readEscape() throws(JSONError) -> [UInt8] {
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

  private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Hexadecimal.value(of: bytes[position])
      else { throw failure(.unexpected) }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func skipSpace() {
    while position < bytes.count, bytes[position].isJSONSpace { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError {
    JSONError(reason, offset: position)
  }
}

extension UInt8 {
  /// Whether the byte is white space in JSON.
  var isJSONSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
