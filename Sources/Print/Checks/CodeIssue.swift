internal import Support

/// A defect or a risk of the printed codes of a job.
struct CodeIssue {
  /// The name of the check, as the key `allow` lists it; the code of the problem.
  var check: String
  var severity: Finding.Severity
  /// The larger, the worse; of several links the worst is named.
  var badness: Double
  var problem: Problem

  /// An issue of a check; its code is the check's name unless the check finds several things.
  init(
    _ check: String, _ severity: Finding.Severity, badness: Double = 0, _ message: Sentence,
    hint: Sentence? = nil, code: String? = nil
  ) {
    self.check = check
    self.severity = severity
    self.badness = badness
    problem = Problem(message, hint: hint, code: code ?? check)
  }

  /// Nothing needs to be done about a note.
  static let noChange = Sentence("nothing needs to be changed", "不必修改")

  /// The problem with the number of links that have it.
  func problem(of count: Int) -> Problem {
    let english = count > 1 ? " (\(count) links; this one is the worst)" : ""
    let chinese = count > 1 ? "（共 \(count) 个链接，这个最严重）" : ""
    let message = problem.message
    return Problem(
      Sentence("\(message.english)\(english)", "\(message.chinese)\(chinese)"),
      hint: problem.hint, code: problem.code)
  }
}

extension Sentence {
  /// The Chinese words as they come before other Chinese words: with a space, unless they end with a
  /// full-width bracket.
  var chinesePrefix: String { chinese.hasSuffix("）") ? chinese : chinese + " " }
}
