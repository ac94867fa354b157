/// Finds out whether a file is UTF-8, chunk by chunk.
struct UTF8Probe {
  /// Whether all characters so far were valid.
  private(set) var isValid = true
  /// The bytes of a character whose end is in the next chunk.
  private var rest: [UInt8] = []

  /// Whether the whole file is valid.
  var isValidToTheEnd: Bool { isValid && rest.isEmpty }

  mutating func add(_ chunk: [UInt8]) {
    if rest.isEmpty && chunk.reduce(0, |) < 0x80 { return }
    let bytes = rest + chunk
    // The last three bytes may begin a character of up to four.
    let lead = bytes.suffix(3).lastIndex { $0 >= 0xC0 }
    let isCut = lead.map { bytes.count - $0 < Self.length(of: bytes[$0]) } ?? false
    let end = isCut ? lead ?? bytes.count : bytes.count
    rest = Array(bytes[end...])
    isValid = String(validating: bytes[..<end], as: UTF8.self) != nil
  }

  private static func length(of lead: UInt8) -> Int {
    lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
  }
}

/// Finds out whether a file that is not UTF-8 is Chinese text in GB18030, chunk by chunk.
///
/// Nearly any pair of bytes is a character, so more is asked than that: no private ones, in which
/// Big5 has its commonest, and at least half in the area of GB 2312, in which accented letters of
/// western encodings hardly ever are (GB 18030-2022, section 5 and appendix A).
struct GB18030Probe {
  private var leads: [UInt8] = []
  private var pairCount = 0
  private var commonCount = 0
  /// Characters of UTF-8, of three bytes or more: a damaged file has many, any other hardly one.
  private var utf8Count = 0
  private var continuation = (wanted: 0, seen: 0)
  /// Whether the characters so far are all in the encoding.
  private(set) var isPossible = true

  /// Whether the whole file is text in the encoding.
  var isLikely: Bool {
    isPossible && leads.isEmpty && pairCount > 0 && commonCount * 2 >= pairCount
      && utf8Count * 2 < pairCount
  }

  mutating func add(_ chunk: [UInt8]) {
    for byte in chunk {
      countUTF8(byte)
      add(byte)
      guard isPossible else { return }
    }
  }

  private mutating func add(_ byte: UInt8) {
    switch (leads.count, byte) {
    case (0, 0..<0x80):
      return
    case (0, 0x81...0xFE), (1, 0x30...0x39), (2, 0x81...0xFE):
      leads.append(byte)
    case (1, 0x40...0x7E), (1, 0x80...0xFE):
      addPair(leads[0], byte)
      leads = []
    case (3, 0x30...0x39):
      leads = []
    default:
      isPossible = false
    }
  }

  private mutating func addPair(_ first: UInt8, _ second: UInt8) {
    pairCount += 1
    if first >= 0xA1 && second >= 0xA1 { commonCount += 1 }
    let isPrivate =
      second >= 0xA1
      ? (0xAA...0xAF).contains(first) || first >= 0xF8
      : (0xA1...0xA7).contains(first)
    if isPrivate { isPossible = false }
  }

  private mutating func countUTF8(_ byte: UInt8) {
    if continuation.seen < continuation.wanted, byte & 0xC0 == 0x80 {
      continuation.seen += 1
      if continuation.seen == continuation.wanted { utf8Count += 1 }
    } else {
      switch byte {
      case 0xE0...0xEF: continuation = (wanted: 2, seen: 0)
      case 0xF0...0xF4: continuation = (wanted: 3, seen: 0)
      default: continuation = (wanted: 0, seen: 0)
      }
    }
  }
}
