internal import Catalog
internal import Paper
internal import Site
internal import Support

/// A print job of a built site: what is on its sheets, and how it looks.
struct JobState: Sendable {
  /// The pieces with the code of one link.
  struct Pieces: Hashable, Sendable {
    var count = 0
    let title: String
    /// The printed amount without its currency; nil if the payer enters it.
    let amount: String?
    /// All words on a piece, line by line.
    let words: [String]
    let sideInMillimetres: Double
  }

  let name: String
  let kind: String
  /// Whether it prints pieces of other jobs again, and is not the shop's own.
  let isReprint: Bool
  let page: SheetSize
  /// The design, where the config is known.
  var design: String?
  /// By the ids of the links.
  private(set) var pieces: [String: Pieces] = [:]
  /// The most codes on one sheet.
  private(set) var placesOnSheet = 1
  /// The links on each sheet, in order.
  private(set) var sheets: [[String]] = []
  /// Whether its pieces have stamps.
  private(set) var hasStamps = false
  /// The sizes of its labels, cards or faces.
  private(set) var sizes: Set<SheetSize> = []
  /// The page with its sheets.
  var drawn = DrawnSheets()

  /// Reads an entry of `jobs.json`; nil when it is damaged.
  init?(_ value: JSON) {
    guard let name = value["name"]?.text, let kind = value["kind"]?.text,
      let width = value["page_width_mm"]?.double, let height = value["page_height_mm"]?.double,
      let pages = value["pages"]?.elements
    else { return nil }
    self.name = name
    self.kind = kind
    isReprint = value["reprint"] == .boolean(true)
    page = SheetSize(width: width, height: height)
    for page in pages {
      guard let codes = page.elements else { return nil }
      placesOnSheet = max(placesOnSheet, codes.count / codesOnPiece)
      sheets.append([])
      for code in codes {
        guard add(code) else { return nil }
      }
    }
    // The two faces of a tent have a code each.
    let codesOnPiece = codesOnPiece
    for link in Array(pieces.keys) { pieces[link]?.count /= codesOnPiece }
  }

  private var codesOnPiece: Int { kind == "tent" ? 2 : 1 }

  /// Whether all of a page is one piece.
  var hasOnePieceOnSheet: Bool { placesOnSheet == 1 }

  private mutating func add(_ code: JSON) -> Bool {
    guard let link = code["link"]?.text, let title = code["title"]?.text,
      let words = code["words"]?.elements, let side = code["side_mm"]?.double,
      let box = code["piece_mm"]?.elements?.compactMap(\.double), box.count == 4
    else { return false }
    var lines = words.compactMap(\.text)
    // The stamp differs with each address, and nobody reads it.
    if let stamp = lines.lastIndex(where: { PaperStamp.parse($0) == $0 }) {
      lines.remove(at: stamp)
      hasStamps = true
    }
    let amount = code["amount"]?.text.map { String($0.drop { $0 == "¥" }) }
    pieces[
      link,
      default: Pieces(
        title: title, amount: amount, words: lines, sideInMillimetres: side)
    ].count += 1
    sheets[sheets.count - 1].append(link)
    sizes.insert(SheetSize(width: box[2], height: box[3]))
    return true
  }

  /// The indices of the sheets that show a link, where links share sheets; none otherwise.
  func sharedSheets(with link: String) -> [Int] {
    guard PrintJob.Kind(rawValue: kind)?.isShared == true else { return [] }
    return sheets.indices.filter { sheets[$0].contains(link) }
  }

  /// How many sheets a number of pieces takes; nil where each piece is a page of its own.
  func sheetCount(of pieces: Int) -> Int? {
    hasOnePieceOnSheet ? nil : (pieces + placesOnSheet - 1) / placesOnSheet
  }
}

/// A width and a height in millimetres.
struct SheetSize: Hashable, Comparable, Sendable {
  let width: Double
  let height: Double

  /// Such as `63.5 × 38.1 mm`.
  var words: Sentence {
    let sides = [width, height].map { Decimals.text($0, decimals: 2) }.joined(separator: " × ")
    return Sentence("\(sides) mm", "\(sides) 毫米")
  }

  static func < (left: SheetSize, right: SheetSize) -> Bool {
    (left.width, left.height) < (right.width, right.height)
  }
}

/// The page of a print job: a digest of each sheet, and its colours.
struct DrawnSheets: Hashable, Sendable {
  /// One for each sheet.
  private(set) var digests: [Digest64] = []
  private(set) var colours: Set<String> = []
  private var line: [UInt8] = []

  /// Takes the next bytes of the page.
  mutating func add(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      line += rest[..<end]
      finishLine()
      rest = rest[(end + 1)...]
    }
    line += rest
  }

  /// `SheetRenderer` writes each sheet as one line.
  private mutating func finishLine() {
    defer { line = [] }
    guard line.starts(with: "<div class=\"sheet\">".utf8) else { return }
    var digest = Digest64()
    digest.add(line)
    digests.append(digest)
    // A colour is `#` and six digits behind a quotation mark.
    let quote = UInt8(ascii: "\"")
    var position = 0
    while let start = line[position...].firstIndex(of: UInt8(ascii: "#")) {
      position = start + 1
      guard start > 0, line[start - 1] == quote, start + 7 < line.count, line[start + 7] == quote
      else { continue }
      colours.insert(String(decoding: line[start..<(start + 7)], as: UTF8.self))
    }
  }
}
