internal import Catalog
internal import Pages
internal import Paper
internal import QRImage
internal import Site
internal import Support

/// Compares the files of single links with what they must be; calls run in parallel.
struct LinkProof: Sendable {
  /// A link with its rows in the lists; rows are nil where a list lacks them or cannot be read.
  struct Item: Sendable {
    let link: ExpectedLink.Source
    var row: ListedLink?
    var cells: [String]?
    /// Whether its files are looked at, not only its rows.
    var isSampled: Bool
  }

  let files: PublishedFiles
  /// What a build would make; nil where the config is not known.
  let site: Site?
  /// The stylesheets of the site, where the config is not known.
  let stylesheets: Set<String>

  /// The differences of a few links.
  func differences(of batch: [Item]) throws -> [Found] {
    let writer = try PNGWriter()
    return try batch.flatMap { try differences(of: $0, writer) }
  }

  private func differences(of item: Item, _ writer: PNGWriter) throws -> [Found] {
    guard let expected = expectedLink(item) else { return [] }
    var found = rowDifferences(item, expected)
    guard item.isSampled else { return found }
    var drawing: CodeDrawing?
    if case .config(let link) = item.link, let site {
      drawing = CodeDrawing(of: link, site.catalogue.outline.site.qr)
    }
    let picture = try drawing?.png(by: writer)
    found += try pictureDifferences(expected, drawn: picture)
    found += try vectorDifferences(expected, drawing)
    for page in try expectedPages(item, expected) { found += try pageDifferences(page) }
    return try found + shortAddressDifferences(expected)
  }

  private func expectedLink(_ item: Item) -> ExpectedLink? {
    switch (item.link, site) {
    case (.config(let link), let site?): ExpectedLink(link, site.renderer)
    default: item.row.map { ExpectedLink($0) }
    }
  }

  /// The link with each of its pages: of every language, or, where the config is not known, of those
  /// that are there.
  private func expectedPages(
    _ item: Item, _ expected: ExpectedLink
  ) throws -> [(link: ExpectedLink, language: Language?)] {
    if case .config(let link) = item.link, let site {
      return site.renderer.languages.map { (ExpectedLink(link, site.renderer, in: $0), $0) }
    }
    guard let row = item.row else { return [(expected, nil)] }
    return try [(expected, nil)]
      + Language.allCases.map { (ExpectedLink(row, in: $0), $0) }.filter {
        try files.place(of: $0.0.page) != nil
      }
  }

  // MARK: Rows

  private func rowDifferences(_ item: Item, _ link: ExpectedLink) -> [Found] {
    var values = item.row?.values ?? [:]
    var found: [Found] = []
    if case .config(let source) = item.link, let site {
      values = ListedLink.values(
        of: source, merchantKey: site.catalogue.merchantKeys[source.merchant],
        picture: link.picture, page: link.page,
        hasShortURLs: site.catalogue.forwardingCount > 0)
    } else if let row = item.row {
      found += ListProof.contradictions(in: row, of: files.lists.json)
    }
    let proof = ListProof(link: link.id, lists: files.lists, expected: values)
    found += item.row.map(proof.differences(json:)) ?? []
    return found + (item.cells.map(proof.differences(csv:)) ?? [])
  }

  // MARK: Pictures

  private func pictureDifferences(_ link: ExpectedLink, drawn: [UInt8]?) throws -> [Found] {
    let (path, id) = (link.picture, link.id)
    guard try files.place(of: path) != nil else {
      return [Found(.missingPicture(path: path, link: id))]
    }
    guard let bytes = try files.bytes(of: path), let picture = PNGPicture(bytes) else {
      return [Found(.unreadablePicture(path: path, link: id))]
    }
    if let wrong = wrongCode(in: picture.image, path, link) { return [wrong] }
    // Another version of zlib packs the same pixels into other bytes.
    let isDrawn =
      drawn.map { $0 == bytes || PNGPicture($0).map { $0 == picture } == true } ?? true
    let isWhole =
      isDrawn && picture.isPlain && picture.pixelsPerMetre != nil && picture.image.isCode
    return isWhole ? [] : [Found(.changedPicture(path: path, link: id))]
  }

  private func vectorDifferences(_ link: ExpectedLink, _ drawing: CodeDrawing?) throws -> [Found] {
    let (path, id) = (link.vector, link.id)
    let isExpected = site.map(\.catalogue.outline.site.qr.writesSVG)
    if isExpected == false { return [] }
    guard try files.place(of: path) != nil else {
      return isExpected == true ? [Found(.missingPicture(path: path, link: id))] : []
    }
    guard let bytes = try files.bytes(of: path), let image = CodePicture.image(svg: bytes) else {
      return [Found(.changedPicture(path: path, link: id))]
    }
    if let wrong = wrongCode(in: image, path, link) { return [wrong] }
    let isDrawn = try drawing.map { try $0.svg() == bytes } ?? isLikePicture(image, link)
    return isDrawn ? [] : [Found(.changedPicture(path: path, link: id))]
  }

  private func isLikePicture(_ vector: GrayImage, _ link: ExpectedLink) throws -> Bool {
    guard let bytes = try files.bytes(of: link.picture), let picture = PNGPicture(bytes) else {
      return vector.isCode
    }
    return vector.isSameCode(as: picture.image)
  }

  private func wrongCode(in image: GrayImage, _ path: String, _ link: ExpectedLink) -> Found? {
    let id = link.id
    guard let codes = image.codes() else {
      return Found(.unreadablePicture(path: path, link: id))
    }
    guard let code = codes.first, codes.count == 1 else {
      return Found(.codeCount(path: path, link: id, count: codes.count))
    }
    if code == link.codeText { return nil }
    let parts = AddressDifference.parts(expected: link.codeText, found: code)
    return Found(address: code) { other in
      other == id
        ? .file(path, .wrongCode(of: id, parts), .init(id))
        : .wrongCode(path: path, link: id, leadsTo: other)
    }
  }

  // MARK: Page

  private func pageDifferences(
    _ page: (link: ExpectedLink, language: Language?)
  ) throws -> [Found] {
    let link = page.link
    let path = link.page
    guard try files.place(of: path) != nil else {
      return [Found(.file(path, .missingPage(link.id), .init(link.id)))]
    }
    guard let bytes = try files.bytes(of: path), let document = HTMLDocument(bytes) else {
      return [Found(.file(path, .unreadablePage(link.id), .init(link.id)))]
    }
    let proof = HostedPageProof(link, document)
    var found = proof.differences()
    guard case .config(let source) = link.source, let site else {
      return found + proof.actions() + styleDifferences(proof.content, link)
    }
    let rendered = site.renderer.page(source, in: page.language).render()
    if rendered == bytes { return found }
    if let expected = HTMLDocument(rendered) {
      let comparison = ContentComparison(
        path: path, link: link.id, expected: PageContent(expected), found: proof.content)
      found += comparison.addedActions
      if found.isEmpty { found = comparison.differences }
    }
    if found.isEmpty {
      let line = Problem.line(ofFirstChange: rendered, bytes)
      found = [Found(.file(path, .changedPage(link.id, line: line), .init(link.id)))]
    }
    return found
  }

  /// What is wrong with the page of the short address that a link's code holds.
  private func shortAddressDifferences(_ link: ExpectedLink) throws -> [Found] {
    guard let short = link.shortURL else { return [] }
    guard let path = Self.page(ofShortURL: short) else {
      return [
        Found(.file(files.lists.json, .noShortAddress(short, of: link.id), .init(link.id)))
      ]
    }
    guard let bytes = try files.bytes(of: path), let document = HTMLDocument(bytes) else {
      return [Found(.file(path, .missingShortAddress(link.id), .init(link.id)))]
    }
    return ShortAddressProof(path: path, link: link, document).differences()
  }

  /// The path of a short address's page.
  static func page(ofShortURL url: String) -> String? {
    let parts = url.split(separator: "/").suffix(2)
    guard parts.first == "\(PaperSlug.folder)", url.hasSuffix("/"),
      let slug = parts.last.flatMap({ PaperSlug(String($0)) })
    else { return nil }
    return OutputLayout.shortAddressPage(slug)
  }

  private func styleDifferences(_ content: PageContent, _ link: ExpectedLink) -> [Found] {
    content.stylesheets.compactMap { address in
      let path = URLReference(address).path(from: link.page)
      if let path, stylesheets.contains(path) { return nil }
      return Found(
        .file(
          link.page, .missingStylesheet(address, of: link.id), .init(link.id, expected: address)))
    }
  }
}

extension Problem {
  /// The code has the address that the list gives the link, but not the config.
  fileprivate static func wrongCode(of link: String, _ parts: [AddressDifference]) -> Problem {
    let target = AddressDifference.target(nil, parts)
    return Problem(
      Sentence(
        "the code of \(quoted(link)) leads to \(target.english)",
        "\(quoted(link)) 的码指向\(target.chinese)"))
  }

  fileprivate static func missingPage(_ link: String) -> Problem {
    Problem(Sentence("the page of \(quoted(link)) is missing", "缺少 \(quoted(link)) 的页面"))
  }

  fileprivate static func changedPage(_ link: String, line: Int) -> Problem {
    Problem(
      Sentence(
        "line \(line) of the page of \(quoted(link)) is not as a build writes it",
        "\(quoted(link)) 的页面第 \(line) 行不是构建写出的样子"))
  }

  fileprivate static func unreadablePage(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the page of \(quoted(link)) cannot be read as a page", "\(quoted(link)) 的页面无法读取"))
  }

  fileprivate static func missingStylesheet(_ address: String, of link: String) -> Problem {
    Problem(
      Sentence(
        "the stylesheet \(quoted(address)) of the page of \(quoted(link)) is missing",
        "缺少 \(quoted(link)) 的页面所用的样式表 \(quoted(address))"))
  }
}
