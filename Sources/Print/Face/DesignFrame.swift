internal import Catalog

/// The double frame of a design around a face or a sheet.
struct DesignFrame {
  /// How far its lines are from the edge.
  let lines: (outer: Double, inner: Double)
  let style: FaceStyle
  /// The factor of all sizes: 1 on A4.
  let unit: Double

  /// The squares in the corners of `seal`, on A4.
  static let corner = 4.2

  /// Draws it within a rectangle.
  func elements(in face: Rectangle) -> [SheetElement] {
    let outer = face.inset(by: lines.outer)
    let inner = face.inset(by: lines.inner)
    func line(_ width: Double, atLeast least: Double) -> Stroke {
      Stroke(style.accent, max(least, width * unit))
    }
    switch style.design {
    case .night:
      return [
        .rectangle(outer, stroke: line(0.7, atLeast: 0.25), radius: 3.5 * unit),
        .rectangle(inner, stroke: line(0.3, atLeast: 0.15), radius: 2 * unit),
      ]
    case .seal:
      let thin = line(0.3, atLeast: 0.12)
      return [.rectangle(outer, stroke: line(1, atLeast: 0.3)), .rectangle(inner, stroke: thin)]
        + corners(of: inner, thin)
    case .classic, .market, .bistro, .bold: return []
    }
  }

  /// A square with a dot in each corner.
  private func corners(of inner: Rectangle, _ thin: Stroke) -> [SheetElement] {
    let side = max(1.2, Self.corner * unit)
    var elements: [SheetElement] = []
    for x in [inner.x + side / 2, inner.right - side / 2] {
      for y in [inner.y + side / 2, inner.bottom - side / 2] {
        elements.append(.rectangle(.square(side, aroundX: x, y: y), stroke: thin))
        elements.append(.rectangle(.square(side * 0.36, aroundX: x, y: y), fill: style.accent))
      }
    }
    return elements
  }
}
