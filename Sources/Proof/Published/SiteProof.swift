internal import Catalog
internal import Pages
internal import Site
internal import Support

/// Compares a whole site: the config, the lists, and every published file as others read it.
struct SiteProof {
  let files: PublishedFiles
  /// What a build would make; nil to compare the files with each other only.
  let site: Site?
  let jobs: Int
  let sampleSize: Int?
  /// Whether the PDFs are looked for too.
  let ignoresPDFs: Bool

  /// What was found.
  struct Result {
    var found = FoundList()
    var linkCount = 0
    var pictureCount = 0
  }

  /// Reports how many links are done, and how many there are.
  func run(report: (Int, Int) -> Void) async throws -> Result {
    let total = try site?.catalogue.linkCount ?? listedCount()
    let sample = Sample(total: total, size: sampleSize)
    var stylesheets: Set<String> = []
    let feed: any LinkFeed
    if let site {
      feed = try ConfigFeed(site, files, sample: sample)
    } else {
      let list = try ListFeed(files, sample: sample)
      stylesheets = list.stylesheets
      feed = list
    }
    let proof = LinkProof(files: files, site: site, stylesheets: stylesheets)
    var result = Result()
    var done = 0
    report(0, total)
    func nextBatch() throws -> [LinkProof.Item]? {
      try Task.checkCancellation()
      return try feed.nextBatch()
    }
    let linkFound = try await inParallel(next: nextBatch, limit: jobs) { batch in
      try proof.differences(of: batch)
    } onResult: { batch in
      done += batch.count
      report(done, total)
    }
    try feed.finish()
    let found = try feed.found + printFound()
    result.found.add(Self.merged(found, linkFound, details: feed.details))
    if files.staging == nil { result.found.add(try strays(feed)) }
    result.linkCount = feed.linkCount
    result.pictureCount = sample.count
    return result
  }

  private func listedCount() throws -> Int {
    guard let place = try files.place(of: files.lists.json) else {
      throw NoSite(folder: files.root)
    }
    var count = 0
    var links = try BuiltLists.Links(place)
    while try links.next() != nil { count += 1 }
    return count
  }

  /// All differences; a detail only where nothing else was found in its file.
  private static func merged(
    _ site: [Found], _ links: [Found], details: [Found]
  ) -> [Found] {
    var paths: Set<String> = []
    for found in site + links {
      if let path = found.difference(leadingTo: nil).path { paths.insert(path) }
    }
    return links + site
      + details.filter { found in
        guard let path = found.difference(leadingTo: nil).path else { return true }
        return paths.insert(path).inserted
      }
  }

  // MARK: Print jobs

  private func printFound() throws -> [Found] {
    guard let place = try files.place(of: OutputLayout.printJobs) else { return [] }
    let printJobs: [ListedJob]
    do {
      printJobs = try BuiltLists.printJobs(place)
    } catch let error as MalformedList {
      return [Found(.file(OutputLayout.printJobs, .malformedList(at: error.offset)))]
    }
    guard let list = try files.place(of: files.lists.json) else { return [] }
    let links = try BuiltLists.links(of: printJobs, in: list)
    var found = SheetProof.listDifferences(printJobs, links).map { Found($0) }
    for job in printJobs {
      if let page = try files.place(of: job.html) {
        found += try PrintedPageProof(job: job, links: links).differences(page)
      } else if site == nil {
        found.append(Found(.file(job.html, .missingFile)))
      }
    }
    if files.staging == nil { found += try changedPDFs() }
    return found
  }

  private func changedPDFs() throws -> [Found] {
    let record = try PrintRecord(inOutput: files.root)
    return try record.entries.sorted { $0.key < $1.key }.compactMap { path, entry in
      guard let content = entry.content, let place = try files.place(of: path) else { return nil }
      return try InputFile.digest(of: place) == content ? nil : Found(.changedPDF(path: path))
    }
  }

  // MARK: Files that no build wrote

  /// The recorded PDFs with some pieces of jobs that have these PDFs.
  private func partialPDFs(of pdfs: Set<String>) throws -> [String] {
    if files.staging != nil { return [] }
    return try PrintRecord(inOutput: files.root).entries.keys.filter { path in
      OutputLayout.printJob(ofPDF: path).map { pdfs.contains(OutputLayout.printPDF($0)) } == true
    }
  }

  private func strays(_ feed: any LinkFeed) throws -> [Found] {
    var pdfs: Set<String> = []
    if let site {
      pdfs = Set(site.catalogue.outline.prints.map { OutputLayout.printPDF($0.name) })
    } else if let place = try files.place(of: OutputLayout.printJobs) {
      pdfs = Set((try? BuiltLists.printJobs(place).map(\.pdf)) ?? [])
    }
    pdfs.formUnion(try partialPDFs(of: pdfs))
    return try files.strays(ownsShortAddresses: feed.hasShortAddresses) { path in
      feed.owns(path) || pdfs.contains(path) || (ignoresPDFs && path.hasSuffix(".pdf"))
    }.map { path in
      if path.hasSuffix(".pdf") { return Found(.strayPDF(path: path)) }
      let isPicture = path.hasPrefix("qr/") && (path.hasSuffix(".png") || path.hasSuffix(".svg"))
      return Found(isPicture ? .unknownPicture(path: path) : .file(path, .strayFile))
    }
  }
}
