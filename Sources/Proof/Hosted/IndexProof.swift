internal import Support

/// Compares the entries of an index page with the links that it must list.
struct IndexProof {
  /// A link as an index page must show it.
  struct Entry: Sendable {
    let id: String
    let title: String
    /// The amount with two decimals; nil if the payer enters it.
    let price: String?
    /// The path of its page.
    let page: String
  }

  private let path: String
  private let content: PageContent
  /// The lines of each entry, by the path of the page to which it leads.
  private var lines: [String: [String]] = [:]

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
    }
  }

  /// What is wrong with the entries of some links.
  func differences(_ entries: [Entry]) -> [Found] {
    entries.compactMap { entry in
      guard let lines = lines[entry.page] else {
        return Found(.file(path, .missingEntry(entry.id), .init(entry.id)))
      }
      if !lines.contains(where: { $0.holds(HTMLDocument.plain(entry.title)) }) {
        return Found(
          .file(
            path, .entryTitle(entry.id, expected: entry.title, found: lines.first),
            .init(entry.id, expected: entry.title, found: lines.first)))
      }
      let own = Set(HostedPageProof.sums(in: entry.title, onlyAlone: false))
      let sums = lines.flatMap { HostedPageProof.sums(in: $0, onlyAlone: false) }
        .filter { !own.contains($0) }
      if let other = sums.first(where: { $0 != entry.price }) {
        return Found(
          .file(
            path, .entryAmount(entry.id, expected: entry.price, found: other),
            .init(entry.id, expected: entry.price, found: other)))
      }
      return nil
    }
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
