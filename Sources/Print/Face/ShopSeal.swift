internal import Catalog
internal import Support

/// A seal with the first characters of a shop's name: four Chinese characters in two columns from
/// the right, two in one column, or one letter.
struct ShopSeal {
  private let characters: [Character]
  private let lettering: Lettering

  /// The seal of a name; nil when the name starts with nothing that a seal can show.
  init?(_ name: String, _ measure: any TextMeasure) {
    lettering = Lettering(measure: measure, face: .boldSerif, language: .chinese)
    let chinese = name.prefix { $0.unicodeScalars.first?.isWide == true }
    if chinese.count >= 4 {
      characters = Array(chinese.prefix(4))
    } else if chinese.count >= 2 {
      characters = Array(chinese.prefix(2))
    } else if let first = name.first, first.isLetter || first.isNumber {
      characters = [Character(first.uppercased().prefix(1).description)]
    } else {
      return nil
    }
  }

  /// The width divided by the height.
  var aspectRatio: Double { characters.count == 2 ? 0.6 : 1 }

  /// Draws the seal in a frame of that ratio.
  func elements(in frame: Rectangle, colour: Colour) -> [SheetElement] {
    let side = frame.height
    let line = side * 0.025
    let ink = colour.readableText
    var elements: [SheetElement] = [
      .rectangle(frame, fill: colour, radius: side * 0.09),
      .rectangle(
        frame.inset(by: side * 0.06), stroke: Stroke(ink, line),
        radius: side * 0.05),
    ]
    for (index, place) in places.enumerated() {
      let size = side * place.size
      let middle = frame.x + frame.width * place.x
      let text = String(characters[index])
      elements.append(
        .text(
          SheetText(
            runs: [SheetText.Run(text: text, size: size)], x: middle,
            baseline: frame.y + frame.height * place.y + size * 0.36, anchor: .middle,
            face: lettering.face, colour: ink, language: lettering.language,
            width: lettering.width(text, size: size))))
    }
    return elements
  }

  /// The centre of each character as parts of the seal, with its size.
  private var places: [(x: Double, y: Double, size: Double)] {
    switch characters.count {
    case 4: [(0.7, 0.3, 0.36), (0.7, 0.7, 0.36), (0.3, 0.3, 0.36), (0.3, 0.7, 0.36)]
    case 2: [(0.5, 0.29, 0.37), (0.5, 0.71, 0.37)]
    default: [(0.5, 0.5, 0.62)]
    }
  }
}
