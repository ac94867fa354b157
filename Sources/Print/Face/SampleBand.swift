internal import Catalog
internal import Support

/// A band across the upper edge of a face that says that its code is a sample.
struct SampleBand {
  let height: Double
  /// The words.
  let elements: [SheetElement]
  /// The lower edge of the band.
  private let end: Double

  static let colour = Colour(red: 255, green: 214, blue: 0)
  static let ink = Colour(red: 20, green: 20, blue: 20)

  /// The band of a face; throws when its words do not fit, because the code would be taken for a
  /// real one.
  init(_ face: Rectangle, _ context: FaceComposer.Context, clearEdge: Double) throws(PrintRefusal) {
    let unit = FaceFormat(width: face.width, height: face.height).unit
    let scale = DesignScale.face
    let setter = WordSetter(measure: context.measure, anchor: .middle, unit: unit, textScale: 1)
    var style = WordSetter.Style(
      face: .bold, colour: Self.ink, size: scale.text(2), least: 0.2, lineCount: 2, leading: 1.2)
    var stack = FaceStack()
    for (index, phrase) in PrintPhrases.sample.phrases(context.job.languages).enumerated() {
      if index > 0 { style.size *= DesignScale.secondLanguage }
      let block = setter.block(
        .footer, phrase, style, width: face.width - 2 * max(clearEdge, 5.2), gap: 0, spring: 0)
      stack.add(block, or: .sample)
    }
    guard stack.leftOut.isEmpty else { throw .words(stack.leftOut) }
    height = clearEdge + stack.height + scale.space(2) * unit
    end = face.y + height
    // The band outlives its stack, whose blocks hold the measure of the words.
    let column = Rectangle(
      x: face.x, y: face.y + clearEdge, width: face.width, height: stack.height)
    elements = zip(stack.blocks, stack.frames(in: column)).flatMap { $0.draw($1) }
  }

  /// The colour of the band, which reaches to the edges of a rectangle beyond the face.
  func ground(_ ground: Rectangle) -> [SheetElement] {
    [
      .rectangle(
        Rectangle(x: ground.x, y: ground.y, width: ground.width, height: end - ground.y),
        fill: Self.colour)
    ]
  }
}
