internal import Catalog

/// Measures what lies beyond the edge of a page and so is not printed.
enum PaperEdge {
  /// How far something may lie beyond the page by rounding, in millimetres.
  static let tolerance = 0.01

  /// How far something lies beyond the page, in millimetres; 0 or less where it does not.
  struct Overhang {
    /// The code with its quiet zone.
    var code = -Double.infinity
    /// The words that lie furthest out.
    var words = -Double.infinity
  }

  /// How far a rectangle lies beyond a page; where it does not, its distance from the edge, negative.
  static func overhang(of frame: Rectangle, on page: PaperSize) -> Double {
    max(-frame.x, -frame.y, frame.right - page.width, frame.bottom - page.height)
  }

  /// How far codes and words lie beyond a page.
  static func overhang(of elements: [SheetElement], on page: PaperSize) -> Overhang {
    var result = Overhang()
    for part in DrawnPart.all(of: elements) {
      let overhang = overhang(of: part.frame, on: page)
      switch part.kind {
      case .code: result.code = max(result.code, overhang)
      case .words: result.words = max(result.words, overhang)
      case .picture, .line, .field: continue
      }
    }
    return result
  }
}
