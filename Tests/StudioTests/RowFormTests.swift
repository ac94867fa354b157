import Catalog
import GatePay
import Pages
import Site
import Support
import TestSupport
import Testing

@testable import Editing
@testable import Studio

/// Forms of rows of spreadsheets.
@Suite struct RowFormTests {
  /// The same bytes may make a link from another row, once the config says other ids: then neither row changes.
  @Test func changesOnlyTheRowThatTheFormShowed() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sku,code,name\na,b,First\nb,a,Second\n", to: "goods.csv")
    let path = "\(folder.path)/paypress.yml"
    func view(of id: String, by column: String) async throws -> RowView {
      try folder.write(
        """
        site: { title: S, language: en }
        merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: abc } } }
        links: [{ id: "{\(column)}", rows: goods.csv, title: "{name}", custom: "{sku}" }]

        """, to: "paypress.yml")
      let site = try #require(try Site.check(path, environment: [:], into: FindingSink()))
      var state = StudioState()
      state.built = StudioState.Built(site: site, moment: 0, milliseconds: 0)
      let link = try state.firstLink { $0.id == id }
      return try #require(try await RowView(of: link, state, ProjectEditor(path)))
    }
    let shown = try await view(of: "a", by: "sku")
    let later = try await view(of: "a", by: "code")
    #expect(shown.source.row == 2 && later.source.row == 3 && shown.digest == later.digest)
    let own = [("id", "a"), ("seen", shown.digest)]
    let row = [(RowEdit.rowField, "\(shown.source.row)")]
    let file = try folder.text("goods.csv")
    for (fields, view, isSame) in [
      (own + row, shown, true), (own + row, later, false), (own, shown, false),
      (own + [(RowEdit.rowField, "x")], shown, false),
    ] {
      for change in [("remove", "1"), (RowEdit.field(2), "Other")] {
        let edit = RowEdit(
          FormFields((fields + [change]).map { FormFields.Field($0.0, $0.1) }))
        var draft = ProjectDraft(config: path)
        var isRefused = false
        do throws(ProjectEditor.Refusal) {
          try edit.apply(to: &draft, view)
        } catch {
          if case .changedMeanwhile = error { isRefused = true }
        }
        #expect(isRefused != isSame && draft.changes.count == (isSame ? 1 : 0))
      }
    }
    #expect(try folder.text("goods.csv") == file)
    // The form says which row it is.
    var page = EditPage(
      visit: StudioVisit(
        base: "/", language: .english, run: "", state: StudioState(), hasPayments: false,
        canEdit: true), token: "", text: .failure(.nothingToUndo), canUndo: false)
    page.row = shown
    let html = String(decoding: page.row(shown, of: "a").bytes, as: UTF8.self)
    #expect(html.contains("name=\"row\" value=\"2\""))
  }
}
