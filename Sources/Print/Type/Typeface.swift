/// A style of letters.
public struct Typeface: Hashable, Sendable {
  /// With serifs, or the Chinese Song style.
  public var isSerif = false
  /// Heavy strokes.
  public var isBold = false

  static let plain = Typeface()
  static let bold = Typeface(isBold: true)
  static let serif = Typeface(isSerif: true)
  static let boldSerif = Typeface(isSerif: true, isBold: true)
}
