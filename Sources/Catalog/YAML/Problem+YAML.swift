internal import Support

// Messages about YAML that cannot be read as its author meant it.

extension Problem {
  // MARK: Characters

  static func controlCharacterInConfig(_ scalar: Unicode.Scalar) -> Problem {
    let point = codePoint(scalar)
    return Problem(
      Sentence("the control character \(point) is not allowed", "不能有控制字符 \(point)"),
      hint: Sentence("delete it", "请删掉它"), code: "control-character")
  }

  static var tabIndentation: Problem {
    Problem(
      Sentence("this line is indented with a tab", "这一行用制表符缩进"),
      hint: Sentence("indent with spaces", "请改用空格缩进"))
  }

  static var tabBeginsText: Problem {
    Problem(
      Sentence(
        "a tab begins the text below `|` or `>`: it is unclear what is indentation",
        "`|` 或 `>` 下面的文字以制表符开头，分不清哪些是缩进"),
      hint: Sentence(
        "indent with spaces; for text that begins with a tab, write `|2` and indent by 2 spaces",
        "请用空格缩进；文字本身以制表符开头时，请写 `|2` 并多缩进 2 个空格"))
  }

  /// A space of another kind, or nothing visible, where a plain space separates key and value.
  static func invisibleAfterColon(
    _ character: InvisibleCharacter, key: String, line: String
  ) -> Problem {
    let name = character.name
    return Problem(
      Sentence(
        "\(name.english) after \(quoted(key)), where a space is expected",
        "\(quoted(key)) 后面是 \(name.chinese)，不是普通空格"),
      hint: Sentence("type an ordinary space: `\(line)`", "请改用普通空格：`\(line)`"),
      code: "invisible-character")
  }

  // MARK: Quotes

  static func typographicQuotes(_ quotes: TypographicQuotes, line: String?) -> Problem {
    Problem(
      Sentence(
        "\(quotes.opening) is no quotation mark in YAML: it would be printed",
        "\(quotes.opening) 在 YAML 里不是引号，会被原样印出"),
      hint: line.map {
        Sentence(
          "type straight quotes: `\($0)`; to print \(quotes.opening), put straight quotes around the whole text",
          "请用半角直引号：`\($0)`；若要印出 \(quotes.opening)，请在整段文字外面再加直引号")
      } ?? Sentence("type straight quotes", "请用半角直引号"))
  }

  static func quoteClosedByAnother(_ quote: Unicode.Scalar) -> Problem {
    Problem(
      Sentence(
        "\(quote) does not close text that begins with a straight quote",
        "文字以直引号开头，不能用 \(quote) 结束"),
      hint: Sentence("type the same quote at both ends", "请在两端用同样的引号"),
      code: "typographic-quotes")
  }

  static var unclosedYAMLQuote: Problem {
    Problem(
      Sentence("the quote that opens here is never closed", "这里的引号缺少结束引号"),
      hint: Sentence(
        "close it at the end of the text; write an apostrophe within single quotes twice",
        "请在文字末尾补上结束引号；单引号里的单引号要写两遍"),
      code: "unclosed-quote")
  }

  static var unknownEscape: Problem {
    Problem(
      Sentence("a backslash cannot come before this character", "反斜杠后面的字符不能这样写"),
      hint: Sentence(
        #"between folders, write /; for a plain backslash, write \\ or use single quotes"#,
        "文件夹之间请写 /；反斜杠本身请写两遍，或改用单引号"))
  }

  // MARK: Comments

  /// - Parameters:
  ///   - kept: The text before the comment, empty if there is none; nil if it must not be shown.
  ///   - fix: What to type; nil if that is not known.
  static func commentCutsText(kept: String?, fix: CommentFix?) -> Problem {
    let rest =
      switch kept {
      case nil: Sentence("and cuts off the text", "文字被截断了")
      case "": Sentence("so there is no value", "所以这里没有值")
      case let kept?:
        Sentence("so the text is only \(quoted(kept))", "文字只剩下 \(quoted(kept))")
      }
    return Problem(
      Sentence("# begins a comment, \(rest.english)", "# 后面的内容被当作注释，\(rest.chinese)"),
      hint: hint(fix))
  }

  private static func hint(_ fix: CommentFix?) -> Sentence {
    switch fix {
    case .quotes(let line):
      Sentence(
        "put the whole text in quotes: `\(line)`; for a comment, put a space after #",
        "请给整段文字加引号：`\(line)`；若是注释，请在 # 后面加一个空格")
    case .space(let line):
      Sentence(
        "if that is a comment, put a space after #: `\(line)`",
        "若是注释，请在 # 后面加一个空格：`\(line)`")
    case .deletion(let line):
      Sentence(
        "leave it out: `\(line)`; a comment hides the rest of its line",
        "请去掉它：`\(line)`；注释会盖住这一行后面的全部内容")
    case nil:
      Sentence(
        "put the whole text in quotes; a comment must come after the whole value, with a space after #",
        "请给整段文字加引号；注释要写在完整的值之后，# 后面加一个空格")
    }
  }

  // MARK: Colons and keys

  static func fullWidthColon(_ colon: Unicode.Scalar, line: String) -> Problem {
    Problem(
      Sentence(
        "\(colon) is a full-width colon, but a plain one must follow a key",
        "\(colon) 是全角冒号，键后面要用半角冒号"),
      hint: Sentence(
        "type a plain colon and a space: `\(line)`", "请用半角冒号，后面加一个空格：`\(line)`"))
  }

  static func noSpaceAfterColon(line: String) -> Problem {
    Problem(
      Sentence("there is no space after the colon", "冒号后面缺少空格"),
      hint: Sentence("add one: `\(line)`", "请加一个空格：`\(line)`"))
  }

  static func missingColon(_ text: String?) -> Problem {
    let shown = text.map { Sentence(quoted($0), quoted($0)) } ?? Sentence("this line", "这一行")
    return Problem(
      Sentence(
        "\(shown.english) has no colon, so it is not a key with a value",
        "\(shown.chinese) 没有冒号，不是键和值"),
      hint: Sentence(
        "write `key: value`; text that continues the line above must be indented deeper",
        "请写成 `键: 值`；若是接着上一行的文字，请缩进得更深"))
  }

  static var emptyKey: Problem {
    Problem(
      Sentence("there is no key before this colon", "冒号前面没有键"),
      hint: Sentence(
        "write `key: value`; put quotes around text that starts with a colon",
        "请写成 `键: 值`；以冒号开头的文字请加引号"))
  }

  static func colonInText(line: String?) -> Problem {
    Problem(
      Sentence("there is a colon with a space after it within the text", "文字里有冒号加空格"),
      hint: line.map { Sentence("put the text in quotes: `\($0)`", "请给文字加引号：`\($0)`") }
        ?? Sentence("put the text in quotes", "请给文字加引号"))
  }

  static func reservedCharacter(_ scalar: Unicode.Scalar) -> Problem {
    Problem(
      Sentence("text without quotes cannot start with \(scalar)", "没有引号的文字不能以 \(scalar) 开头"),
      hint: Sentence("put quotes around the text", "请给文字加引号"))
  }

  // MARK: Lines

  /// Two lines that belong together and do not start in the same column.
  static func wrongIndentation(_ wrong: IndentedWord, _ right: IndentedWord) -> Problem {
    let difference = right.column - wrong.column
    let spaces = counted(abs(difference), "space")
    let (word, other) = (quoted(wrong.word), quoted(right.word))
    let change =
      difference > 0
      ? Sentence(
        "add \(spaces) before \(word)", "请在 \(word) 前面加 \(difference) 个空格")
      : Sentence("delete \(spaces) before \(word)", "请删掉 \(word) 前面的 \(-difference) 个空格")
    return Problem(
      Sentence(
        "\(word) starts in column \(wrong.column), but \(other) on line \(right.line) "
          + "starts in column \(right.column)",
        "\(word) 从第 \(wrong.column) 列开始，第 \(right.line) 行的 \(other) 却从第 \(right.column) 列开始"),
      hint: Sentence(
        "\(change.english): lines that belong together start in the same column",
        "\(change.chinese)：同一层的行要左对齐"))
  }

  static func textGoesOn(firstLine: Int) -> Problem {
    Problem(
      Sentence(
        "this line continues the text on line \(firstLine), because it is indented deeper",
        "这一行缩进更深，成了第 \(firstLine) 行文字的一部分"),
      hint: Sentence(
        "start it in the column of the lines that it belongs to, or quote the whole text",
        "请与所属的行左对齐，或给整段文字加引号"))
  }

  static var itemAmongKeys: Problem {
    Problem(
      Sentence(
        "a list item (`- `) comes between `key: value` lines",
        "这里都是 `键: 值` 的行，中间却出现了以 `- ` 开头的列表项"),
      hint: Sentence(
        "start every item of the list with `- `, the first one too", "列表的每一项都要以 `- ` 开头，第一项也一样"))
  }

  static var listBesideKey: Problem {
    Problem(
      Sentence("a list cannot start on the line of its key", "列表不能和键写在同一行"),
      hint: Sentence(
        "start it on the next line, or write `key: [a, b]`; quote text that starts with `- `",
        "请另起一行，或写成 `键: [a, b]`；以 `- ` 开头的文字请加引号"))
  }

  static var textBesideBlockMark: Problem {
    Problem(
      Sentence("text follows `|` or `>` on the same line", "`|` 或 `>` 后面还有文字"),
      hint: Sentence(
        "start the text on the next line, or put it in quotes", "请把文字写在下一行，或给它加引号"))
  }

  static func textAfterValue(_ end: Unicode.Scalar, line: String?) -> Problem {
    Problem(
      Sentence("more text follows the \(end) that ends the value", "\(end) 结束了这个值，后面却还有文字"),
      hint: line.map { Sentence("put all of it in quotes: \($0)", "请给整段文字加引号：\($0)") }
        ?? Sentence("put all of it in quotes", "请给整段文字加引号"))
  }

  // MARK: Brackets

  static func fullWidthComma(_ comma: Unicode.Scalar) -> Problem {
    Problem(
      Sentence("\(comma) does not separate what is between brackets", "\(comma) 不能分隔方括号或花括号里的各项"),
      hint: Sentence(
        "type a plain comma and a space: `[a, b]`; if it belongs to the text, put the text in quotes",
        "请用半角逗号加空格：`[a, b]`；若它属于文字本身，请给文字加引号"))
  }

  static func unclosedBracket(_ bracket: Unicode.Scalar) -> Problem {
    let closing = bracket == "[" ? "]" : "}"
    return Problem(
      Sentence("the \(bracket) that opens here is never closed", "这里的 \(bracket) 没有对应的 \(closing)"),
      hint: Sentence(
        "close it with \(closing); put quotes around text that contains { } [ ] , or #",
        "请补上 \(closing)；含有 { } [ ] , 或 # 的文字请加引号"))
  }

  static var missingComma: Problem {
    Problem(
      Sentence("a comma or the closing bracket is missing before this", "这里之前缺少逗号或结束括号"),
      hint: Sentence(
        "separate entries by a comma; put quotes around text that contains { } [ ] , or #",
        "各项之间用半角逗号分开；含有 { } [ ] , 或 # 的文字请加引号"))
  }

  static var missingItem: Problem {
    Problem(
      Sentence("a value is missing before this", "这里之前缺少值"),
      hint: Sentence("write it, or delete the extra comma", "请写上值，或删掉多余的逗号"))
  }

  // MARK: What is not read

  static var yamlDirective: Problem {
    Problem(
      Sentence("a line cannot start with %", "一行不能以 % 开头"),
      hint: Sentence("delete the line; quote text that starts with %", "请删掉这一行；以 % 开头的文字请加引号"))
  }

  static var notYAML: Problem {
    Problem(
      Sentence("this cannot be read as YAML", "这里不是有效的 YAML"),
      hint: Sentence(
        "look for a missing quote, colon or bracket just before; indent with spaces",
        "请检查这里之前是否少了引号、冒号或括号；请用空格缩进"))
  }
}

/// What to type where a `#` without a space behind it follows a value.
enum CommentFix {
  /// A text with all of it in quotes.
  case quotes(String)
  /// A number, a name or a choice with a comment.
  case space(String)
  /// One without the comment, which would hide what closes a bracket.
  case deletion(String)
}
