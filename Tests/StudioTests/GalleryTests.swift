import Catalog
import Foundation
import Site
import Support
import TestSupport
import Testing

@testable import Studio

/// Links that are too many to be kept in memory.
@Suite struct GalleryTests {
  private static let count = 17_000

  private static func rows(price: String = "1.50") -> String {
    "sku,name,price\n"
      + (1...count).map { "item-\($0),Item \($0),\($0 == 9 ? price : "1.50")\n" }.joined()
  }

  private static func state(_ folder: TemporaryFolder) throws -> StudioState {
    try folder.write(
      """
      site: { title: Shop, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: qflknfokn } } }
      links:
        - { id: first, title: First, tags: [own] }
        - { id: "{sku}", rows: goods.csv, title: "{name}", price: "{price}" }
      """, to: "paypress.yml")
    try folder.write(rows(), to: "goods.csv")
    var state = StudioState()
    let site = try Site.check("\(folder.path)/paypress.yml", environment: [:], into: FindingSink())
    state.built = StudioState.Built(site: try #require(site), moment: 0, milliseconds: 0)
    return state
  }

  @Test func readsOnePageOfMany() async throws {
    let folder = try TemporaryFolder()
    let state = try Self.state(folder)
    let gallery = Gallery()
    func page(_ query: String) async throws -> Gallery.Page {
      try await gallery.page(state, GalleryFilter(query))
    }
    let first = try await page("")
    #expect(first.cards.count == Gallery.capacity && first.count == Self.count + 1)
    #expect(first.cards[0].link.id == "first" && first.tags == ["own"])
    let last = try await page("from=9999999")
    #expect(last.filter.start == 16_980 && last.cards.map(\.link.id).last == "item-17000")
    #expect(last.cards.count == 21 && last.count == Self.count + 1)
    #expect(try await page("q=ITEM+170").count == 38)
    #expect(try await page("tag=own").cards.map(\.link.id) == ["first"])
    #expect(try await page("merchant=nobody").count == 0)
  }

  /// Nobody waits for the rest of the rows.
  @Test func stopsWhenARequestIsGivenUp() async throws {
    let folder = try TemporaryFolder()
    let state = try Self.state(folder)
    let gallery = Gallery()
    _ = try await gallery.papers(state)
    let request = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await gallery.page(state, GalleryFilter("q=item"))
    }
    await #expect(throws: CancellationError.self) { try await request.value }
  }

  /// A form that is sent again asks for the same, also where the list of choices is cut short.
  @Test(arguments: [
    ("tag=late", "<option value=\"late\" selected>late</option>"),
    ("tag=own", "<option value=\"own\" selected>own</option>"),
    ("merchant=m", "<option value=\"m\" selected>M</option>"),
    ("merchant=nobody", "<option value=\"nobody\" selected>nobody</option>"),
  ])
  func keepsTheChoice(query: String, option: String) {
    var cards = Gallery.Page(filter: GalleryFilter(query))
    cards.tags = ["early", "own"]
    cards.merchants = [("m", "M")]
    let visit = StudioVisit(
      base: "/", language: .english, run: "", state: StudioState(), hasPayments: false,
      canEdit: false)
    let html = String(
      decoding: GalleryPage(visit: visit, cards: cards).html.bytes, as: UTF8.self)
    #expect(html.components(separatedBy: option).count == 2, "\(html)")
    #expect(html.components(separatedBy: " selected>").count == 2)
  }

  /// With an error at the start, no page says that the shop has nothing.
  @Test(arguments: [Language.english, .chinese])
  func saysThatNothingIsBuiltYet(language: Language) {
    var state = StudioState()
    state.counts[.error] = 1
    state.findings = [
      StudioFinding(diagnostic: Diagnostic(.error, Problem(Sentence("wrong", "错误"))))
    ]
    let visit = StudioVisit(
      base: "/", language: language, run: "", state: state, hasPayments: false, canEdit: true)
    let words = language == .english ? "Not built yet" : "尚未构建"
    for html in [
      GalleryPage(visit: visit, cards: Gallery.Page(filter: GalleryFilter(""))).html,
      PrintPage(visit: visit, jobs: [], buttons: nil).html,
      PaperPage(visit: visit, groups: []).html,
    ] {
      #expect(String(decoding: html.bytes, as: UTF8.self).contains("<p class=\"empty\">\(words)"))
    }
    let page = String(decoding: SitePage(visit: visit).beforeTheFirst, as: UTF8.self)
    #expect(page.contains(words) && page.contains(language == .english ? "wrong" : "错误"))
    #expect(page.contains("studio.js") && page.contains("data-kind=\"site\""))
  }

  /// Never a list that ends where the spreadsheet changed.
  @Test func saysThatASpreadsheetHasChanged() async throws {
    let folder = try TemporaryFolder()
    let state = try Self.state(folder)
    try folder.write(Self.rows(price: "free"), to: "goods.csv")
    await #expect(throws: CatalogueChanged.self) {
      try await Gallery().page(state, GalleryFilter("q=item-17000"))
    }
    #expect(throws: CatalogueChanged.self) { try state.firstLink { $0.id == "item-17000" } }
  }
}
