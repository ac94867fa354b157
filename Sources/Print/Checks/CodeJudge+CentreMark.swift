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
    let shrink = Sentence("shrink it with `area`", "请用 `area` 缩小")
    var issues: [CodeIssue] = []
    func add(
      _ check: String, _ severity: Finding.Severity, _ message: Sentence, hint: Sentence? = nil,
      code: String? = nil
    ) {
      issues.append(
        CodeIssue(check, severity, badness: budget.worstShare, message, hint: hint, code: code))
    }
    if budget.worstShare > Self.noteShare + Self.tolerance {
      issues.append(budgetIssue(link, budget))
    }
    let area = percent(budget.areaShare)
    if budget.areaShare > Self.warningArea + Self.tolerance {
      add(
        "logo-area", budget.areaShare > Self.errorArea + Self.tolerance ? .error : .warning,
        Sentence(
          "the centre mark covers \(area) % of the code of \(link.english); 4 to 6 % are safe, from 9 % on there "
            + "is a risk",
          "中心图案盖住了 \(link.chinese) 的码的 \(area) %；4% 到 6% 稳妥，9% 起就有风险"),
        hint: shrink)
    }
    if budget.coversFunctionModule {
      add(
        "logo-pattern", .error,
        Sentence(
          "the centre mark covers squares by which scanners find the code of \(link.english)",
          "中心图案盖住了 \(link.chinese) 的码的定位格"),
        hint: shrink)
    } else if budget.coversAlignmentPattern {
      add(
        "logo-pattern", .note,
        Sentence(
          "the centre mark covers the alignment pattern in the middle of the code of \(link.english), which "
            + "scanners can do without",
          "中心图案盖住了 \(link.chinese) 的码中央的校正图形，扫码时可以没有它"),
        code: "covered-alignment-pattern")
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

  private func budgetIssue(_ link: Sentence, _ budget: CoverageBudget) -> CodeIssue {
    let isRefused = budget.worstShare > Self.errorShare + Self.tolerance
    let (used, area) = (percent(budget.worstShare), percent(budget.areaShare))
    let level = budget.size.level.rawValue
    return CodeIssue(
      "logo-budget", isRefused ? .error : .note, badness: budget.worstShare,
      Sentence(
        "the centre mark (\(area) %, level \(level)) uses \(used) % of the error correction of the code "
          + "of \(link.english) in its worst block"
          + (isRefused ? "; more than 50 % is refused" : ""),
        "中心图案（占 \(area) %，\(level) 级）在最差的纠错块里用掉了 \(link.chinese) 的码 \(used) % 的纠错能力"
          + (isRefused ? "；超过 50% 不予打印" : "")),
      hint: isRefused
        ? Sentence(
          "make the mark smaller (`area: 4%`) or use level Q or H",
          "请缩小图案（`area: 4%`），或用 Q 级、H 级")
        : Sentence("4 % at level Q uses less", "Q 级、4% 用得更少"))
  }
}
