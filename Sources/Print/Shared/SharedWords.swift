internal import Catalog
internal import Support

/// The words beside a code on a sheet that several links share.
struct SharedWords {
  let face: SharedFace
  let item: PrintItem
  let setter: WordSetter
  let width: Double
  /// The colours on the ground under the words.
  let colours: (words: Colour, faint: Colour, amount: Colour)
  /// Whether another shop than the sheet's is paid.
  let namesShop: Bool
  /// The steps of the scale for title and amount.
  let steps: (title: Int, amount: Int)
  let scale: DesignScale

  /// The step of the gap between title and amount.
  private let amountGap = 4

  private var job: PrintJob { face.job }
  private var style: FaceStyle { face.style }
  private var language: Language { job.languages.first ?? .chinese }

  /// The title, the shop if it is another one, and the note, under the notice of a sample beside real
  /// codes; throws when the title or the notice does not fit.
  func title() throws(PrintRefusal) -> FaceStack {
    var stack = FaceStack()
    if face.marksAsSample(item) { stack.blocks = try sampleNotice() }
    let title = WordSetter.Style(
      face: style.titleFace, colour: colours.words, size: scale.text(steps.title), least: 0.5,
      lineCount: 3, leading: 1.2, wrapThreshold: 0.9)
    guard
      let block = setter.block(
        .title, Phrase(text: item.title, language: language), title, width: width,
        gap: stack.blocks.isEmpty ? 0 : scale.space(2), spring: 0)
    else { throw .title }
    stack.blocks.append(block)
    if namesShop {
      addSmall(face.context.shops[item.merchant], .shop, role: .shop, to: &stack)
    }
    if let note = item.note { addSmall(note, .note, role: .note, to: &stack) }
    return stack
  }

  /// That this code is a sample, on the colour of the band.
  private func sampleNotice() throws(PrintRefusal) -> [StackBlock] {
    let style = WordSetter.Style(
      face: .bold, colour: SampleBand.ink, size: scale.text(steps.title - 2), least: 0.3,
      lineCount: 2)
    let air = setter.gap(scale.space(0))
    var blocks: [StackBlock] = []
    for phrase in PrintPhrases.shortSample.phrases(job.languages) {
      let words = setter.block(
        .call, phrase, style, width: width - 2 * air, gap: 0, spring: 0)
      guard let words else { throw .words([.sample]) }
      blocks.append(
        StackBlock(role: .call, height: words.height + 2 * air, gap: 0, spring: 0) { frame in
          [.rectangle(frame, fill: SampleBand.colour)] + words.draw(frame.inset(by: air))
        })
    }
    return blocks
  }

  /// Small print of one or more lines, whole or not at all.
  private func addSmall(
    _ text: String, _ name: PrintedWords, role: StackBlock.Role, to stack: inout FaceStack
  ) {
    let small = WordSetter.Style(
      face: style.textFace, colour: colours.faint, size: scale.text(steps.title - 3),
      lineCount: 2, isSmallPrint: true)
    let blocks = text.split(separator: "\n").map { line in
      setter.block(
        role, Phrase(text: String(line), language: language), small, width: width,
        gap: scale.space(1), spring: 0)
    }
    for block in blocks.contains(where: { $0 == nil }) ? [nil] : blocks {
      stack.add(block, or: name)
    }
  }

  /// The amount, or that the payer enters it; throws when it does not fit.
  func amount() throws(PrintRefusal) -> FaceStack {
    var stack = FaceStack()
    if let amount = item.amount {
      let figures = WordSetter.Style(
        face: style.amountFace, colour: colours.amount, size: scale.text(steps.amount),
        least: 0.4)
      guard
        let block = setter.amountBlock(
          amount, figures, language, width: width, gap: scale.space(amountGap), spring: 0)
      else { throw .amount }
      stack.blocks.append(block)
      return stack
    }
    let words = WordSetter.Style(
      face: style.textFace, colour: colours.amount, size: scale.text(steps.title - 2),
      least: 0.3, lineCount: 2)
    for (index, phrase) in PrintPhrases.openAmount.phrases(job.languages).enumerated() {
      var words = words
      if index > 0 { words.size *= 0.85 }
      guard
        let block = setter.block(
          .amount, phrase, words, width: width, gap: scale.space(index > 0 ? 1 : amountGap),
          spring: 0)
      else { throw .amount }
      stack.blocks.append(block)
    }
    return stack
  }
}
