public import Catalog
public import Support

/// Words on one line.
public struct SheetText: Hashable, Sendable {
  /// A part of the line in one size.
  public struct Run: Hashable, Sendable {
    /// The words.
    public var text: String
    /// The size in millimetres.
    public var size: Double
  }

  /// How the words lie about `x`.
  public enum Anchor: Hashable, Sendable {
    /// They start there.
    case start
    /// Their middle lies there.
    case middle
    /// They end there.
    case end
  }

  /// The parts, from left to right.
  public var runs: [Run]
  /// Where the words are anchored.
  public var x: Double
  /// The line that they stand on.
  public var baseline: Double
  /// How they lie about `x`.
  public var anchor = Anchor.start
  /// The kind of letters.
  public var face: Typeface
  /// The colour.
  public var colour: Colour
  /// The language, which selects the regional shapes of characters.
  public var language: Language
  /// The width in millimetres to which the reader's font is fitted; nil where any font has room.
  public var fittedWidth: Double?
  /// The estimated width of the words in millimetres.
  public var estimatedWidth: Double

  /// All words of the line.
  public var text: String { runs.map(\.text).joined() }

  /// Where the words lie, as far as that can be said without their font.
  var bounds: Rectangle {
    let width = fittedWidth ?? estimatedWidth
    let size = runs.map(\.size).max() ?? 0
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return Rectangle(x: left, y: baseline - 0.9 * size, width: width, height: 1.15 * size)
  }
}
