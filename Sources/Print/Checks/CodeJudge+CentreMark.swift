internal import Catalog
internal import QRImage
internal import Support

// The effect of a picture in the middle of a code.

extension CodeJudge {
  /// The shares of the worst block's error correction above which a mark is a note, and an error.
  private static let noteShare = 0.38
  private static let errorShare = 0.50
  /// The shares of the symbol's area above which a mark is a warning, and an error.
  private static let warningArea = 0.09
  private static let errorArea = 0.16

  /// `logo-budget`, `logo-area`, `logo-pattern` and `logo-level`.
  func markIssues(_ facts: CodeFacts) -> [CodeIssue] {
    guard let budget = facts.budget else { return [] }
    let link = facts.link
    let shrink = Sentence(
      "make the mark smaller: `area: 4%`", "请缩小图案：`area: 4%`")
    var issues: [CodeIssue] = []
    func add(
      _ check: String, _ severity: Finding.Severity, _ message: Sentence, hint: Sentence? = nil,
      code: String? = nil
    ) {
      issues.append(
        CodeIssue(check, severity, badness: budget.worstShare, message, hint: hint, code: code))
    }
    if budget.worstShare > Self.noteShare + Self.tolerance {
      issues.append(budgetIssue(facts, budget))
    }
    let area = percent(budget.areaShare)
    if budget.areaShare > Self.warningArea + Self.tolerance {
      add(
        "logo-area", budget.areaShare > Self.errorArea + Self.tolerance ? .error : .warning,
        Sentence(
          "the centre mark covers \(area)% of the code of \(link.english); 4% to 6% are safe, from 9% on there is "
            + "a risk",
          "中心图案盖住了 \(link.chinesePrefix)的码的 \(area)%；4% 到 6% 稳妥，9% 起就有风险"),
        hint: shrink)
    }
    if budget.coversFunctionModule {
      add(
        "logo-pattern", .error,
        Sentence(
          "the centre mark covers squares by which scanners find the code of \(link.english)",
          "中心图案盖住了 \(link.chinesePrefix)的码的定位图形"),
        hint: shrink)
    } else if budget.coversAlignmentPattern {
      add(
        "logo-pattern", .note,
        Sentence(
          "the centre mark covers the alignment pattern in the middle of the code of \(link.english), which "
            + "scanners can do without",
          "中心图案盖住了 \(link.chinesePrefix)的码中央的校正图形，扫码时可以没有它"),
        hint: CodeIssue.noChange, code: "covered-alignment-pattern")
    }
    let level = facts.size.level
    if level < .quartile {
      add(
        "logo-level", .warning,
        Sentence(
          "a centre mark on a code of level \(level.rawValue) leaves little for dirt and wear",
          "\(level.rawValue) 级的码加中心图案后，经不起污损"),
        hint: Sentence("delete level: with a mark it is Q", "请删掉 level：有中心图案时默认 Q 级"))
    }
    return issues
  }

  private func budgetIssue(_ facts: CodeFacts, _ budget: CoverageBudget) -> CodeIssue {
    let isRefused = budget.worstShare > Self.errorShare + Self.tolerance
    let (used, area) = (percent(budget.worstShare), percent(budget.areaShare))
    let (link, level) = (facts.link, budget.size.level.rawValue)
    return CodeIssue(
      "logo-budget", isRefused ? .error : .note, badness: budget.worstShare,
      Sentence(
        "the centre mark (\(area)%, level \(level)) uses \(used)% of the error correction of the code "
          + "of \(link.english) in its worst block"
          + (isRefused ? "; more than 50% is refused" : ""),
        "\(link.chinesePrefix)的码里，中心图案（占 \(area)%，\(level) 级）在最差的纠错块中用掉了 \(used)% 的纠错能力"
          + (isRefused ? "；超过 50% 不予打印" : "")),
      hint: smallerMark(facts, budget))
  }

  /// What makes a mark cost less: a smaller one, without a `level` that is too low for it; or a higher
  /// level, if that is enough.
  private func smallerMark(_ facts: CodeFacts, _ budget: CoverageBudget) -> Sentence {
    let limit = Self.noteShare + Self.tolerance
    let (share, usual) = (job.mark?.share ?? 1, 0.04)
    let isLow = CoverageBudget(budget.size, share: usual).worstShare > limit && job.level != nil
    let smaller =
      switch (share > usual, isLow) {
      case (true, true):
        Sentence(
          "write `area: 4%` for the mark, and delete `level`", "请给图案写 `area: 4%`，并删掉 `level`")
      case (true, false): Sentence("make the mark smaller: `area: 4%`", "请缩小图案：`area: 4%`")
      case (false, true): Sentence("delete `level`", "请删掉 `level`")
      case (false, false):
        Sentence("make the mark smaller with a lower `area`", "请把 `area` 写小一些，缩小图案")
      }
    let high = try? SymbolSize(byteCount: facts.byteCount, level: .high)
    guard facts.wantedLevel != .high, budget.areaShare <= Self.warningArea + Self.tolerance,
      let high,
      CoverageBudget(high, share: share).worstShare <= Self.errorShare
    else { return smaller }
    return Sentence("\(smaller.english); or write `level: H`", "\(smaller.chinese)；或写 `level: H`")
  }
}
