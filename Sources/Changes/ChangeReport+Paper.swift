internal import Paper
internal import Site
internal import Support

/// The marked pieces that are not right, whether that is since the old state or longer.
extension ChangeReport {
  /// The most groups of pieces that sentences name.
  private static let paperLineCount = 20

  /// A line for all pieces of a print and link, such as `wrong: 2 posters of "tea" (7k4mx3d-1…2, front door,
  /// 2026-11-02): ¥28.00 → ¥30.00`.
  var paperLines: [Sentence] {
    guard let paper else { return [] }
    let groups = paper.groups
    let lines = groups.prefix(Self.paperLineCount).map { group in
      let status = PaperWords.name(group.verdict.status)
      let (pieces, changes) = (group.name, PaperWords.changes(group.verdict))
      return Sentence(
        "\(status.english): \(pieces.english): \(changes.english)",
        "\(status.chinese)：\(pieces.chinese)：\(changes.chinese)")
    }
    let rest = groups.dropFirst(Self.paperLineCount).reduce(0) { $0 + $1.numbers.count }
    guard rest > 0 else { return lines }
    let stale = command("paper stale", on: paper.config)
    return lines + [
      Sentence(
        "and \(counted(rest, "more printed piece")): `\(stale)` names all",
        "另有 \(rest) 张印刷品：`\(stale)` 列出全部")
    ]
  }

  /// What is said when nothing has changed, but pieces are stale.
  var onlyPaper: Sentence {
    let count = paper?.items.count ?? 0
    return Sentence(
      "nothing has changed since \(oldName), but \(counted(count, "printed piece")) "
        + "\(count == 1 ? "is" : "are") not right",
      "与 \(oldName) 相比没有变化，但有 \(count) 张印刷品不对")
  }

  /// Each piece as `docs/changes.md` describes it.
  var paperJSON: JSON {
    .array(
      (paper?.items ?? []).map { item in
        let (paper, changes) = (item.paper, PaperWords.changes(item.verdict))
        return .members([
          "id": .string("\(paper.id)"), "status": .string(item.verdict.status.rawValue),
          "link": .string(paper.link), "job": .string(paper.run.job),
          "kind": .string(paper.run.kind), "place": paper.run.place.map(JSON.string) ?? .null,
          "date": .string(paper.run.day),
          "changes": .members([
            "en": .string(changes.english), "zh-CN": .string(changes.chinese),
          ]),
        ])
      })
  }
}
