internal import Editing
internal import Pages
internal import Support

extension EditPage {
  /// The button of a form that deletes what the form is for; the change is shown before it is made.
  func removalButton(_ words: String) -> Markup {
    """
    <button class="remove" name="\(Removal.field)" value="1" formnovalidate>\(words)</button>
    """
  }

  /// What tells a value with a name from another one that may be there by then.
  func seen(
    _ list: String, _ name: String, in text: ConfigText
  ) -> [(name: String, value: String)] {
    text.identity(of: [.key(list), .key(name)]).map { [("seen", $0)] } ?? []
  }

  /// The button that deletes an entry, in a form of its own.
  func removal(of entry: ConfigEntry, _ words: String) -> Markup {
    let page = [(name: Self.pageField, value: path)]
    let values: [Markup] = (entry.place.fields + page).map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
    }
    return """
      <form class="edit wide" method="post" action="\(address: visit.base + "edit")">\(secret)\
      <input type="hidden" name="action" value="\(Removal.field)">\(values)
      <p class="steps">\(removalButton(words))\
      <span class="quiet">\(visit.say("You see what goes before it is gone, and can undo it.", "删除之前会先显示内容，删除后也能撤销。"))</span></p></form>

      """
  }
}
