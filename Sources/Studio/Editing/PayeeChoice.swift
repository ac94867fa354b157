internal import Editing
internal import Pages
internal import Support

/// The question who is paid by new links, where several merchants or tokens could be.
struct PayeeChoice {
  let visit: StudioVisit
  let payees: Payees
  /// What somebody chose before; empty for nothing, because a guess could pay the wrong one.
  var chosen = ""

  /// The name of the field.
  static let field = "payee"

  /// The field; nothing where nobody needs to be asked.
  var markup: Markup? {
    guard !payees.names.isEmpty else { return nil }
    let options: [Markup] = payees.names.map { name in
      let mark: Markup = name == chosen ? " selected" : ""
      return "<option value=\"\(name)\"\(mark)>\(name)</option>"
    }
    return """
      <p><label>\(visit.say("Who is paid", "由谁收款"))<select name="\(Self.field)" required>\
      <option value="">\(visit.say("choose", "请选择"))</option>\(options)</select></label></p>

      """
  }
}
