package import Catalog
package import Pages
internal import Print
internal import Support

/// The files of the print jobs, one page per job and one manifest, from a single stream of links.
package struct PrintPages<Target: ListTarget> {
  private struct Job {
    var typesetter: JobTypesetter
    var renderer: SheetRenderer
    var record: JobRecord
    var file: Target.Stream
    var path: String
    var sheetCount = 0
  }

  private var jobs: [Job] = []
  private let target: Target

  /// Opens the pages of all jobs of a checked site.
  private init(_ outline: SiteOutline, _ fonts: PrintFonts, _ target: Target) throws {
    self.target = target
    let typesetters = try JobTypesetter.all(of: outline, measure: fonts.measure)
    for (index, typesetter) in typesetters.enumerated() {
      let path = OutputLayout.printPage(typesetter.job.name)
      let renderer = SheetRenderer(
        typesetter,
        siteTitle: outline.site.title(in: typesetter.job.languages.first ?? outline.site.language),
        fonts: fonts.sheetFonts(ofJob: index))
      let file = try target.open(path)
      try file.append(renderer.head())
      let record = JobRecord(
        typesetter, html: path, pdf: OutputLayout.printPDF(typesetter.job.name))
      jobs.append(
        Job(typesetter: typesetter, renderer: renderer, record: record, file: file, path: path))
    }
  }

  /// Makes the print files of a site, if any, and returns the jobs' rows in the index.
  package static func make(
    _ catalogue: Catalogue, _ fonts: PrintFonts, into target: Target
  ) throws -> [IndexPrintRow] {
    guard !catalogue.outline.prints.isEmpty else { return [] }
    var files = try PrintPages(catalogue.outline, fonts, target)
    let reader = catalogue.makeReader()
    while let link = try reader.next() { try files.add(link) }
    try files.finish()
    return files.jobs.map { IndexPrintRow($0.typesetter, sheetCount: $0.sheetCount) }
  }

  private mutating func add(_ link: Link) throws {
    for index in jobs.indices { try write(jobs[index].typesetter.add(link), of: index) }
  }

  private mutating func write(_ sheets: [Sheet], of index: Int) throws {
    var bytes: [UInt8] = []
    jobs[index].sheetCount += sheets.count
    if jobs[index].sheetCount == sheets.count, let first = sheets.first {
      try target.put(
        OutputLayout.thumbnail(jobs[index].typesetter.job.name),
        jobs[index].renderer.thumbnail(first))
    }
    let renderer = jobs[index].renderer
    for sheet in sheets {
      jobs[index].record.add(sheet)
      bytes += try jobs[index].typesetter.drawing(of: sheet) {
        var drawing: [UInt8] = []
        try renderer.append(sheet, to: &drawing)
        return drawing
      }
    }
    if !bytes.isEmpty { try jobs[index].file.append(bytes) }
  }

  private mutating func finish() throws {
    let manifest = try target.open(OutputLayout.printJobs)
    for index in jobs.indices {
      try write(jobs[index].typesetter.finish(), of: index)
      jobs[index].record.leftOut = jobs[index].typesetter.leftOut
      let job = jobs[index]
      try job.file.append(SheetRenderer.tail)
      try target.close(job.file, job.path)
      try manifest.append(Array((index == 0 ? "[\n" : ",\n").utf8))
      try manifest.append(job.record.json)
    }
    try manifest.append(Array("\n]\n".utf8))
    try target.close(manifest, OutputLayout.printJobs)
  }
}
