internal import Catalog
internal import Support

/// The words of a label; the corner of its code is the origin.
struct LabelWords {
  let context: FaceComposer.Context
  let item: PrintItem

  private static let scale = DesignScale.label

  var job: PrintJob { context.job }
  var language: Language { job.languages.first ?? .chinese }
  var isSample: Bool { context.areSamples[item.merchant] }

  /// Words that were set.
  struct Result {
    var elements: [SheetElement]
    var leftOut: Set<PrintedWords>
  }

  /// Whether the design affects the typeface, and the colour of the amount.
  ///
  /// Labels have no background: it would cost toner and show on the neighbours when the printer is
  /// slightly off. Roll printers print black only, and have too few dots for serifs.
  private var followsDesign: Bool { job.kind == .labels }

  /// The typeface of title and amount.
  var letters: Typeface { followsDesign ? context.style.titleFace : .bold }

  /// The colour of words: pure black on rolls, because thermal printers would turn anything else
  /// into dots.
  var ink: Colour { followsDesign ? FaceStyle.ink : .black }

  /// The colour of the shop's name.
  private var faint: Colour { followsDesign ? FaceStyle.grey : .black }

  /// The configured accent, or the design's own for amounts, if it can be read on white.
  var amountColour: Colour {
    let isAccent = followsDesign && (job.accent != nil || job.design != .classic)
    return isAccent ? context.style.accent.ifReadable(on: .white, else: ink) : ink
  }

  /// The colour of a table's number.
  var numberColour: Colour {
    followsDesign ? context.style.accent.ifReadable(on: .white, else: ink) : ink
  }

  /// The title as a table's number with a few words; nil for any other title.
  var numberedTitle: NumberedTitle? {
    item.amount == nil ? NumberedTitle(item.title) : nil
  }

  /// The words that may be left out.
  var lesser: Set<PrintedWords> {
    var words: Set<PrintedWords> = isSample ? [] : [.instruction]
    if context.shops[item.merchant] != item.title { words.insert(.shop) }
    return words
  }

  /// The words that must not be left out.
  var required: Set<PrintedWords> {
    var words: Set<PrintedWords> = isSample ? [.sample] : []
    if job.validUntil != nil { words.insert(.day) }
    return words
  }

  // MARK: Under each other

  /// Words below each other.
  func stacked(
    in area: Rectangle, anchor: SheetText.Anchor, unit: Double
  ) throws(PrintRefusal) -> Result {
    if let set = try stacked(in: area, anchor, unit, required) { return set }
    if !required.isEmpty, try stacked(in: area, anchor, unit, []) != nil {
      throw .words(required)
    }
    throw .title
  }

  private func stacked(
    in area: Rectangle, _ anchor: SheetText.Anchor, _ unit: Double,
    _ required: Set<PrintedWords>
  ) throws(PrintRefusal) -> Result? {
    if let numberedTitle {
      return try numbered(numberedTitle, in: area, anchor, unit, required)
    }
    // Before the other words become too small, the instruction is left out, then the shop's name.
    let stages: [(kept: Set<PrintedWords>, steps: ClosedRange<Int>)] = [
      ([.shop, .instruction], 0...4), ([.shop], 0...4), ([], 0...8),
    ]
    for (kept, steps) in stages {
      for step in steps {
        let setter = WordSetter(
          measure: context.measure, anchor: anchor, unit: unit, textScale: 1 - 0.06 * Double(step))
        let stack = try stack(setter, width: area.width, kept.union(required))
        if let result = result(of: stack, in: area, kept, required) { return result }
      }
    }
    return nil
  }

  /// A number as large as the area allows, with as many other words as leave it a good part.
  private func numbered(
    _ title: NumberedTitle, in area: Rectangle, _ anchor: SheetText.Anchor, _ unit: Double,
    _ required: Set<PrintedWords>
  ) throws(PrintRefusal) -> Result? {
    let stages: [(kept: Set<PrintedWords>, share: Double)] = [
      ([.shop, .instruction], 0.4), ([.shop], 0.4), ([], 0),
    ]
    let setter = WordSetter(measure: context.measure, anchor: anchor, unit: unit, textScale: 1)
    let figures = WordSetter.Style(face: letters, colour: numberColour, size: Self.scale.text(4))
    let words = WordSetter.Style(face: letters, colour: ink, size: Self.scale.text(1))
    for (kept, share) in stages {
      let least = max(WordSetter.minimumSize, share * min(area.height, area.width))
      for size in stride(from: area.height, through: least, by: -0.25) {
        let block = setter.numberBlock(
          title, figures, words: words, language, size: size, least: WordSetter.minimumSize,
          width: area.width, gap: Self.scale.space(1), spring: 0.6)
        guard let block else { continue }
        var stack = stack(block, setter, width: area.width, kept.union(required))
        // With nothing under it that keeps to the edge, a number lies in the middle.
        if stack.blocks.last?.role == .title {
          stack.blocks.append(
            StackBlock(role: .footer, height: 0, gap: 0, spring: block.spring) { _ in [] })
        }
        if let result = result(of: stack, in: area, kept, required) { return result }
      }
    }
    return nil
  }

  /// The words of a stack, if it fits an area with all that must be there.
  private func result(
    of stack: FaceStack, in area: Rectangle, _ kept: Set<PrintedWords>,
    _ required: Set<PrintedWords>
  ) -> Result? {
    guard stack.height <= area.height + 0.001, stack.leftOut.isDisjoint(with: required) else {
      return nil
    }
    let drawn = zip(stack.blocks, stack.frames(in: area)).flatMap { $0.draw($1) }
    return Result(elements: drawn, leftOut: lesser.subtracting(kept).union(stack.leftOut))
  }

  private func stack(
    _ setter: WordSetter, width: Double, _ kept: Set<PrintedWords>
  ) throws(PrintRefusal) -> FaceStack {
    let titleStyle = WordSetter.Style(
      face: letters, colour: ink, size: Self.scale.text(4), least: 0.35,
      lineCount: 3, leading: 1.2)
    let title = setter.block(
      .title, Phrase(text: item.title, language: language), titleStyle, width: width,
      gap: Self.scale.space(1), spring: 0.6)
    guard let title else { throw .title }
    var stack = stack(title, setter, width: width, kept)
    if let amount = item.amount {
      let style = WordSetter.Style(
        face: letters, colour: amountColour, size: Self.scale.text(7), least: 0.25)
      let block = setter.amountBlock(
        amount, style, language, width: width, gap: Self.scale.space(2), spring: 0)
      guard let block else { throw .amount }
      let place = stack.blocks.firstIndex { $0.role == .title }.map { $0 + 1 } ?? 0
      stack.blocks.insert(block, at: place)
    }
    return stack
  }

  /// The title with the words above and below it.
  private func stack(
    _ title: StackBlock, _ setter: WordSetter, width: Double, _ kept: Set<PrintedWords>
  ) -> FaceStack {
    var stack = FaceStack()
    if kept.contains(.shop), lesser.contains(.shop) {
      let style = WordSetter.Style(
        face: .plain, colour: faint, size: Self.scale.text(0), least: 0.55,
        lineCount: 1)
      let shop = Phrase(text: context.shops[item.merchant], language: language)
      stack.add(setter.block(.shop, shop, style, width: width, gap: 0, spring: 0), or: .shop)
    }
    stack.blocks.append(title)
    addSmall(setter, width: width, kept, to: &stack)
    return stack
  }

  /// Adds the instruction or the sample notice, and the last valid day.
  private func addSmall(
    _ setter: WordSetter, width: Double, _ kept: Set<PrintedWords>,
    to stack: inout FaceStack
  ) {
    var style = WordSetter.Style(
      face: .plain, colour: ink, size: Self.scale.text(0), least: 0.55,
      lineCount: 2, leading: 1.15)
    var lines: [(phrase: Phrase, words: PrintedWords)] = []
    if isSample, kept.contains(.sample) {
      style.face = .bold
      lines += PrintPhrases.shortSample.phrases(job.languages).map { ($0, .sample) }
    } else if !isSample, kept.contains(.instruction) {
      lines += instruction(setter, style, width: width).map { ($0, .instruction) }
    }
    if let day = job.validUntil, kept.contains(.day) {
      let text = PrintPhrases.validUntil(day).text(in: language)
      lines.append((Phrase(text: text, language: language), .day))
    }
    for (index, line) in lines.enumerated() {
      let role: StackBlock.Role = line.words == .day ? .footer : .call
      let block = setter.block(
        role, line.phrase, style, width: width, gap: Self.scale.space(index == 0 ? 2 : 0),
        spring: index == 0 ? 1 : 0)
      stack.add(block, or: line.words)
    }
  }

  /// What to do and what to pay with, or only what to do where a label is too narrow for more.
  private func instruction(
    _ setter: WordSetter, _ style: WordSetter.Style, width: Double
  ) -> [Phrase] {
    zip(
      PrintPhrases.instruction.phrases(job.languages), PrintPhrases.call.phrases(job.languages)
    ).map { long, short in
      let fits = setter.block(.call, long, style, width: width, gap: 0, spring: 0) != nil
      return fits ? long : short
    }
  }

  /// A typeface in the job's first language.
  func lettering(_ face: Typeface) -> Lettering {
    Lettering(measure: context.measure, face: face, language: language)
  }

  /// A line, in the typeface of title and amount by default.
  func words(
    _ text: String, _ size: Double, _ anchor: SheetText.Anchor, in box: Rectangle,
    _ baseline: Double, colour: Colour? = nil, face: Typeface? = nil
  ) -> SheetElement {
    .text(
      .line(
        text, context.measure, size: size, face: face ?? letters, colour: colour ?? ink, anchor,
        language,
        in: box,
        baseline: baseline))
  }
}
