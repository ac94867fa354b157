/// Links to sheets of paper as values, with all places in millimetres from the top left. Pure:
/// touches no file and knows no HTML.

/// One side of one piece of paper.
public struct Sheet: Hashable, Sendable {
  /// The width of the page in millimetres.
  public var width: Double
  /// The height of the page in millimetres.
  public var height: Double
  /// The elements, from the bottom up.
  public var elements: [SheetElement]

  /// All codes with their places, in drawing order.
  public var codes: [PlacedCode] {
    var found: [PlacedCode] = []
    SheetElement.visit(elements) { element, place in
      guard case .code(let code) = element else { return }
      found.append(
        PlacedCode(
          code: code, frame: place.of(code.frame), piece: place.of(code.piece),
          isTurned: place.isTurned))
    }
    return found
  }
}
