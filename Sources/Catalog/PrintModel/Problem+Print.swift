internal import Support

// Messages about `print:` and `stocks:`.

extension Problem {
  // MARK: Jobs

  // MARK: Sizes

  static func badPaper(_ text: String) -> Problem {
    let names = PaperSize.named.compactMap(\.name).joined(separator: ", ")
    return Problem(
      Sentence("\(quoted(text)) is not a page size", "\(quoted(text)) 不是纸张尺寸"),
      hint: Sentence(
        "write \(names), any of them with `landscape` after it, or millimetres as 100x150",
        "请写 \(names)，横向在后面加 `landscape`；或写毫米，例如 100x150"))
  }

  // MARK: Pictures

  // MARK: Stocks

  static let measureAgain = Sentence(
    "compare first, size, pitch, columns, rows and paper with the box",
    "请按包装核对 first、size、pitch、columns、rows 和 paper")

  /// A length with at most two decimals.
  static func shown(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 2, isPadded: true)
  }
}
