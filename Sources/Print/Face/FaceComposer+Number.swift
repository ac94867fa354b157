internal import Catalog
internal import Support

// A table's number.

extension FaceComposer {
  /// The least size of a number on a plate, whose figures are then 15 % as high as the plate: 15 mm
  /// on 100 mm, which is read from 3 m.
  var leastNumber: Double { job.kind == .plate ? 0.206 * face.height : 0 }

  /// The words with a table's number that takes the room that is left; nil when there is none.
  func withLargerNumber(
    _ words: FaceWords, than upper: FaceStack, _ spare: Double
  ) throws(PrintRefusal) -> FaceStack? {
    guard words.numberedTitle != nil, words.numberPlace == nil else { return nil }
    var words = words
    let step = FaceWords.numberStep(isWide: isWide)
    let usual = DesignScale.face.text(step) * unit * words.setter.textScale
    let least = max(usual, words.leastNumber)
    var size = min(least + 1.2 * spare, 0.5 * min(face.width, face.height))
    while size > least {
      words.numberSize = size
      let larger = try words.upper()
      if larger.height <= upper.height + spare { return larger }
      size *= 0.96
    }
    return nil
  }

  /// The place of a number, with its own words above and below it, at the left of all others.
  func numberPlace(
    _ title: NumberedTitle, _ setter: WordSetter, _ column: Rectangle
  ) -> Rectangle {
    let figures = WordSetter.Style(
      face: style.amountFace, colour: style.number, size: DesignScale.face.text(8))
    let width = setter.numberWidth(title, figures, job.languages.first ?? .chinese)
    let size = min(column.height / WordSetter.numberHeight(title), 0.45 * column.width / width)
    return Rectangle(x: column.x, y: column.y, width: size * width, height: column.height)
  }
}
