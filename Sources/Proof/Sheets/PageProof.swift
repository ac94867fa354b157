internal import Site
internal import Support

/// Compares one page of a PDF with its expected content.
struct PageProof: Sendable {
  let path: String
  let page: Int
  let codes: [ListedCode]
  let links: [String: ListedLink]
  let picture: GrayPicture
  let pixelsPerMillimetre: Double
  /// The words on the page; nil if they are not to be compared.
  let text: PageText?
  /// The words as read with the page upside down; nil if they were not read so.
  let turnedText: PageText?

  /// The tolerance of an edge in millimetres and pixels; a pixel is 0.085 mm at 300 dots an inch.
  private static let tolerance = (millimetres: 0.2, pixels: 1.5)

  /// The margin cut out with a symbol, as a share of its width; the quiet zone is wider up to
  /// version 4, and a few modules of it are enough.
  private static let margin = 0.1

  /// The margin searched for ink around a symbol, as a share of its width: version 40's quiet zone.
  private static let inkMargin = 4.0 / 177

  /// The resolution of the second, coarse reading, in pixels a module: the least that phones need.
  private static let coarsePixelsPerModule = 3

  /// The differences on the page.
  func differences(
    _ reader: CodeReader, in work: WorkFolder
  ) async throws -> [Found] {
    var names: [String] = []
    for (number, code) in codes.enumerated() {
      if let part = picture.part(area(of: code, margin: Self.margin)) {
        try work.write(part, to: fine(number))
        names.append(fine(number))
      }
      if let part = coarsePicture(of: code) {
        try work.write(part, to: coarse(number))
        names.append(coarse(number))
      }
    }
    let texts = try await reader.read(["page.pgm"] + names, in: work.path)
    for name in names { try work.files.removeFile(name) }
    var found: [Found] = []
    let words = text.map {
      WordProof(
        $0, turned: turnedText, on: picture, pixelsPerMillimetre: pixelsPerMillimetre, codes)
    }
    for (number, code) in codes.enumerated() {
      guard let link = links[code.link] else { continue }
      var differences = codeDifferences(
        texts[fine(number)] ?? [], code, link, place(number))
      if differences.isEmpty, let coarse = texts[coarse(number)], coarse != [link.codeText] {
        differences.append(Found(.faintCode(place(number), link: link.id)))
      }
      found += differences
      found += words?.differences(number, link, place(number)).map { Found($0) } ?? []
    }
    guard let all = texts["page.pgm"] else {
      return found + [Found(.unreadablePage(place(nil)))]
    }
    return found + strayCodes(all)
  }

  private func fine(_ number: Int) -> String { "\(number).pgm" }
  private func coarse(_ number: Int) -> String { "\(number)-coarse.pgm" }

  /// A symbol with its quiet zone at 3 pixels a module; nil when the page is not rendered finer.
  private func coarsePicture(of code: ListedCode) -> [UInt8]? {
    let modules = code.sideInModules
    let pixelsPerModule = code.side * pixelsPerMillimetre / Double(modules)
    let step = pixelsPerModule / Double(Self.coarsePixelsPerModule)
    guard step > 1 else { return nil }
    return picture.reduced(
      left: code.x * pixelsPerMillimetre - 4 * pixelsPerModule,
      top: code.y * pixelsPerMillimetre - 4 * pixelsPerModule, step: step,
      side: (modules + 8) * Self.coarsePixelsPerModule)
  }

  private func place(_ number: Int?) -> Difference.Place {
    Difference.Place(path: path, page: page, number: number.map { $0 + 1 })
  }

  // MARK: Codes

  private func codeDifferences(
    _ texts: [String], _ code: ListedCode, _ link: ListedLink,
    _ place: Difference.Place
  ) -> [Found] {
    let id = link.id
    guard let text = texts.first else { return [Found(.missingCode(place, link: id))] }
    if let other = texts.first(where: { $0 != link.codeText }) {
      return [Found(address: other) { .otherCode(place, link: id, leadsTo: $0) }]
    }
    if texts.count > 1 {
      return [Found(address: text) { .unexpectedCode(place, leadsTo: $0) }]
    }
    let difference = displacement(of: code)
    let tolerance = max(
      Self.tolerance.millimetres, Self.tolerance.pixels / pixelsPerMillimetre)
    if let difference, difference <= tolerance { return [] }
    return [Found(.movedCode(place, link: id, millimetres: difference))]
  }

  /// The largest error of a symbol's edges, in millimetres; nil when it is too large to measure.
  ///
  /// Three of its corners are dark, so its ink is as wide and as high as the symbol.
  private func displacement(of code: ListedCode) -> Double? {
    let area = area(of: code, margin: Self.inkMargin)
    guard let ink = picture.ink(in: area), ink.left > area.left, ink.top > area.top,
      ink.right < area.right, ink.bottom < area.bottom
    else { return nil }
    func millimetres(_ pixels: Int) -> Double { Double(pixels) / pixelsPerMillimetre }
    let edges = [
      millimetres(ink.left) - code.x, millimetres(ink.top) - code.y,
      millimetres(ink.right) - code.x - code.side,
      millimetres(ink.bottom) - code.y - code.height,
    ]
    return edges.map(abs).max()
  }

  private func strayCodes(_ texts: [String]) -> [Found] {
    var expected: [String: Int] = [:]
    for code in codes {
      if let url = links[code.link]?.codeText { expected[url, default: 0] += 1 }
    }
    let place = place(nil)
    return texts.compactMap { text in
      expected[text, default: 0] -= 1
      if expected[text, default: 0] >= 0 { return nil }
      return Found(address: text) { .unexpectedCode(place, leadsTo: $0) }
    }
  }

  private func area(of code: ListedCode, margin: Double) -> GrayPicture.Area {
    func pixels(_ millimetres: Double, _ rule: FloatingPointRoundingRule) -> Int {
      Int((millimetres * pixelsPerMillimetre).rounded(rule))
    }
    let room = code.side * margin
    return GrayPicture.Area(
      left: pixels(code.x - room, .down), top: pixels(code.y - room, .down),
      right: pixels(code.x + code.side + room, .up),
      bottom: pixels(code.y + code.height + room, .up))
  }
}
