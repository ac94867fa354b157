internal import Support

/// A text file in any encoding, read as UTF-8 piece by piece.
final class EncodedFile {
  let encoding: TextEncoding
  /// The encoding as iconv names it; nil for UTF-8.
  let converterName: String?
  /// Whether the encoding was recognised by the text alone: not named, and without a mark.
  let isGuessed: Bool
  /// The first words of a file whose encoding is guessed: those with characters beyond ASCII, if it
  /// has any.
  private(set) var firstWords: [String] = []
  /// A digest of the bytes read so far.
  private(set) var digest = Digest64()

  private static let wordCount = 3

  private let source: TextSource
  private let input: any ByteReader
  private let converter: TextConverter?
  private var bytesOfMark: Int
  private var isUndecodable = false

  /// Opens a file and finds its encoding, unless it is named.
  ///
  /// - Throws: `ReadingError` when it cannot be read, a `Problem` when its encoding is not the
  ///   named one, or cannot be converted on this system.
  init(_ source: TextSource, encoding named: TextEncoding?) throws {
    self.source = source
    input = try source.open()
    let form = try EncodedForm.of(source, named: named)
    encoding = form.encoding
    converterName = form.converterName
    isGuessed = form.isGuessed
    bytesOfMark = form.byteCountOfMark
    converter = try form.converterName.map { name in
      guard let converter = TextConverter(from: name) else {
        throw Problem.noConverter(form.encoding)
      }
      return converter
    }
  }

  /// Fills the buffer with the next text; leaves it empty at the end.
  ///
  /// - Throws: `ReadingError` when the file cannot be read, a `Problem` at bytes that are no text in
  ///   its encoding.
  func readChunk(into text: inout [UInt8]) throws {
    repeat {
      if isUndecodable { throw undecodableText }
      try input.readChunk(into: &text)
      digest.add(text)
      let isAtEnd = text.isEmpty
      if bytesOfMark > 0 {
        text.removeFirst(min(bytesOfMark, text.count))
        bytesOfMark = 0
      }
      if let converter {
        let bytes = text
        text = []
        isUndecodable =
          isAtEnd
          ? converter.isWithinCharacter : !converter.convert(bytes, appendingTo: &text)
      }
      if isAtEnd && !isUndecodable { break }
    } while text.isEmpty
    if isGuessed && !hasForeignWords { takeWords(of: text) }
  }

  /// The problem of bytes that are no text in the encoding, with those in which the file is text.
  var undecodableText: Problem {
    .undecodableText(as: encoding, fitting: EncodedForm.fitting(source).filter { $0 != encoding })
  }

  private var hasForeignWords = false

  /// Takes the first cells with characters beyond ASCII, or else the first cells.
  private func takeWords(of text: [UInt8]) {
    hasForeignWords = text.contains { $0 >= 0x80 }
    guard hasForeignWords || firstWords.isEmpty else { return }
    let cells = text.split { $0 < 0x80 && ",;\t|\"\r\n".utf8.contains($0) }
    let words = cells.lazy.filter { [hasForeignWords] cell in
      !hasForeignWords || cell.contains { $0 >= 0x80 }
    }
    firstWords = words.prefix(Self.wordCount).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Where the bytes of a text are.
enum TextSource {
  case file(String)
  case memory([UInt8])

  /// Opens the text from its start.
  func open() throws(ReadingError) -> any ByteReader {
    switch self {
    case .file(let path): try InputFile(path)
    case .memory(let bytes): MemoryReader(bytes)
    }
  }
}

/// The encoding of a file, and what is special in this file.
struct EncodedForm {
  var encoding: TextEncoding
  var isGuessed = false
  var byteCountOfMark = 0
  /// The name for iconv; nil for UTF-8.
  var converterName: String?

  /// Reads a file as often as needed to know its encoding.
  ///
  /// - Throws: `ReadingError`, or a `Problem` when a mark contradicts the named encoding.
  static func of(_ source: TextSource, named: TextEncoding?) throws -> EncodedForm {
    let start = try firstChunk(of: source)
    let marked = form(byMarkIn: start)
    if let marked, let named, marked.encoding != named {
      throw Problem.otherEncoding(named, mark: marked.encoding)
    }
    if let marked { return marked }
    switch named {
    case .utf8: return EncodedForm(encoding: .utf8)
    case .gb18030:
      // Read as GB18030, most UTF-8 gives other Chinese characters.
      if try isUTF8(source, withLongCharacters: true) { throw Problem.isUTF8(not: .gb18030) }
      return EncodedForm(encoding: .gb18030, converterName: "GB18030")
    case .utf16: return wide(in: start) ?? EncodedForm(encoding: .utf16, converterName: "UTF-16LE")
    case nil: break
    }
    if var form = wide(in: start) {
      form.isGuessed = true
      return form
    }
    guard try isLikelyGB18030(source) else { return EncodedForm(encoding: .utf8) }
    return EncodedForm(encoding: .gb18030, isGuessed: true, converterName: "GB18030")
  }

  /// The form by a byte-order mark (Unicode Standard, section 23.8).
  private static func form(byMarkIn start: [UInt8]) -> EncodedForm? {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      return EncodedForm(encoding: .utf8, byteCountOfMark: 3)
    }
    if start.starts(with: [0xFF, 0xFE]) {
      return EncodedForm(encoding: .utf16, byteCountOfMark: 2, converterName: "UTF-16LE")
    }
    if start.starts(with: [0xFE, 0xFF]) {
      return EncodedForm(encoding: .utf16, byteCountOfMark: 2, converterName: "UTF-16BE")
    }
    return nil
  }

  /// UTF-16 without a mark: its first character is ASCII.
  private static func wide(in start: [UInt8]) -> EncodedForm? {
    guard start.count >= 2, (start[0] == 0) != (start[1] == 0) else { return nil }
    return EncodedForm(
      encoding: .utf16, converterName: start[0] == 0 ? "UTF-16BE" : "UTF-16LE")
  }

  private static func firstChunk(of source: TextSource) throws -> [UInt8] {
    var chunk: [UInt8] = []
    try unrecorded(source).readChunk(into: &chunk)
    return chunk
  }

  /// The text, not recorded among the inputs: whoever reads it as text does that.
  private static func unrecorded(_ source: TextSource) throws -> any ByteReader {
    try InputTrace.$current.withValue(nil) { try source.open() }
  }

  /// The encodings in which a whole file is text, as far as that can be known.
  static func fitting(_ source: TextSource) -> [TextEncoding] {
    let isUTF8 = (try? isUTF8(source)) ?? false
    if isUTF8 { return [.utf8] }
    if let start = try? firstChunk(of: source), wide(in: start) != nil { return [.utf16] }
    return (try? isLikelyGB18030(source)) == true ? [.gb18030] : []
  }

  /// Whether a whole file is UTF-8; with long characters, if it has some of three bytes or more,
  /// which text in other encodings hardly ever forms by chance.
  private static func isUTF8(
    _ source: TextSource, withLongCharacters: Bool = false
  ) throws -> Bool {
    var probe = UTF8Probe()
    var hasLongOnes = false
    try unrecorded(source).forEachChunk { chunk in
      probe.add(chunk)
      hasLongOnes = hasLongOnes || chunk.contains { $0 >= 0xE0 }
      return probe.isValid
    }
    return probe.isValidToTheEnd && (hasLongOnes || !withLongCharacters)
  }

  private static func isLikelyGB18030(_ source: TextSource) throws -> Bool {
    if try isUTF8(source) { return false }
    var probe = GB18030Probe()
    try unrecorded(source).forEachChunk { chunk in
      probe.add(chunk)
      return probe.isPossible
    }
    return probe.isLikely
  }
}

extension ByteReader {
  /// Reads the chunks of a text until `body` is false.
  fileprivate func forEachChunk(_ body: ([UInt8]) -> Bool) throws {
    var chunk: [UInt8] = []
    repeat { try readChunk(into: &chunk) } while !chunk.isEmpty && body(chunk)
  }
}

extension Problem {
  static func undecodableText(
    as encoding: TextEncoding, fitting others: [TextEncoding]
  ) -> Problem {
    let name = encoding.rawValue.uppercased()
    let hint: Sentence =
      switch others.first {
      case .utf8:
        Sentence("the file is UTF-8: delete `encoding`", "文件是 UTF-8：请删掉 `encoding`")
      case let other?:
        Sentence(
          "the file fits \(other.rawValue.uppercased()): write `encoding: \(other.rawValue)` "
            + "below `rows:`, or save the file as CSV UTF-8",
          "文件符合 \(other.rawValue.uppercased())：请在 `rows:` 下面写上 "
            + "`encoding: \(other.rawValue)`，或另存为 CSV UTF-8")
      case nil:
        Sentence(
          "the file fits none of UTF-8, UTF-16 and GB18030: save it again as CSV UTF-8",
          "文件不符合 UTF-8、UTF-16、GB18030 中的任何一种：请重新另存为 CSV UTF-8")
      }
    return Problem(Sentence("this is not \(name) text", "这里不是 \(name) 文本"), hint: hint)
  }

  static func otherEncoding(_ named: TextEncoding, mark: TextEncoding) -> Problem {
    let name = mark.rawValue.uppercased()
    return Problem(
      Sentence(
        "the file begins with the mark of \(name), but `encoding` is \(named.rawValue)",
        "文件以 \(name) 的标记开头，而 `encoding` 是 \(named.rawValue)"),
      hint: Sentence("delete `encoding`", "请删掉 `encoding`"))
  }

  static func isUTF8(not named: TextEncoding) -> Problem {
    Problem(
      Sentence(
        "the file is UTF-8, but `encoding` is \(named.rawValue)",
        "文件是 UTF-8，而 `encoding` 是 \(named.rawValue)"),
      hint: Sentence("delete `encoding`", "请删掉 `encoding`"), code: "other-encoding")
  }

  static func noConverter(_ encoding: TextEncoding) -> Problem {
    let name = encoding.rawValue.uppercased()
    return Problem(
      Sentence("this system cannot convert \(name) text", "这个系统不能转换 \(name) 文本"),
      hint: Sentence("save the file as CSV UTF-8", "请另存为 CSV UTF-8"))
  }

  static func guessedEncoding(_ encoding: TextEncoding, words: [String]) -> Problem {
    let name = encoding.rawValue.uppercased()
    let shown = words.map(quoted)
    let list =
      words.isEmpty
      ? Sentence("", "")
      : Sentence(
        "; its text then begins with \(shown.joined(separator: ", "))",
        "，读出的开头是 \(shown.joined(separator: "、"))")
    return Problem(
      Sentence(
        "the file does not say its encoding, and is read as \(name)\(list.english)",
        "文件没有编码标记，按 \(name) 读取\(list.chinese)"),
      hint: Sentence(
        "if that text is right, write `encoding: \(encoding.rawValue)` below `rows:`; "
          + "if not, save the file as CSV UTF-8",
        "若读得正确，请在 `rows:` 下面写上 `encoding: \(encoding.rawValue)`；若不正确，请另存为 CSV UTF-8"))
  }
}
