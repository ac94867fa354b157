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

  /// The alignment of the words at `x`.
  public enum Anchor: Hashable, Sendable {
    /// They start at `x`.
    case start
    /// They are centred at `x`.
    case middle
    /// They end at `x`.
    case end
  }

  /// The parts, from left to right.
  public var runs: [Run]
  /// The anchor.
  public var x: Double
  /// The baseline.
  public var baseline: Double
  /// The alignment at `x`.
  public var anchor = Anchor.start
  /// The typeface.
  public var face: Typeface
  /// The colour.
  public var colour: Colour
  /// The language, which selects the regional shapes of characters.
  public var language: Language
  /// The width of the words in millimetres.
  public var width: Double

  /// All words of the line.
  public var text: String { runs.map(\.text).joined() }

  /// The approximate box of the words.
  var bounds: Rectangle {
    let size = runs.map(\.size).max() ?? 0
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    // Figures, amounts and capitals have neither ascenders nor descenders.
    let isPlain = text.allSatisfy { character in
      "¥.-".contains(character)
        || character.isASCII && (character.isNumber || character.isUppercase && character != "Q")
    }
    return Rectangle(
      x: left, y: baseline - (isPlain ? 0.78 : 0.9) * size, width: width,
      height: (isPlain ? 0.81 : 1.15) * size)
  }
}
