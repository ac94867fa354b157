internal import Support

/// A PDF as Chromium prints it: one classical cross-reference table, page boxes and dates
/// uncompressed (ISO 32000-1, 7.5.4 and 7.7.3.3; Skia's SkPDFDocument).
struct PDFFile {
  /// The PDF has another form; nothing was changed.
  struct UnexpectedForm: Error {}

  /// The width and height of each page in points.
  let pageSizes: [(width: Double, height: Double)]
  /// The pages, in order.
  let pages: [Page]

  struct Page {
    /// The objects that draw its content.
    var streams: [Int]
    /// Whether it says where it is cut.
    var hasCut = false
    /// The fonts by the numbers in their names.
    var fonts: [Int: Int]
  }

  let bytes: [UInt8]
  /// The offset of the cross-reference table's first entry, and the number of entries.
  private let table: (start: Int, count: Int)
  /// The range of the number near the file's end that is the table's offset.
  private let tableOffset: Range<Int>
  let pageBoxes: [Range<Int>]
  /// What tells of the run and the browser, and identifiers, with their names.
  private let signs: [Range<Int>]
  private let identifiers: [Range<Int>]
  /// Where the viewer's preferences may be written, and whether there are some.
  private let preferences: (place: Int, areThere: Bool)

  /// Points a millimetre.
  static let pointsPerMillimetre = 72 / 25.4

  init(_ bytes: [UInt8]) throws(UnexpectedForm) {
    self.bytes = bytes
    var scanner = PDFScanner(bytes)
    guard bytes.starts(with: "%PDF-1.".utf8), let last = scanner.lastPosition(of: "startxref")
    else {
      throw UnexpectedForm()
    }
    scanner.position = last + "startxref".utf8.count
    scanner.skipSpace()
    let offsetStart = scanner.position
    guard let offset = scanner.integer() else { throw UnexpectedForm() }
    tableOffset = offsetStart..<scanner.position
    scanner.position = offset
    guard scanner.takes("xref"), scanner.integer() == 0, let count = scanner.integer(), count > 0
    else { throw UnexpectedForm() }
    scanner.skipSpace()
    table = (scanner.position, count)
    let entriesEnd = table.start + 20 * count
    guard entriesEnd <= last else { throw UnexpectedForm() }
    var boxes: [(Range<Int>, width: Double, height: Double)] = []
    var pages: [Page] = []
    var signs: [Range<Int>] = []
    var preferences: (place: Int, areThere: Bool)?
    for number in 1..<count {
      scanner.position = table.start + 20 * number
      guard let object = scanner.integer(), object < offset else { throw UnexpectedForm() }
      let dictionary = scanner.dictionary(at: object)
      if let box = scanner.pageBox(in: dictionary) {
        boxes.append(box)
        pages.append(
          Page(
            streams: scanner.streams(in: dictionary),
            hasCut: scanner.has("/TrimBox ", in: dictionary),
            fonts: scanner.fonts(in: dictionary)))
      }
      signs += scanner.signsOfTheRun(in: dictionary)
      preferences = preferences ?? scanner.preferences(in: dictionary)
    }
    guard !boxes.isEmpty, let preferences else { throw UnexpectedForm() }
    self.pages = pages
    pageBoxes = boxes.map(\.0)
    pageSizes = boxes.map { ($0.width, $0.height) }
    self.signs = signs
    self.preferences = preferences
    identifiers = scanner.identifiers(in: entriesEnd..<last)
    // Objects that overlap cannot be edited each on its own.
    let place = preferences.place..<preferences.place
    let places = (pageBoxes + signs + identifiers + [place]).sorted {
      $0.lowerBound < $1.lowerBound
    }
    guard zip(places, places.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }),
      places.allSatisfy({ $0.upperBound <= offset || $0.lowerBound >= entriesEnd })
    else { throw UnexpectedForm() }
  }

  /// How many objects the table lists, with the free one in front.
  var objectCount: Int { table.count }

  /// An object up to its stream or its end; nil when it does not exist.
  func dictionary(of object: Int) -> (text: String, end: Int)? {
    guard object > 0, object < table.count else { return nil }
    var scanner = PDFScanner(bytes)
    scanner.position = table.start + 20 * object
    guard let offset = scanner.integer(), offset < bytes.count else { return nil }
    let range = scanner.dictionary(at: offset)
    return (String(decoding: bytes[range], as: UTF8.self), range.upperBound)
  }

  /// An object, read as a whole.
  func object(_ number: Int) throws(UnexpectedForm) -> PDFObject {
    guard number > 0, number < table.count else { throw UnexpectedForm() }
    var scanner = PDFScanner(bytes)
    scanner.position = table.start + 20 * number
    guard let offset = scanner.integer(), offset < bytes.count,
      let object = PDFObject(bytes, at: offset)
    else { throw UnexpectedForm() }
    return object
  }

  /// The dictionary behind the table.
  func trailer() throws(UnexpectedForm) -> PDFObject {
    guard let trailer = PDFObject(bytes, trailerAt: table.start + 20 * table.count) else {
      throw UnexpectedForm()
    }
    return trailer
  }

  /// The same document without dates, with pages cropped at the right and bottom to a size in
  /// millimetres, which viewers print at 100 % unless their user chooses another scale.
  ///
  /// `cut` is the page after the cut and the colour beyond it, if the sheet is larger.
  ///
  /// - Throws: `UnexpectedForm` when a page is smaller than that.
  func trimmed(
    toWidth width: Double, height: Double, cut: Cut? = nil
  ) throws(UnexpectedForm) -> [UInt8] {
    let wide = width * Self.pointsPerMillimetre
    let high = height * Self.pointsPerMillimetre
    var edits: [(range: Range<Int>, text: String)] = []
    for (range, size) in zip(pageBoxes, pageSizes) {
      guard size.width >= wide - 0.01, size.height >= high - 0.01 else { throw UnexpectedForm() }
      let box = Self.box([0, size.height - high, wide, size.height])
      edits.append((range, box + (cut.map { Self.boxes($0, top: size.height) } ?? "")))
    }
    for range in signs + identifiers { edits.append((range, "")) }
    edits.append((preferences.place..<preferences.place, printScaling))
    return applying(edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  /// The preference for printing without scaling (ISO 32000-1, table 150).
  private var printScaling: String {
    let entry = "/PrintScaling /None"
    return preferences.areThere ? "\(entry) " : "\n/ViewerPreferences <<\(entry)>>"
  }

  /// The same document with all pages turned by 180 degrees (ISO 32000-1, table 30, `Rotate`).
  func turned() -> [UInt8] {
    let edits = pageBoxes.map { (range: $0.upperBound..<$0.upperBound, text: "\n/Rotate 180") }
    return applying(edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }

  /// Where a page is cut, in millimetres from its top left corner.
  struct Cut: Hashable, Sendable {
    var frame: PageBox
    /// How far its colour extends beyond the cut.
    var bleed: Double
  }

  /// The boxes that tell a print shop where to cut (ISO 32000-1, 14.11.2).
  private static func boxes(_ cut: Cut, top: Double) -> String {
    func box(_ room: Double) -> String {
      Self.box([
        (cut.frame.left - room) * pointsPerMillimetre,
        top - (cut.frame.bottom + room) * pointsPerMillimetre,
        (cut.frame.right + room) * pointsPerMillimetre,
        top - (cut.frame.top - room) * pointsPerMillimetre,
      ])
    }
    return "\n/TrimBox \(box(0))\n/BleedBox \(box(cut.bleed))"
  }

  private static func box(_ corners: [Double]) -> String {
    "[\(corners.map(number).joined(separator: " "))]"
  }

  func applying(_ edits: [(range: Range<Int>, text: String)]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.count * 16)
    /// How far the bytes from each offset on have moved.
    var moves: [(from: Int, by: Int)] = [(0, 0)]
    var end = 0
    for edit in edits {
      result += bytes[end..<edit.range.lowerBound]
      result += edit.text.utf8
      end = edit.range.upperBound
      moves.append((end, result.count - end))
    }
    result += bytes[end...]
    func moved(_ offset: Int) -> Int {
      var (low, high) = (0, moves.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if moves[middle].from <= offset { low = middle } else { high = middle }
      }
      return offset + moves[low].by
    }
    var scanner = PDFScanner(bytes)
    let start = moved(table.start)
    for number in 1..<table.count {
      let entry = PDFOffsets.entryByteCount * number
      scanner.position = table.start + entry
      let digits = PDFOffsets.digits(moved(scanner.integer() ?? 0))
      result.replaceSubrange(
        (start + entry)..<(start + entry + PDFOffsets.digitCount), with: digits.utf8)
    }
    scanner.position = tableOffset.lowerBound
    let place = moved(tableOffset.lowerBound)
    result.replaceSubrange(
      place..<(place + tableOffset.count), with: String(moved(scanner.integer() ?? 0)).utf8)
    return result
  }

  /// A number with at most three decimals, a third of a micrometre.
  private static func number(_ value: Double) -> String {
    Decimals.text(value, decimals: 3, isPadded: true)
  }

  /// A date in PDF format (ISO 32000-1, 7.9.4), in UTC.
  static func dateText(_ seconds: Int) -> String {
    "(D:\(UTCTime.stamp(Int64(seconds)).filter(\.isNumber))Z)"
  }
}
