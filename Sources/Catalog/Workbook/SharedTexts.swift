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

  /// No texts.
  init() {}

  /// Reads the part of a workbook that holds the texts.
  init(_ package: WorkbookPackage, part: String, file: String) throws {
    var texts = SharedTexts()
    var text = WorkbookText()
    var isTooLarge = false
    try package.parse(part, limit: Self.maximumPartByteCount) { event in
      guard !isTooLarge else { return }
      switch event {
      case .start(let name, _) where name.isSpreadsheet && name.local == "si": text.clear()
      case .end(let name) where name.isSpreadsheet && name.local == "si":
        texts.append(text.text)
        isTooLarge =
          texts.bytes.count > Self.maximumByteCount || texts.ends.count > Self.maximumCount
      default: text.take(event)
      }
    }
    if isTooLarge { throw ZIPFault.tooLarge(part) }
    self = texts
  }

  private mutating func append(_ text: String) {
    bytes += text.utf8
    ends.append(UInt32(bytes.count))
  }

  /// The bytes of a text; nil for a number without one.
  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])]
  }
}

/// Collects the text of a cell from its elements: pieces of rich text are joined, and the reading
/// aids of East Asian texts (`rPh`) are left out.
struct WorkbookText {
  private(set) var text = ""
  private var isInText = false
  private var phoneticDepth = 0

  /// Starts a new text.
  mutating func clear() {
    text.removeAll(keepingCapacity: true)
    isInText = false
    phoneticDepth = 0
  }

  /// Takes an event between the start and the end of the text's element.
  mutating func take(_ event: XMLParser.Event) {
    switch event {
    case .start(let name, _) where name.isSpreadsheet && name.local == "rPh": phoneticDepth += 1
    case .end(let name) where name.isSpreadsheet && name.local == "rPh": phoneticDepth -= 1
    case .start(let name, _): isInText = name.local == "t" && name.isSpreadsheet
    case .end: isInText = false
    case .text(let piece) where isInText && phoneticDepth == 0: text += piece
    default: break
    }
  }
}
