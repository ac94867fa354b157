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

extension PaperReview {
  /// Prints the pieces on standard output.
  func print(asJSON isJSON: Bool) throws {
    if isJSON {
      try Terminal.print(list: items.map(\.json))
    } else {
      for group in groups { try Terminal.print(group.line.text(in: Terminal.language)) }
    }
    try Terminal.flush()
  }
}

extension Terminal {
  /// Prints a JSON list, an object a line.
  static func print(list objects: [JSON]) throws {
    let lines = objects.map { "  " + $0.line }
    try print(lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n]")
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
