internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

extension EditPage {
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
