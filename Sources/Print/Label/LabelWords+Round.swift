internal import Catalog
internal import Support

// MARK: In a circle

extension LabelWords {
  /// The amount or the shop's name above a round label's code and the title below, in lines that fit the
  /// circle.
  func round(diameter: Double, side: Double) throws(PrintRefusal) -> Result {
    let radius = diameter / 2 - 1.5
    let middle = side / 2
    var elements: [SheetElement] = []
    var reach = middle + 0.3
    // From the code upwards: the required words, then the amount.
    for (text, face) in requiredPhrases.reversed() {
      let size = WordSetter.minimumSize
      guard
        lettering(face).width(text, size: size) <= Self.chord(radius, reach + size * 1.1)
      else {
        throw .words(required)
      }
      let width = lettering(face).width(text, size: size)
      let box = Rectangle(x: (side - width) / 2, y: 0, width: width, height: size)
      elements.append(
        words(
          text, size, .middle, in: box, middle - reach - size * 0.2, face: face))
      reach += size * 1.15
    }
    var leftOut = lesser
    if let amount = item.amount {
      let line = lines(
        amount, from: reach, side: side, radius, isAbove: true, colour: amountColour)
      guard let line else { throw .amount }
      elements += line
    } else if leftOut.contains(.shop), requiredPhrases.isEmpty,
      let line = lines(
        context.shops[item.merchant], from: reach, side: side, radius, isAbove: true)
    {
      elements += line
      leftOut.remove(.shop)
    }
    let number = numberedTitle.flatMap { numbered($0, below: middle, side: side, radius) }
    guard
      let title = number ?? lines(item.title, from: middle, side: side, radius, isAbove: false)
    else { throw .title }
    return Result(elements: elements + title, leftOut: leftOut)
  }

  /// A number with its words on one line below the code, as large as the circle allows.
  private func numbered(
    _ title: NumberedTitle, below start: Double, side: Double, _ radius: Double
  ) -> [SheetElement]? {
    for size in stride(from: 9, through: 3, by: -0.1) {
      // Figures are 0.73 of their size high, and the lower corners of the line must lie in the circle.
      let baseline = start + 0.3 + 0.73 * size
      guard baseline < radius - 0.7,
        numberedLineSize(title, width: Self.chord(radius - 0.7, baseline)) >= size,
        size * Self.besideNumber >= WordSetter.minimumSize
      else { continue }
      let box = Rectangle(x: 0, y: 0, width: side, height: size)
      return numberedLine(title, size, in: box, baseline: side / 2 + baseline)
    }
    return nil
  }

  /// Words in as few lines as fit between a distance from the centre and the circle.
  private func lines(
    _ text: String, from start: Double, side: Double, _ radius: Double, isAbove: Bool,
    colour: Colour? = nil
  ) -> [SheetElement]? {
    // A single line is as large as the circle allows, and keeps some distance from the code; several
    // lines start at the code.
    let width = lettering(letters).width(text)
    for size in stride(from: 5, through: WordSetter.minimumSize, by: -0.1) {
      let end = start + 0.2 + size * 0.9
      guard end < radius, width * size <= Self.chord(radius - 0.7, end) else { continue }
      return [
        circleLine(text, size, side, distance: start + 0.2 + size * 0.15, isAbove, colour)
      ]
    }
    guard !isAbove else { return nil }
    for size in stride(from: 2.6, through: WordSetter.minimumSize, by: -0.1) {
      let leading = size * 1.15
      for count in 2...4 {
        let limits = (1...count).map {
          Self.chord(radius, start + 0.2 + Double($0) * leading) / size
        }
        guard let lines = TextFit.filled(text, in: lettering(letters), limits: limits) else {
          continue
        }
        return lines.enumerated().map { index, line in
          circleLine(
            line, size, side, distance: start + 0.2 + Double(index) * leading + size * 0.2, isAbove)
        }
      }
    }
    return nil
  }

  private static func chord(_ radius: Double, _ distance: Double) -> Double {
    2 * max(0, radius * radius - distance * distance).squareRoot()
  }

  /// A line whose capitals begin at a distance from the centre of the code.
  private func circleLine(
    _ text: String, _ size: Double, _ side: Double, distance: Double, _ isAbove: Bool,
    _ colour: Colour? = nil
  ) -> SheetElement {
    let width = lettering(letters).width(text, size: size)
    let box = Rectangle(x: (side - width) / 2, y: 0, width: width, height: size)
    let middle = side / 2
    let baseline = isAbove ? middle - distance : middle + distance + size * 0.72
    return words(
      text, size, .middle, in: box, baseline, colour: colour)
  }
}
