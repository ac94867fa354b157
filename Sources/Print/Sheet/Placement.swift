/// Where things that have coordinates of their own lie: enlarged, then turned upside down about their
/// origin or not, then moved.
public struct Placement: Hashable, Sendable {
  /// To the right, in millimetres.
  public var x: Double
  /// Down, in millimetres.
  public var y: Double
  /// By how much everything is enlarged.
  public var scale = 1.0
  /// Whether everything is upside down.
  public var isTurned = false

  /// Where a rectangle comes to lie.
  func place(_ rectangle: Rectangle) -> Rectangle {
    let factor = isTurned ? -scale : scale
    let (first, second) = (x + factor * rectangle.x, x + factor * rectangle.right)
    let (top, bottom) = (y + factor * rectangle.y, y + factor * rectangle.bottom)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: rectangle.width * scale,
      height: rectangle.height * scale)
  }

  /// Where a rectangle lies before it is placed.
  func origin(of placed: Rectangle) -> Rectangle {
    let factor = isTurned ? -scale : scale
    let (first, second) = ((placed.x - x) / factor, (placed.right - x) / factor)
    let (top, bottom) = ((placed.y - y) / factor, (placed.bottom - y) / factor)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: placed.width / scale,
      height: placed.height / scale)
  }
}
