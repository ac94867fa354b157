internal import Support

/// Compares the entries of an index page with the links that it must list.
struct IndexProof {
  /// A link as an index page must show it.
  struct Entry: Sendable {
    let id: String
    /// Nil where it is not known, as in another language than that of the list.
    let title: String?
    /// The amount with two decimals; nil if the payer enters it.
    let price: String?
    /// The path of its page.
    let page: String
    /// Its payment page, to which a button may lead.
    let url: String
    /// Whether it may have no button where others have one, as an order that was paid.
    let mayLackButton: Bool
  }

  private let path: String
  private let content: PageContent
  /// The lines of each entry, by the path of the page to which it leads.
  private var lines: [String: [String]] = [:]
  /// Where each entry leads outside of the site.
  private var buttons: [String: [String]] = [:]

  /// Reads an index page at a path.
  init(_ path: String, _ document: HTMLDocument) {
    self.path = path
    content = PageContent(document)
    readEntries()
  }

  /// Whether it leads to any page of a link; an index with another template may not.
  var hasEntries: Bool { !lines.isEmpty }

  /// Whether it leads to a page.
  func leads(to page: String) -> Bool { lines[page] != nil }

  /// What the page could do, where nothing is known of its template.
  var actions: [Found] {
    content.actions.map { Found(.file(path, .activeContent($0, link: nil))) }
  }

  /// The text of an entry is that of the largest element with no other entry.
  private mutating func readEntries() {
    let document = content.document
    var targets: [Int: String] = [:]
    /// How many entries each element has.
    var counts = [Int](repeating: 0, count: document.elements.count)
    for (index, element) in document.elements.enumerated() where element.name == "a" {
      guard let target = element["href"].flatMap({ URLReference($0).path(from: path) }),
        target.hasPrefix("pay/")
      else { continue }
      targets[index] = target
      var next: Int? = index
      while let current = next {
        counts[current] += 1
        next = document.elements[current].parent
      }
    }
    for (index, target) in targets {
      var block = index
      while let parent = document.elements[block].parent, counts[parent] == 1 { block = parent }
      lines[target, default: []] += targets.count == 1 ? content.lines : document.lines(in: block)
      let anchors = document.elements[block..<document.elements[block].end].filter {
        $0.name == "a" || $0.name == "area"
      }
      buttons[target, default: []] += anchors.compactMap { $0["href"] }
        .filter { URLReference($0).host != nil }
    }
  }

  /// What is wrong with the entries of some links.
  func differences(_ entries: [Entry]) -> [Found] {
    entries.compactMap { entry in
      guard let lines = lines[entry.page] else {
        return Found(.file(path, .missingEntry(entry.id), .init(entry.id)))
      }
      if let title = entry.title, !lines.contains(where: { $0.holds(HTMLDocument.plain(title)) }) {
        return Found(
          .file(
            path, .entryTitle(entry.id, expected: title, found: lines.first),
            .init(entry.id, expected: title, found: lines.first)))
      }
      let own = Set(HostedPageProof.sums(in: entry.title ?? "", onlyAlone: false))
      let sums = lines.flatMap { HostedPageProof.sums(in: $0, onlyAlone: entry.title == nil) }
        .filter { !own.contains($0) }
      if let other = sums.first(where: { $0 != entry.price }) {
        return Found(
          .file(
            path, .entryAmount(entry.id, expected: entry.price, found: other),
            .init(entry.id, expected: entry.price, found: other)))
      }
      return buttonDifference(entry)
    }
  }

  /// What is wrong with the button of an entry, if entries have buttons.
  private func buttonDifference(_ entry: Entry) -> Found? {
    let (path, id) = (path, entry.id)
    let targets = buttons[entry.page] ?? []
    if let other = targets.first(where: { $0 != entry.url }) {
      let parts = AddressDifference.parts(expected: entry.url, found: other)
      return Found(address: other) {
        .file(
          path, .entryButton(id, leadsTo: $0 == id ? nil : $0, parts), .init(id, leadsTo: $0))
      }
    }
    let isMissing =
      targets.isEmpty && !entry.mayLackButton && buttons.values.contains { !$0.isEmpty }
    return isMissing ? Found(.file(path, .entryLacksButton(id), .init(id))) : nil
  }
}

extension Problem {
  fileprivate static func missingEntry(_ link: String) -> Problem {
    Problem(
      Sentence("the index does not lead to \(quoted(link))", "索引页没有通往 \(quoted(link)) 的链接"))
  }

  fileprivate static func entryTitle(_ link: String, expected: String, found: String?) -> Problem {
    let have = found.map { Sentence(quoted($0), " \(quoted($0))") } ?? Sentence("empty", "空")
    return Problem(
      Sentence(
        "the entry of \(quoted(link)) is \(have.english); its title should be \(quoted(expected))",
        "\(quoted(link)) 的条目是\(have.chinese)，标题应为 \(quoted(expected))"))
  }

  fileprivate static func entryButton(
    _ link: String, leadsTo other: String?, _ parts: [AddressDifference]
  ) -> Problem {
    let target = AddressDifference.target(other, parts)
    return Problem(
      Sentence(
        "the button in the entry of \(quoted(link)) leads to \(target.english)",
        "\(quoted(link)) 的条目里的按钮指向\(target.chinese)"))
  }

  fileprivate static func entryLacksButton(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the entry of \(quoted(link)) has no button, and others have one",
        "\(quoted(link)) 的条目没有按钮，而别的条目有"))
  }

  fileprivate static func entryAmount(_ link: String, expected: String?, found: String) -> Problem {
    let should =
      expected.map { Sentence("it should be ¥\($0)", "应为 ¥\($0)") }
      ?? Sentence("the payer enters it", "金额应由付款人填写")
    return Problem(
      Sentence(
        "the entry of \(quoted(link)) shows ¥\(found); \(should.english)",
        "\(quoted(link)) 的条目显示 ¥\(found)；\(should.chinese)"))
  }
}
