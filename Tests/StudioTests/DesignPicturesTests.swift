import Catalog
import Editing
import Site
import Support
import TestSupport
import Testing

@testable import Studio

/// The pictures of the designs that a new print job can have.
@Suite struct DesignPicturesTests {
  private static func state(_ folder: TemporaryFolder, links: String) throws -> StudioState {
    try folder.write(
      """
      site: { title: Shop, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: qflknfokn } } }
      links: [\(links)]
      """, to: "paypress.yml")
    let site = try Site.check("\(folder.path)/paypress.yml", environment: [:], into: FindingSink())
    var state = StudioState()
    state.built = StudioState.Built(site: try #require(site), moment: 0, milliseconds: 0)
    return state
  }

  private static let settings = Workshop.Settings(
    folder: "", jobs: 1, check: { _ in nil }, examine: { _ in nil },
    explain: { Diagnostic(.error, Problem(Sentence("\($0)", "\($0)"))) }, environment: [:])

  /// A title that is as long as a page has no room on a label, and the next link has.
  @Test func drawsTheFirstLinkThatHasRoom() async throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "A very long title of something that is sold ", count: 40)
    for (links, isDrawn) in [
      ("{ id: long, title: '\(long)', price: 5 }", false),
      ("{ id: long, title: '\(long)', price: 5 }, { id: tea, title: Tea, price: 6 }", true),
    ] {
      let state = try Self.state(folder, links: links)
      let picture = try await DesignPictures().picture(
        "bold.svg", of: .new(.labels), state, Self.settings)
      #expect((picture != nil) == isDrawn)
    }
  }

  @Test func namesDesignsBeforeThereIsAPicture() throws {
    let folder = try TemporaryFolder()
    func html(_ state: StudioState) throws -> String {
      let visit = StudioVisit(
        base: "/", language: .english, run: "", state: state, hasPayments: false, canEdit: true)
      let page = EditPage(
        visit: visit, token: "", text: .success(try ConfigText(Array("links: []\n".utf8))),
        canUndo: false)
      return String(decoding: page.html().bytes, as: UTF8.self)
    }
    let before = try html(StudioState())
    #expect(before.contains("value=\"seal\"") && !before.contains("<img"))
    let after = try html(Self.state(folder, links: "{ id: tea, title: Tea, price: 6 }"))
    #expect(after.contains("design/poster/seal.svg"))
  }
}
