/// An object of a PDF, split into tokens (ISO 32000-1, 7.2 and 7.3).
struct PDFObject {
  /// A token of the object's value.
  struct Token {
    /// What it is.
    enum Kind: Hashable {
      case name(String)
      case number(Int?)
      case string
      /// A bracket, or a word such as `R` or `true`.
      case word(String)
    }

    let kind: Kind
    let range: Range<Int>
    /// How many dictionaries and arrays hold it.
    let depth: Int
  }

  /// A reference to another object.
  struct Reference {
    let range: Range<Int>
    let object: Int
    /// The name in front of it, or of the array that holds it.
    let key: String
  }

  /// The range of the value, without what is around it.
  let value: Range<Int>
  let tokens: [Token]
  let references: [Reference]
  /// The range of the stream's bytes, if the object is a stream.
  let stream: Range<Int>?

  /// Reads the object at an offset; nil for another form, such as a stream of unknown length.
  init?(_ bytes: [UInt8], at offset: Int) {
    var scan = Scan(bytes: bytes, position: offset)
    guard case .number(.some) = scan.next()?.kind, case .number(.some) = scan.next()?.kind,
      scan.next()?.kind == .word("obj")
    else { return nil }
    self.init(&scan)
  }

  /// Reads a trailer, from its first word on.
  init?(_ bytes: [UInt8], trailerAt offset: Int) {
    var scan = Scan(bytes: bytes, position: offset)
    guard scan.next()?.kind == .word("trailer") else { return nil }
    self.init(&scan)
  }

  private init?(_ scan: inout Scan) {
    var tokens: [Token] = []
    while let token = scan.next() {
      guard case .word(let word) = token.kind, ["endobj", "stream", "startxref"].contains(word)
      else {
        tokens.append(token)
        continue
      }
      guard token.depth == 0, let first = tokens.first, let last = tokens.last else { return nil }
      self.tokens = tokens
      value = first.range.lowerBound..<last.range.upperBound
      references = Self.references(in: tokens)
      guard word == "stream" else {
        stream = nil
        return
      }
      // A length may also be a reference, but not in what Chromium writes.
      guard let length = Self.token(of: "Length", in: tokens),
        case .number(let length?) = length.kind,
        references.allSatisfy({ $0.key != "Length" }),
        let content = scan.stream(ofLength: length)
      else { return nil }
      stream = content
      return
    }
    return nil
  }

  private static func references(in tokens: [Token]) -> [Reference] {
    var found: [Reference] = []
    var key = ""
    for (index, token) in tokens.enumerated() {
      if case .name(let name) = token.kind { key = name }
      guard token.kind == .word("R"), index >= 2, case .number(let object?) = tokens[index - 2].kind
      else { continue }
      let range = tokens[index - 2].range.lowerBound..<token.range.upperBound
      found.append(Reference(range: range, object: object, key: key))
    }
    return found
  }

  // MARK: The entries of a dictionary

  /// The token behind a key of the outermost dictionary.
  private static func token(of key: String, in tokens: [Token]) -> Token? {
    tokens.indices.dropLast().first { tokens[$0].depth == 1 && tokens[$0].kind == .name(key) }
      .map { tokens[$0 + 1] }
  }

  /// The name that a key has as its value.
  func name(of key: String) -> String? {
    guard case .name(let name) = Self.token(of: key, in: tokens)?.kind else { return nil }
    return name
  }

  /// The whole number that a key has as its value, and its place.
  func number(of key: String) -> (value: Int, range: Range<Int>)? {
    guard let token = Self.token(of: key, in: tokens), case .number(let value?) = token.kind
    else { return nil }
    return (value, token.range)
  }

  /// The place of the string or name that a key has as its value.
  func range(of key: String) -> Range<Int>? { Self.token(of: key, in: tokens)?.range }

  /// The only object that a key refers to.
  func reference(of key: String) -> Int? {
    let found = references.filter { $0.key == key }
    return found.count == 1 ? found[0].object : nil
  }
}

extension PDFObject {
  /// Takes tokens from bytes.
  private struct Scan {
    let bytes: [UInt8]
    var position: Int
    private var depth = 0

    init(bytes: [UInt8], position: Int) {
      self.bytes = bytes
      self.position = position
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
      switch byte {
      case 0, 9, 10, 12, 13, 32: true
      default: false
      }
    }

    /// Whether a byte may be in a number, a name or a word.
    private static func isRegular(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: "/"), UInt8(ascii: "%"):
        false
      default: !isSpace(byte)
      }
    }

    mutating func next() -> Token? {
      while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
      guard position >= 0, position < bytes.count else { return nil }
      let start = position
      position += 1
      switch bytes[start] {
      case UInt8(ascii: "("):
        guard skipString() else { return nil }
        return token(.string, from: start)
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        if position < bytes.count, bytes[position] == bytes[start] {
          position += 1
          return bracket(opens: bytes[start] == UInt8(ascii: "<"), from: start)
        }
        guard bytes[start] == UInt8(ascii: "<"), skip(to: UInt8(ascii: ">")) else { return nil }
        return token(.string, from: start)
      case UInt8(ascii: "["): return bracket(opens: true, from: start)
      case UInt8(ascii: "]"): return bracket(opens: false, from: start)
      case UInt8(ascii: "/"):
        skipRegular()
        return token(.name(text(start + 1)), from: start)
      case let byte where Self.isRegular(byte):
        skipRegular()
        let word = text(start)
        let isNumber = word.utf8.allSatisfy { "+-.0123456789".utf8.contains($0) }
        return token(isNumber ? .number(Int(word)) : .word(word), from: start)
      // Comments and braces: nothing that Chromium writes into an object.
      default: return nil
      }
    }

    /// The content of a stream whose keyword was read last; nil when it does not end there.
    mutating func stream(ofLength length: Int) -> Range<Int>? {
      if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\n"), length >= 0,
        length < bytes.count - position
      else { return nil }
      let content = (position + 1)..<(position + 1 + length)
      position = content.upperBound
      return next()?.kind == .word("endstream") ? content : nil
    }

    private func token(_ kind: Token.Kind, from start: Int) -> Token {
      Token(kind: kind, range: start..<position, depth: depth)
    }

    private mutating func bracket(opens: Bool, from start: Int) -> Token {
      if !opens { depth -= 1 }
      defer { if opens { depth += 1 } }
      return token(.word(text(start)), from: start)
    }

    private func text(_ start: Int) -> String {
      String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipRegular() {
      while position < bytes.count, Self.isRegular(bytes[position]) { position += 1 }
    }

    private mutating func skip(to end: UInt8) -> Bool {
      while position < bytes.count {
        position += 1
        if bytes[position - 1] == end { return true }
      }
      return false
    }

    /// Moves behind the end of a string in parentheses, which may hold others.
    private mutating func skipString() -> Bool {
      var open = 1
      while position < bytes.count, open > 0 {
        switch bytes[position] {
        case UInt8(ascii: "\\"): position += 1
        case UInt8(ascii: "("): open += 1
        case UInt8(ascii: ")"): open -= 1
        default: break
        }
        position += 1
      }
      return open == 0 && position <= bytes.count
    }
  }
}
