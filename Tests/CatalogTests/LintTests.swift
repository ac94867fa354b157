import Catalog
import TestSupport
import Testing

@Suite struct LintTests {
  @Test func aPictureToBePrintedWantsEightPixelsAModule() throws {
    func warnings(_ qr: String) throws -> [String] {
      let config = CatalogueFixture.base.replacing(
        "language: en", with: "language: en, qr: { \(qr) }")
      return try CatalogueFixture(config + "links: [{ id: a }]").texts
    }
    let coarse = try warnings("width_mm: 30, module_px: 7")
    #expect(coarse.count == 1)
    #expect(
      coarse.first?.contains(
        "warning: site.qr.module_px: a picture that is printed needs 8 pixels a module or more, not 7"
      ) == true, "\(coarse)")
    #expect(try warnings("width_mm: 30, module_px: 8").isEmpty)
    #expect(try warnings("module_px: 7").isEmpty)
  }

  @Test(arguments: [
    ("links: [{ id: a, price: ⟦5 }]", "links[0].price: the customer can change the price"),
    (
      "links: [{ id: \"{n}\", each: { n: 1..9 }, price: ⟦5, custom: \"{n}\" }]",
      "links[0].price: the customer can change the price (9 links)"
    ),
    ("links: [{ id: a }, { id: ⟦b }]", "links[1]: \"b\" has the same address as another link"),
    (
      "links: [{ id: \"{n}\", each: { n: 1..9 } }]",
      "links[0]: \"2\" has the same address as another link, and so have 7 more"
    ),
    (
      "gateway: ⟦http://gatepay.io\nlinks: [{ id: a }]",
      "gateway: http://gatepay.io is not encrypted: anyone on the way can change who is paid"
    ),
    (
      "links: [{ id: a, title: ⟦\"Tea \u{202E}00.1\" }]",
      "links[0].title: \"Tea [U+202E]00.1\" has an invisible character after \"Tea \": U+202E (direction mark)"
    ),
    (
      "links: [{ id: a, title: ⟦\"T\u{200B}ea\" }]",
      "links[0].title: \"T[U+200B]ea\" has an invisible character after \"T\": U+200B (zero-width space)"
    ),
  ])
  func warnsAtTheRightPlace(marked: String, message: String) throws {
    let text = MarkedText(CatalogueFixture.base + marked)
    let fixture = try CatalogueFixture(text.text)
    let place = text.line == 0 ? "" : "\(text.line):\(text.column): "
    #expect(fixture.catalogue != nil, "\(fixture.texts)")
    #expect(
      fixture.texts.contains { $0.contains("\(place)warning: \(message)\n  hint: ") },
      "\(fixture.texts)")
    #expect(fixture.sink.warningCount == fixture.texts.count)
  }

  @Test func saysWhatEachFieldOfADenseCodeCosts() throws {
    let custom = String(repeating: "x", count: 170)
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "links: [{ id: a, price: 5, custom: \(custom), stable: true, skin: night }]")
    #expect(
      fixture.texts == [
        """
        paypress.yml:7:15: warning: links[0]: the code of "a" is hard to scan: version 12, \
        65 squares on a side
          hint: shorten custom, or leave out what is not needed; the address has 281 bytes: appkey 40, token 10, price \
        11, custom 178 (without custom: version 6), stable 9, skin 7
        """
      ])
  }

  @Test(arguments: ["e3d704f3542b44a621ebed70dc0efe13", "0123456789abcdef0123456789abcdef"])
  func recognisesSampleKeys(appkey: String) throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base.replacing("00112233445566778899aabbccddeeff", with: appkey)
        + "links: [{ id: a }]")
    #expect(fixture.catalogue?.outline.areSamples == [true])
    #expect(fixture.texts.count == 1 && fixture.texts[0].hasPrefix("paypress.yml:5:13: warning: "))
  }

  @Test func warnsOnceOfAPatternThatManyLinksShare() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "links: [{ id: \"{n}\", each: { n: 1..40 }, title: \"T\u{200B} {n}\", custom: \" {n}\", stable: true }]"
    )
    #expect(fixture.texts.count == 2 && fixture.sink.warningCount == 2, "\(fixture.texts)")
  }

  @Test func saysNothingOfAGoodConfig() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + """
        links:
          - { id: a }
          - { id: b, price: 5, stable: true }
          - { id: family, title: "👩‍👩‍👧 ❤️ 1️⃣ می‌خواهم میز 🏴󠁧󠁢󠁥󠁮󠁧󠁿", custom: x, stable: true }
        """)
    #expect(fixture.texts.isEmpty && fixture.catalogue?.linkCount == 3)
  }
}
