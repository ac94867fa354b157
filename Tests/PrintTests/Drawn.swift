import Catalog

@testable import Print

/// An element of a sheet in its place.
struct Drawn {
  var name: String
  var frame: Rectangle
  var fill: Colour?
  var text: SheetText?

  /// All elements, with those within others.
  static func all(
    of elements: [SheetElement], _ placements: [Placement] = []
  ) -> [Drawn] {
    func place(_ name: String, _ frame: Rectangle, fill: Colour? = nil, text: SheetText? = nil)
      -> Drawn
    {
      let placed = placements.reversed().reduce(frame) { $1.place($0) }
      return Drawn(name: name, frame: placed, fill: fill, text: text)
    }
    return elements.flatMap { element -> [Drawn] in
      switch element {
      case .rectangle(let frame, let fill, let stroke, _):
        let field = fill == nil ? [] : [place("field", frame, fill: fill)]
        guard let stroke else { return field }
        let outer = frame.inset(by: -stroke.width / 2)
        let inner = frame.inset(by: stroke.width / 2)
        return field + [
          place(
            "frame",
            Rectangle(x: outer.x, y: inner.bottom, width: outer.width, height: stroke.width)),
          place(
            "frame", Rectangle(x: outer.x, y: outer.y, width: stroke.width, height: outer.height)),
        ]
      case .ellipse(let frame, let fill, _): return [place("ellipse", frame, fill: fill)]
      case .line(let x, let y, let toX, let toY, let stroke):
        let line = Rectangle(
          x: min(x, toX), y: min(y, toY), width: abs(x - toX), height: abs(y - toY))
        return [place("line", line.inset(by: -stroke.width / 2))]
      case .text(let text): return [place(text.text, text.bounds, text: text)]
      case .code(let code): return [place("code", code.plate)]
      case .picture(let picture, let frame): return [place(picture.rawValue, frame)]
      case .placed(let inner, let placement): return all(of: inner, placements + [placement])
      }
    }
  }
}
