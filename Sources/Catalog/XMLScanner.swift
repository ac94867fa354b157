internal import Support

/// Goes through the characters of an XML text.
struct XMLScanner {
  private let scalars: [Unicode.Scalar]
  private var index = 0

  /// Starts behind a byte order mark.
  init(_ text: String) {
    let all = Array(text.unicodeScalars)
    scalars = all.first == "\u{FEFF}" ? Array(all.dropFirst()) : all
  }

  /// How many characters were read.
  var offset: Int { index }
  var isAtEnd: Bool { index >= scalars.count }
  /// Whether the whole text is ASCII.
  var isASCII: Bool { scalars.allSatisfy(\.isASCII) }

  /// A fault in the line at hand.
  func fault(_ kind: XMLReader.Fault.Kind) -> XMLReader.Fault {
    XMLReader.Fault(line: 1 + scalars[..<index].count { $0 == "\n" }, kind: kind)
  }

  // MARK: Parts

  /// Skips a text.
  ///
  /// - Returns: whether it stood here.
  mutating func skip(_ text: String) -> Bool {
    var next = index
    for byte in text.utf8 {
      guard next < scalars.count, scalars[next].value == UInt32(byte) else { return false }
      next += 1
    }
    index = next
    return true
  }

  /// Skips white space.
  ///
  /// - Returns: whether there was any.
  @discardableResult
  mutating func skipSpace() -> Bool {
    let start = index
    while !isAtEnd, Self.isSpace(scalars[index]) { index += 1 }
    return index > start
  }

  /// Everything before a text, which is skipped.
  mutating func read(upTo end: String) throws(XMLReader.Fault) -> String {
    var text = String.UnicodeScalarView()
    while !skip(end) {
      guard !isAtEnd else { throw fault(.ended) }
      text.append(try readCharacter())
    }
    return String(text)
  }

  /// Characters up to the next tag, references put in.
  mutating func readText() throws(XMLReader.Fault) -> String {
    var text = String.UnicodeScalarView()
    while !isAtEnd, scalars[index] != "<" {
      if skip("]]>") { throw fault(.markup) }
      text.append(try readCharacterOrReference())
    }
    return String(text)
  }

  /// `name="value"`.
  mutating func readAttribute() throws(XMLReader.Fault) -> (name: String, value: String) {
    let name = try readName()
    skipSpace()
    guard skip("=") else { throw fault(.markup) }
    skipSpace()
    guard !isAtEnd, scalars[index] == "\"" || scalars[index] == "'" else { throw fault(.markup) }
    let quote = scalars[index]
    index += 1
    var value = String.UnicodeScalarView()
    while true {
      guard !isAtEnd else { throw fault(.ended) }
      let scalar = scalars[index]
      if scalar == quote { break }
      if scalar == "<" { throw fault(.character(scalar)) }
      let read = try readCharacterOrReference()
      // Line ends and tabs become spaces (section 3.3.3).
      value.append(Self.isSpace(scalar) ? " " : read)
    }
    index += 1
    return (name, String(value))
  }

  /// A name, its prefix included (section 2.3).
  mutating func readName() throws(XMLReader.Fault) -> String {
    let start = index
    while !isAtEnd, Self.isName(scalars[index], isStart: index == start) { index += 1 }
    guard index > start else { throw fault(isAtEnd ? .ended : .markup) }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars[start..<index])
    return String(name)
  }

  // MARK: Characters

  private mutating func readCharacter() throws(XMLReader.Fault) -> Unicode.Scalar {
    let scalar = scalars[index]
    guard Self.isCharacter(scalar) else { throw fault(.character(scalar)) }
    index += 1
    return scalar
  }

  private static let entities: [String: Unicode.Scalar] = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'",
  ]

  /// A character as it stands, by its number, or by one of the five names (sections 4.1 and 4.6).
  private mutating func readCharacterOrReference() throws(XMLReader.Fault) -> Unicode.Scalar {
    guard skip("&") else { return try readCharacter() }
    let found: Unicode.Scalar?
    if skip("#") {
      let radix = skip("x") ? 16 : 10
      let digits = readDigits(radix)
      found = UInt32(digits, radix: radix).flatMap { Unicode.Scalar($0) }
    } else {
      found = Self.entities[(try? readName()) ?? ""]
    }
    guard let found, skip(";"), Self.isCharacter(found) else { throw fault(.reference) }
    return found
  }

  private mutating func readDigits(_ radix: Int) -> String {
    var digits = ""
    while !isAtEnd, digits.count < 9, scalars[index].isASCII,
      let digit = Character(scalars[index]).hexDigitValue, digit < radix
    {
      digits.append(Character(scalars[index]))
      index += 1
    }
    return digits
  }

  /// White space (section 2.3).
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }

  /// What a text may hold at all (section 2.2).
  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 ? scalar.value != 0xFFFE && scalar.value != 0xFFFF : isSpace(scalar)
  }

  /// What names are made of (section 2.3).
  private static func isName(_ scalar: Unicode.Scalar, isStart: Bool) -> Bool {
    switch scalar.value {
    case 0x61...0x7A, 0x41...0x5A, 0x5F, 0x3A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
      0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
      0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    case 0x30...0x39, 0x2D, 0x2E, 0xB7, 0x300...0x36F, 0x203F...0x2040: !isStart
    default: false
    }
  }
}
