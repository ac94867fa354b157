internal import Catalog
internal import QRImage

/// Lays out a label: the code as large as it can be, and beside it what it is for.
struct LabelComposer {
  let layout: JobLayout
  let context: FaceComposer.Context
  let item: PrintItem
  let plan: CodePlan

  private var job: PrintJob { context.job }
  private var isRound: Bool { layout.stock?.isRound == true }
  private var piece: Rectangle { layout.pieces[0].frame }

  /// How words and code lie.
  private enum Form {
    /// Code on the left.
    case wide
    /// Code above.
    case high
    /// Code in the middle of a circle.
    case round
  }

  private var form: Form {
    if isRound { return .round }
    return piece.width >= piece.height * 1.3 ? .wide : .high
  }

  /// Whether the design shows in the letters and the colour of the amount.
  ///
  /// Labels have no ground: it would cost toner and show on the neighbours when the printer is a little
  /// off. What prints rolls knows only black, and has too few dots for serifs.
  private var followsDesign: Bool { job.kind == .labels }

  /// The letters of title and amount.
  private var letters: Typeface { followsDesign ? context.style.titleFace : .bold }

  /// The accent, where one was asked for or the design has one for its amount, that can be read on white.
  private var amountColour: Colour {
    let isAccent = job.accent != nil || (followsDesign && job.design != .classic)
    let accent = context.style.accent
    return isAccent && accent.contrast(with: .white) >= 3 ? accent : FaceStyle.ink
  }

  /// What is left between code and words.
  private var gap: Double { max(1.2, min(piece.width, piece.height) * 0.05) }

  /// How much of a label with the code above is kept for words.
  private var stripHeight: Double {
    max(3.4, piece.height * 0.11, piece.height - piece.width - 1)
  }

  /// The side of the largest code with its quiet zone that every label of the sheet has room for.
  var largestPlate: Double {
    let lives = layout.pieces.map { layout.live($0) }
    let height = lives.map(\.height).min() ?? 0
    let width = lives.map(\.width).min() ?? 0
    switch form {
    case .wide: return min(height, width * 0.62)
    case .high: return min(width, height - stripHeight)
    case .round: return piece.width / 2.0.squareRoot() - 2
    }
  }

  /// Lays out the label for each place of a sheet.
  ///
  /// - Throws: `LayoutProblem`.
  func compose() throws(LayoutProblem) -> (LabelFace, largestWidth: Double) {
    let largest = largestPlate
    guard largest > 4 else { throw .noRoom(link: item.link) }
    var side = largest
    switch job.codeWidth {
    case .largest: break
    case .exactly(let width): side = plan.plateSide(ofSymbol: width)
    case .readable(let distance):
      side = min(largest, plan.plateSide(ofSymbol: plan.comfortableWidth(from: distance)))
    }
    let roomWithoutWords = form == .wide ? layout.pieces.map { layout.live($0).height }.min() : nil
    if side > max(largest, roomWithoutWords ?? 0) + 0.001 {
      throw .codeDoesNotFit(
        link: item.link, wanted: plan.symbolWidth(ofPlate: side),
        largest: plan.symbolWidth(ofPlate: largest))
    }
    let face = LabelFace(composer: self, side: side)
    // Words have the same room on every label of the sheet.
    _ = try face.elements(on: layout.pieces[0])
    return (face, plan.symbolWidth(ofPlate: largest))
  }

  /// A label whose sizes are known.
  struct LabelFace {
    let composer: LabelComposer
    let side: Double

    /// What is drawn on a label, in the page's coordinates.
    func elements(on piece: JobLayout.Piece) throws(LayoutProblem) -> [SheetElement] {
      switch composer.form {
      case .wide: try composer.wide(piece, side)
      case .high: try composer.high(piece, side)
      case .round: try composer.round(piece, side)
      }
    }
  }

  // MARK: Forms

  private func wide(
    _ piece: JobLayout.Piece, _ side: Double
  ) throws(LayoutProblem) -> [SheetElement] {
    let live = layout.live(piece)
    let top = min(max(piece.frame.middleY - side / 2, live.y), live.bottom - side)
    // The same distance from the edge on every label, whatever the page's own edge asks for.
    let left = layout.pieces.map { layout.live($0).x - $0.frame.x }.max() ?? 0
    let plate = Rectangle(x: piece.frame.x + left, y: top, width: side, height: side)
    let right = layout.pieces.map { $0.frame.right - layout.live($0).right }.max() ?? 0
    let column = Rectangle(
      x: plate.right + gap, y: plate.y, width: piece.frame.right - right - plate.right - gap,
      height: side)
    guard column.width > 5 else { throw .titleDoesNotFit(link: item.link) }
    return [.code(plan.code(item, in: plate, on: piece.frame, job: job))] + (try words(in: column))
  }

  private func words(in column: Rectangle) throws(LayoutProblem) -> [SheetElement] {
    let quiet = plan.quietZoneInModules
    // Words line up with the dark of the code, not with its white border.
    let border = column.height * Double(quiet) / Double(plan.size.sideInModules + 2 * quiet)
    let area = Rectangle(
      x: column.x, y: column.y + border, width: column.width, height: column.height - 2 * border)
    return try stacked(in: area, anchor: .start, unit: piece.height / 38.1)
  }

  /// Words under each other.
  private func stacked(
    in area: Rectangle, anchor: SheetText.Anchor, unit: Double
  ) throws(LayoutProblem) -> [SheetElement] {
    // What to do is left out, then the shop's name, when words would have to be too small beside them.
    for (dropped, steps) in [(0, 0...4), (1, 0...4), (2, 0...8)] {
      for step in steps {
        let setter = WordSetter(
          anchor: anchor, unit: unit, textScale: 1 - 0.06 * Double(step))
        let stack = try stack(setter, width: area.width, dropped: dropped)
        guard stack.height <= area.height + 0.001 else { continue }
        return zip(stack.blocks, stack.frames(in: area)).flatMap { $0.draw($1) }
      }
    }
    throw .titleDoesNotFit(link: item.link)
  }

  private func stack(
    _ setter: WordSetter, width: Double, dropped: Int
  ) throws(LayoutProblem) -> FaceStack {
    let language = job.languages.first ?? .chinese
    let shop = Phrase(text: context.shops[item.merchant], language: language)
    var blocks: [StackBlock?] = []
    if dropped < 2, shop.text != item.title {
      let style = WordSetter.Style(
        face: .plain, colour: FaceStyle.grey, size: 2.6, least: 0.55, lineCount: 1)
      blocks.append(setter.block(.shop, shop, style, width: width, gap: 0, spring: 0))
    }
    let titleStyle = WordSetter.Style(
      face: letters, colour: FaceStyle.ink, size: 5, least: 0.35, lineCount: 3, leading: 1.2)
    let title = setter.block(
      .title, Phrase(text: item.title, language: language), titleStyle, width: width, gap: 0.8,
      spring: 0.6)
    guard let title else { throw .titleDoesNotFit(link: item.link) }
    blocks.append(title)
    if let amount = item.amount {
      let style = WordSetter.Style(
        face: letters, colour: amountColour, size: 8.4, least: 0.25)
      let block = setter.amountBlock(
        amount, style, language, width: width, gap: 1.4, spring: 0)
      guard let block else { throw .amountDoesNotFit(link: item.link) }
      blocks.append(block)
    }
    if dropped < 1 { blocks += small(setter, width: width) }
    return FaceStack(blocks: blocks.compactMap { $0 })
  }

  /// What to do, or that it is a sample.
  private func small(_ setter: WordSetter, width: Double) -> [StackBlock?] {
    var phrases = PrintPhrases.instruction
    var style = WordSetter.Style(
      face: .plain, colour: FaceStyle.ink, size: 2.5, least: 0.55, lineCount: 2, leading: 1.15)
    if context.areSamples[item.merchant] {
      phrases = PrintPhrases.shortSample
      style.face = .bold
    }
    var blocks = phrases.phrases(job.languages).enumerated().map { index, phrase in
      setter.block(
        .instruction, phrase, style, width: width, gap: index == 0 ? 1.2 : 0.5,
        spring: index == 0 ? 1 : 0)
    }
    if let day = job.validUntil {
      blocks += PrintPhrases.validUntil(day).phrases(Array(job.languages.prefix(1))).map {
        setter.block(.footer, $0, style, width: width, gap: 0.5, spring: 0)
      }
    }
    return blocks
  }

  private func high(
    _ piece: JobLayout.Piece, _ side: Double
  ) throws(LayoutProblem) -> [SheetElement] {
    let live = layout.live(piece)
    let plate = Rectangle(x: piece.frame.middleX - side / 2, y: live.y, width: side, height: side)
    let quiet =
      Double(plan.quietZoneInModules) * plan.symbolWidth(ofPlate: side)
      / Double(plan.size.sideInModules)
    let strip = Rectangle(
      x: plate.x + quiet, y: plate.bottom, width: side - 2 * quiet,
      height: live.bottom - plate.bottom)
    return [.code(plan.code(item, in: plate, on: piece.frame, job: job))]
      + (try words(below: strip))
  }

  /// Title and amount on one line; under each other where there is room for that.
  private func words(below strip: Rectangle) throws(LayoutProblem) -> [SheetElement] {
    let area = Rectangle(
      x: strip.x, y: strip.y, width: strip.width, height: strip.height - 0.4)
    let unit = min(strip.height / 20, piece.width / 45)
    let isHigh = strip.height >= 8
    if isHigh, let words = try? stacked(in: area, anchor: .middle, unit: unit) { return words }
    do {
      return try line(in: strip)
    } catch {
      guard !isHigh, let words = try? stacked(in: area, anchor: .middle, unit: unit) else {
        throw error
      }
      return words
    }
  }

  private func round(
    _ piece: JobLayout.Piece, _ side: Double
  ) throws(LayoutProblem) -> [SheetElement] {
    let frame = piece.frame
    let plate = Rectangle.square(side, aroundX: frame.middleX, y: frame.middleY)
    let radius = frame.width / 2 - 1
    let segment = radius - side / 2
    let height = segment * 0.62
    // The chord at the outer edge of the words.
    let reach = side / 2 + height
    let chord = 2 * (radius * radius - reach * reach).squareRoot()
    let below = Rectangle(
      x: frame.middleX - chord / 2, y: plate.bottom, width: chord, height: height)
    var above = below
    above.y = plate.y - height
    let language = job.languages.first ?? .chinese
    var elements: [SheetElement] = [.code(plan.code(item, in: plate, on: frame, job: job))]
    elements += [try centred(item.title, language, in: below, isAmount: false)]
    if let amount = item.amount {
      elements += [try centred(amount, language, in: above, isAmount: true)]
    }
    return elements
  }

  /// Title and amount on one line.
  private func line(in strip: Rectangle) throws(LayoutProblem) -> [SheetElement] {
    let language = job.languages.first ?? .chinese
    guard let amount = item.amount else {
      return [try centred(item.title, language, in: strip, isAmount: false)]
    }
    let size = min(strip.height * 0.78, 5)
    let titleWidth = TextMeasure.width(item.title, size: 1, face: letters)
    let amountWidth = TextMeasure.width(amount, size: 1, face: letters)
    let fitted = min(size, strip.width / (titleWidth + amountWidth + 0.6))
    guard fitted >= WordSetter.minimumSize else { throw .titleDoesNotFit(link: item.link) }
    let baseline = strip.y + (strip.height + fitted * 0.72) / 2
    let titleBox = Rectangle(
      x: strip.x, y: strip.y, width: titleWidth * fitted, height: strip.height)
    var amountBox = titleBox
    amountBox.width = amountWidth * fitted
    amountBox.x = strip.right - amountBox.width
    return [
      words(item.title, fitted, language, .start, in: titleBox, baseline, FaceStyle.ink),
      words(amount, fitted, language, .end, in: amountBox, baseline, amountColour),
    ]
  }

  private func centred(
    _ text: String, _ language: Language, in box: Rectangle, isAmount: Bool
  ) throws(LayoutProblem) -> SheetElement {
    let fitted = min(
      box.height * 0.8, 5, box.width / TextMeasure.width(text, size: 1, face: letters))
    guard fitted >= WordSetter.minimumSize else {
      throw isAmount ? .amountDoesNotFit(link: item.link) : .titleDoesNotFit(link: item.link)
    }
    return words(
      text, fitted, language, .middle, in: box, box.y + (box.height + fitted * 0.72) / 2,
      isAmount ? amountColour : FaceStyle.ink)
  }

  private func words(
    _ text: String, _ size: Double, _ language: Language, _ anchor: SheetText.Anchor,
    in box: Rectangle, _ baseline: Double, _ colour: Colour
  ) -> SheetElement {
    let setter = WordSetter(anchor: anchor, unit: 1, textScale: 1)
    let style = WordSetter.Style(face: letters, colour: colour, size: size)
    return .text(
      setter.text(
        [SheetText.Run(text: text, size: size)], style, language, in: box, baseline: baseline))
  }
}
