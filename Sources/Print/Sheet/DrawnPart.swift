/// An element with its place on the page.
struct DrawnPart {
  enum Kind {
    case words
    case picture
    /// A line, or a side of a frame.
    case line
    /// A filled area.
    case field
    /// A code with its quiet zone.
    case code
  }

  var kind: Kind
  var frame: Rectangle
  /// The words, or the kind of any other element.
  var name: String

  /// All parts of some elements, from the bottom up.
  static func all(of elements: [SheetElement]) -> [DrawnPart] {
    var parts: [DrawnPart] = []
    SheetElement.visit(elements) { element, place in
      func add(_ kind: Kind, _ frame: Rectangle, _ name: String) {
        parts.append(DrawnPart(kind: kind, frame: place.of(frame), name: name))
      }
      switch element {
      case .text(let text): add(.words, text.bounds, text.text)
      case .picture(let picture, let frame): add(.picture, frame, picture.rawValue)
      case .line(let x, let y, let toX, let toY, let stroke):
        let line = Rectangle(
          x: min(x, toX), y: min(y, toY), width: abs(x - toX), height: abs(y - toY))
        add(.line, line.inset(by: -stroke.width / 2), "line")
      case .rectangle(let frame, let fill, let stroke, _):
        if fill != nil { add(.field, frame, "rectangle") }
        for side in stroke.map({ sides(of: frame, $0.width) }) ?? [] { add(.line, side, "frame") }
      case .ellipse(let frame, let fill, _):
        if fill != nil { add(.field, frame, "ellipse") }
      case .code(let code): add(.code, code.plate, "code")
      case .placed: return
      }
    }
    return parts
  }

  private static func sides(of frame: Rectangle, _ width: Double) -> [Rectangle] {
    let outer = frame.inset(by: -width / 2)
    return [
      Rectangle(x: outer.x, y: outer.y, width: outer.width, height: width),
      Rectangle(x: outer.x, y: outer.bottom - width, width: outer.width, height: width),
      Rectangle(x: outer.x, y: outer.y, width: width, height: outer.height),
      Rectangle(x: outer.right - width, y: outer.y, width: width, height: outer.height),
    ]
  }
}
