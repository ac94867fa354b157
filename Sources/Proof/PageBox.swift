/// A rectangle in millimetres from the page's top left corner.
struct PageBox: Hashable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var height: Double { bottom - top }

  var middle: (x: Double, y: Double) { ((left + right) / 2, (top + bottom) / 2) }

  /// Whether a point lies in it.
  func holds(_ point: (x: Double, y: Double)) -> Bool {
    point.x >= left && point.x < right && point.y >= top && point.y < bottom
  }

  /// The same place on the page turned by 180 degrees.
  func turned(width: Double, height: Double) -> PageBox {
    PageBox(
      left: width - right, top: height - bottom, right: width - left, bottom: height - top)
  }
}
