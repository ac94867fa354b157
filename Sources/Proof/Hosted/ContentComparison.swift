internal import Support

/// Names what differs between a page and the one that a build would write.
struct ContentComparison {
  let path: String
  /// The link of the page, if it has one.
  let link: String?
  let expected: PageContent
  let found: PageContent

  /// What the page could do, and the expected one could not.
  var addedActions: [Found] {
    found.actions.filter { !expected.actions.contains($0) }.map {
      Found(.file(path, .activeContent($0, link: link), .init(link, found: $0)))
    }
  }

  /// The first difference of each kind that readers see.
  var differences: [Found] {
    let link = link
    let kinds: [(KeyPath<PageContent, [String]>, (String?, String?) -> Problem)] = [
      (\.lines, { .otherLine(link, expected: $0, found: $1) }),
      (\.links, { .otherTarget(link, expected: $0, found: $1) }),
      (\.pictures, { .otherShownPicture(link, expected: $0, found: $1) }),
    ]
    let differences = kinds.compactMap { difference(in: $0, $1) }
    if !differences.isEmpty { return differences }
    return [difference(in: \.tags) { .otherTag(link, expected: $0, found: $1) }].compactMap(\.self)
  }

  private func difference(
    in texts: KeyPath<PageContent, [String]>, _ problem: (String?, String?) -> Problem
  ) -> Found? {
    let (want, have) = Self.firstDifference(expected[keyPath: texts], found[keyPath: texts])
    if want == have { return nil }
    let (expected, found) = (Self.shown(want), Self.shown(have))
    return Found(
      .file(path, problem(expected, found), .init(link, expected: expected, found: found)))
  }

  private static func firstDifference(
    _ expected: [String], _ found: [String]
  ) -> (String?, String?) {
    for (index, text) in expected.enumerated() {
      if index >= found.count { return (text, nil) }
      if found[index] != text { return (text, found[index]) }
    }
    return (nil, found.dropFirst(expected.count).first)
  }

  /// A text for messages, which never show a merchant's key or token.
  private static func shown(_ text: String?) -> String? {
    guard let text else { return nil }
    let isSecret = text.contains("appkey=") || text.contains("token=")
    return isSecret ? String(text.prefix { $0 != "?" }) + "?…" : text
  }
}

extension Problem {
  static func activeContent(_ action: String, link: String?) -> Problem {
    let page =
      link.map { Sentence("the page of \(quoted($0))", "\(quoted($0)) 的页面") }
      ?? Sentence("the page", "页面")
    return Problem(
      Sentence(
        "\(page.english) has \(quoted(action)), which no build wrote there",
        "\(page.chinese)里有 \(quoted(action))，它不是由构建写入的"))
  }

  fileprivate static func otherLine(
    _ link: String?, expected: String?, found: String?
  ) -> Problem {
    other(Sentence("the text", "文字"), link, expected, found, code: "other-line")
  }

  fileprivate static func otherTarget(
    _ link: String?, expected: String?, found: String?
  ) -> Problem {
    other(Sentence("a link's target", "链接的目标"), link, expected, found, code: "other-target")
  }

  fileprivate static func otherShownPicture(
    _ link: String?, expected: String?, found: String?
  ) -> Problem {
    other(Sentence("a picture", "图片"), link, expected, found, code: "other-shown-picture")
  }

  fileprivate static func otherTag(
    _ link: String?, expected: String?, found: String?
  ) -> Problem {
    other(Sentence("a tag or title", "标签或标题"), link, expected, found, code: "other-tag")
  }

  private static func other(
    _ what: Sentence, _ link: String?, _ expected: String?, _ found: String?, code: String
  ) -> Problem {
    let page =
      link.map { Sentence("on the page of \(quoted($0)), ", "\(quoted($0)) 的页面上，") }
      ?? Sentence("", "")
    let instead =
      found.map { Sentence("\(what.english) is \(quoted($0))", "\(what.chinese)是 \(quoted($0))") }
      ?? Sentence("\(what.english) is missing", "缺少\(what.chinese)")
    let should = should(expected)
    return Problem(
      Sentence(
        "\(page.english)\(instead.english); \(should.english)",
        "\(page.chinese)\(instead.chinese)；\(should.chinese)"), code: code)
  }
}
