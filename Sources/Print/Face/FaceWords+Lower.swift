internal import Catalog
internal import Support

// What to do with the code, and the small print.

extension FaceWords {
  /// The step of words that are read from 2 m on A4: a size of 10 mm, 1/200 of the distance.
  private static let farStep = 3

  /// What to do and what to pay with.
  ///
  /// - Parameters:
  ///   - isOnCard: whether the words are on the code's card.
  ///   - fill: the width that the wallets fill; nil for their own.
  ///   - spring: the share of spare room above them.
  func payment(
    isOnCard: Bool, fill: Double?, anchor: SheetText.Anchor, width: Double, spring: Double
  ) -> FaceStack {
    var setter = setter
    setter.anchor = anchor
    let isBeside = isWide && anchor == .start
    // Under a code, words that grow would take from it.
    if !isBeside { setter.textScale = min(setter.textScale, 1) }
    let (colour, second) =
      isOnCard
      ? (FaceStyle.ink, FaceStyle.grey)
      : isBeside ? (style.words, style.faint) : (style.lowerWords, style.lowerFaint)
    var face = isOnCard ? Typeface.plain : style.textFace
    face.isBold = true
    let first = WordSetter.Style(
      face: face, colour: colour, size: Self.scale.text((isWide ? 2 : 3) + callGrowth),
      least: 0.3, lineCount: 2)
    var other = first
    other.face.isBold = false
    other.colour = second
    other.size *= DesignScale.secondLanguage
    other.isSmallPrint = true
    // Below a card with a line around it, words need more air than below corners.
    let gap =
      isOnCard
      ? Self.scale.space(0)
      : Self.scale.space(style.cardPadding > 0 ? 4 : 2)
        + style.cardPadding
    let phrases = PrintPhrases.call.phrases(languages)
    var stack = FaceStack()
    if phrases.count == 2,
      let row = setter.row(
        .call, [(phrases[0], first), (phrases[1], other)], width: width, gap: gap, spring: spring)
    {
      stack.blocks.append(row)
    } else {
      for (index, phrase) in phrases.enumerated() {
        let block = setter.block(
          .call, phrase, index == 0 ? first : other, width: width,
          gap: index == 0 ? gap : Self.scale.space(0), spring: index == 0 ? spring : 0)
        stack.add(block, or: .instruction)
      }
    }
    let isOnColour = !isOnCard && isBeside && style.splitsWideFaces
    let chips = WalletChips(
      measure: context.measure, languages: languages, wallets: job.wallets,
      hasCard: isOnColour)
    let size = WordSetter.Style(
      face: .bold, colour: .white,
      size: Self.scale.text(isBeside ? Self.farStep : Self.farStep + 1),
      isSmallPrint: true)
    let far = job.kind == .poster ? Self.scale.text(Self.farStep) * setter.unit : 0
    let row = chips.row(
      size: setter.size(size), far: far, leastSecond: setter.leastReadable, width: width,
      fill: fill,
      anchor: anchor,
      gap: setter.gap(Self.scale.space(stack.blocks.isEmpty ? 4 : 2)),
      spring: stack.blocks.isEmpty ? spring : 0)
    stack.add(row, or: .wallets)
    return stack
  }

  /// The operator of the payment page, and the code's last valid day; throws when the day does not
  /// fit, because the code would be taken for a valid one.
  func footer(spring: Double) throws(PrintRefusal) -> FaceStack {
    let small = WordSetter.Style(
      face: style.textFace, colour: isWide ? style.faint : style.lowerFaint,
      size: Self.scale.text(0), isSmallPrint: true)
    var stack = FaceStack()
    // On a card, all other words would have to be smaller.
    let namesHost = job.kind != .cards
    func add(_ phrase: Phrase, _ words: PrintedWords, _ style: WordSetter.Style) {
      let block = longBlock(
        .footer, phrase, style, gap: Self.scale.space(stack.blocks.isEmpty ? 3 : 0),
        spring: stack.blocks.isEmpty ? spring : 0)
      stack.add(block, or: words)
    }
    for language in languages {
      let host = PrintPhrases.host(context.host).text(in: language)
      guard let day = job.validUntil.map(PrintPhrases.validUntil)?.text(in: language) else {
        if namesHost { add(Phrase(text: host, language: language), .host, small) }
        continue
      }
      guard namesHost else {
        add(Phrase(text: day, language: language), .day, small)
        continue
      }
      let joined = "\(host) · \(day)"
      if setter.lettering(small, language).width(joined, size: setter.size(small)) <= width {
        add(Phrase(text: joined, language: language), .day, small)
      } else {
        add(Phrase(text: host, language: language), .host, small)
        add(Phrase(text: day, language: language), .day, small)
      }
    }
    if stack.leftOut.contains(.day) { throw .words([.day]) }
    return stack
  }
}
