internal import Catalog
internal import Editing
internal import GatePay
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

  /// Ids of links and tags that the config names, to choose from while typing; the first of very many.
  struct KnownWords {
    private(set) var ids: [String] = []
    private(set) var tags: [String] = []

    /// The most of each kind.
    private static let limit = 100

    /// Reads a config.
    init(in text: ConfigText) {
      for item in text.root["links"]?.items ?? [] {
        if let id = item["id"]?.text.map(Self.pattern), id != "*" { Self.add(id, to: &ids) }
        for tag in item["tags"].flatMap(text.words) ?? [] where !tag.contains("{") {
          Self.add(tag, to: &tags)
        }
      }
    }

    /// What print jobs may choose links by.
    var selectors: [String] {
      ["*"] + ids + tags.filter { JobForm.words($0) == [$0] }.map { "tag:\($0)" }
    }

    private static func add(_ word: String, to words: inout [String]) {
      if words.count < limit, !word.isEmpty, !words.contains(word) { words.append(word) }
    }

    /// An id with its fields as `*`, which chooses all links of its entry.
    private static func pattern(of id: String) -> String {
      var pattern = ""
      var rest = id[...]
      while let start = rest.firstIndex(of: "{") {
        pattern += rest[..<start]
        guard let end = rest[start...].firstIndex(of: "}") else { return id }
        if !pattern.hasSuffix("*") { pattern += "*" }
        rest = rest[rest.index(after: end)...]
      }
      return pattern + rest
    }
  }

  /// A field for words with those that are known; several may be typed one after the other.
  ///
  /// - Parameter place: tells the lists of a page apart.
  func wordsField(
    _ name: String, _ label: String, _ value: String, _ words: [String], at place: String,
    isNeeded: Bool = true
  ) -> Markup {
    let options: [Markup] = words.map { "<option value=\"\($0)\"></option>" }
    let needed: Markup = isNeeded ? " required" : ""
    return """
      <p><label>\(label)<input name="\(name)" value="\(sent(name, or: value))" list="\(place)" autocomplete="off"\(needed) maxlength="1000"></label></p>
      <datalist id="\(place)">\(options)</datalist>

      """
  }
}
