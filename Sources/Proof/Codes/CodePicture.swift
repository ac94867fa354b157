/// A picture of a code as a build writes it: square dark modules on white, with a border of four.
enum CodePicture {
  /// The white border, in modules (ISO/IEC 18004:2015, 5.3.8).
  static let border = 4

  /// Draws an SVG's code; nil when the SVG is not as a build writes it.
  static func image(svg bytes: [UInt8]) -> GrayImage? {
    let text = String(decoding: bytes, as: UTF8.self)
    let start =
      /<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="([0-9.]+)mm" height="([0-9.]+)mm" viewBox="0 0 ([0-9]{2,3}) ([0-9]{2,3})" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h([0-9]{2,3})v([0-9]{2,3})h-([0-9]{2,3})z"\/><path d="/
    guard let head = text.prefixMatch(of: start)?.output, head.1 == head.2, let side = Int(head.3),
      head.4 == head.3, head.5 == head.3, head.6 == head.3, head.7 == head.3, side <= 185,
      text.hasSuffix("\"/></svg>\n")
    else { return nil }
    let path = text.dropFirst(head.0.count).dropLast("\"/></svg>\n".count)
    return image(path: path, side: side, border: border)
  }

  /// Draws the dark modules of a path, `side` modules wide with a border, and white space around
  /// them; nil at anything else than runs of modules, or at modules in the border.
  ///
  /// `plate` is a white square in the middle, in modules.
  static func image(
    path: some StringProtocol, side: Int, border: Int, padding: Int = 0, plate: Int = 0
  ) -> GrayImage? {
    let scale = 4
    let width = (side + 2 * padding) * scale
    var pixels = [UInt8](repeating: 255, count: width * width)
    func paint(_ left: Int, _ row: Int, _ count: Int, _ value: UInt8) {
      for line in ((row + padding) * scale)..<((row + padding + 1) * scale) {
        let start = line * width + (left + padding) * scale
        pixels.withUnsafeMutableBytes { buffer in
          let run = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<(start + count * scale)])
          _ = run.initializeMemory(as: UInt8.self, repeating: value)
        }
      }
    }
    var runs = RunReader(path.utf8)
    while !runs.isAtEnd {
      guard let (left, row, count) = runs.next(), left >= border, row >= border,
        row < side - border, count <= side - border - left
      else { return nil }
      paint(left, row, count, 0)
    }
    for row in 0..<plate { paint((side - plate) / 2, (side - plate) / 2 + row, plate, 255) }
    return GrayImage(width: width, height: width, pixels: pixels)
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
