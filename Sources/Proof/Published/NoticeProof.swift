internal import Pages
internal import Support

/// Recognises the pages of links that are gone where the config is not known: by their words, all of
/// them.
struct NoticeProof {
  /// The site's title in each language.
  private let shop: Sentence

  /// Takes the site's titles from the page for addresses without one; nil when that says something
  /// else.
  init?(notFound content: PageContent) {
    guard let shop = Self.words(NoticeWords.notFound, in: content.lines) else { return nil }
    self.shop = shop
    let words = [NoticeWords.notFound, NoticeWords.notFound(at: shop)]
    guard says(words, titles: [NoticeWords.notFound], content) else { return nil }
  }

  /// Whether a page is that of a removed link.
  func isRemoved(_ content: PageContent) -> Bool {
    let words = NoticeWords.removed(at: shop)
    return says([NoticeWords.removed, words], titles: [NoticeWords.removed], content)
      && Language.allCases.allSatisfy { content.lines.contains(words.text(in: $0)) }
  }

  /// Whether a page is that of a short address whose link is gone.
  func isRetired(_ content: PageContent) -> Bool {
    let what = Self.words({ NoticeWords.retired($0, at: shop) }, in: content.lines)
    guard let what else { return false }
    // Its title alone, or followed by its amount.
    func title(_ text: String) -> String {
      text.firstRange(of: /, ¥[0-9]+\.[0-9]{2}$/).map { String(text[..<$0.lowerBound]) } ?? text
    }
    let titles = [what, Sentence(title(what.english), title(what.chinese))]
    return says(titles + [NoticeWords.retired(what, at: shop)], titles: titles, content)
  }

  /// Whether a page shows some words and the shop's title, nothing else, and its window one of the
  /// titles.
  private func says(_ words: [Sentence], titles: [Sentence], _ content: PageContent) -> Bool {
    func texts(_ sentence: Sentence) -> [String] {
      Language.allCases.map { HTMLDocument.plain(sentence.text(in: $0)) }
    }
    let lines = Set((words + [shop]).flatMap(texts) + [NoticeWords.allLinks])
    let windows = Set(titles.flatMap { zip(texts($0), texts(shop)).map { "\($0) · \($1)" } })
    return content.lines.allSatisfy(lines.contains)
      && content.document.text(ofAll: "title").allSatisfy(windows.contains)
  }

  /// What is in the place of the only part of a sentence, in each language; nil where no line has it.
  private static func words(_ sentence: (Sentence) -> Sentence, in lines: [String]) -> Sentence? {
    let gap = sentence(Sentence("\u{0}", "\u{0}"))
    func words(_ language: Language) -> String? {
      let parts = gap.text(in: language).utf8.split(
        separator: 0, omittingEmptySubsequences: false)
      return lines.lazy.map(\.utf8).first {
        $0.count > parts[0].count + parts[1].count && $0.starts(with: parts[0])
          && $0.suffix(parts[1].count).elementsEqual(parts[1])
      }.map { line in
        // A name in Latin letters has spaces beside it among Chinese words.
        var found = line.dropFirst(parts[0].count).dropLast(parts[1].count)
        let space = UInt8(ascii: " ")
        if found.first == space { found = found.dropFirst() }
        if found.last == space { found = found.dropLast() }
        return String(decoding: found, as: UTF8.self)
      }
    }
    guard let english = words(.english), let chinese = words(.chinese) else { return nil }
    return Sentence(english, chinese)
  }
}
