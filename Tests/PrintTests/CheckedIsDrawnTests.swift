import Catalog
import Support
import TestSupport
import Testing

@testable import Print

@Suite struct CheckedIsDrawnTests {
  @Test(arguments: [
    "poster: \"*\"", "poster: \"*\", paper: A5 landscape, design: seal, level: H",
    "tent: \"*\", design: night", "tent: \"*\", fold: prism", "cards: \"*\", design: market",
    "labels: \"*\", stock: avery-l7160", "labels: \"*\", stock: avery-l7165, start: 7",
    "labels: \"*\", stock: avery-l7120", "labels: \"*\", stock: avery-8293",
    "roll: \"*\", paper: 62x29",
  ])
  func sheetsShowWhatWasChecked(job: String) throws {
    let fixture = try PrintFixture("- { \(job), allow: [distance, module-small, printer-dots] }")
    let catalogue = try #require(fixture.catalogue)
    let typesetter = try #require(try JobTypesetter.all(of: catalogue.outline).first)
    let layout = typesetter.layout
    // From the first free place of a part-used sheet on, place by place and sheet by sheet.
    var places =
      layout.stock == nil ? layout.pieces[...] : layout.pieces[(typesetter.job.start - 1)...]
    let reader = catalogue.makeReader()
    for sheet in try #require(try fixture.sheets().first) {
      var grounds: [SheetElement] = []
      var faces: [SheetElement] = []
      var codes: [String] = []
      for place in places {
        guard let link = try reader.next() else { break }
        let item = try typesetter.item(link)
        let piece = try typesetter.piece(item)
        grounds += piece.grounds(place)
        faces += piece.face(place)
        codes.append("\(item.codeText) \(piece.plan.size)")
      }
      let marks = SheetMarks(layout: layout, context: typesetter.context).elements()
      let checked = DrawnPart.all(of: grounds + faces + marks).map { "\($0)" }
      #expect(DrawnPart.all(of: sheet.elements).map { "\($0)" } == checked)
      #expect(Set(sheet.codes.map { "\($0.code.url) \($0.code.size)" }) == Set(codes))
      places = layout.pieces[...]
    }
    #expect(try reader.next() == nil)
  }

  /// A link that cannot be printed stops the build in any pass.
  @Test(arguments: [
    ("roll: \"*\", paper: 30x14", "title: \(String(repeating: "longer ", count: 20))"),
    (
      "roll: \"*\", paper: 30x14, sort: title", "title: \(String(repeating: "longer ", count: 20))"
    ),
    ("poster: \"*\", code: 400mm", "title: T"),
    ("poster: deposit", "title: T, order: anypay, type: wechat, price: 2"),
  ])
  func whatCannotBePrintedNeverVanishes(job: String, link: String) throws {
    let fixture = try PrintFixture("- { \(job) }", links: "- { id: deposit, \(link) }")
    let catalogue = try #require(fixture.catalogue)
    var typesetter = try #require(try JobTypesetter.all(of: catalogue.outline).first)
    let finding = #expect(throws: Finding.self) {
      let reader = catalogue.makeReader()
      while let link = try reader.next() { _ = try typesetter.add(link) }
      _ = try typesetter.finish()
    }
    let errors = fixture.sink.findings.filter { $0.severity == .error }
    #expect(finding.map(errors.contains) == true, "\(String(describing: finding)) \(errors)")
  }
}
