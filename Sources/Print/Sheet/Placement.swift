public import Catalog

/// A transform to page coordinates: scale, then an optional half turn about the origin, then shift.
public struct Placement: Hashable, Sendable {
  /// To the right, in millimetres.
  public var x: Double
  /// Down, in millimetres.
  public var y: Double
  /// The factors of the scale.
  public var scale = Scale(x: 1, y: 1)
  /// Whether everything is upside down.
  public var isTurned = false

  /// What lengths to the right and down are multiplied by.
  public var factors: (across: Double, down: Double) {
    isTurned ? (-scale.x, -scale.y) : (scale.x, scale.y)
  }

  /// The rectangle after the transform.
  func place(_ rectangle: Rectangle) -> Rectangle {
    let (across, down) = factors
    let (first, second) = (x + across * rectangle.x, x + across * rectangle.right)
    let (top, bottom) = (y + down * rectangle.y, y + down * rectangle.bottom)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: rectangle.width * scale.x,
      height: rectangle.height * scale.y)
  }

  /// The rectangle before the transform.
  func origin(of placed: Rectangle) -> Rectangle {
    let (across, down) = factors
    let (first, second) = ((placed.x - x) / across, (placed.right - x) / across)
    let (top, bottom) = ((placed.y - y) / down, (placed.bottom - y) / down)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: placed.width / scale.x,
      height: placed.height / scale.y)
  }
}
