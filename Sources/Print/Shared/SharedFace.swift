internal import Artwork
internal import Catalog
internal import Support

/// What menus and boards have in common: the ground, a frame, the shop's name and the small print.
struct SharedFace {
  let layout: JobLayout
  let context: FaceComposer.Context
  /// The page after the cut, or what a band across it leaves.
  let page: Rectangle
  /// The band of a sheet whose codes are all samples.
  private let band: SampleBand?

  /// The face of some links; throws when it has no room to say that all their codes are samples.
  init(
    layout: JobLayout, context: FaceComposer.Context, items: [PrintItem]
  ) throws(PrintRefusal) {
    self.layout = layout
    self.context = context
    var page = layout.pieces[0].frame
    if !items.isEmpty, items.allSatisfy({ context.areSamples[$0.merchant] }) {
      let band = try SampleBand(page, context, clearEdge: layout.clearEdge)
      page.y += band.height
      page.height -= band.height
      self.band = band
    } else {
      band = nil
    }
    self.page = page
  }

  /// Whether a code must say itself that it is a sample, because others on the sheet are real.
  func marksAsSample(_ item: PrintItem) -> Bool {
    band == nil && context.areSamples[item.merchant]
  }

  var job: PrintJob { context.job }
  var style: FaceStyle { context.style }
  /// The factor of all sizes: 1 on A4.
  var unit: Double { FaceFormat(width: page.width, height: page.height).unit }

  private static let scale = DesignScale.face

  private var isWide: Bool { FaceFormat(width: page.width, height: page.height).isWide }

  private var edge: FaceEdge {
    FaceEdge(
      style.design, width: page.width, height: page.height, unit: unit, clear: layout.clearEdge)
  }

  /// Whether the shop's name lies on a band of the accent.
  private var headIsColoured: Bool { style.design == .market && job.kind == .menu }
  /// Whether the whole page is in the accent.
  private var isColoured: Bool { style.design == .market && job.kind == .board }
  /// Whether words at the head are in the middle.
  private var isCentred: Bool { edge.frame != nil || job.kind == .board }

  /// The page without its margins and what decorates its upper edge.
  var inner: Rectangle {
    let edge = edge
    var inner = page.inset(by: edge.words)
    inner.y += edge.top
    inner.height -= edge.top
    return inner
  }

  /// The colours of the words on the page below the head.
  var words: Colour { isColoured ? style.words : style.lowerWords }
  var faint: Colour { isColoured ? style.faint : style.lowerFaint }
  /// The ground of the page below the head.
  var ground: Colour { isColoured ? style.accent : style.ground ?? .white }
  /// The accent where it is readable on the ground.
  var readableAccent: Colour { style.accent.ifReadable(on: ground, else: words) }

  /// The words of a job's languages in a typeface.
  func setter(unit: Double, anchor: SheetText.Anchor) -> WordSetter {
    WordSetter(measure: context.measure, anchor: anchor, unit: unit, textScale: 1)
  }

  // MARK: Head

  /// The part of a page above or below the cells.
  struct Strip {
    var elements: [SheetElement]
    /// The edge towards the cells.
    var edge: Double
    var leftOut: Set<PrintedWords>
  }

  /// Ground, frame, the shop's picture and name, and what to do.
  func head(_ item: PrintItem) -> Strip {
    let stack = headStack(item)
    let column = Rectangle(x: inner.x, y: inner.y, width: inner.width, height: stack.height)
    let words = zip(stack.blocks, stack.frames(in: column)).flatMap { $0.draw($1) }
    let space = Self.scale.space(headIsColoured ? 4 : 3) * unit
    let bottom = column.bottom + space
    var elements = grounds(headEnd: bottom)
    if let lines = edge.frame {
      elements += DesignFrame(lines: lines, style: style, unit: unit).elements(in: page)
    }
    if !headIsColoured && !isColoured { elements.append(rule(at: bottom)) }
    return Strip(
      elements: elements + words + (band?.elements ?? []),
      edge: bottom + Self.scale.space(headIsColoured ? 4 : isColoured ? 1 : 3) * unit,
      leftOut: stack.leftOut)
  }

  private func grounds(headEnd: Double) -> [SheetElement] {
    let whole = layout.pieces[0].ground
    var elements: [SheetElement] = []
    if let ground = isColoured ? style.accent : style.ground {
      elements.append(.rectangle(whole, fill: ground))
    }
    if headIsColoured {
      let head = Rectangle(x: whole.x, y: whole.y, width: whole.width, height: headEnd - whole.y)
      elements.append(.rectangle(head, fill: style.accent))
    }
    if style.design == .bistro {
      elements += Awning(width: page.width, height: page.height, unit: unit).elements(
        on: page, ground: whole, [style.accent, .white])
    }
    return elements + (band?.ground(whole) ?? [])
  }

  /// A line under the head, with a thicker start or middle.
  private func rule(at y: Double) -> SheetElement {
    let thick = Rectangle(
      x: isCentred ? inner.middleX - 9 * unit : inner.x, y: y, width: 18 * unit,
      height: max(0.4, 1.1 * unit))
    let fine = Rectangle(x: inner.x, y: y, width: inner.width, height: max(0.15, 0.3 * unit))
    return .placed(
      [.rectangle(fine, fill: readableAccent), .rectangle(thick, fill: readableAccent)],
      Placement(x: 0, y: 0))
  }

  private func headStack(_ item: PrintItem) -> FaceStack {
    let setter = setter(unit: unit, anchor: isCentred ? .middle : .start)
    let language = job.languages.first ?? .chinese
    var stack = FaceStack()
    if let logo = job.logo {
      let height = min(20 * unit, min(inner.width, 90 * unit) / logo.aspectRatio)
      let isCentred = isCentred
      stack.blocks.append(
        StackBlock(role: .logo, height: height, gap: 0, spring: 0) { frame in
          let width = height * logo.aspectRatio
          let x = isCentred ? frame.middleX - width / 2 : frame.x
          return [
            .picture(.logo, Rectangle(x: x, y: frame.y, width: width, height: height))
          ]
        })
    }
    let name = WordSetter.Style(
      face: style.titleFace, colour: style.words, size: Self.scale.text(isWide ? 6 : 7),
      least: 0.3, lineCount: 2, leading: 1.2)
    stack.add(
      setter.block(
        .shop, Phrase(text: context.shops[item.merchant], language: language), name,
        width: inner.width, gap: Self.scale.space(2), spring: 0), or: .shop)
    let instruction =
      job.kind == .board ? PrintPhrases.boardInstruction : PrintPhrases.menuInstruction
    for (index, phrase) in instruction.phrases(job.languages).enumerated() {
      var words = WordSetter.Style(
        face: style.textFace, colour: headIsColoured || isColoured ? style.words : style.faint,
        size: Self.scale.text(index == 0 ? 1 : 0), least: 0.3, lineCount: 2)
      words.isSmallPrint = true
      stack.add(
        setter.block(
          .call, phrase, words, width: inner.width,
          gap: Self.scale.space(index == 0 ? 2 : 0), spring: 0), or: .instruction)
    }
    for note in job.note?.split(separator: "\n") ?? [] {
      let words = WordSetter.Style(
        face: style.textFace, colour: style.faint, size: Self.scale.text(0), lineCount: 2,
        isSmallPrint: true)
      stack.add(
        setter.block(
          .note, Phrase(text: String(note), language: language), words, width: inner.width,
          gap: Self.scale.space(1), spring: 0), or: .note)
    }
    return stack
  }

  // MARK: Foot

  /// The operator of the payment page and the last valid day; throws when the day does not fit.
  func foot() throws(PrintRefusal) -> Strip {
    let setter = setter(unit: unit, anchor: isCentred ? .middle : .start)
    let small = WordSetter.Style(
      face: style.textFace, colour: faint, size: Self.scale.text(0) * 0.75, lineCount: 2,
      isSmallPrint: true)
    var stack = FaceStack()
    for language in job.languages {
      let host = PrintPhrases.host(context.host).text(in: language)
      let day = job.validUntil.map { PrintPhrases.validUntil($0).text(in: language) }
      let text = [host, day].compactMap { $0 }.joined(separator: " · ")
      stack.add(
        setter.block(
          .footer, Phrase(text: text, language: language), small, width: inner.width,
          gap: stack.blocks.isEmpty ? 0 : Self.scale.space(0), spring: 0),
        or: day == nil ? .host : .day)
    }
    if stack.leftOut.contains(.day) { throw .words([.day]) }
    let column = Rectangle(
      x: inner.x, y: inner.bottom - stack.height, width: inner.width, height: stack.height)
    return Strip(
      elements: zip(stack.blocks, stack.frames(in: column)).flatMap { $0.draw($1) },
      edge: column.y - Self.scale.space(3) * unit, leftOut: stack.leftOut)
  }
}
