internal import Artwork
internal import Catalog
internal import QRImage
internal import Support

/// The icon for the home screens of phones, which take no SVG and round the corners themselves; chat
/// programs show it too.
///
/// It is drawn without fonts, so that it is the same on every machine that builds.
struct TouchIcon {
  /// The width and height in pixels: that of a phone with three pixels a point.
  static let side = 180

  let accent: Colour

  /// The yuan sign in a ring, for shops without a picture of their own.
  func sign() -> IndexedPicture {
    let steps = 63
    let palette = (0...steps).map { step in
      pixel(accent, accent.readableText, share: Double(step) / Double(steps))
    }
    let scale = Double(Self.side) / Self.units
    let reach = Self.reach
    var indexes = [UInt8](repeating: 0, count: Self.side * Self.side)
    // The right half mirrors the left one. Every check draws this, so it has to be quick.
    for row in 0..<Self.side {
      for column in 0..<Self.side / 2 {
        let point = Point(x: (Double(column) + 0.5) / scale, y: (Double(row) + 0.5) / scale)
        var ink = 0.55 * Self.coverage(Self.ring(point) * scale)
        if point.x > reach.left, reach.top < point.y, point.y < reach.bottom {
          let distance = Self.strokes.reduce(Double.infinity) { min($0, $1.distance(from: point)) }
          ink = max(ink, Self.coverage(distance * scale))
        }
        let index = UInt8((ink * Double(steps)).rounded())
        indexes[row * Self.side + column] = index
        indexes[(row + 1) * Self.side - 1 - column] = index
      }
    }
    return IndexedPicture(side: Self.side, palette: palette, indexes: indexes)
  }

  /// A shop's picture on white, or on the accent where white would hide it; one that fills a square
  /// fills the icon.
  func picture(_ artwork: Artwork) -> IndexedPicture? {
    guard let raster = Raster(png: artwork) else { return nil }
    let ground = raster.mean.contrast(with: .white) >= 1.5 ? Colour.white : accent
    let isWhole = raster.isOpaque && raster.width == raster.height
    let most = isWhole ? Self.side : Self.side * 4 / 5
    let longer = Double(max(raster.width, raster.height))
    func length(_ pixels: Int) -> Int {
      max(1, Int((Double(pixels * most) / longer).rounded()))
    }
    let (width, height) = (length(raster.width), length(raster.height))
    let drawn = raster.scaled(toWidth: width, height: height, on: ground)
    let (left, top) = ((Self.side - width) / 2, (Self.side - height) / 2)
    var pixels = Array(
      repeating: pixel(ground, ground, share: 0), count: Self.side * Self.side)
    for row in 0..<height {
      for column in 0..<width {
        pixels[(top + row) * Self.side + left + column] = drawn[row * width + column]
      }
    }
    return IndexedPicture(side: Self.side, pixels)
  }

  private func pixel(_ ground: Colour, _ ink: Colour, share: Double) -> IndexedPicture.Pixel {
    func component(_ path: KeyPath<Colour, UInt8>) -> UInt8 {
      let (from, to) = (Double(ground[keyPath: path]), Double(ink[keyPath: path]))
      return UInt8((from + (to - from) * share).rounded())
    }
    return IndexedPicture.Pixel(
      red: component(\.red), green: component(\.green), blue: component(\.blue))
  }

  // MARK: Shapes, in the units of the SVG icon

  private struct Point {
    var x, y: Double
    var length: Double { (x * x + y * y).squareRoot() }
  }

  /// A line with round ends.
  private struct Line {
    let start, end: Point
    let width: Double

    /// How far a point is outside; negative inside.
    func distance(from point: Point) -> Double {
      let (along, to) = (
        Point(x: end.x - start.x, y: end.y - start.y),
        Point(x: point.x - start.x, y: point.y - start.y)
      )
      let share = (along.x * to.x + along.y * to.y) / (along.length * along.length)
      let clamped = min(1, max(0, share))
      return Point(x: to.x - clamped * along.x, y: to.y - clamped * along.y).length - width / 2
    }
  }

  private static let units = 64.0

  /// What the yuan sign may touch: nothing is drawn further from its strokes than a unit.
  private static var reach: (left: Double, top: Double, bottom: Double) {
    let ends = strokes.flatMap { [($0.start, $0.width / 2 + 1), ($0.end, $0.width / 2 + 1)] }
    return (
      ends.map { $0.0.x - $0.1 }.min() ?? 0, ends.map { $0.0.y - $0.1 }.min() ?? 0,
      ends.map { $0.0.y + $0.1 }.max() ?? units
    )
  }

  /// The yuan sign, whose right half mirrors the left one.
  private static let strokes: [Line] = [
    Line(start: Point(x: 20, y: 16.5), end: Point(x: 32, y: 33), width: 5.4),
    Line(start: Point(x: 44, y: 16.5), end: Point(x: 32, y: 33), width: 5.4),
    Line(start: Point(x: 32, y: 33), end: Point(x: 32, y: 49), width: 5.4),
    Line(start: Point(x: 22.5, y: 35), end: Point(x: 41.5, y: 35), width: 4.2),
    Line(start: Point(x: 22.5, y: 42.2), end: Point(x: 41.5, y: 42.2), width: 4.2),
  ]

  /// How far a point is from the line of the ring, a square of 55 with corners of radius 10.
  private static func ring(_ point: Point) -> Double {
    let (half, radius) = (27.5, 10.0)
    let corner = Point(
      x: abs(point.x - units / 2) - half + radius, y: abs(point.y - units / 2) - half + radius)
    let outside = Point(x: max(0, corner.x), y: max(0, corner.y)).length
    return abs(outside + min(0, max(corner.x, corner.y)) - radius) - 0.5
  }

  /// The part of a pixel that a shape covers whose edge is at a distance from its middle, in pixels.
  private static func coverage(_ distance: Double) -> Double { min(1, max(0, 0.5 - distance)) }
}
