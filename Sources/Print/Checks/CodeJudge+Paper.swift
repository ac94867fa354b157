internal import Catalog
internal import Support

// The effect of the paper's colour on black modules.

extension CodeJudge {
  /// `contrast`, `panel` and `red-light`.
  func paperIssues() -> [CodeIssue] {
    let colour = job.paperColour
    let tone =
      (0.299 * Double(colour.red) + 0.587 * Double(colour.green) + 0.114 * Double(colour.blue))
      / 255 * 100
    let shownTone = Int(tone.rounded())
    var issues: [CodeIssue] = []
    if let found = severity(tone, error: 20, warning: 40, note: 55) {
      issues.append(
        CodeIssue(
          "contrast", found, badness: -tone,
          Sentence(
            "black on paper of the colour \(colour) has a contrast of \(shownTone)%: 70% is "
              + "good, and print grading accepts no less than 40%",
            "黑色印在 \(colour) 的纸上，对比度只有 \(shownTone)%；70% 以上为佳，印刷评级至少要 40%"),
          hint: Sentence(
            "print on lighter paper, and write its colour in the config",
            "请用颜色更浅的纸，并把它的颜色写进配置")))
    }
    if let found = severity(tone, error: 60, warning: 85) {
      issues.append(
        CodeIssue(
          "panel", found, badness: -tone,
          Sentence(
            "paper of the colour \(colour) has \(shownTone)% of the brightness of white, and a printer "
              + "cannot print white under the code",
            "\(colour) 的纸亮度只有白纸的 \(shownTone)%，打印机印不出白底"),
          hint: Sentence("print on white labels and stick them on", "请印在白色标签上再贴上去")))
    }
    let red = Double(colour.red) / 255 * 100
    if red < 40 - Self.tolerance {
      issues.append(
        CodeIssue(
          "red-light", .note, badness: -red,
          Sentence(
            "scanners with red light hardly tell black from paper of the colour \(colour)",
            "红光扫码枪几乎分不清黑色和 \(colour) 的纸"),
          hint: Sentence(
            "use white paper if a red scanner is to read it; phones are not affected",
            "要用红光扫码枪时请改用白纸；手机不受影响")))
    }
    return issues
  }
}
