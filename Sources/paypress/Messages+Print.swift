internal import Catalog
internal import Console
internal import Support

extension Messages {
  /// A stock that is not known.
  static func unknownStock(_ name: String, known: [String]) -> Sentence {
    let hint = Problem.suggestion(name, known)
    return Sentence(
      "paypress: error: there is no stock \(quoted(name))\n  hint: \(hint.english)",
      "paypress: error: 没有名为 \(quoted(name)) 的标签纸\n  hint: \(hint.chinese)")
  }

  /// The stocks of a config that cannot be right.
  static func unreadableStocks(_ count: Int) -> Sentence {
    Sentence(Self.count(count, "error"), "\(count) 个错误")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  static let calibration = Sentence(
    "open it in a browser and print it on plain paper at 100 %, margins “None”",
    "请用浏览器打开，用普通纸打印：缩放 100%，边距“无”")
}
