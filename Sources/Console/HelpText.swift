internal import Support

/// The parser's help and usage in Chinese: titles and notes translated, lines wrapped again,
/// because the parser wraps at spaces only and counts every character as one column.
///
/// Abstracts and helps are Chinese already; see `localized`.
enum HelpText {
  /// So wide that the parser wraps no line.
  static let unbroken = 100_000

  private static let width = 80
  private static let labelWidth = 26

  private static let titles = [
    "OVERVIEW: ": "概述：", "USAGE: ": "用法：", "Usage: ": "用法：", "ARGUMENTS:": "参数：",
    "OPTIONS:": "选项：", "SUBCOMMANDS:": "子命令：",
  ]

  private static let valueNames = [
    "8:1,7:1": "8:1,7:1", "address": "地址", "amount": "金额", "by": "依据", "code": "代码", "dir": "文件夹",
    "file": "文件", "folders": "文件夹", "format": "格式", "i/n|auto": "i/n|auto", "id": "编号",
    "job": "打印任务", "kind": "类型", "language": "语言", "merchant": "商户", "message": "消息",
    "n": "数字", "old": "旧状态", "photo": "照片", "name": "名称", "number": "编号", "options": "选项",
    "path": "路径", "port": "端口",
    "link": "链接", "method": "方式", "minutes": "分钟", "day": "日期", "statement": "对账单",
    "program": "程序", "seconds": "秒", "skin": "外观", "stock": "标签纸", "subcommand": "子命令",
    "text": "文字", "type": "类型", "url": "网址", "zone": "时区", "verdict": "判定", "time": "时间",
    "state": "状态", "copy": "副本",
  ]

  /// Translates a help text or usage that the parser did not wrap.
  static func chinese(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0)) }.joined(separator: "\n")
  }

  /// A label with its value names in Chinese: `--output <文件夹>`.
  static func namingValues(_ label: String) -> String {
    valueNames.reduce(label) { $0.replacing("<\($1.key)>", with: "<\($1.value)>") }
  }

  private static func line(_ line: String) -> String {
    for (title, chinese) in titles where line.hasPrefix(title) {
      let text = chinese + namingValues(String(line.dropFirst(title.count)))
      return title == "OVERVIEW: " ? broken(text, indent: 0) : text
    }
    if line.hasSuffix(" SUBCOMMANDS:") { return line.dropLast(13) + "：" }
    if line.hasPrefix("  See '") {
      let command = line.dropFirst(7).prefix { $0 != "'" }
      return "  详细说明见 '\(namingValues(String(command)))'。"
    }
    guard line.hasPrefix("  ") else { return broken(line, indent: 0) }
    return entry(line)
  }

  /// A line of a list: a label, then a text; one of them may be empty.
  private static func entry(_ line: String) -> String {
    let label = line.prefix(labelWidth)
    // The text of a long label is on the next line.
    guard label.hasSuffix(" ") else { return namingValues(line) }
    let text = broken(note(String(line.dropFirst(labelWidth))), indent: labelWidth)
    let name = namingValues(LineBreaks.trimmed(label))
    let columns = DisplayWidth.of(name)
    guard columns < labelWidth else { return "\(name)\n\(text)" }
    return name + text.dropFirst(columns)
  }

  /// Translates the parser's notes in a text.
  private static func note(_ text: String) -> String {
    var text = text.replacing("Show help information.", with: "显示帮助。")
    for (english, chinese) in [(" (default: ", "（默认："), (" (values: ", "（可选：")] {
      guard let start = text.firstRange(of: english), text.hasSuffix(")") else { continue }
      let values = text[start.upperBound...].dropLast()
        .replacing("; default: ", with: "；默认：").replacing(", ", with: "、")
      text = text[..<start.lowerBound] + "\(chinese)\(values)）"
    }
    return text
  }

  /// Wraps a text at 80 columns.
  private static func broken(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return LineBreaks.lines(of: text, width: width - indent)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }
}
