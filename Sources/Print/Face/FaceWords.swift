internal import Artwork
internal import Catalog
internal import Support

/// The words of a face as blocks of a column.
struct FaceWords {
  let context: FaceComposer.Context
  let item: PrintItem
  let setter: WordSetter
  var width: Double
  /// Whether the code lies beside the words.
  let isWide: Bool
  /// Whether the note is set.
  let hasNote: Bool
  /// The size below which a table's number shrinks to fit the width only.
  var leastNumber = 0.0
  /// The size of a table's number; nil for the least.
  var numberSize: Double?
  /// The place of the number beside all other words; nil if it is among them.
  var numberPlace: Rectangle?
  /// By how many steps what to do is larger than usual.
  var callGrowth = 0

  static let scale = DesignScale.face

  var job: PrintJob { context.job }
  var style: FaceStyle { context.style }
  var languages: [Language] { job.languages }
  private var language: Language { languages.first ?? .chinese }

  /// The step of the least size of a table's number; beside a code it grows into the room that is left.
  static func numberStep(isWide: Bool) -> Int { isWide ? 8 : 10 }

  /// The title as a table's number with a few words; nil for any other title.
  ///
  /// Beside an amount, a number would be taken for one.
  var numberedTitle: NumberedTitle? { item.amount == nil ? NumberedTitle(item.title) : nil }

  /// Logo, shop, title, amount and note; throws when the title or amount does not fit.
  func upper() throws(PrintRefusal) -> FaceStack {
    var stack = header()
    stack.blocks.append(try titleBlock())
    stack.blocks += try amountBlocks()
    if let note = job.note ?? item.note { stack.append(noteStack(note)) }
    return stack
  }

  // MARK: Shop

  private func header() -> FaceStack {
    let name = Phrase(text: context.shops[item.merchant], language: language)
    var nameStyle = WordSetter.Style(
      face: style.titleFace, colour: style.shop,
      size: Self.scale.text(style.steps.shop - (isWide ? 1 : 0)),
      least: 0.3, lineCount: 2, leading: 1.18)
    // Rather than shrink to the size of the title, which is one step smaller beside a code and two steps
    // above one, the name takes two lines.
    nameStyle.wrapThreshold = isWide ? 0.9 : 0.84
    // Beside a number, which needs the height, a name stays on one line if it can.
    if numberedTitle != nil { nameStyle.lineCount = 1 }
    // A name that is also the title is printed once.
    let hasName = name.text != item.title
    let picture = headPicture()
    guard hasName else { return FaceStack(blocks: picture.map { [pictureBlock($0)] } ?? []) }
    if let picture, picture.width <= 2.2 * picture.height {
      // Beside a picture there is room for two lines, so that the name need not shrink.
      var beside = nameStyle
      beside.lineCount = 2
      if let row = rowBlock(picture, name, beside) { return FaceStack(blocks: [row]) }
    }
    var stack = FaceStack(blocks: picture.map { [pictureBlock($0)] } ?? [])
    let gap = Self.scale.space(picture == nil ? 3 : 2)
    if numberedTitle != nil {
      nameStyle.least = 0.5
      let line = setter.block(.shop, name, nameStyle, width: width, gap: gap, spring: 0)
      if let line {
        stack.blocks.append(line)
        return stack
      }
      nameStyle.least = 0.3
      nameStyle.lineCount = 2
    }
    stack.add(longBlock(.shop, name, nameStyle, gap: gap, spring: 0), or: .shop)
    return stack
  }

  func longBlock(
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

  /// The height of a logo on A4.
  private static let logoHeight = 26.0

  /// The shop's logo, or its seal if the design has one.
  private func headPicture() -> HeadPicture? {
    let ideal = Self.logoHeight * setter.unit * (1 + setter.textScale) / 2
    if let logo = job.logo {
      let height = min(ideal, min(width, 110 * setter.unit) / logo.aspectRatio)
      return HeadPicture(width: height * logo.aspectRatio, height: height) {
        [.picture(.logo, $0)]
      }
    }
    guard style.design == .seal, let seal = ShopSeal(context.shops[item.merchant], context.measure)
    else {
      return nil
    }
    let colour = style.accent
    return HeadPicture(width: ideal * seal.aspectRatio, height: ideal) {
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
    return StackBlock(
      role: .shop, height: height, gap: 0, spring: 0, inkWidth: whole, size: words.size
    ) { frame in
      let x = anchor == .middle ? frame.middleX - whole / 2 : frame.x
      let place = Rectangle(
        x: x, y: frame.middleY - picture.height / 2, width: picture.width, height: picture.height)
      let room = Rectangle(
        x: place.right + gap, y: frame.middleY - words.height / 2,
        width: frame.right - place.right - gap, height: words.height)
      return picture.elements(place) + words.draw(room)
    }
  }

  // MARK: Title and amount

  /// The gap under the shop's name, which has room for a rule if the design has one.
  private var titleGap: Double {
    switch style.design {
    case .market, .seal: Self.scale.space(4)
    case .classic, .night, .bistro, .bold: Self.scale.space(5)
    }
  }

  /// The shares of the spare room above title, amount, note and host.
  ///
  /// Beside a code, title, amount and note stand together, a little above the middle between shop
  /// and host. Any more above the title would be a void.
  var springs: (title: Double, amount: Double, note: Double, host: Double) {
    isWide && numberedTitle == nil ? (0.5, 0.35, 0.2, 0.75) : (1, 0.25, 0, 1)
  }

  private func titleBlock() throws(PrintRefusal) -> StackBlock {
    let title = Phrase(text: item.title, language: language)
    let words = WordSetter.Style(
      face: style.titleFace, colour: style.words, size: Self.scale.text(style.steps.title),
      least: 0.3, lineCount: 3, leading: 1.22)
    if let numberedTitle {
      var figures = words
      figures.face = style.amountFace
      figures.colour = style.number
      figures.size = Self.scale.text(FaceWords.numberStep(isWide: isWide))
      let size = max(setter.size(figures), leastNumber)
      if let numberPlace {
        var middle = setter
        middle.anchor = .middle
        let block = middle.numberBlock(
          numberedTitle, figures, words: words, language, size: numberPlace.height, least: 0,
          width: numberPlace.width, gap: 0, spring: 0)
        guard let block else { throw .title }
        // Beside all other words, of which it takes no height.
        return StackBlock(role: .title, height: 0, gap: 0, spring: 0.5) { _ in
          block.draw(
            Rectangle(
              x: numberPlace.x, y: numberPlace.middleY - block.height / 2,
              width: numberPlace.width, height: block.height))
        }
      }
      let block = setter.numberBlock(
        numberedTitle, figures, words: words, language, size: numberSize ?? size,
        least: size * 0.3, width: width, gap: titleGap, spring: springs.title)
      if let block { return block }
    }
    let block = setter.block(
      .title, title, words, width: width, gap: titleGap, spring: springs.title)
    guard let block else { throw .title }
    return block
  }

  private func amountBlocks() throws(PrintRefusal) -> [StackBlock] {
    guard let amount = item.amount else {
      let style = WordSetter.Style(
        face: style.textFace, colour: style.faint, size: Self.scale.text(2), least: 0.3,
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
      face: style.amountFace, colour: style.amount,
      size: Self.scale.text(style.steps.amount),
      least: 0.2)
    guard
      let block = setter.amountBlock(
        amount, figures, language, width: width, gap: Self.scale.space(4), spring: springs.amount)
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
        gap: Self.scale.space(index > 0 ? 1 : 4), spring: index > 0 ? 0 : springs.note)
    }
    // A note is printed whole or not at all.
    return blocks.contains { $0 == nil }
      ? FaceStack(leftOut: [.note]) : FaceStack(blocks: blocks.compactMap { $0 })
  }
}
