internal import Catalog
internal import Support

/// Sets words as blocks of a column.
struct WordSetter {
  var measure: any TextMeasure
  /// The alignment of the words in the column.
  var anchor: SheetText.Anchor
  /// The factor of all sizes: 1 on A4.
  var unit: Double
  /// A further factor of word sizes, when room is short.
  var textScale: Double

  /// The least size of any words in millimetres: 4.5 points.
  static let minimumSize = 1.6

  /// Small print does not shrink below this to make room for the code; smaller print keeps its
  /// size.
  var leastReadable = 0.0

  /// The reading distance of letters in multiples of their size: 4 mm from 80 cm, where capitals
  /// are 2.8 mm high, 12 minutes of arc (`docs/decisions.md`).
  static let readingFactor = 200.0

  /// The size in millimetres of words in a style.
  func size(_ style: Style) -> Double {
    let ideal = style.size * unit
    guard style.isSmallPrint else { return max(Self.minimumSize, ideal * textScale) }
    // Small print shrinks half as much as large words, until those are near their least size.
    let scale = min((1 + textScale) / 2, 2 * textScale - 0.55)
    return max(Self.minimumSize, min(ideal, leastReadable), ideal * scale)
  }

  /// The gap between blocks, which shrinks less than the words.
  func gap(_ gapOnA4: Double) -> Double { gapOnA4 * unit * (1 + textScale) / 2 }

  /// The style of words.
  struct Style {
    var face: Typeface
    var colour: Colour
    /// The ideal size on A4.
    var size: Double
    /// The smallest size as a part of the ideal one.
    var least = 0.5
    var lineCount = 1
    var leading = 1.28
    /// Whether the words are already small and must stay readable.
    var isSmallPrint = false
    /// Whether small print is left out when it would be too small for its distance.
    var mustBeReadable = false
    /// The part of the ideal size to which words shrink before they take another line; nil for the
    /// usual one.
    var wrapThreshold: Double?
  }

  /// The letters of a style in a language.
  func lettering(_ style: Style, _ language: Language) -> Lettering {
    Lettering(measure: measure, face: style.face, language: language)
  }

  /// Words in lines of a width; nil when they do not fit.
  func block(
    _ role: StackBlock.Role, _ phrase: Phrase, _ style: Style, width: Double, gap: Double,
    spring: Double
  ) -> StackBlock? {
    let ideal = size(style)
    let smallest = style.mustBeReadable ? leastReadable : Self.minimumSize
    let least = style.isSmallPrint ? smallest : ideal * style.least
    let lettering = lettering(style, phrase.language)
    let fitted = TextFit.fit(
      phrase.text, in: lettering, width: width, ideal: ideal,
      minimum: max(min(ideal, Self.minimumSize), min(ideal, least)),
      maximumLineCount: style.lineCount,
      wrapThreshold: style.wrapThreshold
        ?? (style.isSmallPrint ? 0.9 : TextFit.wrapThreshold))
    guard let fitted else { return nil }
    let lineHeight = fitted.size * style.leading
    let height = lineHeight * Double(fitted.lines.count - 1) + fitted.size * 1.1
    let widest = fitted.lines.map { lettering.width($0, size: fitted.size) }
    return StackBlock(
      role: role, height: height, gap: self.gap(gap), spring: spring,
      inkWidth: widest.max() ?? 0, size: fitted.size
    ) { frame in
      fitted.lines.enumerated().map { index, line in
        .text(
          text(
            [SheetText.Run(text: line, size: fitted.size)], style, phrase.language, in: frame,
            baseline: frame.y + fitted.size * 0.94 + Double(index) * lineHeight))
      }
    }
  }

  /// Words in different styles on one line; nil when they do not fit in their ideal sizes.
  func row(
    _ role: StackBlock.Role, _ parts: [(phrase: Phrase, style: Style)], width: Double, gap: Double,
    spring: Double
  ) -> StackBlock? {
    let sizes = parts.map { size($0.style) }
    let widths = zip(parts, sizes).map { part, size in
      lettering(part.style, part.phrase.language).width(part.phrase.text, size: size)
    }
    let largest = sizes.max() ?? 0
    let space = 0.5 * largest
    let whole = widths.reduce(0, +) + space * Double(parts.count - 1)
    guard whole <= width else { return nil }
    var beside = self
    beside.anchor = .start
    return StackBlock(
      role: role, height: largest * 1.1, gap: self.gap(gap), spring: spring, inkWidth: whole
    ) { [beside] frame in
      var place = frame
      if anchor == .middle { place.x = frame.middleX - whole / 2 }
      return zip(parts, zip(sizes, widths)).map { part, measures in
        defer { place.x += measures.1 + space }
        return .text(
          beside.text(
            [SheetText.Run(text: part.phrase.text, size: measures.0)], part.style,
            part.phrase.language, in: place, baseline: frame.y + largest * 0.94))
      }
    }
  }

  /// A line of words in its place in a column.
  func text(
    _ runs: [SheetText.Run], _ style: Style, _ language: Language, in frame: Rectangle,
    baseline: Double
  ) -> SheetText {
    let lettering = lettering(style, language)
    let x =
      switch anchor {
      case .start: frame.x
      case .middle: frame.middleX
      case .end: frame.right
      }
    return SheetText(
      runs: runs, x: x, baseline: baseline, anchor: anchor, face: style.face,
      colour: style.colour, language: language,
      width: runs.reduce(0) { $0 + lettering.width($1.text, size: $1.size) })
  }

  /// An amount in large figures with a smaller currency; nil when it does not fit.
  func amountBlock(
    _ amount: String, _ style: Style, _ language: Language, width: Double, gap: Double,
    spring: Double
  ) -> StackBlock? {
    let (currency, figures) = (String(amount.prefix(1)), String(amount.dropFirst()))
    let currencySize = 0.56
    let lettering = lettering(style, language)
    let widthAtOne = lettering.width(currency, size: currencySize) + lettering.width(figures)
    let ideal = size(style)
    let fitted = min(ideal, width / widthAtOne)
    guard fitted >= ideal * style.least || fitted >= 3 else { return nil }
    return StackBlock(
      role: .amount, height: fitted * 0.8, gap: self.gap(gap), spring: spring,
      inkWidth: fitted * widthAtOne, size: fitted
    ) { frame in
      let runs = [
        SheetText.Run(text: currency, size: fitted * currencySize),
        SheetText.Run(text: figures, size: fitted),
      ]
      return [
        .text(text(runs, style, language, in: frame, baseline: frame.y + fitted * 0.765))
      ]
    }
  }
}

extension SheetText {
  /// A line in one size.
  static func line(
    _ text: String, _ measure: any TextMeasure, size: Double, face: Typeface = .plain,
    colour: Colour = FaceStyle.ink,
    _ anchor: Anchor, _ language: Language, in frame: Rectangle, baseline: Double
  ) -> SheetText {
    let style = WordSetter.Style(face: face, colour: colour, size: size)
    return WordSetter(measure: measure, anchor: anchor, unit: 1, textScale: 1).text(
      [Run(text: text, size: size)], style, language, in: frame, baseline: baseline)
  }
}
