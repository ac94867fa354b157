internal import Artwork
internal import Catalog
internal import QRImage

/// The pixels of a picture.
struct Raster {
  let width: Int
  let height: Int
  /// Red, green, blue and opacity of each pixel, row by row.
  private let pixels: [UInt8]

  /// The pixels of a PNG; nil for any other picture.
  init?(png artwork: Artwork) {
    guard let file = try? PNGFile(artwork.bytes), let pixels = file.pixels(of: artwork.bytes) else {
      return nil
    }
    (width, height, self.pixels) = (file.width, file.height, pixels)
  }

  /// Whether nothing shows through.
  var isOpaque: Bool { stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 } }

  /// The mean colour of what can be seen.
  var mean: Colour {
    var sums = [0, 0, 0]
    var total = 0
    for start in stride(from: 0, to: pixels.count, by: 4) {
      let opacity = Int(pixels[start + 3])
      total += opacity
      for channel in 0...2 { sums[channel] += opacity * Int(pixels[start + channel]) }
    }
    let parts = sums.map { UInt8($0 / max(1, total)) }
    return Colour(red: parts[0], green: parts[1], blue: parts[2])
  }

  /// The picture on a ground, in another size.
  func scaled(toWidth width: Int, height: Int, on ground: Colour) -> [IndexedPicture.Pixel] {
    let parts = [ground.red, ground.green, ground.blue].map(Double.init)
    let columns = Tent.all(from: self.width, to: width)
    let rows = Tent.all(from: self.height, to: height)
    // Each row in its new width.
    var narrow = [Double](repeating: 0, count: 3 * width * self.height)
    for row in 0..<self.height {
      for (column, tent) in columns.enumerated() {
        for (offset, weight) in tent.weights.enumerated() {
          let start = 4 * (row * self.width + tent.first + offset)
          let opacity = Double(pixels[start + 3]) / 255
          for channel in 0...2 {
            let value = Double(pixels[start + channel])
            narrow[3 * (row * width + column) + channel] +=
              weight * (parts[channel] + opacity * (value - parts[channel]))
          }
        }
      }
    }
    var result: [IndexedPicture.Pixel] = []
    result.reserveCapacity(width * height)
    for tent in rows {
      for column in 0..<width {
        func value(_ channel: Int) -> UInt8 {
          let sum = tent.weights.enumerated().reduce(0) { sum, part in
            let row = tent.first + part.offset
            return sum + part.element * narrow[3 * (row * width + column) + channel]
          }
          return UInt8(min(255, max(0, sum.rounded())))
        }
        result.append(IndexedPicture.Pixel(red: value(0), green: value(1), blue: value(2)))
      }
    }
    return result
  }

  /// The pixels along one side that a pixel of another size shows: a triangle filter, which neither
  /// drops pixels when it shrinks nor shows squares when it enlarges.
  private struct Tent {
    /// The first pixel.
    let first: Int
    /// The share of each pixel from there on.
    let weights: [Double]

    /// One for each pixel of the new side.
    static func all(from count: Int, to wanted: Int) -> [Tent] {
      let scale = Double(count) / Double(wanted)
      let reach = max(1, scale)
      return (0..<wanted).map { place in
        let middle = (Double(place) + 0.5) * scale - 0.5
        let first = max(0, Int((middle - reach).rounded(.up)))
        let last = min(count - 1, Int((middle + reach).rounded(.down)))
        let weights = (first...last).map { max(0, 1 - abs(Double($0) - middle) / reach) }
        let total = weights.reduce(0, +)
        return Tent(first: first, weights: weights.map { $0 / total })
      }
    }
  }
}
