internal import Support

extension ConfigCursor {
  /// A value that is the same in every language, or one for each: `{ zh-CN: …, en: … }`.
  ///
  /// The main language must be among them; `main` is nil, with a finding, if its value is wrong.
  func translated<Value>(
    main language: Language, _ read: (ConfigCursor) -> Value?
  ) -> (main: Value?, others: [Language: Value]) {
    // `{name}` without quotes is a mapping too, whose only value is missing.
    guard case .mapping(let entries) = node.content,
      entries.contains(where: { !$0.value.isMissing && !$0.value.isNone })
    else { return (read(self), [:]) }
    let values = values(keys: Language.allCases.map(\.rawValue))
    var others: [Language: Value] = [:]
    for other in Language.allCases where other != language {
      others[other] = values[other.rawValue].flatMap(read)
    }
    guard let main = values[language.rawValue] else {
      report(.noMainLanguage(language.rawValue))
      return (nil, others)
    }
    return (read(main), others)
  }
}

extension [Language] {
  /// A text in each of these languages: the main one where a language has none, and none twice.
  func texts(_ main: String, _ others: [Language: String]) -> [String] {
    if others.isEmpty { return [main] }
    return reduce(into: []) { texts, language in
      let text = others[language] ?? main
      if !texts.contains(text) { texts.append(text) }
    }
  }
}

extension Problem {
  fileprivate static func noMainLanguage(_ language: String) -> Problem {
    Problem(
      Sentence(
        "the text in the site's main language, \(language), is missing",
        "缺少站点主语言（\(language)）的文字"),
      hint: Sentence(
        "add `\(language): …`; `site.language` names the main language first",
        "请加上 `\(language): …`；`site.language` 里第一个是主语言"))
  }
}
