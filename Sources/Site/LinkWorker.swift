internal import Catalog
internal import Pages
internal import QRImage

/// Makes the files of links and what the lists say of them; a batch at a time, several at once.
struct LinkWorker: Sendable {
  /// Links in order, each with what the last build noted of it.
  struct Batch: Sendable {
    var links: [Link] = []
    var recorded: [RecordEntry?] = []
    /// Where its files were made already; empty unless shares are merged.
    var sources: [ShardSource?] = []
  }

  /// What came of a batch.
  struct Result: Sendable {
    var record: [UInt8] = []
    var json: [UInt8] = []
    var csv: [UInt8] = []
    var index: [(merchant: Int, entry: PageRenderer.IndexEntry)] = []
    var listedAddresses: [String] = []
    var skins: Set<String> = []
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
  private let program = ContentDigest(Array(ToolVersion.rendering.utf8))
  private let drawing: ContentDigest

  init(
    renderer: PageRenderer, catalogue: Catalogue, settler: FileSettler, makesLists: Bool
  ) {
    self.renderer = renderer
    self.settler = settler
    self.makesLists = makesLists
    settings = catalogue.outline.site.qr
    merchantKeys = catalogue.merchantKeys
    var digester = FieldsDigester()
    digester.add(program)
    for library in QRImageLibraries.descriptions { digester.add(library) }
    digester.add(settings.png.pixelsPerModule)
    digester.add(settings.png.widthInMillimetres.map { "\($0)" })
    drawing = digester.take()
  }

  /// Makes the files of a batch.
  func work(_ batch: Batch) throws -> Result {
    let writer = try PNGWriter()
    var result = Result()
    result.linkCount = batch.links.count
    for (index, link) in batch.links.enumerated() {
      let recorded = batch.recorded[index]
      let source = batch.sources.isEmpty ? nil : batch.sources[index]
      let entry = try settle(link, recorded, source, writer)
      RecordCoding.append(entry, to: &result.record)
      for file in entry.files {
        if file.isStaged { result.writtenCount += 1 } else { result.unchangedCount += 1 }
      }
      if let recorded, recorded.files.contains(where: { entry.file($0.role) == nil }) {
        result.hasDroppedFiles = true
      }
      if makesLists { list(link, in: &result) }
    }
    return result
  }

  private func list(_ link: Link, in result: inout Result) {
    let record = LinkRecord(link, merchantKeys: merchantKeys, layout: renderer.layout)
    result.json.append(contentsOf: ",\n".utf8)
    record.appendJSON(to: &result.json)
    record.appendCSV(to: &result.csv, isRaw: false)
    result.index.append((link.merchant, renderer.indexEntry(link)))
    if let address = renderer.listedAddress(link) { result.listedAddresses.append(address) }
    result.skins.insert(link.skin.name)
  }

  private func settle(
    _ link: Link, _ recorded: RecordEntry?, _ source: ShardSource?, _ writer: PNGWriter
  ) throws -> RecordEntry {
    var entry = RecordEntry(name: link.id, fansOut: renderer.layout.fansOut)
    var symbol: QRSymbol?
    func drawn() throws -> QRSymbol {
      if let symbol { return symbol }
      let new = try QRSymbol(link.url, level: settings.level)
      symbol = new
      return new
    }
    func add(
      _ role: RecordedFile.Role, _ inputs: ContentDigest, _ render: () throws -> [UInt8]
    ) throws {
      let path = entry.path(role)
      let file = try settler.settle(path, role, inputs: inputs, recorded: recorded?.file(role)) {
        try source?.bytes(path, role, inputs: inputs) ?? render()
      }
      entry.files.append(file)
    }
    var digester = FieldsDigester()
    digester.add(drawing)
    digester.add(link.url)
    digester.add(link.symbolSize.version)
    digester.add(link.symbolSize.level.rawValue)
    let code = digester.take()
    try add(.png, code) { try writer.png(drawn(), settings.png) }
    if settings.writesSVG {
      try add(.svg, code) {
        let width = settings.png.printedWidthInMillimetres(of: link.symbolSize)
        return Array(try drawn().svg(widthInMillimetres: width).utf8)
      }
    }
    let page = renderer.page(link)
    digester.add(program)
    digester.add(page.inputs)
    try add(.page, digester.take()) { page.render() }
    return entry
  }
}
