/// Compares the words on a page with those that should be on it.
struct WordProof: Sendable {
  private let codes: [ListedCode]
  /// The words that can be seen, as they are read with the page upright.
  private let upright: [PageText.Word]
  /// Those that are read with the page upside down; nil when it was not read so.
  private let turned: [PageText.Word]?

  /// The least difference between letters and their ground, of 255 steps of grey.
  private static let leastContrast = 32

  /// Words in the colour of their ground, and words under a code, are not there for a payer; words in the
  /// shop's pictures are the shop's own.
  init(
    _ text: PageText, turned: PageText?, on picture: GrayPicture, pixelsPerMillimetre: Double,
    _ codes: [ListedCode]
  ) {
    self.codes = codes
    func contrast(_ box: PageBox) -> Int {
      picture.contrast(
        in: GrayPicture.Area(
          left: Int(box.left * pixelsPerMillimetre), top: Int(box.top * pixelsPerMillimetre),
          right: Int(box.right * pixelsPerMillimetre) + 1,
          bottom: Int(box.bottom * pixelsPerMillimetre) + 1))
    }
    func isSeen(_ word: PageText.Word) -> Bool {
      let isCovered = codes.contains { code in
        code.symbol.holds(word.ink.middle) || code.pictures.contains { $0.holds(word.ink.middle) }
      }
      if isCovered { return false }
      // A dot or a quotation mark may lie outside the part of the line that is looked at.
      let hasLetters = word.text.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      return !hasLetters || contrast(word.ink) >= Self.leastContrast
    }
    upright = text.words.filter(isSeen)
    self.turned = turned?.words.filter(isSeen)
  }

  /// What differs in the words beside a code: its title and its amount, else any line.
  func differences(
    _ number: Int, _ link: ListedLink, _ place: Difference.Place
  ) -> [Difference] {
    let code = codes[number]
    guard var words = words(beside: code) else { return [] }
    let missing = Self.takeLines(of: code, from: &words)
    let extra = words.lines
    var found: [Difference] = []
    let title = code.lines(of: link.title)
    if title.isEmpty || title.contains(where: missing.contains) {
      let other = codes.first { other in
        let lines = other.lines(of: other.title)
        var rest = words
        return other.title != link.title && !lines.isEmpty && lines.allSatisfy { rest.take($0) }
      }
      found.append(
        .wrongTitle(place, link: link.id, expected: link.title, found: other?.title))
    }
    let printed = code.words.filter { !missing.contains($0) }.flatMap(Self.amounts)
    let isThere = link.price.map(printed.contains) ?? true
    let known = code.words.flatMap(Self.amounts)
    let other = extra.flatMap(Self.amounts).first { !known.contains($0) && $0 != link.price }
    if !isThere || other != nil {
      found.append(.wrongAmount(place, link: link.id, expected: link.price, found: other))
    }
    if !found.isEmpty || extra.isEmpty && missing.isEmpty { return found }
    return [.otherWords(place, link: link.id, extra: extra, missing: missing)]
  }

  /// The words on the same label, card or face as a code; nil when they were not read.
  private func words(beside code: ListedCode) -> PieceWords? {
    guard let words = code.isTurned ? turned : upright else { return nil }
    return PieceWords(
      words.filter { code.piece.holds($0.ink.middle) }, on: code.piece, isTurned: code.isTurned)
  }

  /// Takes the lines of a job away.
  ///
  /// - Returns: the lines that are not there.
  private static func takeLines(of code: ListedCode, from words: inout PieceWords) -> [String] {
    // A line may be the beginning of a longer one.
    let byLength = code.words.indices.sorted { code.words[$0].count > code.words[$1].count }
    return byLength.filter { !words.take(code.words[$0]) }.sorted().map { code.words[$0] }
  }

  /// The figures of the amounts in yuan in a text: `¥` and figures with two decimals.
  private static func amounts(_ text: String) -> [String] {
    text.matches(of: /[¥￥]\s*([0-9,]+\.[0-9]{2})(?![0-9])/).map { $0.1.filter { $0 != "," } }
  }
}

extension ListedCode {
  /// The symbol without its quiet zone.
  fileprivate var symbol: PageBox {
    PageBox(left: x, top: y, right: x + side, bottom: y + side)
  }

  /// The lines that a text is broken into; empty when the job does not have it.
  fileprivate func lines(of text: String) -> [String] {
    let text = PageText.plain(text)
    for start in words.indices {
      var rest = text[...]
      for end in words[start...].indices {
        let line = PageText.plain(words[end])
        guard rest.hasPrefix(line) else { break }
        rest = rest.dropFirst(line.count)
        if rest.isEmpty { return Array(words[start...end]) }
      }
    }
    return []
  }
}
