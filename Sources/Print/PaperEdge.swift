internal import Catalog

/// Looks at what lies beyond the edge of a page and so is not printed.
enum PaperEdge {
  /// How far in millimetres something may lie beyond the page by rounding.
  static let tolerance = 0.01

  /// How far a rectangle lies beyond a page; the distance that it keeps, as a negative number, where it
  /// does not.
  static func overhang(of frame: Rectangle, on page: PaperSize) -> Double {
    max(-frame.x, -frame.y, frame.right - page.width, frame.bottom - page.height)
  }

  /// How far codes and words lie beyond a page.
  static func overhang(of elements: [SheetElement], on page: PaperSize) -> CodeFacts.Overhang {
    var result = CodeFacts.Overhang(code: -.infinity, words: -.infinity)
    look(at: elements, [], page, &result)
    return result
  }

  private static func look(
    at elements: [SheetElement], _ placements: [Placement], _ page: PaperSize,
    _ result: inout CodeFacts.Overhang
  ) {
    func overhang(_ frame: Rectangle) -> Double {
      Self.overhang(of: placements.reversed().reduce(frame) { $1.place($0) }, on: page)
    }
    for element in elements {
      switch element {
      case .code(let code): result.code = max(result.code, overhang(code.plate))
      case .text(let text): result.words = max(result.words, overhang(text.bounds))
      case .placed(let inner, let placement):
        look(at: inner, placements + [placement], page, &result)
      case .rectangle, .ellipse, .line, .picture: continue
      }
    }
  }
}
