internal import Catalog
internal import Support

// Where a code lies on its piece and its page.

extension CodeJudge {
  /// The least distance from cuts, folds and the edge of the page, in millimetres.
  private static let leastDistance = 5 - 0.001

  /// `fits-stock`: a cut or fold comes near; nearer than 1.6 mm a code is not laid out at all.
  func edgeIssues(_ facts: CodeFacts) -> [CodeIssue] {
    guard let distance = facts.edgeDistance, distance < Self.leastDistance else { return [] }
    let (link, narrower) = (facts.link, narrower(than: facts.width))
    return [
      CodeIssue(
        "fits-stock", .warning, badness: -distance,
        Sentence(
          "the code of \(link.english) with its white border comes within \(tenths(distance)) mm of a cut or "
            + "fold",
          "\(link.chinesePrefix)的码（含白边）离裁切线或折线只有 \(tenths(distance)) 毫米"),
        hint: Sentence("keep 5 mm: \(narrower.english)", "请留 5 毫米：\(narrower.chinese)"))
    ]
  }

  /// `page-size` and `printable`: something lies beyond the page, or where printers do not print.
  func pageIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let link = facts.link
    let isCode = facts.overhang.code > PaperEdge.tolerance
    let beyond = isCode ? facts.overhang.code : facts.overhang.words
    if beyond > PaperEdge.tolerance {
      return [
        CodeIssue(
          "page-size", .error, badness: beyond,
          Sentence(
            "the \(isCode ? "code" : "words beside the code") of \(link.english) would lie \(hundredths(beyond)) "
              + "mm beyond the edge of the page",
            "\(link.chinesePrefix)的\(isCode ? "码" : "文字")会超出纸边 \(hundredths(beyond)) 毫米"),
          hint: Sentence(
            "use a smaller nudge or scale: what lies beyond the paper is not printed",
            "请减小 nudge 或 scale：纸外的部分印不出来"))
      ]
    }
    guard let distance = facts.pageDistance, distance < Self.leastDistance else { return [] }
    let ways = waysInwards(facts)
    return [
      CodeIssue(
        "printable", .warning, badness: -distance,
        Sentence(
          "the code of \(link.english) comes within \(tenths(distance)) mm of the edge of the page, where many "
            + "printers do not print",
          "\(link.chinesePrefix)的码离纸边只有 \(tenths(distance)) 毫米，许多打印机印不到那里"),
        hint: Sentence(
          "keep 5 mm: \(ways.map(\.english).joined(separator: ", or "))",
          "请留 5 毫米：\(ways.map(\.chinese).joined(separator: "，或"))"))
    ]
  }

  /// How to move a code away from the edge of the page.
  private func waysInwards(_ facts: CodeFacts) -> [Sentence] {
    let nudge = Sentence("write a smaller `nudge:`", "请把 `nudge:` 写小一些")
    let stock = Sentence("use another stock", "请换一种标签纸")
    return (job.nudge.x != 0 || job.nudge.y != 0 ? [nudge] : []) + [narrower(than: facts.width)]
      + (job.stock != nil ? [stock] : [])
  }
}
