internal import Catalog

/// What a design draws besides words and code.
struct FaceDecoration {
  let face: Rectangle
  let ground: Rectangle
  let style: FaceStyle
  let frames: [StackBlock.Role: Rectangle]
  let unit: Double
  let isWide: Bool
  let shop: String
  let hasLogo: Bool

  /// Grounds, fields, frames and rules.
  func below() -> [SheetElement] {
    var elements: [SheetElement] = []
    if let colour = style.ground {
      elements.append(.rectangle(ground, fill: colour, stroke: nil, radius: 0))
    }
    return elements
  }

  /// What lies around the code, outside its quiet zone.
  func around(_ code: SheetCode) -> [SheetElement] {
    let width = max(0.2, 0.35 * unit)
    let frame = code.plate.inset(by: -width / 2)
    return [.rectangle(frame, fill: nil, stroke: Stroke(style.accent, width), radius: 0)]
  }
}
