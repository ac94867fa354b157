/// Compares the words on a page with those that should be on it.
struct WordProof: Sendable {
  private let placements: [ListedJob.Placement]
  /// The words that can be seen.
  private let text: PageText

  /// How far words may reach out of their label, in millimetres.
  private static let tolerance = 0.2

  /// The least difference between letters and their ground, of 255 steps of grey.
  private static let leastContrast = 32

  /// Words in the colour of their ground, and words under a code, are not there for a payer; words in the
  /// shop's pictures are the shop's own.
  init(
    _ text: PageText, on picture: GrayPicture, pixelsPerMillimetre: Double,
    _ placements: [ListedJob.Placement]
  ) {
    self.placements = placements
    func contrast(_ box: PageText.Box) -> Int {
      picture.contrast(
        in: GrayPicture.Area(
          left: Int(box.left * pixelsPerMillimetre), top: Int(box.top * pixelsPerMillimetre),
          right: Int(box.right * pixelsPerMillimetre) + 1,
          bottom: Int(box.bottom * pixelsPerMillimetre) + 1))
    }
    self.text = text.keeping { word in
      let isTurned = placements.contains { $0.isTurned && $0.piece.holds(word.turned.box.middle) }
      let seen = isTurned ? word.turned : word
      let isCovered = placements.contains { placement in
        placement.symbol.holds(seen.box.middle)
          || placement.pictures.contains { $0.holds(seen.box.middle) }
      }
      if isCovered { return false }
      // A dot or a quotation mark may lie outside the part of the line that is looked at.
      let hasLetters = word.text.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      let boxes = [seen.box] + [seen.otherBox].compactMap { $0 }
      return !hasLetters || boxes.contains { contrast($0) >= Self.leastContrast }
    }
  }

  /// What differs in the words beside a code.
  func differences(
    _ number: Int, _ link: ListedLink, _ place: Difference.Place
  ) -> [Difference] {
    var found: [Difference] = []
    if !isPrinted(link.title, beside: number) {
      let other = placements.map(\.title).first { title in
        title != link.title && isPrinted(title, beside: number)
      }
      found.append(.wrongTitle(place, link: link.id, expected: link.title, found: other))
    }
    let amounts = amounts(beside: number)
    let other = amounts.first { $0 != link.price && !isInWords($0, of: placements[number]) }
    if link.price.map({ !amounts.contains($0) }) == true || other != nil {
      found.append(.wrongAmount(place, link: link.id, expected: link.price, found: other))
    }
    return found.isEmpty ? otherWords(number, link, place) : found
  }

  // MARK: Title and amount

  private func isPrinted(_ words: String, beside number: Int) -> Bool {
    if PageText.hasRightToLeft(words) { return hasLetters(of: words, beside: number) }
    return text.places(of: words, isTurned: placements[number].isTurned)
      .contains { isBeside($0, number) }
  }

  /// Whether all letters of a text are there, and its numbers as they are.
  ///
  /// In which order letters come that are read from right to left depends on font and browser.
  private func hasLetters(of words: String, beside number: Int) -> Bool {
    let plain = PageText.plain(words)
    let lines = segments(beside: number).map(\.text)
    var letters = Letters(lines)
    letters.remove(Letters([plain]))
    return letters.missing.isEmpty
      && plain.matches(of: /[0-9]+/).allSatisfy { number in
        lines.contains { line in line.matches(of: /[0-9]+/).contains { $0.0 == number.0 } }
      }
  }

  /// Whether words stand on the same label, card or face as a code, and do not run out of it.
  private func isBeside(_ box: PageText.Box, _ number: Int) -> Bool {
    let piece = placements[number].piece
    return box.left > piece.left - Self.tolerance && box.right < piece.right + Self.tolerance
      && box.middle.y > piece.top && box.middle.y < piece.bottom
  }

  private func segments(beside number: Int) -> [PageText.Segment] {
    text.segments(isTurned: placements[number].isTurned).filter { isBeside($0.box, number) }
  }

  /// The figures of the amounts in yuan that are printed beside a code.
  private func amounts(beside number: Int) -> [String] {
    segments(beside: number).compactMap { Self.amounts($0.text).first }
  }

  /// Whether an amount belongs to the title, a note or other words of the shop.
  private func isInWords(_ amount: String, of placement: ListedJob.Placement) -> Bool {
    placement.words.contains { words in
      let plain = PageText.plain(words)
      return plain != placement.amount.map(PageText.plain) && Self.amounts(plain).contains(amount)
    }
  }

  /// The figures of the amounts in yuan in a text: `¥` and figures with two decimals.
  private static func amounts(_ text: String) -> [String] {
    text.matches(of: /[¥￥]([0-9,]+\.[0-9]{2})(?![0-9])/).map { $0.1.filter { $0 != "," } }
  }

  // MARK: All words

  /// The words beside a code are those of the print job, all of them and no others.
  private func otherWords(
    _ number: Int, _ link: ListedLink, _ place: Difference.Place
  ) -> [Difference] {
    let placement = placements[number]
    let expected = placement.words.map { PageText.plain($0) }
    let words = text.words(isTurned: placement.isTurned)
      .filter { placement.piece.holds($0.box.middle) }.map(\.text)
    var balance = Letters(words)
    balance.remove(Letters(expected))
    if balance.surplus.isEmpty, balance.missing.isEmpty { return [] }
    let lines = segments(beside: number).map(\.text)
    let extra = lines.filter { line in
      !expected.contains { $0.contains(line) } && line.unicodeScalars.contains(balance.surplus)
    }
    let missing = placement.words.filter { words in
      let plain = PageText.plain(words)
      return !lines.contains { $0.contains(plain) }
        && plain.unicodeScalars.contains(balance.missing)
    }
    return [
      .otherWords(
        place, link: link.id,
        extra: extra.isEmpty ? Self.texts(balance.surplus) : extra,
        missing: missing.isEmpty ? Self.texts(balance.missing) : missing)
    ]
  }

  private static func texts(_ letters: Set<Unicode.Scalar>) -> [String] {
    letters.sorted().map { String($0) }
  }
}

/// How often each letter comes.
private struct Letters {
  private var counts: [Unicode.Scalar: Int] = [:]

  init(_ texts: [String]) {
    for scalar in texts.lazy.flatMap(\.unicodeScalars) { counts[scalar, default: 0] += 1 }
  }

  mutating func remove(_ other: Letters) {
    for (scalar, count) in other.counts { counts[scalar, default: 0] -= count }
  }

  /// Those that are left.
  var surplus: Set<Unicode.Scalar> { Set(counts.filter { $0.value > 0 }.keys) }
  /// Those of which too many were removed.
  var missing: Set<Unicode.Scalar> { Set(counts.filter { $0.value < 0 }.keys) }
}

extension String.UnicodeScalarView {
  fileprivate func contains(_ letters: Set<Unicode.Scalar>) -> Bool {
    contains { letters.contains($0) }
  }
}

extension ListedJob.Placement {
  /// The symbol without its quiet zone.
  fileprivate var symbol: PageText.Box {
    PageText.Box(left: x, top: y, right: x + side, bottom: y + side)
  }
}
