import Catalog
import Support
import TestSupport
import Testing

@testable import Print

/// What surrounds a piece on its sheet: neighbours, their colour, the ruler, cutting marks.
@Suite struct SheetTests {
  private static let links = """
    - { id: tea, title: A cup of tea, price: 12888, stable: true, note: Show the paid page to get it }
    """

  /// Jobs with adjacent pieces whose colour bleeds over their cuts.
  private static func jobs(_ design: PrintJob.Design, _ rest: String = "") -> String {
    [
      "cards: tea, copies: 10, card: EU, bleed: 10mm",
      "cards: tea, copies: 10, card: EU, bleed: 3mm, cut_marks: true",
      "cards: tea, copies: 10, card: CN, bleed: 10mm, cut_marks: true",
      "cards: tea, copies: 10, stock: avery-c32011, bleed: 10mm",
      "cards: tea, copies: 10, stock: avery-5371, bleed: 3mm",
      "tent: tea, copies: 2, stock: avery-5305, bleed: 10mm",
    ].map { "- { \($0), design: \(design.rawValue), allow: [distance]\(rest) }" }
      .joined(separator: "\n")
  }

  private static func runs(_ fixture: PrintFixture) throws -> [(JobTypesetter, Sheet)] {
    let outline = try #require(fixture.catalogue).outline
    return try zip(JobTypesetter.all(of: outline), try fixture.sheets()).map {
      ($0, try #require($1.first))
    }
  }

  // MARK: Neighbours

  @Test(arguments: PrintJob.Design.allCases)
  func nobodysColourReachesANeighbour(design: PrintJob.Design) throws {
    let fixture = try PrintFixture(Self.jobs(design), links: Self.links)
    for (typesetter, sheet) in try Self.runs(fixture) {
      let parts = DrawnPart.all(of: sheet.elements)
      let pieces = typesetter.layout.pieces.map(\.frame)
      var groundCount = 0
      for (index, part) in parts.enumerated() where part.kind == .field {
        let own = pieces.filter { part.frame.overlaps($0) }
        #expect(own.count <= 1, "\(typesetter.job.name): \(part)")
        if own.contains(where: { $0.holds(part.frame) }) { continue }
        groundCount += 1
        // All colour is drawn before anything that it could cover.
        #expect(parts[..<index].allSatisfy { $0.kind == .field }, "\(typesetter.job.name): \(part)")
      }
      #expect((groundCount > 0) == (design != .classic), "\(typesetter.job.name)")
      #expect(QuietZoneCheck.intruder(in: sheet.elements) == nil, "\(typesetter.job.name)")
    }
  }

  @Test func colourGoesBeyondOuterCutsAndHalfWayToANeighbour() throws {
    let fixture = try PrintFixture(Self.jobs(.night), links: Self.links)
    let runs = try Self.runs(fixture).map(\.0)
    // Ten cards of 85 × 55 mm, edge to edge, leave 20 mm at the sides.
    let edgeToEdge = runs[1].layout.pieces
    #expect(edgeToEdge[0].ground == Rectangle(x: 17, y: 8, width: 88, height: 58))
    #expect(edgeToEdge[3].ground == Rectangle(x: 105, y: 66, width: 88, height: 55))
    // Gaps of 10 mm between columns, and the ruler below the last row, 13.5 mm from the edge.
    let apart = runs[3].layout
    #expect(abs(apart.bleed - 5.6) < 0.001)
    let first = try #require(apart.pieces.first)
    #expect(abs(first.ground.right - first.frame.right - 5) < 0.001)
    #expect(abs(first.frame.x - first.ground.x - 5.6) < 0.001)
    #expect(first.ground.bottom == first.frame.bottom)
    #expect(
      fixture.texts.contains {
        $0.contains("print[3].bleed (") && $0.contains("): this sheet has room for 5.6 mm of bleed")
          && $0.contains("[bleed]")
      }, "\(fixture.texts)")
    #expect(
      !fixture.texts.contains { $0.contains("print[1].bleed") || $0.contains("print[4].bleed") })
  }

  @Test func aPrismBleedsAtItsThreeOpenEdges() throws {
    for marks in ["", ", cut_marks: true"] {
      let fixture = try PrintFixture(
        "- { tent: tea, fold: prism, design: market, bleed: 3mm\(marks) }", links: Self.links)
      let (typesetter, sheet) = try #require(try Self.runs(fixture).first)
      let frame = typesetter.layout.pieces[0].frame
      let fields = DrawnPart.all(of: sheet.elements).filter { $0.kind == .field }.prefix(2)
      let behind = try #require(fields.first?.frame)
      let front = try #require(fields.last?.frame)
      // The colour is at the left of a face; the back face is upside down.
      #expect(behind.right >= frame.right + 3 - 0.001 && front.x <= frame.x - 3 + 0.001)
      #expect(behind.y <= frame.y - 3 + 0.001 && abs(behind.bottom - front.y) < 0.001)
      // Beyond the second fold is the base, without colour.
      #expect(abs(front.bottom - (frame.y + 2 * (frame.height - 12) / 3)) < 0.001)
    }
  }

  // MARK: Ruler and marks

  private static func composed(
    _ job: String
  ) throws -> (typesetter: JobTypesetter, piece: PieceComposer.Piece) {
    let fixture = try PrintFixture("- { \(job) }", links: links)
    let catalogue = try #require(fixture.catalogue)
    let typesetter = try #require(try JobTypesetter.all(of: catalogue.outline).first)
    let link = try #require(try catalogue.makeReader().next())
    return (typesetter, try typesetter.piece(typesetter.item(link)))
  }

  private static let tea = Sentence("\"tea\"", "\"tea\"")

  private static func checks(_ issues: [CodeIssue]) -> [String] {
    issues.map { "\($0.severity.rawValue) \($0.check)" }
  }

  @Test func seesWhatLiesUnderARulerOrAMark() throws {
    let (typesetter, piece) = try Self.composed("poster: tea, paper: A5 landscape")
    let parts = DrawnPart.all(of: piece.face(typesetter.layout.pieces[0]))
    let words = try #require(parts.first { $0.name == "A cup of tea" }).frame
    let code = try #require(parts.first { $0.kind == .code }).frame
    func issues(ruler: [SheetElement], lines: [SheetElement] = []) -> [CodeIssue] {
      SheetCheck(typesetter, ruler: ruler, lines: lines).issues(piece, of: Self.tea)
    }
    #expect(issues(ruler: []).isEmpty && SheetCheck(typesetter).issues(piece, of: Self.tea).isEmpty)
    let overWords = issues(
      ruler: Ruler.elements(x: words.x + 2, y: words.middleY, colour: .black))
    #expect(Self.checks(overWords) == ["error overlap"])
    #expect(
      overWords[0].problem.message.english == "\"A cup of tea\" of \"tea\" lies under the ruler")
    let overCode = issues(ruler: Ruler.elements(x: code.x + 1, y: code.middleY, colour: .black))
    #expect(Self.checks(overCode) == ["error quiet-zone"])
    // One cutting line in the white border is enough.
    let line = SheetElement.line(
      fromX: code.x + 0.5, y: 0, toX: code.x + 0.5, toY: 200, Stroke(.black, 0.1))
    #expect(Self.checks(issues(ruler: [], lines: [line])) == ["error quiet-zone"])
  }

  @Test func seesWhatReachesBeyondItsOwnPiece() throws {
    let (typesetter, piece) = try Self.composed(
      "cards: tea, copies: 10, stock: avery-c32011, design: night")
    let check = SheetCheck(typesetter)
    #expect(check.issues(piece, of: Self.tea).isEmpty)
    var wide = piece
    wide.grounds = { place in
      [.rectangle(place.frame.inset(by: -10.5), fill: .black, stroke: nil, radius: 0)]
    }
    #expect(Self.checks(check.issues(wide, of: Self.tea)).contains("error overlap"))
    var moved = piece
    moved.face = { place in [.placed(piece.face(place), Placement(x: 30, y: 0))] }
    #expect(Self.checks(check.issues(moved, of: Self.tea)).contains("error overlap"))
  }

  /// The largest code allowed, with the ruler at the lower edge of the same face.
  @Test(arguments: PrintJob.Design.allCases)
  func noCodeReachesTheRuler(design: PrintJob.Design) throws {
    for format in [
      "poster: tea, paper: A5 landscape", "poster: tea, paper: A4 landscape",
      "poster: tea, paper: A4", "tent: tea, paper: A4", "tent: tea, paper: A5",
    ] {
      var largest = 0.0
      for width in stride(from: 30.0, through: 190, by: 4) {
        let fixture = try PrintFixture(
          "- { \(format), design: \(design.rawValue), code: \(width)mm, ruler: true, allow: [distance] }",
          links: Self.links)
        #expect(
          !fixture.checks.contains { $0.hasSuffix("overlap") || $0.hasSuffix("quiet-zone") },
          "\(format) \(width): \(fixture.texts)")
        guard fixture.sink.errorCount == 0 else { continue }
        largest = width
        let (typesetter, sheet) = try #require(try Self.runs(fixture).first)
        let place = try #require(typesetter.layout.ruler)
        let strip = Rectangle(x: place.x, y: place.y - 1.6, width: 60, height: 1.8)
        let parts = DrawnPart.all(of: sheet.elements).filter {
          ($0.kind == .code || $0.kind == .words) && $0.name != "50 mm"
        }
        #expect(!parts.contains { $0.frame.overlaps(strip) }, "\(format) \(width)")
      }
      #expect(largest >= 60, "\(format)")
    }
  }

  @Test func saysThatThereIsNoRoomForARuler() throws {
    let job = "poster: tea, paper: 60x90, allow: [distance]"
    let asked = try PrintFixture("- { \(job), ruler: true }", links: Self.links)
    #expect(asked.checks.contains("warning ruler"), "\(asked.texts)")
    let usual = try PrintFixture("- { \(job) }", links: Self.links)
    #expect(!usual.checks.contains("warning ruler"))
  }
}
