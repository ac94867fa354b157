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
  private var numberColour: Colour {
    followsDesign ? context.style.accent.ifReadable(on: .white, else: ink) : ink
  }

  /// The title as a table's number with a few words; nil for any other title.
  private var numberedTitle: NumberedTitle? {
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
      lines += PrintPhrases.instruction.phrases(job.languages).map { ($0, .instruction) }
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

  // MARK: Below a code

  /// Title and amount below a code: on one line, side by side or below each other, in a strip as
  /// wide as the code without its quiet zone, or at most as wide as `whole`.
  func below(
    strip: Rectangle, whole: Rectangle, unit: Double
  ) throws(PrintRefusal) -> Result {
    func cut(_ strip: Rectangle) -> Rectangle {
      Rectangle(x: strip.x, y: strip.y, width: strip.width, height: strip.height - 0.4)
    }
    if strip.height >= 8 {
      do throws(PrintRefusal) {
        return try stacked(in: cut(strip), anchor: .middle, unit: unit)
      } catch {
        // On one line or side by side they may still fit.
      }
    }
    for strip in [strip, whole] {
      guard let (small, rest) = smallLines(at: strip) else { continue }
      let set = line(in: rest) ?? beside(in: rest)
      if let set { return Result(elements: set + small, leftOut: lesser) }
    }
    return try stacked(in: cut(whole), anchor: .middle, unit: unit)
  }

  /// The phrases that must not be left out.
  var requiredPhrases: [(text: String, face: Typeface)] {
    var phrases: [(String, Typeface)] = []
    if isSample { phrases.append((PrintPhrases.shortSample.text(in: language), .bold)) }
    if let day = job.validUntil {
      phrases.append((PrintPhrases.shortValidUntil(day).text(in: language), .plain))
    }
    return phrases
  }

  /// The sample notice and the day at the lower edge of a strip, with the rest above them.
  private func smallLines(at strip: Rectangle) -> ([SheetElement], rest: Rectangle)? {
    var rest = strip
    var elements: [SheetElement] = []
    for (text, face) in requiredPhrases.reversed() {
      let size = min(
        max(WordSetter.minimumSize, min(2.4, strip.height * 0.2)),
        strip.width / lettering(face).width(text))
      guard size >= WordSetter.minimumSize else { return nil }
      rest.height -= size * 1.2
      elements.append(
        words(text, size, .middle, in: rest, rest.bottom + size * 0.94, face: face))
    }
    return (elements, rest)
  }

  private func line(in strip: Rectangle) -> [SheetElement]? {
    let size = numberedTitle == nil ? min(strip.height * 0.78, 5) : min(strip.height * 0.9, 9)
    let titleWidth = lettering(letters).width(item.title)
    guard let amount = item.amount else {
      let fitted = min(size, strip.width / titleWidth)
      guard fitted >= WordSetter.minimumSize else { return nil }
      let baseline = strip.y + (strip.height + fitted * 0.72) / 2
      return [words(item.title, fitted, .middle, in: strip, baseline)]
    }
    let amountWidth = lettering(letters).width(amount)
    let fitted = min(size, strip.width / (titleWidth + amountWidth + 0.6))
    guard fitted >= WordSetter.minimumSize else { return nil }
    let baseline = strip.y + (strip.height + fitted * 0.72) / 2
    var titleBox = strip
    titleBox.width = titleWidth * fitted
    var amountBox = strip
    amountBox.width = amountWidth * fitted
    amountBox.x = strip.right - amountBox.width
    return [
      words(item.title, fitted, .start, in: titleBox, baseline),
      words(amount, fitted, .end, in: amountBox, baseline, colour: amountColour),
    ]
  }

  /// The title in lines, with the amount on its right.
  private func beside(in strip: Rectangle) -> [SheetElement]? {
    for size in stride(from: 3.2, through: WordSetter.minimumSize, by: -0.1) {
      let leading = size * 1.15
      var titleBox = strip
      var amountBox = strip
      if let amount = item.amount {
        amountBox.width = lettering(letters).width(amount, size: size)
        amountBox.x = strip.right - amountBox.width
        titleBox.width = amountBox.x - strip.x - 1.2
      }
      let limit = titleBox.width / size
      let lines = TextFit.filled(
        item.title, in: lettering(letters), limits: Array(repeating: limit, count: 3))
      guard let count = lines?.count, count > 0,
        Double(count - 1) * leading + size * 1.1 <= strip.height - 0.3
      else { continue }
      let even = TextFit.balanced(item.title, in: lettering(letters), lineCount: count)
      let top = strip.y + (strip.height - Double(count - 1) * leading - size * 0.72) / 2
      let anchor: SheetText.Anchor = item.amount == nil ? .middle : .start
      var elements = even.enumerated().map { index, line in
        words(
          line, size, anchor, in: titleBox, top + size * 0.72 + Double(index) * leading)
      }
      if let amount = item.amount {
        let baseline = strip.y + (strip.height + size * 0.72) / 2
        elements.append(
          words(amount, size, .end, in: amountBox, baseline, colour: amountColour))
      }
      return elements
    }
    return nil
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
