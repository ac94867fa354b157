internal import ArgumentParser
internal import Catalog
internal import Console
internal import Paper
internal import Proof
internal import Site
internal import Support

struct PaperMarkCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "mark",
    abstract: localized(
      "Records that print jobs of the built site were printed.", "记录已构建站点的打印任务已经印出。"))

  static let example = """
    paypress build
    paypress paper mark poster-1 --place "front door"
    """

  @OptionGroup var output: OutputOption

  @OptionGroup var mark: MarkOptions

  @OptionGroup var links: LinkOption

  @Argument(help: .words("The print jobs.", "打印任务。"))
  var job: [String]

  func validate() throws {
    try output.validate()
  }

  func run() throws {
    try mark.record(job, links: links.ids, PaperAccess(ofSmallCommand: output))
  }
}

/// The links whose pieces are printed or were printed.
struct LinkOption: ParsableArguments {
  @Option(
    help: .words(
      "Only the pieces of these links, such as tea,cake; of menus and boards, the sheets that show them.",
      "只要这些链接的部分，例如 tea,cake；菜单和收款牌则是含有它们的整张。", value: "ids"))
  var only: String?

  /// The ids; nil for all links.
  var ids: Set<String>? {
    only.map { text in Set(text.split { ",，、 ".contains($0) }.map(String.init)) }
  }

  func validate() throws {
    if ids?.isEmpty == true {
      throw ValidationError(
        localized("--only takes ids of links, such as tea,cake", "--only 需要链接的 id，例如 tea,cake"))
    }
  }
}

/// Where and when something was printed.
struct MarkOptions: ParsableArguments {
  @Option(help: .words("Where the paper is.", "纸放在哪里。", value: "text"))
  var place: String?

  @Option(
    help: .words(
      "The day of printing. (default: today)", "印刷日期。（默认：今天）", value: "day"))
  var date: String?

  /// The place without the spaces around it, which nobody sees.
  private var trimmedPlace: String? {
    place.map { place in
      let start = place.drop(while: \.isWhitespace)
      return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
    }
  }

  func validate() throws {
    // Lists have a line for each print.
    if let place = trimmedPlace, !MarkedPrint.isPlace(place) {
      throw ValidationError(
        localized(
          "--place takes one line of visible text, such as \"front door\"",
          "--place 需要一行看得见的文字，例如 \"前门\""))
    }
    try PaperDay.check(date)
  }

  /// Records the pieces of some jobs of a built site, and prints the ids of the prints.
  ///
  /// - Parameter links: the links whose pieces were printed; nil for all.
  func record(
    _ names: [String], links: Set<String>?, _ access: PaperAccess
  ) throws {
    let folder = access.output
    let outline = try access.checkedSite().catalogue.outline
    let chosen: [PrintJob]
    do {
      let built = OutputOption.absolute(folder)
      let jobs = try BuiltPieces.jobs(
        in: built, of: outline.prints, language: outline.site.language)
      chosen = try names.map { try BuiltPieces.job($0, of: jobs, in: built) }
    } catch {
      throw Failure(marking: error, folder: folder)
    }
    let prints = try papers(of: chosen, in: folder, links: links)
    try record(prints, access, replacing: replaced(by: prints, of: chosen, access))
  }

  /// What jobs that print pieces again took the place of: nothing for other jobs.
  private func replaced(
    by prints: [[PrintedPaper]], of jobs: [PrintJob], _ access: PaperAccess
  ) throws -> [PrintedPaper] {
    guard jobs.contains(where: \.isReprint) else { return [] }
    let again = zip(jobs, prints).filter(\.0.isReprint).map { job, papers in
      (job.origin, Set(papers.map(\.link)))
    }
    // Labels go over the pieces of a sheet one by one.
    let takesSheets = again.allSatisfy { $0.0 != nil }
    return try access.review().replacement(takingSheets: takesSheets) { item in
      !item.verdict.isRight
        && again.contains { origin, links in
          links.contains(item.paper.link) && (origin ?? item.paper.run.job) == item.paper.run.job
        }
    }.replaced
  }

  /// The pieces of some jobs of a built site.
  func papers(
    of jobs: [PrintJob], in folder: String, links: Set<String>? = nil
  ) throws -> [[PrintedPaper]] {
    do {
      return try BuiltPieces.papers(
        of: jobs, in: OutputOption.absolute(folder), place: trimmedPlace, day: PaperDay.day(date),
        links: links)
    } catch {
      throw Failure(marking: error, folder: folder)
    }
  }

  /// Records prints, and says what may be gone since.
  ///
  /// - Parameter replaced: the pieces that they take the place of, where that is known.
  func record(
    _ prints: [[PrintedPaper]], _ access: PaperAccess, replacing replaced: [PrintedPaper] = []
  ) throws {
    var older: [String] = []
    var isFirst = false
    var recorded: [(run: MarkedPrint, count: Int, print: PaperLedger.RecordedPrint)] = []
    try access.update { ledger in
      isFirst = ledger.papers.isEmpty
      for papers in prints {
        guard let run = papers.first?.run else { continue }
        let before = ledger.presentPapers.map(\.run)
        guard let print = ledger.add(print: papers) else { continue }
        recorded.append((run, papers.count, print))
        older += before.filter {
          $0.job == run.job && $0.place == run.place && $0.id != print.id
        }.map(\.id).filter { !older.contains($0) }
      }
    }
    for (run, count, print) in recorded {
      try Terminal.print(print.id)
      Terminal.report(Self.words(run, count, print))
    }
    if isFirst, prints.joined().allSatisfy({ $0.stamp == nil }) { Terminal.report(Self.stamps) }
    if !replaced.isEmpty {
      reportReplaced(replaced)
    } else if !older.isEmpty {
      let ids = Set(older).sorted().joined(separator: " ")
      Terminal.report(
        Sentence(
          "older prints of the same job and place are still on record",
          "同一任务、同一地点的旧印刷品仍在记录中"),
        hint: Sentence(
          "if they are gone: `paypress paper gone \(ids)`",
          "若已撤下：`paypress paper gone \(ids)`"))
    }
    try Terminal.flush()
  }

  /// What became of a print of some pieces.
  private static func words(
    _ run: MarkedPrint, _ count: Int, _ print: PaperLedger.RecordedPrint
  ) -> Sentence {
    let pieces = PaperWords.pieces(run.kind, count: count)
    return print.isNew
      ? Sentence(
        "\(pieces.english) of \(run.job) marked as printed on \(run.day): \(print.id)",
        "已记录 \(run.job) 的 \(pieces.chinese)，\(run.day) 印：\(print.id)")
      : Sentence(
        "\(pieces.english) of \(run.job), printed on \(run.day): already on record as \(print.id); "
          + "another copy needs another --place",
        "\(run.job) 的 \(pieces.chinese)，\(run.day) 印：已有记录 \(print.id)；另外一份请写不同的 --place")
  }

  /// Marks bring stamps, which a site without short addresses did not have.
  private static var stamps: Sentence {
    Sentence(
      "from the next build on, each piece is printed with a small stamp, which `paypress paper stamp` explains; "
        + "`stamp: false` in a print job leaves it out",
      "从下次构建起，每张都会印一个小印记，可用 `paypress paper stamp` 查询；打印任务里写 `stamp: false` 则不印")
  }

  private func reportReplaced(_ papers: [PrintedPaper]) {
    let commands = Dictionary(grouping: papers, by: \.id.run).sorted { $0.key < $1.key }.map {
      PaperWords.goneCommand(run: $0, $1.map(\.id.number))
    }.joined(separator: ", ")
    Terminal.report(
      Sentence("the old pieces are still on record", "旧印刷品仍在记录中"),
      hint: Sentence(
        "when they are down: \(commands)", "撤下后：\(commands)"))
  }
}

extension Failure {
  /// Translates an error of looking at the pieces of a built site.
  init(marking error: any Error, folder: String) {
    if let refusal = error as? BuiltPieces.Refusal {
      self = .input(.notMarked(refusal))
    } else {
      self.init(proof: error, folder: folder)
    }
  }
}

extension Problem {
  fileprivate static func notMarked(_ refusal: BuiltPieces.Refusal) -> Problem {
    switch refusal {
    case .unknownJob(let name, _):
      Problem(
        Sentence(
          "the built site has no print job \(quoted(name)) yet",
          "构建好的站点里还没有打印任务 \(quoted(name))"),
        hint: Sentence("run `paypress build` first", "请先运行 `paypress build`"))
    case .nothingPrinted(let name):
      Problem(
        Sentence(
          "the print job \(quoted(name)) prints nothing", "打印任务 \(quoted(name)) 没有内容"))
    case .printsNoneOf(let links, let job):
      Problem(
        Sentence(
          "the print job \(quoted(job)) prints nothing of \(list(links).english)",
          "打印任务 \(quoted(job)) 没有印 \(list(links).chinese)"))
    case .unlistedLink(let link):
      Problem(
        Sentence(
          "links.json has no link \(quoted(link)), which a print job uses",
          "links.json 里没有打印任务用到的链接 \(quoted(link))"),
        hint: Sentence("build again", "请重新构建"))
    case .reprintOfUnknownJob(let name, let origin):
      Problem(
        Sentence(
          "the built job \(quoted(name)) prints again what \(quoted(origin)) printed, and the config has "
            + "no print job \(quoted(origin)) any more",
          "构建好的任务 \(quoted(name)) 重印的是 \(quoted(origin)) 印过的，而配置里已没有打印任务 "
            + quoted(origin)),
        hint: Sentence(
          "to record it as printed, put \(quoted(origin)) back under `print:` first; if it was not printed, run "
            + "`paypress build`, which removes it",
          "若已印出、要记录，请先在 `print:` 下写回 \(quoted(origin))；若没有印，请运行 `paypress build`，"
            + "它会去掉这个任务"))
    }
  }
}
