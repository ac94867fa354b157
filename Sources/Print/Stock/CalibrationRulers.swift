internal import Catalog
internal import Support

/// The two rulers of a test page, as long as the sheet allows, up to 100 mm.
struct CalibrationRulers {
  /// The length in millimetres, a multiple of ten.
  let length: Int
  /// The x of the vertical ruler, and its upper end.
  let x: Double
  let top: Double
  /// The y of the horizontal ruler, and its left end.
  let y: Double
  let left: Double

  /// The width of the number at the end of a ruler.
  private static let numberWidth = 13.0

  /// The rulers of a stock along its last row and column, without crossing; nil below 10 mm.
  init?(_ stock: Stock) {
    let paper = stock.paper
    let room = min(paper.width - 12 - Self.numberWidth, paper.height - 24)
    length = min(100, Int(room / 10) * 10)
    guard length >= 10 else { return nil }
    let last = stock.piece(stock.count - 1)
    let beside = stock.columns == 1 ? last.right - 20 : last.middleX
    x = min(beside, paper.width - 5 - Self.numberWidth)
    top = (paper.height - Double(length)) / 2
    y = min(max(last.y + last.height * 0.6, top + Double(length) + 8), paper.height - 4)
    left = max(
      5, min(max(8, stock.left + 4), paper.width - 7 - Self.numberWidth - Double(length)))
  }

  /// The instruction for reading them.
  var step: Sentence {
    let measured = Double(length) - 0.4
    let scale = Decimals.text(Double(length) / measured * 100, decimals: 1)
    let shown = Decimals.text(measured, decimals: 1)
    return Sentence(
      "Measure both rulers. If one is \(shown) mm long, write scale: \(scale)% (\(length) ÷ \(shown)).",
      "量两把标尺。若只有 \(shown) 毫米，写 scale: \(scale)%（\(length) ÷ \(shown)）。")
  }

  func elements() -> [SheetElement] {
    let number = "\(length) mm"
    return ruler { along, across in (left + along, y - across) }
      + ruler { along, across in (x + across, top + along) }
      + [label(number, x: left + Double(length) + 1.5, y: y), label(number, x: x, y: top - 2)]
  }

  private func label(_ text: String, x: Double, y: Double) -> SheetElement {
    .text(
      .line(
        text, TextEstimate(), size: 3, face: .bold, .start, .english,
        in: Rectangle(x: x, y: y, width: 20, height: 4), baseline: y))
  }

  /// A line with a tick at every millimetre.
  private func ruler(_ place: (Double, Double) -> (Double, Double)) -> [SheetElement] {
    let stroke = Stroke(.black, 0.15)
    func line(_ along: Double, _ across: Double, _ toAlong: Double, _ toAcross: Double)
      -> SheetElement
    {
      let (start, end) = (place(along, across), place(toAlong, toAcross))
      return .line(fromX: start.0, y: start.1, toX: end.0, toY: end.1, stroke)
    }
    return [line(0, 0, Double(length), 0)]
      + (0...length).map { millimetre in
        let length = millimetre % 10 == 0 ? 4.0 : millimetre % 5 == 0 ? 2.8 : 1.6
        return line(Double(millimetre), 0, Double(millimetre), length)
      }
  }
}
