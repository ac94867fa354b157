/// A square picture of at most 256 colours.
package struct IndexedPicture: Sendable {
  /// A colour.
  package struct Pixel: Hashable, Sendable {
    package let red, green, blue: UInt8

    /// A colour from its components.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    fileprivate subscript(channel: Int) -> Int {
      Int(channel == 0 ? red : channel == 1 ? green : blue)
    }

    fileprivate var number: Int { self[0] << 16 | self[1] << 8 | self[2] }
  }

  /// The width and height in pixels.
  package let side: Int
  let palette: [Pixel]
  /// The number of each pixel's colour in the palette, row by row.
  let indexes: [UInt8]

  /// A picture in the colours of a palette, of which there are at most 256.
  package init(side: Int, palette: [Pixel], indexes: [UInt8]) {
    (self.side, self.palette, self.indexes) = (side, palette, indexes)
  }

  /// A picture from its pixels, row by row; similar colours become one where there are more than 256.
  package init(side: Int, _ pixels: [Pixel]) {
    var counts: [Pixel: Int] = [:]
    for pixel in pixels { counts[pixel, default: 0] += 1 }
    let boxes = Self.boxes(counts)
    var numbers: [Pixel: UInt8] = [:]
    for (number, box) in boxes.enumerated() {
      for colour in box.colours { numbers[colour] = UInt8(number) }
    }
    self.side = side
    palette = boxes.map { $0.mean(counts) }
    indexes = pixels.map { numbers[$0] ?? 0 }
  }

  /// Colours that are shown as one.
  private struct Box {
    var colours: [Pixel]
    /// The channel in which they differ most, and by how much.
    let channel: Int
    let spread: Int

    init(_ colours: [Pixel]) {
      let spreads = (0...2).map { channel in
        let values = colours.map { $0[channel] }
        return (values.max() ?? 0) - (values.min() ?? 0)
      }
      self.colours = colours
      spread = spreads.max() ?? 0
      channel = spreads.firstIndex(of: spread) ?? 0
    }

    /// The mean of the pixels in these colours.
    func mean(_ counts: [Pixel: Int]) -> Pixel {
      let total = colours.reduce(0) { $0 + (counts[$1] ?? 0) }
      func mean(_ channel: Int) -> UInt8 {
        let sum = colours.reduce(0) { $0 + $1[channel] * (counts[$1] ?? 0) }
        return UInt8((2 * sum + total) / max(1, 2 * total))
      }
      return Pixel(red: mean(0), green: mean(1), blue: mean(2))
    }
  }

  /// The box of all colours, cut in two where it is widest until there are 256: Heckbert's median cut,
  /// at the middle of the range.
  private static func boxes(_ counts: [Pixel: Int]) -> [Box] {
    var boxes = [Box(counts.keys.sorted { $0.number < $1.number })]
    while boxes.count < 256 {
      guard let widest = boxes.indices.max(by: { boxes[$0].spread < boxes[$1].spread }),
        boxes[widest].spread > 0
      else { break }
      let box = boxes[widest]
      let values = box.colours.map { $0[box.channel] }
      let middle = ((values.min() ?? 0) + (values.max() ?? 0)) / 2
      boxes[widest] = Box(box.colours.filter { $0[box.channel] <= middle })
      boxes.append(Box(box.colours.filter { $0[box.channel] > middle }))
    }
    return boxes
  }
}
