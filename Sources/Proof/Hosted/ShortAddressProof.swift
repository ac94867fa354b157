internal import Support

/// Compares the page of a short address with the link that it must lead to: what a browser does by
/// itself, and the button.
struct ShortAddressProof {
  private let path: String
  private let link: ExpectedLink
  private let document: HTMLDocument
  private let content: PageContent

  init(path: String, link: ExpectedLink, _ document: HTMLDocument) {
    self.path = path
    self.link = link
    self.document = document
    content = PageContent(document)
  }

  /// What is wrong with the page.
  func differences() -> [Found] {
    let refreshes = document.elements.filter {
      $0.name == "meta" && $0["http-equiv"]?.lowercased() == "refresh"
    }
    let targets = refreshes.map { Self.target(ofRefresh: $0["content"] ?? "") }
    if targets.isEmpty { return [difference(leadingTo: nil)] }
    let wrong = (targets.map { $0 ?? "" } + content.links).first { $0 != link.url }
    if let wrong { return [difference(leadingTo: wrong)] }
    if content.links.isEmpty { return [difference(leadingTo: nil)] }
    // The refresh itself is what the page is for.
    return content.actions.filter { !$0.hasPrefix("<meta") }.map {
      Found(.file(path, .activeContent($0, link: link.id), .init(link.id, found: $0)))
    }
  }

  /// Where a browser goes at once (HTML Standard, "Refresh state"); nil if it waits or stays.
  private static func target(ofRefresh content: String) -> String? {
    guard let match = content.wholeMatch(of: /\s*0\s*;\s*url=(\S+)\s*/.ignoresCase()) else {
      return nil
    }
    return String(match.output.1)
  }

  private func difference(leadingTo other: String?) -> Found {
    guard let other else {
      return Found(.file(path, .shortAddressLeadsNowhere(link.id), .init(link.id)))
    }
    let (path, id) = (path, link.id)
    let parts = AddressDifference.parts(expected: link.url, found: other)
    return Found(address: other) {
      .file(
        path, .shortAddress(of: id, leadsTo: $0 == id ? nil : $0, parts), .init(id, leadsTo: $0))
    }
  }
}

extension Problem {
  fileprivate static func shortAddressLeadsNowhere(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the short address of \(quoted(link)) does not lead to its payment page",
        "\(quoted(link)) 的短网址没有通往付款页"),
      hint: Sentence("run `paypress build`", "请运行 `paypress build`"))
  }

  fileprivate static func shortAddress(
    of link: String, leadsTo other: String?, _ parts: [AddressDifference]
  ) -> Problem {
    let target = AddressDifference.target(other, parts)
    return Problem(
      Sentence(
        "the short address of \(quoted(link)) leads to \(target.english)",
        "\(quoted(link)) 的短网址指向\(target.chinese)"),
      hint: Sentence("run `paypress build`", "请运行 `paypress build`"))
  }

  static func missingShortAddress(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the page of the short address of \(quoted(link)) is missing",
        "缺少 \(quoted(link)) 的短网址页面"),
      hint: Sentence("run `paypress build`", "请运行 `paypress build`"))
  }

  static func noShortAddress(_ text: String, of link: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) of \(quoted(link)) is not a short address",
        "\(quoted(link)) 的 \(quoted(text)) 不是短网址"))
  }
}
