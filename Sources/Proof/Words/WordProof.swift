/// Compares the words on a page with the expected ones.
struct WordProof: Sendable {
  private let codes: [ListedCode]
  /// The visible words as read with the page upright.
  private let upright: [PageText.Word]
  /// The visible words as read with the page upside down; nil if they were not read so.
  private let turned: [PageText.Word]?

  /// The least contrast between letters and background, in 255 steps of grey.
  private static let leastContrast = 32

  /// Keeps the words that a payer sees and the program wrote: not those in the colour of their
  /// background, under a code, or in the shop's pictures.
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
      // A dot or a quotation mark may lie outside the part of the line that is measured.
      let hasLetters = word.text.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      return !hasLetters || contrast(word.ink) >= Self.leastContrast
    }
    upright = text.words.filter(isSeen)
    self.turned = turned?.words.filter(isSeen)
  }

  /// The differences in the words beside a code: its title, its amount, then any line.
  func differences(
    _ number: Int, _ link: ListedLink, _ place: Difference.Place
  ) -> [Difference] {
    let code = codes[number]
    guard var words = words(beside: code) else { return [] }
    let missing = Self.takeLines(of: code, from: &words)
    let extra = words.lines
    var found: [Difference] = []
    let title = code.lines(of: code.title)
    if title.isEmpty || title.contains(where: missing.contains) {
      let other = codes.first { other in
        let lines = other.lines(of: other.title)
        var rest = words
        return other.title != code.title && !lines.isEmpty && lines.allSatisfy { rest.take($0) }
      }
      found.append(
        .wrongTitle(place, link: link.id, expected: code.title, found: other?.title))
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

  /// The words on the same label, card or face as a code; nil if they were not read.
  private func words(beside code: ListedCode) -> PieceWords? {
    guard let words = code.isTurned ? turned : upright else { return nil }
    return PieceWords(
      words.filter { code.piece.holds($0.ink.middle) }, on: code.piece, isTurned: code.isTurned)
  }

  /// Removes the lines of a code's words and returns those that are not there.
  private static func takeLines(of code: ListedCode, from words: inout PieceWords) -> [String] {
    // A line may be the beginning of a longer one, so the longest goes first.
    let byLength = code.words.indices.sorted { code.words[$0].count > code.words[$1].count }
    return byLength.filter { !words.take(code.words[$0]) }.sorted().map { code.words[$0] }
  }

  /// The digits of the amounts in yuan in a text: `¥`, then a number with two decimals.
  private static func amounts(_ text: String) -> [String] {
    text.matches(of: /[¥￥]\s*([0-9,]+\.[0-9]{2})(?![0-9])/).map { $0.1.filter { $0 != "," } }
  }
}

extension ListedCode {
  fileprivate var symbol: PageBox {
    PageBox(left: x, top: y, right: x + side, bottom: y + side)
  }

  /// The lines that a text is broken into; empty when the job does not contain it.
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
