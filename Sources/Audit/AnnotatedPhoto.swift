internal import Support

/// A copy of a photo with its codes marked.
public struct AnnotatedPhoto {
  /// The most pixels of a copy; larger photos are halved.
  private static let maximumPixelCount = 25_000_000

  private var pixels: PhotoPixels
  private var scale = 1.0

  /// Decodes the photo again, in colours, and marks its codes.
  ///
  /// - Throws: `ReadingError`, `PhotoRefusal`.
  public init(_ photo: AuditedPhoto) throws {
    pixels = try PhotoFile(photo.path).pixels(channels: 3)
    while pixels.width * pixels.height > Self.maximumPixelCount {
      pixels = pixels.halved()
      scale /= 2
    }
    for code in photo.codes { mark(code) }
  }

  /// The copy as a JPEG.
  ///
  /// - Throws: `PhotoRefusal`.
  public func jpeg() throws -> [UInt8] { try pixels.jpeg() }

  private typealias Colour = (UInt8, UInt8, UInt8)

  private var lineWidth: Double { max(3, Double(min(pixels.width, pixels.height)) / 200) }

  /// A frame, its number, and a cross through what is not ours.
  private mutating func mark(_ code: AuditedCode) {
    let corners = code.corners.map { PhotoPoint(x: $0.x * scale, y: $0.y * scale) }
    guard corners.count == 4 else { return }
    let colour = Self.colour(of: code.verdict)
    for index in 0..<4 { draw(from: corners[index], to: corners[(index + 1) % 4], colour) }
    if case .foreign = code.verdict {
      draw(from: corners[0], to: corners[2], colour)
      draw(from: corners[1], to: corners[3], colour)
    }
    let left = corners.map(\.x).min() ?? 0
    let top = corners.map(\.y).min() ?? 0
    drawNumber(code.number, at: PhotoPoint(x: left, y: top), colour)
  }

  private static func colour(of verdict: CodeVerdict) -> Colour {
    switch verdict {
    case .current: (0, 150, 70)
    case .outdated, .stale: (255, 150, 0)
    case .foreign: (225, 0, 20)
    case .unreadable: (130, 60, 200)
    }
  }

  private mutating func draw(from start: PhotoPoint, to end: PhotoPoint, _ colour: Colour) {
    let (width, height) = (end.x - start.x, end.y - start.y)
    let stepCount = max(1, Int(max(abs(width), abs(height))))
    let radius = lineWidth / 2
    for step in 0...stepCount {
      let share = Double(step) / Double(stepCount)
      fill(
        left: start.x + width * share - radius, top: start.y + height * share - radius,
        width: lineWidth, height: lineWidth, colour)
    }
  }

  private mutating func fill(
    left: Double, top: Double, width: Double, height: Double, _ colour: Colour
  ) {
    let columns = max(0, Int(left))..<max(0, min(pixels.width, Int(left + width)))
    let rows = max(0, Int(top))..<max(0, min(pixels.height, Int(top + height)))
    guard columns.lowerBound < columns.upperBound else { return }
    let rowLength = pixels.width
    pixels.values.withUnsafeMutableBufferPointer { values in
      for row in rows {
        for column in columns {
          let start = 3 * (row * rowLength + column)
          (values[start], values[start + 1], values[start + 2]) = colour
        }
      }
    }
  }

  // MARK: Numbers

  /// The digits as rows of three dots, a bit each.
  private static let digits: [[UInt8]] = [
    [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 1, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
  ]

  /// A number in white on the colour, its bottom left corner at a place.
  private mutating func drawNumber(_ number: Int, at place: PhotoPoint, _ colour: Colour) {
    let dot = lineWidth
    let text = "\(number)".utf8.map { Int($0) - 48 }
    let width = dot * Double(4 * text.count + 1)
    let left = max(0, place.x)
    let top = max(0, place.y - 7 * dot)
    fill(left: left, top: top, width: width, height: 7 * dot, colour)
    for (index, digit) in text.enumerated() where Self.digits.indices.contains(digit) {
      for (row, dots) in Self.digits[digit].enumerated() {
        for column in 0..<3 where dots & (4 >> column) != 0 {
          fill(
            left: left + dot * Double(1 + 4 * index + column), top: top + dot * Double(1 + row),
            width: dot, height: dot, (255, 255, 255))
        }
      }
    }
  }
}
