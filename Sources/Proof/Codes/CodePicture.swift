/// A picture of a code as a build writes it: square dark modules on white, with a border of four.
enum CodePicture {
  /// The white border, in modules (ISO/IEC 18004:2015, 5.3.8).
  private static let border = 4

  /// Whether a PNG is as a build writes it: one bit a pixel, whole pixels a module, its border on
  /// all sides, and its printed size (`pHYs`, in pixels a metre).
  static func isWhole(png bytes: [UInt8]) -> Bool {
    guard let bitmap = Bitmap(png: bytes), let (first, last) = bitmap.inkRows,
      let left = bitmap.firstInk(in: first)
    else { return false }
    // The symbol's corner is a finder pattern of seven modules.
    let run = bitmap.inkCount(in: first, from: left)
    let module = run / 7
    guard module > 0, run == 7 * module, left == border * module, first == border * module,
      bitmap.side % module == 0
    else { return false }
    let modules = bitmap.side / module - 2 * border
    return (21...177).contains(modules) && (modules - 17) % 4 == 0
      && last == bitmap.side - border * module - 1
      && bitmap.lastInk == bitmap.side - border * module - 1
  }

  /// Renders an SVG's code as a grey picture file; nil when the SVG is not as a build writes it.
  static func gray(svg bytes: [UInt8]) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self)
    let start =
      /<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="([0-9.]+)mm" height="([0-9.]+)mm" viewBox="0 0 ([0-9]{2,3}) ([0-9]{2,3})" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h([0-9]{2,3})v([0-9]{2,3})h-([0-9]{2,3})z"\/><path d="/
    guard let head = text.prefixMatch(of: start)?.output, head.1 == head.2, let side = Int(head.3),
      head.4 == head.3, head.5 == head.3, head.6 == head.3, head.7 == head.3, side <= 185,
      text.hasSuffix("\"/></svg>\n")
    else { return nil }
    let path = text.dropFirst(head.0.count).dropLast("\"/></svg>\n".count)
    let scale = 4
    let width = side * scale
    var pixels = [UInt8](repeating: 255, count: width * width)
    var runs = RunReader(path.utf8)
    while !runs.isAtEnd {
      guard let (left, row, count) = runs.next(), left >= border, row >= border,
        row < side - border, count <= side - border - left
      else { return nil }
      for line in (row * scale)..<((row + 1) * scale) {
        for column in (left * scale)..<((left + count) * scale) {
          pixels[line * width + column] = 0
        }
      }
    }
    return Array("P5\n\(width) \(width)\n255\n".utf8) + pixels
  }
}

/// Parses the runs of dark modules of a path, such as `M4 4h7v1h-7z`.
private struct RunReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: some Sequence<UInt8>) {
    bytes = Array(text)
  }

  var isAtEnd: Bool { position == bytes.count }

  /// The next run; nil at anything else.
  mutating func next() -> (left: Int, row: Int, count: Int)? {
    guard takes("M"), let left = number(), takes(" "), let row = number(), takes("h"),
      let count = number(), takes("v1h-"), number() == count, takes("z")
    else { return nil }
    return (left, row, count)
  }

  private mutating func takes(_ token: StaticString) -> Bool {
    guard position + token.utf8CodeUnitCount <= bytes.count else { return false }
    for index in 0..<token.utf8CodeUnitCount
    where bytes[position + index] != token.utf8Start[index] { return false }
    position += token.utf8CodeUnitCount
    return true
  }

  /// A whole number of at most three digits.
  private mutating func number() -> Int? {
    var value: Int?
    while position < bytes.count, (48...57).contains(bytes[position]), (value ?? 0) < 100 {
      value = (value ?? 0) * 10 + Int(bytes[position] - 48)
      position += 1
    }
    return value
  }
}
