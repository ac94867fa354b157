internal import Catalog

/// A striped awning with round ends across the upper edge of a face.
struct Awning {
  private let stripeCount: Int
  private let stripeWidth: Double
  /// The height of the stripes down to their round ends.
  private let drop: Double

  /// An awning for a face; a low face has a low one.
  init(width: Double, height: Double, unit: Double) {
    let half = Int((width / (30 * unit)).rounded())
    // An odd number, so that both ends have the same colour.
    stripeCount = max(5, 2 * half + 1)
    stripeWidth = width / Double(stripeCount)
    drop = (height < 0.5 * width ? 4 : 9) * unit
  }

  /// The height with the round ends.
  var height: Double { drop + stripeWidth / 2 }

  /// Draws it from the upper edge of the colour's area, which extends beyond the face.
  func elements(on face: Rectangle, ground: Rectangle, _ colours: [Colour]) -> [SheetElement] {
    (0..<stripeCount).flatMap { index -> [SheetElement] in
      let colour = colours[index % colours.count]
      let left = face.x + Double(index) * stripeWidth
      let end = face.y + drop
      var stripe = Rectangle(x: left, y: ground.y, width: stripeWidth, height: end - ground.y)
      if index == 0 {
        stripe.x = min(left, ground.x)
        stripe.width = left + stripeWidth - stripe.x
      }
      if index == stripeCount - 1 { stripe.width = max(ground.right, face.right) - stripe.x }
      return [
        .rectangle(stripe, fill: colour),
        .ellipse(.square(stripeWidth, aroundX: left + stripeWidth / 2, y: end), fill: colour),
      ]
    }
  }
}
