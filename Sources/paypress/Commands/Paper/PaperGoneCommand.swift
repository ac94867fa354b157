internal import ArgumentParser
internal import Catalog
internal import Console
internal import Paper
internal import Support

struct PaperGoneCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "gone",
    abstract: localized(
      "Marks prints, or single pieces of them, as gone.", "把一次印刷或其中几张标为已撤下。"))

  static let example = """
    paypress build
    paypress paper gone $(paypress paper mark poster-1)
    """

  @OptionGroup var output: OutputOption

  @Option(
    help: .words("Since when. (default: today)", "自何时起。（默认：今天）", value: "day"))
  var date: String?

  @Argument(
    help: .words(
      "The ids of prints (7k4mx3d) or pieces (7k4mx3d-3, 7k4mx3d-1…3).",
      "印刷（7k4mx3d）或单张（7k4mx3d-3、7k4mx3d-1…3）的编号。"))
  var id: [String]

  func validate() throws { try PaperDay.check(date) }

  func run() throws {
    let access = PaperAccess(ofSmallCommand: output)
    let papers = try access.ledger().papers
    var ids: Set<PaperID> = []
    for text in id {
      let found = papers.map(\.id).filter(Self.choice(text))
      if found.isEmpty { throw Failure.input(.unknownPaper(text, known: papers)) }
      ids.formUnion(found)
    }
    let day = PaperDay.day(date)
    // Without a date, the clock may be that of another zone than where it was marked.
    let early = date == nil ? nil : papers.first { ids.contains($0.id) && $0.run.day > day }
    if let early { throw Failure.usage(.goneBeforePrinted(early, day)) }
    try access.update { $0.markGone(ids, on: day) }
    Terminal.report(
      Sentence(
        "\(counted(ids.count, "piece")) marked as gone on \(day)", "\(ids.count) 张标为 \(day) 撤下"))
  }
}

extension PaperGoneCommand {
  /// What a text names: a print, a piece, or neighbours such as `7k4mx3d-1…3`.
  private static func choice(_ text: String) -> (PaperID) -> Bool {
    if let run = PaperID.run(text) { return { $0.run == run } }
    if let id = PaperID(text) { return { $0 == id } }
    guard let (run, numbers) = PaperID.range(text) else { return { _ in false } }
    return { $0.run == run && numbers.contains($0.number) }
  }
}

extension Problem {
  fileprivate static func goneBeforePrinted(_ paper: PrintedPaper, _ day: String) -> Problem {
    Problem(
      Sentence(
        "\(paper.id) was printed on \(paper.run.day), so it cannot be gone since \(day)",
        "\(paper.id) 是 \(paper.run.day) 印的，不可能 \(day) 就已撤下"),
      hint: Sentence(
        "give the day on which it was taken down with --date", "请用 --date 写出撤下的日期"))
  }

  fileprivate static func unknownPaper(_ text: String, known: [PrintedPaper]) -> Problem {
    let runs = Set(known.map(\.id.run)).sorted()
    return Problem(
      Sentence(
        "no print or piece on record has the id \(quoted(text))",
        "记录中没有编号为 \(quoted(text)) 的印刷或单张"),
      hint: runs.isEmpty
        ? Sentence(
          "nothing was marked yet; `paypress paper mark` does",
          "还没有任何记录；请用 `paypress paper mark`")
        : suggestion(text, runs))
  }
}
