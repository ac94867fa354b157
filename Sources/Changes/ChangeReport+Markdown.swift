internal import Site
public import Support

extension ChangeReport {
  /// The changes as Markdown, such as the text of a pull request.
  public func markdown(in language: Language) -> String {
    func text(_ english: String, _ chinese: String) -> String {
      Sentence(english, chinese).text(in: language)
    }
    var lines = ["## \(Self.escaped(Self.capitalized(lines[0].text(in: language))))", ""]
    if !groups.isEmpty {
      lines += [
        text("| Links | What changes | Pages and paper |", "| 链接 | 变化 | 网页和纸张 |"),
        "|---|---|---|",
      ]
      lines += groups.map { row(of: $0, in: language) } + [""]
    }
    lines += jobs.map { "- " + Self.escaped(Self.capitalized($0.sentence.text(in: language))) }
    if !jobs.isEmpty { lines.append("") }
    if let all = words(of: effect) {
      let title = text("On paper and on the web:", "纸张和网页：")
      lines += ["**\(title)** \(Self.escaped(all.text(in: language)))", ""]
    }
    let paper = paperLines
    if !paper.isEmpty {
      let title = text("Printed pieces that are not right:", "不对的印刷品：")
      lines += ["**\(title)**", ""]
      lines += paper.map { "- " + Self.escaped(Self.capitalized($0.text(in: language))) } + [""]
    }
    return lines.joined(separator: "\n")
  }

  private func row(of group: Group, in language: Language) -> String {
    let links = Self.names(of: group.links.map(\.new)).text(in: language)
    let event: Sentence? =
      switch group.event {
      case .added: Sentence("added", "新增")
      case .removed: Sentence("removed", "删除")
      case .renamed:
        Sentence("was \(group.links[0].old.id)", "原为 \(group.links[0].old.id)")
      case .changed: nil
      }
    let price = group.event == .changed || group.event == .renamed ? nil : group.links[0].new.price
    let words =
      ([event, price.map { Sentence($0, $0) }].compactMap(\.self) + group.fields.map(\.words))
      .map { $0.text(in: language) }
    let separator = Sentence("; ", "；").text(in: language)
    let effect = self.words(of: group.effect)?.text(in: language) ?? ""
    let names =
      group.isAlike
      ? Sentence(
        "\(links), such as \(group.links[0].new.id)", "\(links)，例如 \(group.links[0].new.id)"
      )
      .text(in: language) : links
    let cells = [names, words.joined(separator: separator), effect].map(Self.escaped)
    return "| \(cells.joined(separator: " | ")) |"
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A text in which nothing is markup (CommonMark 0.31, section 2.4).
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\`*_{}[]<>#|~@".contains(character) { result.append("\\") }
      result.append(character == "\n" ? " " : character)
    }
  }
}
