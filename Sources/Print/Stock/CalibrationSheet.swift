public import Catalog
public import Support

/// A test page for plain paper: the outlines of a stock's pieces, two rulers, and instructions for
/// measuring a printer's shift and scale.
public struct CalibrationSheet {
  private let stock: Stock
  private let languages: [Language]
  private let rulers: CalibrationRulers?

  /// The test page of a stock, with its words in these languages.
  public init(_ stock: Stock, languages: [Language]) {
    self.stock = stock
    self.languages = languages
    rulers = CalibrationRulers(stock)
  }

  /// The instructions, step by step.
  public var steps: [Sentence] {
    let texts: [Sentence?] = [
      Sentence(
        "Print this on plain paper at 100 %, margins “None”.", "用普通纸打印本页：缩放 100%，边距“无”。"),
      rulers?.step,
      Sentence(
        "Lay it on a label sheet, corner on corner, and hold both against the light.",
        "把它与标签纸角对角叠好，对着光看。"),
      Sentence(
        "If the outlines lie 0.8 mm left of the labels, write nudge: \"0.8,0\" – to the right.",
        "若线框比标签偏左 0.8 毫米，写 nudge: \"0.8,0\"，即向右移。"),
      Sentence(
        "If they lie 0.5 mm above, write nudge: \"0,0.5\" – down. Both: \"0.8,0.5\".",
        "若偏上 0.5 毫米，写 nudge: \"0,0.5\"，即向下移；两个方向都偏写 \"0.8,0.5\"。"),
      Sentence(
        "Values to the left and up are negative: \"-0.8,-0.5\".",
        "向左、向上写负数：\"-0.8,-0.5\"。"),
    ]
    return texts.compactMap { $0 }.enumerated().map { index, step in
      Sentence("\(index + 1). \(step.english)", "\(index + 1). \(step.chinese)")
    }
  }

  /// The page, and whether the steps fit on it.
  public func sheet() -> (sheet: Sheet, hasSteps: Bool) {
    let outline = Stroke(Colour(red: 120, green: 120, blue: 120), 0.15)
    var elements = (0..<stock.count).map { index -> SheetElement in
      let piece = stock.piece(index)
      return stock.isRound
        ? .ellipse(piece, stroke: outline)
        : .rectangle(piece, stroke: outline)
    }
    let words = wordsInPieces() ?? wordsInPanel()
    elements += words ?? []
    elements += rulers?.elements() ?? []
    let paper = stock.paper
    return (Sheet(width: paper.width, height: paper.height, elements: elements), words != nil)
  }

  // MARK: Words

  /// The smallest words that people can read on a sheet in their hands, in millimetres.
  private static let leastSize = 1.6

  /// The steps in the pieces, one in each if there are enough; nil when the pieces are too small.
  private func wordsInPieces() -> [SheetElement]? {
    let cells = cells()
    guard !cells.isEmpty, !cells.contains(where: { $0.width < 20 || $0.height < 6 }) else {
      return nil
    }
    let steps = steps
    var assigned: [Int: [Sentence]] = [:]
    for (index, step) in steps.enumerated() {
      let cell = cells.count >= steps.count ? index : index * cells.count / steps.count
      assigned[cell, default: []].append(step)
    }
    var elements: [SheetElement] = []
    for (cell, sentences) in assigned.sorted(by: { $0.key < $1.key }) {
      guard let words = words(sentences, languages, in: cells[cell]) else { return nil }
      elements += words.elements
    }
    return elements
  }

  /// The cells for words: without the last column, and above the horizontal ruler.
  private func cells() -> [Rectangle] {
    let columns = max(1, stock.columns - 1)
    let rows = stock.rows > 2 ? stock.rows - 1 : stock.rows
    return (0..<(columns * rows)).map { index in
      var piece = stock.piece(index / columns * stock.columns + index % columns)
      if let rulers {
        if stock.columns == 1 { piece.width = min(piece.right, rulers.x - 4) - piece.x }
        piece.height = min(piece.bottom, rulers.y - 6) - piece.y
      }
      // The square inscribed in a circle.
      let inset = stock.isRound ? piece.width * (1 - 1 / 2.0.squareRoot()) / 2 : 2
      return piece.inset(by: inset)
    }
  }

  /// All steps on a white panel over the pieces, left of one ruler and above the other, in as many
  /// languages as fit; nil when not even one fits.
  private func wordsInPanel() -> [SheetElement]? {
    let paper = stock.paper
    let right = rulers.map { $0.x - 3 } ?? paper.width - 3
    let bottom = rulers.map { $0.y - 6 } ?? paper.height - 3
    // The outlines in the first column and row stay visible if the rest is large enough.
    let (column, row) = (stock.left + stock.columnPitch, stock.top + stock.rowPitch)
    let x = right - column >= 60 ? max(3, column) : 3
    let y = bottom - row >= 60 ? max(3, row) : 3
    let room = Rectangle(x: x, y: y, width: right - x, height: bottom - y).inset(by: 2)
    for count in stride(from: languages.count, to: 0, by: -1) {
      guard let words = words(steps, Array(languages.prefix(count)), in: room) else { continue }
      var panel = room
      panel.height = words.height
      return [
        .rectangle(
          panel.inset(by: -2), fill: .white, stroke: Stroke(FaceStyle.grey, 0.15))
      ] + words.elements
    }
    return nil
  }

  /// Words as large as a rectangle allows; nil when they do not fit.
  private func words(
    _ sentences: [Sentence], _ languages: [Language], in cell: Rectangle
  ) -> (elements: [SheetElement], height: Double)? {
    guard cell.width > 0 else { return nil }
    let phrases = sentences.flatMap { $0.phrases(languages) }
    for size in stride(from: 3.8, to: Self.leastSize - 0.05, by: -0.1) {
      var baseline = cell.y + size
      var elements: [SheetElement] = []
      var widest = 0.0
      for phrase in phrases {
        let lettering = Lettering(
          measure: TextEstimate(), face: .plain, language: phrase.language)
        for line in TextFit.wrapped(phrase.text, in: lettering, width: cell.width / size) {
          let text = SheetText.line(
            line, lettering.measure, size: size, .start, phrase.language, in: cell,
            baseline: baseline)
          widest = max(widest, text.width)
          elements.append(.text(text))
          baseline += size * 1.3
        }
        baseline += size * 0.4
      }
      let bottom = baseline - size * 1.4
      if bottom <= cell.bottom, widest <= cell.width + 0.001 {
        return (elements, bottom - cell.y)
      }
    }
    return nil
  }
}
