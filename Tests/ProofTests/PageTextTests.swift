import Testing

@testable import Proof

/// Words as Poppler reports them, and the lines they form.
@Suite struct PageTextTests {
  private static let report = """
    <page width="288.000000" height="144.000000">
      <word xMin="72.0" yMin="36.0" xMax="144.0" yMax="56.0">A&lt;B&amp;C</word>
      <word xMin="0.0" yMin="0.0" xMax="10.0" yMax="10.0">\u{200E} </word>
    </page>
    """

  @Test func readsWordsWithTheirPlaces() throws {
    let words = PageText(Self.report, isTurned: false).words
    #expect(words.map(\.text) == ["A<B&C"])
    let box = try #require(words.first?.box)
    #expect(abs(box.left - 25.4) < 0.001 && abs(box.right - 50.8) < 0.001)
    #expect(abs(box.top - 12.7) < 0.001)
    // The same report of a turned copy gives the places on the page.
    let turned = try #require(PageText(Self.report, isTurned: true).words.first?.box)
    #expect(abs(turned.left - 50.8) < 0.001 && abs(turned.right - 76.2) < 0.001)
    #expect(abs(turned.bottom - (50.8 - 12.7)) < 0.001)
  }

  /// A word in 10 mm type: its box is 11 mm high, or 26 mm for a Type 3 font whose first glyph is as
  /// wide as high.
  private static func word(
    _ text: String, x: Double, line: Double, widthOfFirstType3Glyph width: Double? = nil
  ) -> PageText.Word {
    let (ascent, descent) = width.map { (1.9 * $0, 0.7 * $0) } ?? (9, 2)
    let box = PageBox(
      left: x, top: line - ascent, right: x + 6 * Double(text.count), bottom: line + descent)
    return PageText.Word(text: text, box: box, ink: box)
  }

  private static let piece = PageBox(left: 0, top: 0, right: 200, bottom: 100)

  private static func face(_ words: [PageText.Word]) -> PieceWords {
    PieceWords(words, on: piece, isTurned: false)
  }

  @Test func takesWordsOfTwoFontsAsOneLine() {
    var face = Self.face([
      Self.word("号桌", x: 26, line: 40, widthOfFirstType3Glyph: 10),
      Self.word("01", x: 10, line: 40), Self.word("02", x: 10, line: 60),
    ])
    let isTaken = face.take("01 号桌")
    #expect(isTaken && face.lines == ["02"])
  }

  /// Only the line that letters stand on is common to boxes of 7 and 26 mm.
  @Test func takesWordsOfTwoType3FontsAsOneLineIfTheyStandOnIt() {
    for (line, isTaken) in [(40.0, true), (36.0, false), (30.0, false)] {
      var face = Self.face([
        Self.word("Tea", x: 10, line: line, widthOfFirstType3Glyph: 2.78),
        Self.word("茶", x: 31, line: 40, widthOfFirstType3Glyph: 10),
      ])
      let result = face.take("Tea 茶")
      #expect(result == isTaken, "\(line)")
    }
  }

  @Test func takesNoLineThatIsNotThere() {
    let words = [Self.word("Good", x: 10, line: 40), Self.word("12", x: 40, line: 40)]
    for line in ["Good 21", "12 Good", "Good 1", "Good", "good 12"] {
      var face = Self.face(words)
      let isTaken = face.take(line)
      #expect(isTaken == (line == "Good"), "\(line)")
    }
    // Words of two lines, and words outside their label.
    var lines = Self.face([Self.word("Good", x: 10, line: 40), Self.word("12", x: 40, line: 52)])
    let areTaken = lines.take("Good 12")
    #expect(!areTaken && lines.lines == ["Good", "12"])
    var edge = Self.face([Self.word("Good", x: 180, line: 40)])
    let isTaken = edge.take("Good")
    #expect(!isTaken && edge.lines == ["Good"])
  }

  @Test func readsTurnedFacesFromTheRightOfThePage() {
    // Upside down, the first word of a line is the rightmost on the page.
    let words = [Self.word("Good", x: 60, line: 40), Self.word("12", x: 40, line: 40)]
    var turned = PieceWords(words, on: Self.piece, isTurned: true)
    #expect(turned.lines == ["Good12"])
    let isTaken = turned.take("Good 12")
    #expect(isTaken && turned.lines.isEmpty)
  }

  @Test func takesArabicInAnyOrderButNotItsNumbers() {
    for (found, isTaken) in [("12", true), ("21", false)] {
      var face = Self.face([
        Self.word(found, x: 10, line: 40), Self.word("ةيبرع", x: 30, line: 40),
      ])
      let result = face.take("عربية 12")
      #expect(result == isTaken)
    }
    var face = Self.face([Self.word("ةيبرع", x: 30, line: 40)])
    let isTaken = face.take("عربي")
    #expect(!isTaken)
  }
}
