public import Fonts
public import Support

/// Measures words.
public protocol TextMeasure: Sendable {
  /// The width of a text in one line, in parts of its size.
  func width(of text: String, _ face: Typeface, _ language: Language) -> Double
  /// What is the same for all measures that give the same widths; nil where nobody asks, or it is not known.
  var identity: String? { get }
}

extension TextMeasure {
  /// Not known.
  public var identity: String? { nil }
}

/// Measures words with the fonts that their page embeds.
public struct FontMeasure: TextMeasure {
  private let fonts: FontLibrary
  /// The fonts as they are on the machine; nil where nothing is remembered.
  public let identity: String?

  /// Measures with the fonts of a machine.
  public init(_ fonts: FontLibrary) {
    self.fonts = fonts
    identity = PrintMemory.current == nil ? nil : fonts.identity.hexadecimal
  }

  /// The width as a browser shapes it; a character that no font has is estimated.
  public func width(of text: String, _ face: Typeface, _ language: Language) -> Double {
    fonts.width(of: text, face.style(in: language)) { TextEstimate.advance(of: $0, face) }
  }
}

/// Words' typeface and language, and the measure of their width.
struct Lettering {
  var measure: any TextMeasure
  var face: Typeface
  var language: Language

  /// The width of a text in one line, in the unit of its size.
  func width(_ text: String, size: Double = 1) -> Double {
    measure.width(of: text, face, language) * size
  }
}

extension Typeface {
  /// The typeface as fonts are looked up.
  public func style(in language: Language) -> FontStyle {
    FontStyle(isSerif: isSerif, isBold: isBold, language: language)
  }
}
