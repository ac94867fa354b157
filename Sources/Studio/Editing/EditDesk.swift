internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// Takes the forms of the studio: shows what a change does, makes it, takes it back.
struct EditDesk: Sendable {
  let editor: ConfigEditor
  /// What a form must hold, so that no page of elsewhere can change anything.
  let token: String

  /// The largest form in bytes.
  static let maximumByteCount = 1 << 16

  /// What a request leads to.
  enum Answer {
    case page(Markup)
    /// The path of another page.
    case moved(String)
    case refused
  }

  /// The page with all forms, or that of one link.
  func page(_ visit: StudioVisit, link id: String? = nil) async -> Markup {
    await EditPage(visit: visit, token: token, text: text, canUndo: editor.canUndo).html(link: id)
  }

  /// The questions to somebody who has no config; nil if there is one.
  func firstRun(_ visit: StudioVisit) async -> Markup? {
    guard await editor.isMissing else { return nil }
    var shop = FirstShop()
    shop.language = visit.language
    return FirstRunPage(visit: visit, token: token, shop: shop).html
  }

  private func makeShop(
    _ shop: FirstShop, _ visit: StudioVisit
  ) async throws(ConfigEditor.Refusal) -> Answer {
    let config: String
    do throws(FirstShop.Fault) {
      config = try shop.config()
    } catch {
      return .page(FirstRunPage(visit: visit, token: token, shop: shop, fault: error).html)
    }
    try await editor.create(config)
    return .moved("print?\(FirstRunPage.welcome)")
  }

  private var text: Result<ConfigText, ConfigEditor.Refusal> {
    get async {
      do throws(ConfigEditor.Refusal) {
        return .success(try await editor.text())
      } catch {
        return .failure(error)
      }
    }
  }

  /// Answers a form.
  func answer(_ fields: FormFields, _ visit: StudioVisit) async -> Answer {
    guard let given = fields["token"], given == token else { return .refused }
    do throws(ConfigEditor.Refusal) {
      if fields["action"] == "first" { return try await makeShop(FirstShop(fields), visit) }
      if fields["action"] == "undo" {
        try await editor.undo()
        return .moved("edit")
      }
      guard let action = EditAction(fields) else { return .refused }
      let change: ConfigEditor.Change = { text throws(EditRefusal) in try action.apply(to: text) }
      if let basis = fields["basis"] {
        try await editor.make(change, on: basis)
        return .moved("edit")
      }
      let proposal = try await editor.propose(change)
      return .page(
        DiffPage(visit: visit, token: token, fields: fields, proposal: proposal).html)
    } catch {
      return .page(
        await EditPage(visit: visit, token: token, text: text, canUndo: editor.canUndo)
          .html(refusal: error))
    }
  }
}
