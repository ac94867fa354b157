internal import Support

/// The texts that the cells of a workbook share, in one buffer: sheets refer to them by number.
struct SharedTexts {
  /// The most bytes of all texts together.
  static let maximumByteCount = 1 << 27
  /// The most texts.
  static let maximumCount = 1 << 23
  /// The largest part in bytes, with tags.
  private static let maximumPartByteCount = 1 << 29

  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// The numbers of the texts that are struck through in part.
  private var struck: Set<Int> = []

  /// No texts.
  init() {}

  /// Reads the part of a workbook that holds the texts.
  init(_ package: WorkbookPackage, part: String) throws {
    var texts = SharedTexts()
    var text = WorkbookText()
    var isTooLarge = false
    try package.parse(part, limit: Self.maximumPartByteCount) { event in
      guard !isTooLarge else { return }
      switch event {
      case .start(let name, _) where name.isSpreadsheet && name.local == "si": text.clear()
      case .end(let name) where name.isSpreadsheet && name.local == "si":
        if text.isPartlyStruck { texts.struck.insert(texts.ends.count) }
        texts.append(text.text)
        isTooLarge =
          texts.bytes.count > Self.maximumByteCount || texts.ends.count > Self.maximumCount
      default: text.take(event)
      }
    }
    if isTooLarge { throw ZIPFault.tooLarge(part) }
    if text.isDamaged { throw ZIPFault.damagedEntry(part) }
    self = texts
  }

  private mutating func append(_ text: String) {
    bytes += text.utf8
    ends.append(UInt32(bytes.count))
  }

  /// Whether a text is struck through in part.
  func isPartlyStruck(_ index: Int) -> Bool { struck.contains(index) }

  /// The bytes of a text; nil for a number without one.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])]
  }
}

/// Collects the text of a cell from its elements: pieces of rich text are joined, and the reading
/// aids of East Asian texts (`rPh`) are left out.
struct WorkbookText {
  /// Texts are cut off behind this many bytes, which is more than a cell may have.
  static let maximumByteCount = CSVReader.maximumCellByteCount

  private(set) var text = ""
  /// Whether there are elements within a text, which programs read in different ways.
  private(set) var isDamaged = false
  private var piece: String?
  private var phoneticDepth = 0
  private var isRunStruck = false
  private var hasStruckRun = false
  private var hasOtherRun = false

  /// Whether some of the pieces are struck through, and others not.
  var isPartlyStruck: Bool { hasStruckRun && hasOtherRun }

  /// Starts a new text.
  mutating func clear() {
    text.removeAll(keepingCapacity: true)
    piece = nil
    phoneticDepth = 0
    isRunStruck = false
    hasStruckRun = false
    hasOtherRun = false
  }

  /// Takes an event between the start and the end of the text's element.
  mutating func take(_ event: XMLParser.Event) {
    if case .start = event, piece != nil { isDamaged = true }
    switch event {
    case .start(let name, _) where name.isSpreadsheet && name.local == "rPh": phoneticDepth += 1
    case .end(let name) where name.isSpreadsheet && name.local == "rPh": phoneticDepth -= 1
    case .start(let name, _) where name.isSpreadsheet && name.local == "t": piece = ""
    case .start(let name, _) where name.isSpreadsheet && name.local == "r": isRunStruck = false
    case .start(let name, let attributes) where name.isSpreadsheet && name.local == "strike":
      isRunStruck = attributes["val"] == nil || attributes.isTrue("val")
    case .end(let name) where name.isSpreadsheet && name.local == "t":
      if let piece, phoneticDepth == 0 {
        text += Self.unescaped(piece)
        if piece.contains(where: { !$0.isWhitespace }) {
          if isRunStruck { hasStruckRun = true } else { hasOtherRun = true }
        }
      }
      piece = nil
    case .text(let part) where text.utf8.count + (piece?.utf8.count ?? 0) <= Self.maximumByteCount:
      piece? += part
    default: break
    }
  }

  /// A text with `_x000D_` and the like replaced by the UTF-16 units that they stand for, because
  /// XML does not allow all of them (ECMA-376-1, section 22.9.2.19, ST_Xstring).
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    var units: [UInt16] = []
    var rest = Array(text.utf16)[...]
    while let unit = rest.first {
      let code = rest.prefix(7)
      if unit == 0x5F, code.count == 7, code.last == 0x5F, code.dropFirst().first == 0x78,
        let value = UInt16(String(decoding: code.dropFirst(2).prefix(4), as: UTF16.self), radix: 16)
      {
        units.append(value)
        rest = rest.dropFirst(7)
      } else {
        units.append(unit)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
