internal import Catalog

/// Measures what lies beyond the edge of a page and is therefore not printed.
enum PaperEdge {
  /// The overhang that is attributed to rounding, in millimetres.
  static let tolerance = 0.01

  /// How far something extends beyond the page, in millimetres; 0 or less if it does not.
  struct Overhang {
    /// The code with its quiet zone.
    var code = -Double.infinity
    /// The words that lie furthest out.
    var words = -Double.infinity
  }

  /// How far a rectangle extends beyond a page, or minus its distance from the edge.
  static func overhang(of frame: Rectangle, on page: PaperSize) -> Double {
    max(-frame.x, -frame.y, frame.right - page.width, frame.bottom - page.height)
  }

  /// How far codes and words extend beyond a page.
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
