internal import Support

// Messages about a config as a whole: its size, and what YAML has that it must not use.

extension Problem {
  static func configTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence(
        "the config is larger than \(dataSize(limit))", "配置文件超过 \(dataSize(limit))"),
      hint: Sentence(
        "move long lists to a CSV file and name it in rows", "请把长清单放进 CSV 文件，用 rows 引用"))
  }

  static var emptyConfig: Problem {
    Problem(
      Sentence("the config is empty", "配置文件是空的"),
      hint: Sentence(
        "run `paypress init` in an empty folder for a config to start from",
        "可在空文件夹里运行 `paypress init` 生成一份起步配置"))
  }

  static var severalDocuments: Problem {
    Problem(
      Sentence("a second YAML document starts here", "这里开始了第二个 YAML 文档"),
      hint: Sentence("keep one document: delete the line ---", "请只保留一个文档：删掉 --- 这一行"))
  }

  static var anchorRefused: Problem {
    Problem(
      Sentence("anchors (&name) are not accepted", "不接受锚点（&名称）"),
      hint: Sentence(
        "write the value out, or put it in defaults; quote text that starts with &",
        "请直接写出值，或放进 defaults；以 & 开头的文字请加引号"))
  }

  static var aliasRefused: Problem {
    Problem(
      Sentence("aliases (*name) are not accepted", "不接受别名（*名称）"),
      hint: Sentence(
        "write the value out, or put it in defaults; quote text that starts with *",
        "请直接写出值，或放进 defaults；以 * 开头的文字请加引号"))
  }

  static var tagRefused: Problem {
    Problem(
      Sentence("YAML tags (!name) are not accepted", "不支持 YAML 标记（!名称）"),
      hint: Sentence("delete the tag; quote text that starts with !", "请删掉它；以 ! 开头的文字请加引号"))
  }

  static var keyNotText: Problem {
    Problem(
      Sentence("a key must be a word", "键必须是一个词"),
      hint: Sentence(
        "quote text that starts with { or [: `id: \"{sku}\"`",
        "以 { 或 [ 开头的文字请加引号：`id: \"{sku}\"`"))
  }

  static func duplicateKey(_ key: String, first: Position, isInList: Bool) -> Problem {
    let another = Sentence(
      isInList ? "; if another entry starts here, put `- ` before it" : "",
      isInList ? "；若这里是另一项的开头，请在前面加 `- `" : "")
    return Problem(
      Sentence("\(quoted(key)) is given twice", "\(quoted(key)) 重复出现"),
      hint: Sentence(
        "keep one of the two; the first is on line \(first.line)\(another.english)",
        "请只保留一个；第一个在第 \(first.line) 行\(another.chinese)"))
  }
}
