/// A transform to page coordinates: scale, then an optional half turn about the origin, then shift.
public struct Placement: Hashable, Sendable {
  /// To the right, in millimetres.
  public var x: Double
  /// Down, in millimetres.
  public var y: Double
  /// The factor of the scale.
  public var scale = 1.0
  /// Whether everything is upside down.
  public var isTurned = false

  /// The rectangle after the transform.
  func place(_ rectangle: Rectangle) -> Rectangle {
    let factor = isTurned ? -scale : scale
    let (first, second) = (x + factor * rectangle.x, x + factor * rectangle.right)
    let (top, bottom) = (y + factor * rectangle.y, y + factor * rectangle.bottom)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: rectangle.width * scale,
      height: rectangle.height * scale)
  }

  /// The rectangle before the transform.
  func origin(of placed: Rectangle) -> Rectangle {
    let factor = isTurned ? -scale : scale
    let (first, second) = ((placed.x - x) / factor, (placed.right - x) / factor)
    let (top, bottom) = ((placed.y - y) / factor, (placed.bottom - y) / factor)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: placed.width / scale,
      height: placed.height / scale)
  }
}
