internal import Artwork
internal import Catalog
internal import Support

/// The words of a face as blocks of a column.
struct FaceWords {
  let context: FaceComposer.Context
  let item: PrintItem
  let setter: WordSetter
  let width: Double
  /// Whether the code lies beside the words.
  let isWide: Bool
  /// Whether the note is set.
  let hasNote: Bool

  private static let scale = DesignScale.face

  private var job: PrintJob { context.job }
  private var style: FaceStyle { context.style }
  private var languages: [Language] { job.languages }
  private var language: Language { languages.first ?? .chinese }

  /// Logo, shop, title, amount and note; throws when the title or amount does not fit.
  func upper() throws(PrintRefusal) -> FaceStack {
    var stack = header()
    let titleStyle = WordSetter.Style(
      face: style.titleFace, colour: style.words, size: Self.scale.text(7), least: 0.3,
      lineCount: 3, leading: 1.22)
    let title = Phrase(text: item.title, language: language)
    guard
      let block = setter.block(
        .title, title, titleStyle, width: width, gap: Self.scale.space(5), spring: 1)
    else { throw .title }
    stack.blocks.append(block)
    stack.blocks += try amountBlocks()
    if let note = job.note ?? item.note { stack.append(noteStack(note)) }
    return stack
  }

  private func header() -> FaceStack {
    let name = Phrase(text: context.shops[item.merchant], language: language)
    let nameStyle = WordSetter.Style(
      face: style.titleFace, colour: style.faint, size: Self.scale.text(3), least: 0.3,
      lineCount: 2)
    // A name that is also the title is printed once.
    let hasName = name.text != item.title
    let picture = headPicture()
    guard hasName else { return FaceStack(blocks: picture.map { [pictureBlock($0)] } ?? []) }
    if let picture, picture.width <= 2.2 * picture.height,
      let row = rowBlock(picture, name, nameStyle)
    {
      return FaceStack(blocks: [row])
    }
    var stack = FaceStack(blocks: picture.map { [pictureBlock($0)] } ?? [])
    let gap = Self.scale.space(picture == nil ? 3 : 2)
    stack.add(longBlock(.shop, name, nameStyle, gap: gap, spring: 0), or: .shop)
    return stack
  }

  private func longBlock(
    _ role: StackBlock.Role, _ phrase: Phrase, _ style: WordSetter.Style, gap: Double,
    spring: Double
  ) -> StackBlock? {
    if let block = setter.block(role, phrase, style, width: width, gap: gap, spring: spring) {
      return block
    }
    var style = style
    style.size *= DesignScale.longWords
    style.lineCount = 12
    style.isSmallPrint = true
    if let block = setter.block(role, phrase, style, width: width, gap: gap, spring: spring) {
      return block
    }
    style.mustBeReadable = false
    return setter.block(role, phrase, style, width: width, gap: gap, spring: spring)
  }

  private struct HeadPicture {
    var width: Double
    var height: Double
    var elements: (Rectangle) -> [SheetElement]
  }

  /// The shop's logo, or its seal if the design has one.
  private func headPicture() -> HeadPicture? {
    if let logo = job.logo {
      let height = min(17 * setter.unit, min(width, 90 * setter.unit) / logo.aspectRatio)
      return HeadPicture(width: height * logo.aspectRatio, height: height) {
        [.picture(.logo, $0)]
      }
    }
    guard style.design == .seal, let seal = ShopSeal(context.shops[item.merchant], context.measure)
    else {
      return nil
    }
    let height = 17 * setter.unit
    let colour = style.accent
    return HeadPicture(width: height * seal.aspectRatio, height: height) {
      seal.elements(in: $0, colour: colour)
    }
  }

  private func pictureBlock(_ picture: HeadPicture) -> StackBlock {
    let anchor = setter.anchor
    return StackBlock(role: .logo, height: picture.height, gap: 0, spring: 0) { frame in
      let x = anchor == .middle ? frame.middleX - picture.width / 2 : frame.x
      return picture.elements(
        Rectangle(x: x, y: frame.y, width: picture.width, height: picture.height))
    }
  }

  /// The picture with the name on its right; both centred or at the left.
  private func rowBlock(
    _ picture: HeadPicture, _ name: Phrase, _ style: WordSetter.Style
  ) -> StackBlock? {
    let gap = Self.scale.space(3) * setter.unit
    var beside = setter
    beside.anchor = .start
    let words = beside.block(
      .shop, name, style, width: width - picture.width - gap, gap: 0, spring: 0)
    guard let words else { return nil }
    let anchor = setter.anchor
    let height = max(picture.height, words.height)
    let whole = picture.width + gap + words.inkWidth
    return StackBlock(role: .shop, height: height, gap: 0, spring: 0, inkWidth: whole) { frame in
      let x = anchor == .middle ? frame.middleX - whole / 2 : frame.x
      let place = Rectangle(
        x: x, y: frame.middleY - picture.height / 2, width: picture.width, height: picture.height)
      let room = Rectangle(
        x: place.right + gap, y: frame.middleY - words.height / 2,
        width: frame.right - place.right - gap, height: words.height)
      return picture.elements(place) + words.draw(room)
    }
  }

  private func amountBlocks() throws(PrintRefusal) -> [StackBlock] {
    guard let amount = item.amount else {
      let style = WordSetter.Style(
        face: style.textFace, colour: style.amount, size: Self.scale.text(3), least: 0.3,
        lineCount: 2)
      return PrintPhrases.openAmount.phrases(languages).enumerated().compactMap { index, phrase in
        var style = style
        if index > 0 { style.size *= DesignScale.secondLanguage }
        return setter.block(
          .amount, phrase, style, width: width, gap: Self.scale.space(index > 0 ? 2 : 4),
          spring: 0)
      }
    }
    let figures = WordSetter.Style(
      face: style.amountFace, colour: style.amount, size: Self.scale.text(isWide ? 11 : 12),
      least: 0.2)
    guard
      let block = setter.amountBlock(
        amount, figures, language, width: width, gap: Self.scale.space(5), spring: 0.35)
    else { throw .amount }
    return [block]
  }

  private func noteStack(_ note: String) -> FaceStack {
    guard hasNote else { return FaceStack(leftOut: [.note]) }
    let style = WordSetter.Style(
      face: style.textFace, colour: style.faint, size: Self.scale.text(2), lineCount: 3,
      isSmallPrint: true, mustBeReadable: true)
    let blocks = note.split(separator: "\n").enumerated().map { index, line in
      longBlock(
        .note, Phrase(text: String(line), language: language), style,
        gap: Self.scale.space(index > 0 ? 1 : 4), spring: 0)
    }
    // A note is printed whole or not at all.
    return blocks.contains { $0 == nil }
      ? FaceStack(leftOut: [.note]) : FaceStack(blocks: blocks.compactMap { $0 })
  }

  /// The instruction and the small print, under the code.
  func lower() throws(PrintRefusal) -> FaceStack {
    var stack = instruction(width: width)
    stack.append(try footer())
    return stack
  }

  /// The instruction, under the code.
  func caption(width: Double) -> FaceStack {
    instruction(width: width, anchor: .middle)
  }

  private func instruction(width: Double, anchor: SheetText.Anchor? = nil) -> FaceStack {
    var setter = setter
    if let anchor { setter.anchor = anchor }
    var face = style.textFace
    face.isBold = true
    var first = WordSetter.Style(
      face: face, colour: style.call ?? style.lowerWords, size: Self.scale.text(isWide ? 2 : 3),
      least: 0.3, lineCount: 2)
    var second = first
    second.size *= DesignScale.secondLanguage
    second.isSmallPrint = true
    second.face = style.textFace
    second.colour = style.lowerFaint
    let isCall = style.call != nil
    if isCall {
      // The length of the bar's round ends.
      first.padding = setter.size(first) * 0.55 + FaceDecoration.barPadding * setter.unit
    }
    let instructionGap =
      Self.scale.space(4) + style.cardPadding + (isCall ? Self.scale.space(3) : 0)
    let secondGap = Self.scale.space(1) + (isCall ? FaceDecoration.barPadding : 0)
    var stack = FaceStack()
    for (index, phrase) in PrintPhrases.instruction.phrases(languages).enumerated() {
      let block = setter.block(
        .instruction, phrase, index == 0 ? first : second, width: width,
        gap: index == 0 ? instructionGap : secondGap, spring: index == 0 ? 0.4 : 0)
      stack.add(block, or: .instruction)
    }
    return stack
  }

  /// The operator of the payment page, the code's last valid day, and the sample notice; throws
  /// when day or notice do not fit, because the code would be taken for a different one.
  func footer() throws(PrintRefusal) -> FaceStack {
    let small = WordSetter.Style(
      face: style.textFace, colour: isWide ? style.faint : style.lowerFaint,
      size: Self.scale.text(0), isSmallPrint: true)
    var stack = FaceStack()
    func add(_ phrase: Phrase, _ words: PrintedWords, _ style: WordSetter.Style) {
      let block = longBlock(
        .footer, phrase, style, gap: Self.scale.space(stack.blocks.isEmpty ? 4 : 0),
        spring: stack.blocks.isEmpty ? 1 : 0)
      stack.add(block, or: words)
    }
    if context.areSamples[item.merchant] {
      var loud = small
      loud.face.isBold = true
      loud.colour = isWide ? style.words : style.lowerWords
      for phrase in PrintPhrases.sample.phrases(languages) { add(phrase, .sample, loud) }
    }
    for language in languages {
      let host = PrintPhrases.host(context.host).text(in: language)
      guard let day = job.validUntil.map(PrintPhrases.validUntil)?.text(in: language) else {
        add(Phrase(text: host, language: language), .host, small)
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
    let missing = stack.leftOut.intersection([.day, .sample])
    if !missing.isEmpty { throw .words(missing) }
    return stack
  }
}
