internal import ArgumentParser
internal import Catalog
internal import Console
internal import Paper
internal import Proof
internal import Site
internal import Support

struct PaperReprintCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "reprint",
    abstract: localized(
      "Prints what is wrong again: a job for each that printed it, or one for all with --stock.",
      "重新打印有错的：原来的每个任务各成一个；用 --stock 时合成一个。"))

  static let example = """
    paypress paper reprint
    """

  @OptionGroup var site: ConfigOption

  @OptionGroup var target: BuildTarget

  @OptionGroup var browser: BrowserOptions

  @Option(
    help: .words(
      "Print on these labels or cards. (default: as the job that printed them)",
      "印在这种标签或卡片上。（默认：与原任务相同）"))
  var stock: String?

  @Option(
    help: .words(
      "The first free place on the first sheet, if it is part-used.", "第一张纸用过一部分时的第一个空位。",
      value: "n"))
  var start: Int?

  @Option(help: .words("Only what this job printed.", "只重印这个任务印的。"))
  var job: String?

  @Flag(
    help: .words(
      "What is outdated, or shows another amount than it leads to, too.",
      "也重印过时的，和印的金额与去向不同的。"))
  var all = false

  @Flag(help: .words("Record it as printed.", "记录为已印出。"))
  var mark = false

  @OptionGroup var marking: MarkOptions

  func validate() throws {
    try target.check(site)
    if let start, !(1...1000).contains(start) {
      throw ValidationError(
        localized("--start takes a number from 1 to 1000", "--start 需要 1 到 1000 的数字"))
    }
  }

  func run() async throws {
    let folder = target.folder(of: site)
    let access = await PaperAccess(site: site, output: folder)
    let checked = try access.checkedSite()
    let outline = checked.catalogue.outline
    try checkNames(in: outline)
    // Labels go over the pieces of a sheet one by one.
    let replacement = try access.review().replacement(takingSheets: stock == nil) { item in
      (item.verdict.status == .wrong || (all && !item.verdict.isRight))
        && (job == nil || job == item.paper.run.job)
    }
    let removedCount = replacement.removedCount
    if removedCount > 0 {
      Terminal.report(
        Sentence(
          "\(counted(removedCount, "piece")) of links that are gone cannot be printed again: take them down",
          "\(removedCount) 张属于已删除的链接，无法重印：请撤下"))
    }
    guard !replacement.replaced.isEmpty else {
      Terminal.report(Sentence("nothing to print again", "没有需要重印的"))
      return
    }
    let reprints = try self.reprints(replacement, in: outline)
    let build = SiteBuild(
      site: site, folder: folder, jobs: target.processorCount, showsNext: false)
    do {
      var changed = checked
      for job in reprints {
        changed = try printing(job, changed)
      }
      try await build.write(changed)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(error)
    }
    let summary = try await browser.printJobs(reprints.map(\.name), of: folder)
    summary.report(in: folder)
    for path in summary.paths { try Terminal.print("\(folder)/\(path)") }
    guard mark else {
      try Terminal.flush()
      return summary.offerMarking()
    }
    let prints = try marking.papers(of: reprints, in: folder)
    try marking.record(prints, access, replacing: replacement.replaced)
  }

  /// Refuses names that neither the config nor the record has.
  private func checkNames(in outline: SiteOutline) throws {
    if let job {
      let known = Set(outline.prints.map(\.name) + outline.paper.papers.map(\.run.job)).sorted()
      guard known.contains(job) else { throw Failure.usage(.noSuchJob(job, known: known)) }
    }
    if let stock {
      let known = Set(outline.stocks.keys).union(Stock.builtIn.map(\.name)).sorted()
      guard known.contains(stock) else { throw Failure.usage(.noSuchStock(stock, known: known)) }
    }
  }

  /// The site with a job that prints pieces again.
  private func printing(_ job: PrintJob, _ site: Site) throws -> Site {
    do throws(Finding) {
      return try site.printing(job, environment: Terminal.environment)
    } catch {
      // What the options say has no line in the config.
      throw stock == nil && start == nil ? Failure(error) : Failure.usage(error.problem)
    }
  }

  /// Jobs that print each link as often as it hangs somewhere: one on the sheets asked for, or one for
  /// each job that printed it.
  private func reprints(
    _ replacement: PaperReplacement, in outline: SiteOutline
  ) throws -> [PrintJob] {
    var jobs: [PrintJob]
    if let stock {
      let known = outline.stocks[stock] ?? Stock.builtIn.first { $0.name == stock }
      let kind: PrintJob.Kind =
        switch known?.use {
        case .cards?: .cards
        case .tents?: .tent
        default: .labels
        }
      var job = PrintJob(
        reprinting: replacement.counts, on: kind, language: outline.site.language)
      job.stock = stock
      jobs = [job]
    } else {
      let names = replacement.countsByJob.keys.sorted()
      let unknown = names.filter { name in !outline.prints.contains { $0.name == name } }
      if !unknown.isEmpty { throw Failure.input(.reprintOfUnknownJobs(unknown)) }
      jobs = outline.prints.compactMap { job in
        replacement.countsByJob[job.name].map {
          job.reprinting(
            $0,
            as: names.count == 1
              ? PrintJob.reprintName : "\(PrintJob.reprintName)-\(job.name)")
        }
      }
    }
    if let start {
      guard jobs.count == 1 else { throw Failure.input(.startOfSeveralJobs(jobs.count)) }
      guard jobs[0].kind.takesStart else {
        throw Failure.input(.startWithoutPlaces(jobs[0].kind))
      }
      jobs[0].start = start
    }
    return jobs
  }
}

extension Problem {
  fileprivate static func noSuchJob(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence(
        "neither the config nor the record has a print job \(quoted(name))",
        "配置和记录里都没有名为 \(quoted(name)) 的打印任务"), hint: jobSuggestion(name, known))
  }

  fileprivate static func noSuchStock(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no stock \(quoted(name))", "没有名为 \(quoted(name)) 的标签纸"),
      hint: suggestion(name, known))
  }

  fileprivate static func startWithoutPlaces(_ kind: PrintJob.Kind) -> Problem {
    Problem(
      Sentence(
        "--start counts the places of label sheets, and this reprint is of the kind \(kind.rawValue)",
        "--start 指标签纸上的位置，而这次重印的类型是 \(kind.rawValue)"),
      hint: Sentence(
        "leave it out, or print on labels with --stock", "请去掉，或用 --stock 印在标签纸上"))
  }

  fileprivate static func startOfSeveralJobs(_ count: Int) -> Problem {
    Problem(
      Sentence(
        "--start counts the places of one job, and \(count) jobs are printed again",
        "--start 指一个任务的位置，而要重印 \(count) 个任务"),
      hint: Sentence(
        "name one with --job, or a sheet for all with --stock",
        "用 --job 指定一个，或用 --stock 为全部指定一种纸"))
  }

  fileprivate static func reprintOfUnknownJobs(_ names: [String]) -> Problem {
    Problem(
      Sentence(
        "the wrong pieces come from jobs that the config no longer has: \(list(names).english)",
        "有错的印刷品来自配置里已没有的任务：\(list(names).chinese)"),
      hint: Sentence(
        "name one that the config has with --job, or a sheet for all with --stock",
        "用 --job 指定配置里有的一个，或用 --stock 为全部指定一种纸"))
  }
}
