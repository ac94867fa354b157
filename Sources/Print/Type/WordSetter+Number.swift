internal import Support

extension WordSetter {
  /// The words beside a number as a part of its size.
  private static let wordsPart = 0.3
  /// The height of the words above and below a number as a part of their size.
  private static let (headRoom, tailRoom) = (1.3, 1.35)
  /// The height of figures as a part of their size, and of the room that they take.
  private static let (figures, figuresRoom) = (0.765, 0.82)
  /// The empty part of a figure's place at its left, as a part of its size.
  private static let sideBearing = 0.045

  /// A number in large figures, with its words before and after it; nil when it does not fit.
  ///
  /// The words after it are on its right if there is room beside any number of a series, otherwise
  /// below.
  ///
  /// - Parameters:
  ///   - size: the size of the figures.
  ///   - least: the size down to which they shrink to fit the width.
  func numberBlock(
    _ title: NumberedTitle, _ style: Style, words: Style, _ language: Language, size: Double,
    least: Double, width: Double, gap: Double, spring: Double
  ) -> StackBlock? {
    let figures = lettering(style, language)
    let letters = lettering(words, language)
    let numberWidth = figures.width(title.number)
    let roomWidth = self.numberWidth(title, style, language)
    let wordsWidth = max(letters.width(title.before), letters.width(title.after))
    let size = min(size, width / roomWidth)
    guard size >= least else { return nil }
    // Long words shrink further than the number.
    let small = min(
      max(size * Self.wordsPart, Self.minimumSize), wordsWidth > 0 ? width / wordsWidth : size)
    guard small >= Self.minimumSize else { return nil }
    let space = size * 0.1
    let afterWidth = space + letters.width(title.after, size: small)
    let isBeside = !title.after.isEmpty && roomWidth * size + afterWidth <= width
    let besideWidth = numberWidth * size + afterWidth
    let head = title.before.isEmpty ? 0 : small * Self.headRoom
    let tail = title.after.isEmpty || isBeside ? 0 : small * Self.tailRoom
    let inkWidth = isBeside ? besideWidth : max(numberWidth * size, wordsWidth * small)
    return StackBlock(
      role: .title, height: head + size * Self.figuresRoom + tail, gap: self.gap(gap),
      spring: spring, inkWidth: inkWidth
    ) { frame in
      let baseline = frame.y + head + size * Self.figures
      var start = frame
      // Figures begin a little to the right of their place; words under each other have one edge.
      if anchor == .start { start.x -= size * Self.sideBearing }
      if isBeside, anchor == .middle { start.x = frame.middleX - besideWidth / 2 }
      var beside = self
      if isBeside { beside.anchor = .start }
      var elements: [SheetElement] = []
      func add(
        _ setter: WordSetter, _ text: String, _ size: Double, _ style: Style,
        _ frame: Rectangle, _ baseline: Double
      ) {
        guard !text.isEmpty else { return }
        let run = SheetText.Run(text: text, size: size)
        elements.append(
          .text(setter.text([run], style, language, in: frame, baseline: baseline)))
      }
      add(self, title.before, small, words, frame, frame.y + small * 0.94)
      add(beside, title.number, size, style, start, baseline)
      if isBeside {
        start.x += numberWidth * size + space
        add(beside, title.after, small, words, start, baseline)
      } else {
        add(self, title.after, small, words, frame, baseline + size * 0.06 + small * 1.1)
      }
      return elements
    }
  }

  /// The width that a number takes at a size of 1: room for two figures at least, so that the numbers
  /// of a series are alike.
  func numberWidth(_ title: NumberedTitle, _ style: Style, _ language: Language) -> Double {
    let figures = lettering(style, language)
    return max(figures.width(title.number), figures.width("00"))
  }

  /// The height of a number with its words above and below it, at a size of 1.
  static func numberHeight(_ title: NumberedTitle) -> Double {
    (title.before.isEmpty ? 0 : headRoom * wordsPart) + figuresRoom
      + (title.after.isEmpty ? 0 : tailRoom * wordsPart)
  }
}
