internal import Catalog
internal import Pages
internal import QRImage
internal import Support

/// Makes the files of links and their rows in the lists, one batch per call; calls run in parallel.
struct LinkWorker: Sendable {
  /// A link to work on.
  struct Item: Sendable {
    let link: Link
    /// What the last build recorded about its files.
    let recorded: RecordEntry?
    /// The shard that already holds its files.
    let source: ShardSource?
  }

  /// The results of a batch.
  struct Result: Sendable {
    var record: [UInt8] = []
    var rows: ListRows
    var linkCount = 0
    var writtenCount = 0
    var unchangedCount = 0
    var hasDroppedFiles = false
  }

  let renderer: PageRenderer
  let settings: QRSettings
  let merchantKeys: [String]
  let settler: FileSettler
  /// Whether the lists are written too.
  let makesLists: Bool
  /// Whether the site has short addresses.
  let hasShortURLs: Bool
  private let drawing: ContentDigest
  private let templates: [String: [ContentDigest]]

  init(
    renderer: PageRenderer, catalogue: Catalogue, settler: FileSettler, makesLists: Bool
  ) {
    self.renderer = renderer
    self.settler = settler
    self.makesLists = makesLists
    settings = catalogue.outline.site.qr
    hasShortURLs = catalogue.forwardingCount > 0
    merchantKeys = catalogue.merchantKeys
    drawing = Self.drawing(settings)
    templates = renderer.templateDigests()
  }

  static let program = ContentDigest(Array(ToolVersion.rendering.utf8))

  private static func drawing(_ settings: QRSettings) -> ContentDigest {
    var digester = FieldsDigester()
    digester.add(program)
    for library in QRImageLibraries.descriptions { digester.add(library) }
    digester.add(settings.png.pixelsPerModule)
    digester.add(settings.png.widthInMillimetres.map { "\($0)" })
    return digester.take()
  }

  /// Makes the files of a batch.
  func work(_ batch: [Item]) throws -> Result {
    let writer = try PNGWriter()
    var result = Result(rows: ListRows(hasShortURLs: hasShortURLs))
    result.linkCount = batch.count
    for item in batch { try work(item, writer, into: &result) }
    return result
  }

  private func work(_ item: Item, _ writer: PNGWriter, into result: inout Result) throws {
    let entry = try settle(item, writer)
    for file in entry.files {
      if file.isStaged { result.writtenCount += 1 } else { result.unchangedCount += 1 }
    }
    if let recorded = item.recorded,
      recorded.files.contains(where: { entry.file($0.role) == nil })
    {
      result.hasDroppedFiles = true
    }
    if makesLists { result.rows.add(item.link, renderer, merchantKeys: merchantKeys) }
    RecordCoding.append(entry, to: &result.record)
  }

  private func settle(_ item: Item, _ writer: PNGWriter) throws -> RecordEntry {
    let (link, recorded) = (item.link, item.recorded)
    var entry = RecordEntry(name: link.id, fansOut: renderer.layout.fansOut)
    let drawing = CodeDrawing(of: link, settings)
    func add(
      _ role: RecordedFile.Role, _ inputs: ContentDigest, _ render: () throws -> [UInt8]
    ) throws {
      let file = try settler.settle(
        entry.path(role), role, inputs: inputs, recorded: recorded?.file(role), render: render)
      entry.files.append(file)
    }
    var digester = FieldsDigester()
    digester.add(self.drawing)
    digester.add(link.codeText)
    digester.add(link.symbolSize.version)
    digester.add(link.symbolSize.level.rawValue)
    let code = digester.take()
    try add(.png, code) {
      try item.source.flatMap { try drawing.png(from: $0, inputs: code) } ?? drawing.png(by: writer)
    }
    if settings.writesSVG { try add(.svg, code) { try drawing.svg() } }
    // The page itself comes last: it may be moved into place with its folder.
    for (number, language) in renderer.languages.enumerated().reversed() {
      let page = renderer.page(link, in: language)
      var digester = FieldsDigester()
      digester.add(Self.program)
      digester.add(code)
      if let templates = templates[link.skin.name] { digester.add(templates[number]) }
      digester.add(page.inputs)
      try add(.page(in: renderer.folderLanguage(language)), digester.take()) { page.render() }
    }
    return entry
  }
}
