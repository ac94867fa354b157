/// A rectangle in millimetres.
public struct Rectangle: Hashable, Sendable {
  /// The left edge.
  public var x: Double
  /// The top edge.
  public var y: Double
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double

  /// A rectangle.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  public var right: Double { x + width }
  /// The bottom edge.
  public var bottom: Double { y + height }
  /// The horizontal centre.
  public var middleX: Double { x + width / 2 }
  /// The vertical centre.
  public var middleY: Double { y + height / 2 }

  /// The rectangle shrunk by a length on every side; a negative length enlarges it.
  func inset(by length: Double) -> Rectangle {
    Rectangle(x: x + length, y: y + length, width: width - 2 * length, height: height - 2 * length)
  }

  /// The intersection with another rectangle.
  func intersection(_ other: Rectangle) -> Rectangle {
    let (left, top) = (max(x, other.x), max(y, other.y))
    return Rectangle(
      x: left, y: top, width: min(right, other.right) - left,
      height: min(bottom, other.bottom) - top)
  }

  /// Whether two rectangles share more than an edge.
  func overlaps(_ other: Rectangle) -> Bool {
    let shared = intersection(other)
    return shared.width > 0.001 && shared.height > 0.001
  }

  /// Whether it contains another one, with a tolerance of 0.001 mm.
  func holds(_ other: Rectangle) -> Bool {
    other.x >= x - 0.001 && other.y >= y - 0.001 && other.right <= right + 0.001
      && other.bottom <= bottom + 0.001
  }

  /// A square around a point.
  static func square(_ side: Double, aroundX x: Double, y: Double) -> Rectangle {
    Rectangle(x: x - side / 2, y: y - side / 2, width: side, height: side)
  }
}
