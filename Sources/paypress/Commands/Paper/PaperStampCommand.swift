internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Paper
internal import Proof
internal import Site
internal import Support

struct PaperStampCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "stamp",
    abstract: localized(
      "Says what the printed piece with a stamp is, and whether it is right.",
      "说明带某个印记的印刷品是什么、是否正确。"))

  static let example = """
    paypress build
    paypress paper mark poster-1
    paypress build
    paypress paper mark poster-1 --place "front door"
    paypress paper stamp $(sed -n 's/.*"stamp": "\\(....\\)".*/\\1/p' paypress.paper | head -n 1)
    """

  @OptionGroup var output: OutputOption

  @Flag(help: .words("JSON instead of lines.", "输出 JSON，而不是文字。"))
  var json = false

  @Argument(help: .words("The four characters.", "四个字符。", value: "text"))
  var stamp: String

  func validate() throws {
    if PaperStamp.parse(stamp) == nil {
      throw ValidationError(
        localized(
          "\(quoted(stamp)) is not a stamp: it has four characters without 0, 1, A, B, E, G, I, L, O, Q, "
            + "S, U and Z",
          "\(quoted(stamp)) 不是印记：印记有四个字符，不含 0、1、A、B、E、G、I、L、O、Q、S、U、Z"))
    }
  }

  func run() throws {
    let access = PaperAccess(ofSmallCommand: output)
    let text = PaperStamp.parse(stamp) ?? stamp
    let review = try access.review(includingGone: true).filtered { $0.paper.stamp == text }
    guard review.items.isEmpty else { return try review.print(asJSON: json) }
    let built = try builtPapers(with: text, access)
    guard !built.isEmpty else {
      throw Failure.input(
        Problem(
          Sentence(
            "no printed piece on record has the stamp \(quoted(text)), and no job prints it now",
            "记录中没有印记为 \(quoted(text)) 的印刷品，现在的任务也都不印它"),
          hint: Sentence(
            "it was not marked, or not printed by this shop", "它没有被记录，或不是本店印的"),
          code: "unknown-stamp"))
    }
    try print(built)
  }

  /// The pieces with a stamp that the built jobs print, on record or not; none if nothing is built.
  private func builtPapers(
    with stamp: String, _ access: PaperAccess
  ) throws -> [PrintedPaper] {
    let outline = try access.checkedSite().catalogue.outline
    let folder = OutputOption.absolute(output.folder)
    do {
      let jobs = try BuiltPieces.jobs(
        in: folder, of: outline.prints, language: outline.site.language)
      return try BuiltPieces.papers(
        withStamp: stamp, of: jobs, in: folder, day: PaperDay.day(nil))
    } catch PDFPrinting.Refusal.noJobs {
      return []
    } catch {
      throw Failure(marking: error, folder: output.folder)
    }
  }

  /// Prints what nobody marked: pieces of one job and link, because a stamp is of one.
  private func print(_ papers: [PrintedPaper]) throws {
    guard let first = papers.first else { return }
    if json {
      try Terminal.print(list: papers.map(\.unmarkedJSON))
    } else {
      let pieces = PaperWords.pieces(first.run.kind, count: papers.count)
      let (link, job) = (quoted(first.link), first.run.job)
      let command = "`paypress paper mark \(shellWord(job))`"
      let sentence = Sentence(
        "\(pieces.english) of \(link) of the job \(job), as built now; not marked: \(command)",
        "任务 \(job) 里 \(link) 的 \(pieces.chinese)，是现在构建的样子；还没有记录：\(command)")
      try Terminal.print(AdvisedCommand.completed(sentence.text(in: Terminal.language)))
    }
    try Terminal.flush()
  }
}

extension PrintedPaper {
  /// A piece that nobody marked, with the members of those on record.
  fileprivate var unmarkedJSON: JSON {
    JSON.members([
      "id": .null, "status": .string("unmarked"), "link": .string(link),
      "job": .string(run.job), "kind": .string(run.kind), "place": .null, "date": .null,
      "sheet": .number("\(sheet)"), "position": .number("\(position)"),
      "stamp": stamp.map(JSON.string) ?? .null,
      "price": (price?.description).map(JSON.string) ?? .null,
      "forwards": .boolean(isForwarding), "changes": .string(""), "gone": .null,
    ])
  }
}
