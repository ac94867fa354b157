internal import Catalog
internal import Pages
internal import Print
internal import Support

/// The files of the print jobs, one page per job and one manifest, from a single stream of links.
struct PrintPages {
  private struct Job {
    var typesetter: JobTypesetter
    var renderer: SheetRenderer
    var record: JobRecord
    var file: OutputFile
    var path: String
    var sheetCount = 0
  }

  private var jobs: [Job] = []
  private let settler: FileSettler

  /// Opens the pages of all jobs of a checked site.
  init(_ outline: SiteOutline, settler: FileSettler) throws {
    self.settler = settler
    for typesetter in try JobTypesetter.all(of: outline) {
      let path = OutputLayout.printPage(typesetter.job.name)
      let renderer = SheetRenderer(typesetter, siteTitle: outline.site.title)
      let file = try settler.staging.openStream(path)
      try file.append(renderer.head())
      let record = JobRecord(
        typesetter, html: path, pdf: OutputLayout.printPDF(typesetter.job.name))
      jobs.append(
        Job(typesetter: typesetter, renderer: renderer, record: record, file: file, path: path))
    }
  }

  /// Checks the print jobs of a site with the links that can be made.
  static func check(_ outline: SiteOutline, _ links: LinkReader, into sink: FindingSink) {
    guard !outline.prints.isEmpty else { return }
    if outline.prints.contains(where: { $0.validUntil != nil }) { InputTrace.current?.noteDay() }
    var check = JobChecker(outline, today: CalendarDay.today, into: sink)
    while let step = links.nextStep() {
      switch step {
      case .link(let link): check.examine(link)
      case .unmade(let id): check.examineUnmade(id)
      }
    }
    check.finish()
  }

  /// Settles the print files of a site, if any, and returns the jobs' rows in the index.
  static func settle(
    _ catalogue: Catalogue, by settler: FileSettler, _ take: SiteLists.Take
  ) throws -> [IndexPrintRow] {
    guard !catalogue.outline.prints.isEmpty else { return [] }
    var files = try PrintPages(catalogue.outline, settler: settler)
    let reader = catalogue.makeReader()
    while let link = try reader.next() { try files.add(link) }
    try files.finish(take)
    return files.jobs.map { IndexPrintRow($0.typesetter, sheetCount: $0.sheetCount) }
  }

  private mutating func add(_ link: Link) throws {
    for index in jobs.indices { try write(jobs[index].typesetter.add(link), of: index) }
  }

  private mutating func write(_ sheets: [Sheet], of index: Int) throws {
    var bytes: [UInt8] = []
    jobs[index].sheetCount += sheets.count
    for sheet in sheets {
      jobs[index].record.add(sheet)
      try jobs[index].renderer.append(sheet, to: &bytes)
    }
    if !bytes.isEmpty { try jobs[index].file.append(bytes) }
  }

  private mutating func finish(_ take: SiteLists.Take) throws {
    let manifest = try settler.staging.openStream(OutputLayout.printJobs)
    for index in jobs.indices {
      try write(jobs[index].typesetter.finish(), of: index)
      jobs[index].record.leftOut = jobs[index].typesetter.leftOut
      let job = jobs[index]
      try job.file.append(job.renderer.tail())
      try take(job.path) { try settler.settle(job.file, job.path, recorded: $0) }
      try manifest.append(Array((index == 0 ? "[\n" : ",\n").utf8))
      try manifest.append(job.record.json)
    }
    try manifest.append(Array("\n]\n".utf8))
    try take(OutputLayout.printJobs) {
      try settler.settle(manifest, OutputLayout.printJobs, recorded: $0)
    }
  }
}
