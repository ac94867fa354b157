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
    let text = accent.readableText
    let palette = (0...steps).map { pixel(accent, text, share: Double($0) / Double(steps)) }
    let scale = Double(Self.side) / Self.units
    var indexes = [UInt8](repeating: 0, count: Self.side * Self.side)
    let strokes = Self.strokes.map { (stroke: $0, reach: $0.reach) }
    // The right half mirrors the left one. Every check draws this, so it has to be quick: most of it is
    // far from the ring and from all strokes.
    for row in 0..<Self.side {
      let y = (Double(row) + 0.5) / scale
      let near = strokes.filter { $0.reach.top < y && y < $0.reach.bottom }
      for column in 0..<Self.side / 2 {
        let point = Point(x: (Double(column) + 0.5) / scale, y: y)
        var ink = Self.mayRing(point) ? 0.55 * Self.coverage(Self.ring(point) * scale) : 0
        for (stroke, reach) in near where reach.left < point.x && point.x < reach.right {
          ink = max(ink, Self.coverage(stroke.distance(from: point) * scale))
        }
        guard ink > 0 else { continue }
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

    /// What it may touch: nothing is drawn further from it than a unit.
    var reach: (left: Double, right: Double, top: Double, bottom: Double) {
      let far = width / 2 + 1
      return (
        min(start.x, end.x) - far, max(start.x, end.x) + far,
        min(start.y, end.y) - far, max(start.y, end.y) + far
      )
    }

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

  /// The yuan sign, whose right half mirrors the left one.
  private static let strokes: [Line] = [
    Line(start: Point(x: 20, y: 16.5), end: Point(x: 32, y: 33), width: 5.4),
    Line(start: Point(x: 44, y: 16.5), end: Point(x: 32, y: 33), width: 5.4),
    Line(start: Point(x: 32, y: 33), end: Point(x: 32, y: 49), width: 5.4),
    Line(start: Point(x: 22.5, y: 35), end: Point(x: 41.5, y: 35), width: 4.2),
    Line(start: Point(x: 22.5, y: 42.2), end: Point(x: 41.5, y: 42.2), width: 4.2),
  ]

  /// Whether a point may be on the line of the ring: it is not well inside, away from the corners.
  private static func mayRing(_ point: Point) -> Bool {
    let (x, y) = (abs(point.x - units / 2), abs(point.y - units / 2))
    return max(x, y) > 26 || min(x, y) > 17
  }

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
