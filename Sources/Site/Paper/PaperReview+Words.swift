internal import Paper
public import Support

extension PaperReview.Group {
  /// Which pieces, with place and date: `3 posters of "tea" (7k4mx3d-1…3, front door, 2026-11-02)`.
  public var name: Sentence {
    let pieces = PaperWords.pieces(first.run.kind, count: numbers.count)
    let facts = [
      PaperWords.ids(run: first.run.id, numbers), first.run.place, first.run.day,
    ].compactMap(\.self)
    let (link, english) = (quoted(first.link), facts.joined(separator: ", "))
    return Sentence(
      "\(pieces.english) of \(link) (\(english))",
      "\(link) 的 \(pieces.chinese)（\(facts.joined(separator: "，"))）")
  }
}

extension PaperReview {
  /// The most prints that a line names.
  private static let namedCount = 3

  /// The ids of the wrong pieces by print, such as `7k4mx3d-1…3 (front door, 2026-11-02)`; nil if none is
  /// wrong.
  public var wrongPieces: Sentence? {
    let wrong = items.filter { $0.verdict.status == .wrong }.map(\.paper)
    guard !wrong.isEmpty else { return nil }
    // Pieces are sorted by id, so those of one print are neighbours.
    var prints: [(run: MarkedPrint, numbers: [Int])] = []
    for paper in wrong {
      if prints.last?.run != paper.run { prints.append((paper.run, [])) }
      prints[prints.count - 1].numbers.append(paper.id.number)
    }
    let names = prints.prefix(Self.namedCount).map { print in
      let facts = [print.run.place, print.run.day].compactMap(\.self)
      let ids = PaperWords.ids(run: print.run.id, print.numbers)
      return Sentence(
        "\(ids) (\(facts.joined(separator: ", ")))", "\(ids)（\(facts.joined(separator: "，"))）")
    }
    let rest = prints.dropFirst(Self.namedCount).reduce(0) { $0 + $1.numbers.count }
    return Sentence(
      names.map(\.english).joined(separator: ", ") + (rest > 0 ? " and \(grouped(rest)) more" : ""),
      names.map(\.chinese).joined(separator: "，") + (rest > 0 ? "，另有 \(rest) 张" : ""))
  }
}
