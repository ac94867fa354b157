internal import Console
internal import Support

extension Terminal {
  /// Whether the program that runs this one shows the progress.
  private static let writesProgressLines = environment[ProgressLine.variable] != nil

  /// Shows a bar and a sentence, if standard error is a terminal.
  static func showProgress(_ done: Int, of total: Int, _ sentence: Sentence) {
    if writesProgressLines { return printError(ProgressLine(done: done, total: total).text) }
    let filled = total > 0 ? done * 24 / total : 24
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
    showProgress("[\(bar)] \(sentence.text(in: language))")
  }
}
