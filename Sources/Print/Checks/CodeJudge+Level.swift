internal import Catalog
internal import QRImage
internal import Support

// Error correction and quiet zone.

extension CodeJudge {
  /// `level-low`, `level-high` and `quiet-zone`.
  func levelIssues(_ facts: CodeFacts) -> [CodeIssue] {
    let link = facts.link
    let badness = Double(facts.size.version)
    var issues: [CodeIssue] = []
    if facts.size.level == .low {
      issues.append(
        CodeIssue(
          "level-low", .warning, badness: badness,
          Sentence(
            "the code of \(link.english) has level L, which leaves nothing for dirt and wear",
            "\(link.chinesePrefix)的码是 L 级，经不起污损"),
          hint: Sentence("delete level, or write `level: M`", "请删掉 level，或写 `level: M`")))
    }
    if facts.wantedLevel == .high, facts.budget == nil, facts.byteCount > 60 {
      issues.append(
        CodeIssue(
          "level-high", .note, badness: badness,
          Sentence(
            "level H makes the squares of the code of \(link.english) smaller for nothing",
            "H 级只会让 \(link.chinesePrefix)的码的小方格变小，没有好处"),
          hint: Sentence(
            "delete level: long addresses are read best at level M; H is for large centre marks",
            "请删掉 level：长地址用 M 级最好识别；H 级只适合较大的中心图案")))
    }
    let quiet = job.quietZoneInModules
    if quiet < 4 {
      issues.append(
        CodeIssue(
          "quiet-zone", quiet < 2 ? .error : .warning, badness: badness,
          Sentence(
            "a white border of \(counted(quiet, "square")) is less than the 4 that scanners expect",
            "白边只有 \(quiet) 格，少于扫码所需的 4 格"),
          hint: Sentence("delete quiet_zone", "请删掉 quiet_zone")))
    }
    return issues
  }
}
