public import Catalog

/// A test page for plain paper: the outlines of a stock's pieces, rulers of 100 mm, and how to read off
/// what a printer needs.
public enum CalibrationSheet {
  /// The words, both languages in each cell.
  static let steps = [
    Sentence(
      "1. Print this on plain paper at 100 %, margins “None”.", "1. 用普通纸打印本页：缩放 100%，边距“无”。"),
    Sentence(
      "2. Measure both rulers. If one is 99.6 mm long, write scale: 100.4% (100 ÷ 99.6).",
      "2. 量两把标尺。若只有 99.6 毫米，写 scale: 100.4%（100 ÷ 99.6）。"),
    Sentence(
      "3. Lay it on a label sheet, corner on corner, and hold both against the light.",
      "3. 把它与标签纸角对角叠好，对着光看。"),
    Sentence(
      "4. If the outlines lie 0.8 mm left of the labels, write nudge: \"0.8,0\" – to the right.",
      "4. 若线框比标签偏左 0.8 毫米，写 nudge: \"0.8,0\"，即向右移。"),
    Sentence(
      "5. If they lie 0.5 mm above, write nudge: \"0,0.5\" – down. Both: \"0.8,0.5\".",
      "5. 若偏上 0.5 毫米，写 nudge: \"0,0.5\"，即向下移；两个方向都偏写 \"0.8,0.5\"。"),
    Sentence(
      "6. Values to the left and up are negative: \"-0.8,-0.5\".",
      "6. 向左、向上写负数：\"-0.8,-0.5\"。"),
  ]

  /// The test page of a stock.
  ///
  /// - Parameter languages: of the words, in their order.
  public static func sheet(_ stock: Stock, languages: [Language]) -> Sheet {
    let outline = Stroke(Colour(red: 120, green: 120, blue: 120), 0.15)
    var elements = (0..<stock.count).map { index -> SheetElement in
      let piece = stock.piece(index)
      return stock.isRound
        ? .ellipse(piece, fill: nil, stroke: outline)
        : .rectangle(piece, fill: nil, stroke: outline, radius: 0)
    }
    elements += rulers(stock)
    let cells = textCells(stock)
    var assigned: [Int: [Sentence]] = [:]
    for (index, step) in steps.enumerated() {
      let cell = cells.count >= steps.count ? index : index * cells.count / steps.count
      assigned[cell, default: []].append(step)
    }
    for (cell, sentences) in assigned.sorted(by: { $0.key < $1.key }) {
      elements += words(sentences, languages, in: cells[cell])
    }
    return Sheet(width: stock.paper.width, height: stock.paper.height, elements: elements)
  }

  /// The places for words: not the last row and column, where the rulers are.
  private static func textCells(_ stock: Stock) -> [Rectangle] {
    let columns = max(1, stock.columns - 1)
    let rows = stock.rows > 2 ? stock.rows - 1 : stock.rows
    return (0..<(columns * rows)).map { index in
      let place = index / columns * stock.columns + index % columns
      var piece = stock.piece(place)
      if stock.columns == 1 { piece.width -= 30 }
      // The largest square within a circle.
      let inset = stock.isRound ? piece.width * (1 - 1 / 2.0.squareRoot()) / 2 : 2
      return piece.inset(by: inset)
    }
  }

  private static func words(
    _ sentences: [Sentence], _ languages: [Language], in cell: Rectangle
  ) -> [SheetElement] {
    let phrases = sentences.flatMap { $0.phrases(languages) }
    for tenths in stride(from: 38, through: 12, by: -1) {
      let size = Double(tenths) / 10
      let setter = WordSetter(anchor: .start, unit: 1, textScale: 1)
      var baseline = cell.y + size
      var elements: [SheetElement] = []
      for phrase in phrases {
        for line in TextFit.wrapped(phrase.text, face: .plain, width: cell.width / size) {
          let style = WordSetter.Style(face: .plain, colour: FaceStyle.ink, size: size)
          elements.append(
            .text(
              setter.text(
                [SheetText.Run(text: line, size: size)], style, phrase.language, in: cell,
                baseline: baseline)))
          baseline += size * 1.3
        }
        baseline += size * 0.4
      }
      if baseline - size * 1.7 <= cell.bottom { return elements }
    }
    return []
  }

  /// A ruler along the last row and one along the last column.
  private static func rulers(_ stock: Stock) -> [SheetElement] {
    let last = stock.piece(stock.count - 1)
    let y = last.y + last.height * 0.6
    let x = stock.columns == 1 ? last.right - 20 : last.middleX
    let top = (stock.paper.height - 100) / 2
    let left = min(max(8, stock.left + 4), stock.paper.width - 110)
    return ruler { along, across in (left + along, y - across) }
      + ruler { along, across in (x + across, top + along) }
      + [label("100 mm", x: left + 102, y: y), label("100 mm", x: x + 4, y: top + 106)]
  }

  private static func label(_ text: String, x: Double, y: Double) -> SheetElement {
    let setter = WordSetter(anchor: .start, unit: 1, textScale: 1)
    let style = WordSetter.Style(face: .bold, colour: FaceStyle.ink, size: 3)
    return .text(
      setter.text(
        [SheetText.Run(text: text, size: 3)], style, .english,
        in: Rectangle(x: x, y: y, width: 20, height: 4), baseline: y))
  }

  /// 100 mm with a tick at every one.
  private static func ruler(_ place: (Double, Double) -> (Double, Double)) -> [SheetElement] {
    let stroke = Stroke(.black, 0.15)
    func line(_ along: Double, _ across: Double, _ toAlong: Double, _ toAcross: Double)
      -> SheetElement
    {
      let (start, end) = (place(along, across), place(toAlong, toAcross))
      return .line(fromX: start.0, y: start.1, toX: end.0, toY: end.1, stroke)
    }
    return [line(0, 0, 100, 0)]
      + (0...100).map { millimetre in
        let length = millimetre % 10 == 0 ? 4.0 : millimetre % 5 == 0 ? 2.8 : 1.6
        return line(Double(millimetre), 0, Double(millimetre), length)
      }
  }
}
