internal import Support

// Messages about invalid YAML: libyaml's reasons in plain words.

extension Problem {
  /// A syntax error, from libyaml's reason.
  static func yamlSyntax(_ reason: String) -> Problem {
    guard let known = reasons.first(where: { reason.hasPrefix($0.reason) }) else {
      return Problem(
        Sentence("this is not YAML: \(reason)", "这里不是合法的 YAML：\(reason)"), hint: general)
    }
    return Problem(known.message, hint: known.hint)
  }

  private static let general = Sentence(
    "look for a missing quote, colon or space just before; indent with spaces, never with tabs",
    "请检查这里之前是否少了引号、冒号或空格；缩进只能用空格，不能用制表符")

  private static let needsQuotes = Sentence(
    "put quotes around a text that starts with { or [ or holds `: `: title: \"{n} x\"",
    "以 { 或 [ 开头、或含有 `: ` 的文字请加引号：title: \"{n} 号桌\"")

  private static let needsColon = Sentence(
    "write `key: value`, with a plain colon and a space after it",
    "请写成 `键: 值`，冒号要用半角，后面加一个空格")

  private static let reasons: [(reason: String, message: Sentence, hint: Sentence)] = [
    (
      "did not find expected key",
      Sentence("the line before does not end where a value can end", "前面的值没有在这里结束"), needsQuotes
    ),
    (
      "did not find expected '-' indicator",
      Sentence("an item of the list must start with `- `", "列表的每一项都要以 `- ` 开头"), general
    ),
    (
      "mapping values are not allowed in this context",
      Sentence("a colon where no key can be", "这里不能出现冒号"), needsQuotes
    ),
    (
      "could not find expected ':'",
      Sentence("a key without its colon, just before", "前面的键缺少冒号"), needsColon
    ),
    (
      "found character that cannot start any token",
      Sentence("no text can start with this character", "文字不能以这个字符开头"),
      Sentence(
        "put quotes around the text; indent with spaces, never with tabs",
        "请给文字加引号；缩进只能用空格，不能用制表符")
    ),
    (
      "did not find expected ',' or '}'",
      Sentence("a `,` or `}` is missing, here or just before", "这里或前面缺少 `,` 或 `}`"),
      Sentence(
        "close the brace; put quotes around a text that holds { } [ ] , or #",
        "请补上花括号；含有 { } [ ] , 或 # 的文字请加引号")
    ),
    (
      "did not find expected ',' or ']'",
      Sentence("a `,` or `]` is missing, here or just before", "这里或前面缺少 `,` 或 `]`"),
      Sentence(
        "close the bracket; put quotes around a text that holds { } [ ] , or #",
        "请补上方括号；含有 { } [ ] , 或 # 的文字请加引号")
    ),
    (
      "found unexpected end of stream",
      Sentence("the quote that opens here is never closed", "这里的引号缺少结束引号"),
      Sentence("close it", "请补上结束引号")
    ),
    (
      "found unknown escape character",
      Sentence("a backslash before a character that it does not go with", "反斜杠后面的字符不能这样写"),
      Sentence(
        #"write \\ for a plain backslash, or use single quotes"#, "反斜杠请写两遍，或改用单引号")
    ),
    (
      "control characters are not allowed",
      Sentence("a control character", "这里有控制字符"),
      Sentence("delete it", "请删掉它")
    ),
  ]
}
