/// A grey picture as `pdftoppm -gray` writes it (binary PGM, 8 bits).
struct GrayPicture: Sendable {
  let width: Int
  let height: Int
  private let bytes: [UInt8]
  private let start: Int

  /// Pixels darker than this count as ink.
  private static let threshold = 128

  /// A part of a picture as half-open ranges of columns and rows.
  struct Area: Hashable, Sendable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int
  }

  /// Parses a picture; nil when the file is not of this format.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: "P5".utf8) else { return nil }
    var position = 2
    var numbers: [Int] = []
    while numbers.count < 3, position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "#"):
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      case 48...57:
        var number = 0
        while position < bytes.count, (48...57).contains(bytes[position]), number < 1 << 20 {
          number = number * 10 + Int(bytes[position] - 48)
          position += 1
        }
        numbers.append(number)
      default: position += 1
      }
    }
    guard numbers.count == 3, numbers[2] == 255, numbers[0] > 0, numbers[1] > 0,
      bytes.count == position + 1 + numbers[0] * numbers[1]
    else { return nil }
    width = numbers[0]
    height = numbers[1]
    start = position + 1
    self.bytes = bytes
  }

  /// A part as its own picture file, clipped to the picture.
  func part(_ area: Area) -> [UInt8]? {
    let area = clipped(area)
    guard area.left < area.right, area.top < area.bottom else { return nil }
    var result = Array(
      "P5\n\(area.right - area.left) \(area.bottom - area.top)\n255\n".utf8)
    for row in area.top..<area.bottom {
      result += bytes[(start + row * width + area.left)..<(start + row * width + area.right)]
    }
    return result
  }

  /// The bounding box of the ink in an area; nil without ink.
  func ink(in area: Area) -> Area? {
    let area = clipped(area)
    var result = Area(left: area.right, top: area.bottom, right: area.left, bottom: area.top)
    bytes.withUnsafeBufferPointer { pixels in
      for row in area.top..<max(area.top, area.bottom) {
        let line = start + row * width
        for column in area.left..<max(area.left, area.right)
        where pixels[line + column] < Self.threshold {
          result.left = min(result.left, column)
          result.right = max(result.right, column + 1)
          result.top = min(result.top, row)
          result.bottom = row + 1
        }
      }
    }
    return result.left < result.right ? result : nil
  }

  /// The difference between the lightest and the darkest pixel of an area.
  func contrast(in area: Area) -> Int {
    let area = clipped(area)
    var (least, most) = (UInt8.max, UInt8.min)
    bytes.withUnsafeBufferPointer { pixels in
      for row in area.top..<max(area.top, area.bottom) {
        for column in area.left..<max(area.left, area.right) {
          least = min(least, pixels[start + row * width + column])
          most = max(most, pixels[start + row * width + column])
        }
      }
    }
    return max(0, Int(most) - Int(least))
  }

  /// A square, scaled down, as its own picture file; white outside the picture.
  ///
  /// Left, top and the new side are in pixels; each new pixel averages `step` pixels, more than 1.
  func reduced(left: Double, top: Double, step: Double, side: Int) -> [UInt8] {
    func range(_ from: Double, _ number: Int, below end: Int) -> Range<Int> {
      let first = Int((from + Double(number) * step).rounded())
      let last = Int((from + Double(number + 1) * step).rounded())
      return first >= 0 && last <= end ? first..<last : 0..<0
    }
    var result = Array("P5\n\(side) \(side)\n255\n".utf8)
    bytes.withUnsafeBufferPointer { pixels in
      for row in 0..<side {
        let rows = range(top, row, below: height)
        for column in 0..<side {
          let columns = range(left, column, below: width)
          var sum = 0
          for line in rows {
            for place in columns { sum += Int(pixels[start + line * width + place]) }
          }
          let count = rows.count * columns.count
          result.append(count == 0 ? 255 : UInt8(sum / count))
        }
      }
    }
    return result
  }

  private func clipped(_ area: Area) -> Area {
    Area(
      left: max(0, area.left), top: max(0, area.top), right: min(width, area.right),
      bottom: min(height, area.bottom))
  }
}
