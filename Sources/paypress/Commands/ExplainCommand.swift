internal import ArgumentParser
internal import Console
internal import Support

struct ExplainCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: localized(
      "Explains a code of a finding, such as unnamed-column; without one, lists all codes.",
      "解释问题的代码，例如 unnamed-column；不写代码则列出全部。"))

  static let example = """
    paypress explain open-price
    """

  @Argument(help: .words("The word in brackets behind a finding.", "问题末尾方括号里的词。"))
  var code: String?

  func run() throws {
    let explanations = Explanations(Terminal.language)
    guard let code else {
      for (index, group) in explanations.groups.enumerated() {
        if index > 0 { try Terminal.print("") }
        for line in group.lines { try Terminal.print(line) }
      }
      return
    }
    let word = code.filter { !"[]".contains($0) }.lowercased()
    guard let section = explanations[word] else {
      throw Failure.usage(.unknownCode(code, known: explanations.codes))
    }
    for line in section.lines { try Terminal.print(line) }
  }
}

extension Problem {
  fileprivate static func unknownCode(_ code: String, known: [String]) -> Problem {
    let all = Sentence("`paypress explain` lists all codes", "运行 `paypress explain` 可列出全部代码")
    let hint = NearestName.of(code, among: known).map { near in
      Sentence(
        "did you mean \(quoted(near))? \(all.english)", "是不是 \(quoted(near))？\(all.chinese)")
    }
    return Problem(
      Sentence("no finding has the code \(quoted(code))", "没有代码为 \(quoted(code)) 的问题"),
      hint: hint ?? all)
  }
}
