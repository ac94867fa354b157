internal import Catalog
internal import Pages
internal import QRImage
internal import Support

/// Makes the files of links and what the lists say of them; a batch at a time, several at once.
struct LinkWorker: Sendable {
  /// A link that is to be worked on.
  enum Item: Sendable {
    /// One whose files have to be looked at: the digest by which its row is known again, what the last
    /// build noted of it, and where its files were made already.
    case link(Link, row: ContentDigest, RecordEntry?, ShardSource?)
    /// One that is as the last build left it, and the row that makes it.
    case unchanged(UnchangedLink, LinkRow)
  }

  /// What came of a batch.
  struct Result: Sendable {
    var record: [UInt8] = []
    var json: [UInt8] = []
    var csv: [UInt8] = []
    var index: [IndexItem] = []
    var listedAddresses: [String] = []
    var skins: Set<Int> = []
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
  /// What the lists of the last build hold; nil where nothing can be copied from them.
  let oldLists: OldLists?
  /// The names of all skins, in order.
  let skinNames: [String]
  private let drawing: ContentDigest

  init(
    renderer: PageRenderer, catalogue: Catalogue, settler: FileSettler, makesLists: Bool,
    oldLists: OldLists?
  ) {
    self.renderer = renderer
    self.settler = settler
    self.makesLists = makesLists
    settings = catalogue.outline.site.qr
    merchantKeys = catalogue.merchantKeys
    self.oldLists = oldLists
    skinNames = catalogue.outline.skins.keys.sorted()
    drawing = Self.drawing(settings)
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

  /// The digest of all that links are made of but their rows; `.none` where that is not known.
  static func frame(_ catalogue: Catalogue, _ renderer: PageRenderer) -> ContentDigest {
    guard let context = catalogue.context else { return .none }
    var digester = FieldsDigester()
    digester.add(context)
    digester.add(drawing(catalogue.outline.site.qr))
    digester.add(renderer.templates)
    return digester.take()
  }

  /// Makes the files of a batch.
  func work(_ batch: [Item]) throws -> Result {
    let writer = try PNGWriter()
    var result = Result()
    result.linkCount = batch.count
    var copied: ListRanges?
    for item in batch {
      switch item {
      case .link(let link, let row, let recorded, let source):
        try copy(&copied, into: &result)
        try work(link, row, recorded, source, writer, into: &result)
      case .unchanged(let link, let row):
        if let lines = copied, lines.csv.upperBound == link.lines.csv.lowerBound {
          copied?.json = lines.json.lowerBound..<link.lines.json.upperBound
          copied?.csv = lines.csv.lowerBound..<link.lines.csv.upperBound
        } else {
          try copy(&copied, into: &result)
          copied = link.lines
        }
        keep(link, row, in: &result)
      }
    }
    try copy(&copied, into: &result)
    return result
  }

  private func work(
    _ link: Link, _ row: ContentDigest, _ recorded: RecordEntry?, _ source: ShardSource?,
    _ writer: PNGWriter, into result: inout Result
  ) throws {
    var entry = try settle(link, recorded, source, writer)
    for file in entry.files {
      if file.isStaged { result.writtenCount += 1 } else { result.unchangedCount += 1 }
    }
    if let recorded, recorded.files.contains(where: { entry.file($0.role) == nil }) {
      result.hasDroppedFiles = true
    }
    if makesLists { entry.note = list(link, row, in: &result) }
    RecordCoding.append(entry, to: &result.record)
  }

  private func list(_ link: Link, _ row: ContentDigest, in result: inout Result) -> LinkNote {
    let record = LinkRecord(link, merchantKeys: merchantKeys, layout: renderer.layout)
    result.json.append(contentsOf: SiteLists.jsonSeparator)
    let start = (json: result.json.count, csv: result.csv.count)
    record.appendJSON(to: &result.json)
    record.appendCSV(to: &result.csv, isRaw: false)
    result.index.append(
      IndexItem(merchant: link.merchant, row: row, content: .entry(renderer.indexEntry(link))))
    if let address = renderer.listedAddress(link.id, isBatch: link.isBatch) {
      result.listedAddresses.append(address)
    }
    let skin = skinNames.firstIndex(of: link.skin.name) ?? 0
    result.skins.insert(skin)
    return LinkNote(
      row: row, id: link.idDigest, address: link.addressDigest, merchant: link.merchant,
      skin: skin, jsonByteCount: result.json.count - start.json,
      csvByteCount: result.csv.count - start.csv)
  }

  /// Takes over what is noted of a link, all but its lines.
  private func keep(_ link: UnchangedLink, _ row: LinkRow, in result: inout Result) {
    result.record.append(contentsOf: link.entry)
    result.unchangedCount += link.fileCount
    result.index.append(
      IndexItem(merchant: link.note.merchant, row: row.digest, content: .row(row)))
    if renderer.baseURL != nil, let address = renderer.listedAddress(link.id, isBatch: true) {
      result.listedAddresses.append(address)
    }
    result.skins.insert(link.note.skin)
  }

  /// Copies lines from the lists of the last build.
  private func copy(_ lines: inout ListRanges?, into result: inout Result) throws {
    guard let ranges = lines else { return }
    result.json.append(contentsOf: SiteLists.jsonSeparator)
    try oldLists?.append(ranges, json: &result.json, csv: &result.csv)
    lines = nil
  }

  private func settle(
    _ link: Link, _ recorded: RecordEntry?, _ source: ShardSource?, _ writer: PNGWriter
  ) throws -> RecordEntry {
    var entry = RecordEntry(name: link.id, fansOut: renderer.layout.fansOut)
    var symbol: QRSymbol?
    func drawn() throws -> QRSymbol {
      if let symbol { return symbol }
      let new = try QRSymbol(link.url, size: link.symbolSize)
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
    digester.add(Self.program)
    digester.add(page.inputs)
    try add(.page, digester.take()) { page.render() }
    return entry
  }
}
