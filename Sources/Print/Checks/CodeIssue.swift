internal import Support

/// Something wrong or doubtful about the printed codes of a job.
struct CodeIssue {
  /// The name of the check, as `allow` takes it.
  var check: String
  var severity: Finding.Severity
  /// The larger, the worse: of several links the worst one is named.
  var badness: Double
  var problem: Problem

  /// - Parameters:
  ///   - message: what is wrong.
  ///   - hint: what to do about it.
  init(
    _ check: String, _ severity: Finding.Severity, badness: Double = 0, _ message: Sentence,
    hint: Sentence? = nil
  ) {
    self.check = check
    self.severity = severity
    self.badness = badness
    problem = Problem(message, hint: hint)
  }

  /// The problem with the name of the check, and how many links have it.
  func problem(of count: Int) -> Problem {
    let english = count > 1 ? " (\(count) links; this one is the worst)" : ""
    let chinese = count > 1 ? "（共 \(count) 个链接，这个最严重）" : ""
    let message = problem.message
    return Problem(
      Sentence(
        "\(message.english)\(english) [\(check)]", "\(message.chinese)\(chinese) [\(check)]"),
      hint: problem.hint)
  }
}
