internal import Catalog
internal import Support

/// Sets words as blocks of a column.
struct WordSetter {
  /// Where the words lie in the column.
  var anchor: SheetText.Anchor
  /// The factor of all sizes: 1 on A4.
  var unit: Double
  /// What the sizes of words are multiplied with besides, when room is short.
  var textScale: Double
  /// How far words may extend beyond their column in a font wider than estimated: to the code's border or
  /// the edge of the paper.
  var overhang = 0.0

  /// The least size of any words in millimetres: 4.5 points.
  static let minimumSize = 1.6

  /// The least size of small print, below which it does not give way to the code; what is smaller
  /// already stays as it is.
  var leastReadable = 0.0

  /// Letters are read from this many times their size: 4 mm from 80 cm, where capitals are then 2.8 mm
  /// high, 12 minutes of arc (`docs/decisions.md`).
  static let readingFactor = 200.0

  /// The size in millimetres of words in a style.
  func size(_ style: Style) -> Double {
    let ideal = style.size * unit
    guard style.isSmallPrint else { return max(Self.minimumSize, ideal * textScale) }
    // It shrinks half as much as large words, until these are near their least size.
    let scale = min((1 + textScale) / 2, 2 * textScale - 0.55)
    return max(Self.minimumSize, min(ideal, leastReadable), ideal * scale)
  }

  /// The distance between blocks, which shrinks less than the words.
  func gap(_ gapOnA4: Double) -> Double { gapOnA4 * unit * (1 + textScale) / 2 }

  /// How words are set.
  struct Style {
    var face: Typeface
    var colour: Colour
    /// The ideal size on A4.
    var size: Double
    /// The smallest size as a part of the ideal one.
    var least = 0.5
    var lineCount = 1
    var leading = 1.28
    /// Whether the words are small already and must stay readable.
    var isSmallPrint = false
    /// Whether small print has no room when it would be too small for its distance.
    var mustBeReadable = false
    /// The room to be kept free on each side.
    var padding = 0.0
  }

  /// Words as lines in a rectangle; nil when they have no room in its width.
  func block(
    _ role: StackBlock.Role, _ phrase: Phrase, _ style: Style, width: Double, gap: Double,
    spring: Double
  ) -> StackBlock? {
    let ideal = size(style)
    let smallest = style.mustBeReadable ? leastReadable : Self.minimumSize
    let least = style.isSmallPrint ? smallest : ideal * style.least
    let fitted = TextFit.fit(
      phrase.text, face: style.face, width: width - 2 * style.padding, ideal: ideal,
      minimum: max(min(ideal, Self.minimumSize), min(ideal, least)),
      maximumLineCount: style.lineCount,
      wrapThreshold: style.isSmallPrint ? 0.9 : TextFit.wrapThreshold)
    guard let fitted else { return nil }
    let lineHeight = fitted.size * style.leading
    let height = lineHeight * Double(fitted.lines.count - 1) + fitted.size * 1.1
    let widest = fitted.lines.map {
      TextMeasure.width($0, size: fitted.size, face: style.face)
    }
    return StackBlock(
      role: role, height: height, gap: self.gap(gap), spring: spring,
      inkWidth: widest.max() ?? 0, padding: style.padding
    ) { frame in
      fitted.lines.enumerated().map { index, line in
        .text(
          text(
            [SheetText.Run(text: line, size: fitted.size)], style, phrase.language, in: frame,
            baseline: frame.y + fitted.size * 0.94 + Double(index) * lineHeight))
      }
    }
  }

  /// A line of words, fitted to its room where a machine's font could be wider than that.
  ///
  /// Some fonts are up to a fifth wider than estimated. A line that would then run into something is
  /// fitted to its estimated width.
  func text(
    _ runs: [SheetText.Run], _ style: Style, _ language: Language, in frame: Rectangle,
    baseline: Double
  ) -> SheetText {
    let width = runs.reduce(0) {
      $0 + TextMeasure.width($1.text, size: $1.size, face: style.face)
    }
    let x =
      switch anchor {
      case .start: frame.x
      case .middle: frame.middleX
      case .end: frame.right
      }
    // What is kept free beside words stays free in any font.
    let room = style.padding > 0 ? frame.width - 2 * style.padding : frame.width + overhang
    return SheetText(
      runs: runs, x: x, baseline: baseline, anchor: anchor, face: style.face,
      colour: style.colour, language: language,
      fittedWidth: 1.2 * width > room ? min(width, frame.width) : nil, estimatedWidth: width)
  }

  /// An amount in large figures, its currency smaller; nil when it has no room.
  func amountBlock(
    _ amount: String, _ style: Style, _ language: Language, width: Double, gap: Double,
    spring: Double
  ) -> StackBlock? {
    let (currency, figures) = (String(amount.prefix(1)), String(amount.dropFirst()))
    let currencySize = 0.56
    let widthAtOne =
      TextMeasure.width(currency, size: currencySize, face: style.face)
      + TextMeasure.width(figures, size: 1, face: style.face)
    let ideal = size(style)
    let fitted = min(ideal, width / widthAtOne)
    guard fitted >= ideal * style.least || fitted >= 3 else { return nil }
    return StackBlock(
      role: .amount, height: fitted * 0.8, gap: self.gap(gap), spring: spring,
      inkWidth: fitted * widthAtOne
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
  /// A line in one size, fitted to its room as `WordSetter.text` does.
  static func line(
    _ text: String, size: Double, face: Typeface = .plain, colour: Colour = FaceStyle.ink,
    _ anchor: Anchor, _ language: Language, in frame: Rectangle, baseline: Double
  ) -> SheetText {
    let style = WordSetter.Style(face: face, colour: colour, size: size)
    return WordSetter(anchor: anchor, unit: 1, textScale: 1).text(
      [Run(text: text, size: size)], style, language, in: frame, baseline: baseline)
  }
}
