internal import Catalog
internal import Support

// MARK: Below a code

extension LabelWords {
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
    if let numberedTitle {
      // With the air above figures, which the border of the code needs.
      let size = min(strip.height / 0.86, numberedLineSize(numberedTitle, width: strip.width))
      guard size * Self.besideNumber >= WordSetter.minimumSize else { return nil }
      return numberedLine(
        numberedTitle, size, in: strip, baseline: strip.y + (strip.height + size * 0.73) / 2)
    }
    let size = min(strip.height * 0.78, 5)
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

  // MARK: A number on one line with its words

  /// The size of words on the line of a number, as a part of its size.
  static let besideNumber = 0.55
  private static let numberGap = 0.16

  private func numberedParts(_ title: NumberedTitle) -> [(text: String, size: Double)] {
    [(title.before, Self.besideNumber), (title.number, 1), (title.after, Self.besideNumber)]
      .filter { !$0.0.isEmpty }
  }

  private func numberedWidth(_ parts: [(text: String, size: Double)]) -> Double {
    parts.reduce(Double(parts.count - 1) * Self.numberGap) {
      $0 + lettering(letters).width($1.text, size: $1.size)
    }
  }

  /// The size of a number that fills a width with its words: the same for any number of two figures.
  func numberedLineSize(_ title: NumberedTitle, width: Double) -> Double {
    var widest = title
    if lettering(letters).width(title.number) < lettering(letters).width("00") {
      widest.number = "00"
    }
    return width / numberedWidth(numberedParts(widest))
  }

  /// A large number with small words before and after it, in the middle of a box.
  func numberedLine(
    _ title: NumberedTitle, _ size: Double, in box: Rectangle, baseline: Double
  ) -> [SheetElement] {
    let parts = numberedParts(title)
    var place = box
    place.x = box.middleX - numberedWidth(parts) * size / 2
    return parts.map { part in
      let isNumber = part.text == title.number
      defer {
        place.x += lettering(letters).width(part.text, size: part.size * size)
        place.x += Self.numberGap * size
      }
      return words(
        part.text, part.size * size, .start, in: place, baseline,
        colour: isNumber ? numberColour : nil)
    }
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
      guard let lines, let count = Optional(lines.count), count > 0,
        Double(count - 1) * leading + size * 1.1 <= strip.height - 0.3
      else { continue }
      var even = TextFit.balanced(item.title, in: lettering(letters), lineCount: count)
      if even.contains(where: { lettering(letters).width($0) > limit }) { even = lines }
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
}
