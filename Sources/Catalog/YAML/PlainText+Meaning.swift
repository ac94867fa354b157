extension PlainText {
  /// What a value is for.
  enum Meaning {
    /// A key or token, which messages must not show.
    case secret
    /// A text of its author or the name of a file, which may hold any character.
    case text
    /// A number, a name or a choice, which has no `#`.
    case word

    /// The meaning of the value at a key path, or of an item of its list.
    init(_ keyPath: String) {
      let keys = PlainText.keys(keyPath)
      let last = keys.suffix(2)
      let isText =
        last.last.map(Self.textKeys.contains) == true
        || last.count == 2 && last.first.map(Self.groupsOfTexts.contains) == true
        || keys.count > 2 && keys[0] == "merchants" && keys[2] == "name"
        || keys.dropLast(2).last == "headings"
      self =
        PlainText.isSecret(keyPath) ? .secret : isText && keys[0] != "prices" ? .text : .word
    }

    private static let textKeys: Set<String> = [
      "title", "print_title", "custom", "note", "tags", "rows", "sheet", "icon", "logo", "mark",
      "picture", "accent", "allow_outside",
    ]
    /// Keys with texts below names.
    private static let groupsOfTexts: Set<String> = [
      "title", "print_title", "note", "each", "headings", "wallets",
    ]
  }
}
