internal import ArgumentParser
internal import Console
internal import GatePay
internal import Paper
internal import Site
internal import Support

struct PaperListCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: localized(
      "Lists the printed pieces on record with their status.", "列出记录在案的印刷品及其状态。"))

  static let example = """
    paypress paper list
    """

  @OptionGroup var output: OutputOption

  @Flag(help: .words("Those marked as gone too.", "也列出已标为撤下的。"))
  var all = false

  @Flag(help: .words("JSON instead of lines.", "输出 JSON，而不是文字。"))
  var json = false

  func run() throws {
    try PaperAccess(ofSmallCommand: output).review(includingGone: all).print(asJSON: json)
  }
}

struct PaperStaleCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "stale",
    abstract: localized(
      "Lists the printed pieces that are not as they would be printed now.",
      "列出与现在不一致的印刷品。"))

  static let example = """
    paypress paper stale
    """

  @OptionGroup var output: OutputOption

  @Flag(help: .words("JSON instead of lines.", "输出 JSON，而不是文字。"))
  var json = false

  func run() throws {
    try PaperAccess(ofSmallCommand: output).review().filtered { $0.verdict.status != .current }
      .print(asJSON: json)
  }
}

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
    let review = try PaperAccess(ofSmallCommand: output).review(includingGone: true)
      .filtered { $0.paper.stamp == PaperStamp.parse(stamp) }
    guard !review.items.isEmpty else {
      throw Failure.input(
        Problem(
          Sentence(
            "no printed piece on record has the stamp \(quoted(stamp))",
            "记录中没有印记为 \(quoted(stamp)) 的印刷品"),
          hint: Sentence(
            "it was not marked, or not printed by this shop", "它没有被记录，或不是本店印的"),
          code: "unknown-stamp"))
    }
    try review.print(asJSON: json)
  }
}

extension PaperReview {
  /// Prints the pieces on standard output.
  func print(asJSON isJSON: Bool) throws {
    if isJSON {
      let objects = items.map { "  " + $0.json.line }
      try Terminal.print(objects.isEmpty ? "[]" : "[\n\(objects.joined(separator: ",\n"))\n]")
    } else {
      for group in groups { try Terminal.print(group.line.text(in: Terminal.language)) }
    }
    try Terminal.flush()
  }
}

extension PaperReview.Group {
  /// Such as `wrong  7k4mx3d-1…3  3 posters of "tea", front door, 2026-11-02: ¥28.00 → ¥30.00`.
  fileprivate var line: Sentence {
    let name = PaperWords.name(verdict.status)
    let ids = PaperWords.ids(run: first.run.id, numbers)
    let pieces = PaperWords.pieces(first.run.kind, count: numbers.count)
    let changes = PaperWords.changes(verdict)
    let facts = [first.run.place, first.run.day].compactMap(\.self)
    let gone = first.goneOn
    let english =
      "\(name.english)  \(ids)  \(pieces.english) of \(quoted(first.link)), "
      + facts.joined(separator: ", ") + (gone.map { ", marked as gone on \($0)" } ?? "")
      + (changes.english.isEmpty ? "" : ": \(changes.english)")
    let chinese =
      "\(name.chinese)  \(ids)  \(quoted(first.link)) 的 \(pieces.chinese)，"
      + facts.joined(separator: "，") + (gone.map { "，\($0) 标为已撤下" } ?? "")
      + (changes.chinese.isEmpty ? "" : "：\(changes.chinese)")
    return Sentence(english, chinese)
  }
}

extension PaperReview.Item {
  fileprivate var json: JSON {
    func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    return JSON.members([
      "id": .string(paper.id.description), "status": .string(verdict.status.rawValue),
      "link": .string(paper.link), "job": .string(paper.run.job),
      "kind": .string(paper.run.kind), "place": text(paper.run.place),
      "date": .string(paper.run.day), "sheet": .number("\(paper.sheet)"),
      "position": .number("\(paper.position)"), "stamp": text(paper.stamp),
      "price": text(paper.price?.description), "forwards": .boolean(paper.isForwarding),
      "changes": .string(PaperWords.changes(verdict).text(in: Terminal.language)),
      "gone": text(paper.goneOn),
    ])
  }
}
