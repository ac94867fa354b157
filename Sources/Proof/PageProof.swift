internal import Site

/// Compares one page of a PDF with what should be on it.
struct PageProof: Sendable {
  let path: String
  let page: Int
  let placements: [ListedJob.Placement]
  let links: [String: ListedLink]
  let picture: GrayPicture
  let text: PageText

  /// How far an edge may be off, in millimetres; a pixel is 0.085.
  private static let tolerance = 0.2

  /// How much around a symbol is cut out with it, as a share of its width; the quiet zone is wider up to
  /// version 4, and a few modules of it are enough.
  private static let margin = 0.1

  /// How far around a symbol ink is looked for; the quiet zone of version 40 is as wide.
  private static let inkMargin = 4.0 / 177

  private static let pixelsPerMillimetre = Double(PDFReader.resolution) / 25.4

  /// What differs on the page, with the texts of codes that still have to be traced to their links.
  func differences(
    _ codes: CodeReader, in work: WorkFolder
  ) async throws -> [(Difference, String?)] {
    var names: [String?] = []
    for (number, placement) in placements.enumerated() {
      guard let part = picture.part(area(of: placement, margin: Self.margin)) else {
        names.append(nil)
        continue
      }
      try work.write(part, to: "\(number).pgm")
      names.append("\(number).pgm")
    }
    let texts = try await codes.read(["page.pgm"] + names.compactMap { $0 }, in: work.path)
    for name in names.compactMap({ $0 }) { try work.remove(name) }
    var found: [(Difference, String?)] = []
    for (number, placement) in placements.enumerated() {
      guard let link = links[placement.link] else { continue }
      let codes = names[number].flatMap { texts[$0] } ?? []
      found += codeDifferences(codes, placement, link, place(number))
      found += wordDifferences(placement, link, number).map { ($0, nil) }
    }
    return found + strayCodes(texts["page.pgm"] ?? [])
  }

  private func place(_ number: Int?) -> Difference.Place {
    Difference.Place(path: path, page: page, number: number.map { $0 + 1 })
  }

  // MARK: Codes

  private func codeDifferences(
    _ texts: [String], _ placement: ListedJob.Placement, _ link: ListedLink,
    _ place: Difference.Place
  ) -> [(Difference, String?)] {
    guard let text = texts.first else { return [(.missingCode(place, link: link.id), nil)] }
    if let other = texts.first(where: { $0 != link.url }) {
      return [(.otherCode(place, link: link.id, leadsTo: nil), other)]
    }
    if texts.count > 1 { return [(.unexpectedCode(place, leadsTo: nil), text)] }
    let difference = displacement(of: placement)
    if let difference, difference <= Self.tolerance { return [] }
    return [(.movedCode(place, link: link.id, millimetres: difference), nil)]
  }

  /// How far the farthest edge of a symbol's ink is from where it should be, in millimetres.
  ///
  /// Three of a symbol's corners are dark, so its ink is as wide and as high as the symbol.
  ///
  /// - Returns: nil when it is too far to be told from other ink.
  private func displacement(of placement: ListedJob.Placement) -> Double? {
    let area = area(of: placement, margin: Self.inkMargin)
    guard let ink = picture.ink(in: area), ink.left > area.left, ink.top > area.top,
      ink.right < area.right, ink.bottom < area.bottom
    else { return nil }
    func millimetres(_ pixels: Int) -> Double { Double(pixels) / Self.pixelsPerMillimetre }
    let edges = [
      millimetres(ink.left) - placement.x, millimetres(ink.top) - placement.y,
      millimetres(ink.right) - placement.x - placement.side,
      millimetres(ink.bottom) - placement.y - placement.side,
    ]
    return edges.map(abs).max()
  }

  /// Codes on the page that none of its places accounts for.
  private func strayCodes(_ texts: [String]) -> [(Difference, String?)] {
    var expected: [String: Int] = [:]
    for placement in placements {
      if let url = links[placement.link]?.url { expected[url, default: 0] += 1 }
    }
    return texts.compactMap { text in
      expected[text, default: 0] -= 1
      return expected[text, default: 0] < 0
        ? (.unexpectedCode(place(nil), leadsTo: nil), text) : nil
    }
  }

  private func area(of placement: ListedJob.Placement, margin: Double) -> GrayPicture.Area {
    func pixels(_ millimetres: Double, _ rule: FloatingPointRoundingRule) -> Int {
      Int((millimetres * Self.pixelsPerMillimetre).rounded(rule))
    }
    let room = placement.side * margin
    return GrayPicture.Area(
      left: pixels(placement.x - room, .down), top: pixels(placement.y - room, .down),
      right: pixels(placement.x + placement.side + room, .up),
      bottom: pixels(placement.y + placement.side + room, .up))
  }

  // MARK: Words

  private func wordDifferences(
    _ placement: ListedJob.Placement, _ link: ListedLink, _ number: Int
  ) -> [Difference] {
    var found: [Difference] = []
    if !isPrinted(link.title, beside: number) {
      let other = placements.map(\.title).first { title in
        title != link.title && isPrinted(title, beside: number)
      }
      found.append(
        .wrongTitle(place(number), link: link.id, expected: link.title, found: other))
    }
    let amounts = amounts(beside: number)
    let other = amounts.first { $0 != link.price }
    if link.price.map({ !amounts.contains($0) }) == true || other != nil {
      found.append(
        .wrongAmount(place(number), link: link.id, expected: link.price, found: other))
    }
    return found
  }

  private func isPrinted(_ words: String, beside number: Int) -> Bool {
    text.places(of: words, isTurned: placements[number].isTurned)
      .contains { isBeside($0, number) }
  }

  /// Whether words stand on the same label, card or face as a code, and do not run out of it.
  private func isBeside(_ box: PageText.Box, _ number: Int) -> Bool {
    let piece = placements[number].piece
    let middle = (box.top + box.bottom) / 2
    return box.left > piece.left - Self.tolerance && box.right < piece.right + Self.tolerance
      && middle > piece.top && middle < piece.bottom
  }

  /// The figures of the amounts in yuan that are printed beside a code.
  private func amounts(beside number: Int) -> [String] {
    text.segments(isTurned: placements[number].isTurned).compactMap { segment in
      isBeside(segment.box, number) ? Self.amount(segment.text) : nil
    }
  }

  /// The figures of an amount in yuan, where a text is one: `¥` and figures with two decimals.
  private static func amount(_ text: String) -> String? {
    guard let sign = text.unicodeScalars.first, sign == "¥" || sign == "￥" else { return nil }
    let figures = text.dropFirst().filter { $0 != "," }
    guard figures.wholeMatch(of: /[0-9]+\.[0-9]{2}/) != nil else { return nil }
    return String(figures)
  }
}
