public import Support

/// A style of letters in a language, for which a machine has fonts.
public struct FontStyle: Hashable, Sendable {
  /// With serifs, or the Chinese Song style.
  public var isSerif: Bool
  /// Heavy strokes.
  public var isBold: Bool
  /// The language, which selects the regional forms of characters.
  public var language: Language

  /// A style in a language.
  public init(isSerif: Bool, isBold: Bool, language: Language) {
    self.isSerif = isSerif
    self.isBold = isBold
    self.language = language
  }

  /// The weight of its strokes, from 1 to 1000.
  public var weight: Int { isBold ? 700 : 400 }

  /// The families to look for, the preferred one first; the machine's configuration knows more.
  ///
  /// A Chinese family has Latin letters of its own that agree with its strokes. No family here has
  /// old-style figures.
  var families: [String] {
    switch (isSerif, language) {
    case (false, .chinese):
      ["PingFang SC", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]
    case (false, .english): ["Helvetica Neue", "Helvetica", "Arial", "sans-serif"]
    case (true, .chinese):
      ["Songti SC", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "serif"]
    case (true, .english): ["Source Serif 4", "Noto Serif", "Times New Roman", "serif"]
    }
  }
}
