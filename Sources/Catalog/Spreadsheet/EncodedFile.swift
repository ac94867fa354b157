internal import Support

/// A text file in any encoding, read as UTF-8 piece by piece.
final class EncodedFile {
  /// The encoding.
  let encoding: TextEncoding
  /// Whether the encoding was recognised by the text alone: not named, and without a mark.
  let isGuessed: Bool
  /// The first words with characters beyond ASCII, of a file whose encoding is guessed.
  private(set) var firstWords: [String] = []
  /// A digest of the bytes read so far.
  private(set) var digest = Digest64()

  private static let wordCount = 3

  private let input: InputFile
  private let converter: TextConverter?
  private var bytesOfMark: Int
  private var isUndecodable = false

  /// Opens a file and finds its encoding, unless it is named.
  ///
  /// - Throws: `ReadingError` when it cannot be read, a `Problem` when its encoding is not the
  ///   named one, or cannot be converted on this system.
  init(path: String, encoding named: TextEncoding?) throws {
    input = try InputFile(path)
    let form = try EncodedForm.of(path: path, named: named)
    encoding = form.encoding
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
      if isUndecodable { throw Problem.undecodableText(as: encoding) }
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
    if isGuessed && firstWords.isEmpty { firstWords = Self.words(in: text) }
  }

  /// The first cells with characters beyond ASCII.
  private static func words(in text: [UInt8]) -> [String] {
    guard text.contains(where: { $0 >= 0x80 }) else { return [] }
    let cells = text.split { $0 < 0x80 && ",;\t|\"\r\n".utf8.contains($0) }
    let words = cells.lazy.filter { $0.contains { $0 >= 0x80 } }.prefix(wordCount)
    return words.map { String(decoding: $0, as: UTF8.self) }
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
  static func of(path: String, named: TextEncoding?) throws -> EncodedForm {
    let start = try firstChunk(of: path)
    let marked = form(byMarkIn: start)
    if let marked, let named, marked.encoding != named {
      throw Problem.otherEncoding(named, mark: marked.encoding)
    }
    if let marked { return marked }
    switch named {
    case .utf8: return EncodedForm(encoding: .utf8)
    case .gb18030: return EncodedForm(encoding: .gb18030, converterName: "GB18030")
    case .utf16: return wide(in: start) ?? EncodedForm(encoding: .utf16, converterName: "UTF-16LE")
    case nil: break
    }
    if var form = wide(in: start) {
      form.isGuessed = true
      return form
    }
    guard try isLikelyGB18030(path) else { return EncodedForm(encoding: .utf8) }
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

  private static func firstChunk(of path: String) throws -> [UInt8] {
    var chunk: [UInt8] = []
    try unrecorded(path).readChunk(into: &chunk)
    return chunk
  }

  /// The file, not recorded among the inputs: whoever reads it as text does that.
  private static func unrecorded(_ path: String) throws -> InputFile {
    try InputTrace.$current.withValue(nil) { try InputFile(path) }
  }

  private static func isLikelyGB18030(_ path: String) throws -> Bool {
    var utf8 = UTF8Probe()
    try unrecorded(path).forEachChunk { chunk in
      utf8.add(chunk)
      return utf8.isValid
    }
    if utf8.isValidToTheEnd { return false }
    var probe = GB18030Probe()
    try unrecorded(path).forEachChunk { chunk in
      probe.add(chunk)
      return probe.isPossible
    }
    return probe.isLikely
  }
}

extension InputFile {
  /// Reads the chunks of a file until `body` is false.
  fileprivate func forEachChunk(_ body: ([UInt8]) -> Bool) throws {
    var chunk: [UInt8] = []
    repeat { try readChunk(into: &chunk) } while !chunk.isEmpty && body(chunk)
  }
}

extension Problem {
  static func undecodableText(as encoding: TextEncoding) -> Problem {
    let name = encoding.rawValue.uppercased()
    return Problem(
      Sentence("this is not \(name) text", "这里不是 \(name) 文本"),
      hint: Sentence(
        "save the file as CSV UTF-8, or name its encoding: `encoding: utf-8`, `utf-16` or `gb18030`",
        "请另存为 CSV UTF-8，或写明编码：`encoding: utf-8`、`utf-16` 或 `gb18030`"))
  }

  static func otherEncoding(_ named: TextEncoding, mark: TextEncoding) -> Problem {
    let name = mark.rawValue.uppercased()
    return Problem(
      Sentence(
        "the file begins with the mark of \(name), but `encoding` is \(named.rawValue)",
        "文件以 \(name) 的标记开头，而 `encoding` 是 \(named.rawValue)"),
      hint: Sentence("delete `encoding`", "请删掉 `encoding`"))
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
    return Problem(
      Sentence(
        "the file has no mark of its encoding and is read as \(name): "
          + shown.joined(separator: ", "),
        "文件没有编码标记，按 \(name) 读取：\(shown.joined(separator: "、"))"),
      hint: Sentence(
        "if the words are right, write `encoding: \(encoding.rawValue)` below `rows:`; "
          + "else save the file as CSV UTF-8",
        "文字若正确，请在 `rows:` 下面写上 `encoding: \(encoding.rawValue)`；否则请另存为 CSV UTF-8"))
  }
}
