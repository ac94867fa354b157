internal import Support

extension Problem {
  private static let savingAgain = Sentence(
    "open it in a spreadsheet program and save it again", "请用表格软件打开，再另存一次")

  // MARK: The file

  /// What is wrong with the archive that a workbook is.
  static func workbook(_ fault: ZIPFault) -> Problem {
    switch fault {
    case .noDirectory, .damagedDirectory:
      damagedWorkbook(
        Sentence("its end is missing or does not fit the rest", "文件结尾缺失或与内容不符"))
    case .damagedEntry(let part):
      damagedWorkbook(
        Sentence("\(quoted(part)) is missing or changed", "\(quoted(part)) 缺失或被改动"))
    case .repeatedName(let part):
      damagedWorkbook(Sentence("\(quoted(part)) occurs twice", "\(quoted(part)) 出现两次"))
    case .unknownMethod(let part):
      damagedWorkbook(
        Sentence(
          "\(quoted(part)) is compressed in an unusual way", "\(quoted(part)) 的压缩方式不常见"))
    case .encrypted: workbookWithPassword
    case .tooLarge(let part): workbookTooLarge(part)
    }
  }

  static func malformedPart(_ part: String, _ fault: XMLFault) -> Problem {
    let sentence = fault.sentence(root: "…")
    return damagedWorkbook(
      Sentence(
        "\(quoted(part)), line \(fault.line): \(sentence.english)",
        "\(quoted(part)) 第 \(fault.line) 行：\(sentence.chinese)"))
  }

  private static func damagedWorkbook(_ reason: Sentence) -> Problem {
    Problem(
      Sentence("the workbook is damaged: \(reason.english)", "工作簿已损坏：\(reason.chinese)"),
      hint: savingAgain)
  }

  static var workbookWithPassword: Problem {
    Problem(
      Sentence("the workbook is protected by a password", "工作簿设有密码"),
      hint: Sentence("save a copy without a password", "请另存一份不设密码的副本"))
  }

  static func workbookTooLarge(_ part: String) -> Problem {
    Problem(
      Sentence("\(quoted(part)) in the workbook is too large", "工作簿里的 \(quoted(part)) 太大"),
      hint: Sentence(
        "copy the rows that make links to a new workbook", "请把用到的行复制到新的工作簿"))
  }

  static var binaryWorkbook: Problem {
    Problem(
      Sentence("this is a binary workbook (.xlsb)", "这是二进制工作簿（.xlsb）"),
      hint: Sentence(
        "save it as .xlsx or as CSV UTF-8 in the spreadsheet program",
        "请在表格软件里另存为 .xlsx 或 CSV UTF-8"))
  }

  // MARK: Sheets

  static var noWorksheet: Problem {
    Problem(
      Sentence("the workbook has no sheet with cells", "工作簿里没有含单元格的工作表"),
      hint: Sentence("add a sheet with the rows", "请添加一张工作表并写入数据"))
  }

  static func unknownSheet(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no sheet \(quoted(name))", "没有工作表 \(quoted(name))"),
      hint: suggestion(name, known))
  }

  static func sheetWithoutCells(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) is a chart, not a sheet with cells", "\(quoted(name)) 是图表，不是工作表"),
      hint: Sentence("name another sheet in `sheet:`", "请在 `sheet:` 写另一张工作表的名称"))
  }

  static func otherSheets(_ name: String, others: [String]) -> Problem {
    Problem(
      Sentence(
        "only the sheet \(quoted(name)) is read; others: \(list(others).english)",
        "只读取工作表 \(quoted(name))；其他工作表：\(list(others).chinese)"),
      hint: Sentence(
        "choose with `sheet:`; another entry with the same `rows:` reads another sheet",
        "可用 `sheet:` 选择；再写一项相同的 `rows:` 可读取另一张"))
  }

  static func hiddenRows(_ count: Int, first: Int) -> Problem {
    Problem(
      Sentence(
        count == 1
          ? "row \(first) is hidden, and is read too"
          : "\(grouped(count)) rows are hidden, from row \(first) on, and are read too",
        count == 1
          ? "第 \(first) 行是隐藏的，但也会被读取"
          : "从第 \(first) 行起有 \(grouped(count)) 行是隐藏的，但也会被读取"),
      hint: Sentence("delete the rows that should make no links", "请删掉不应生成链接的行"))
  }

  // MARK: Rows and cells

  static var rowsOutOfOrder: Problem {
    damagedWorkbook(Sentence("rows or cells are not in order", "行或单元格的顺序不对"))
  }

  static var cellWithTwoValues: Problem {
    damagedWorkbook(Sentence("a cell has two values", "一个单元格有两个值"))
  }

  static var overlappingMergedCells: Problem {
    damagedWorkbook(Sentence("merged cells overlap", "合并单元格互相重叠"))
  }

  static func damagedCell(_ value: String) -> Problem {
    damagedWorkbook(
      Sentence("the cell holds \(quoted(value))", "单元格的内容是 \(quoted(value))"))
  }

  static func largeCell(_ limit: Int) -> Problem {
    Problem(
      Sentence("a cell is larger than \(dataSize(limit))", "单元格超过 \(dataSize(limit))"),
      hint: Sentence("shorten the text", "请缩短文字"), code: "cell-too-large")
  }

  static var formulaWithoutResult: Problem {
    Problem(
      Sentence("the formula has no result yet", "公式还没有计算结果"),
      hint: Sentence(
        "open the workbook in a spreadsheet program and save it", "请用表格软件打开工作簿并保存"))
  }

  static func hiddenMinus(_ stored: String, shown: String) -> Problem {
    let format = stored.contains(".") ? "0.00" : "0"
    return Problem(
      Sentence(
        "the cell holds \(shortened(stored)), but shows \(shortened(shown)) without the minus",
        "单元格的值是 \(shortened(stored))，显示的 \(shortened(shown)) 却没有负号"),
      hint: Sentence(
        "correct the value, or give the cell the number format \(format)",
        "请改正数值，或把数字格式改成 \(format)"))
  }

  static func struckText(_ text: String) -> Problem {
    Problem(
      Sentence(
        "a part of \(quoted(text)) is struck through", "\(quoted(text)) 里有一部分带删除线"),
      hint: Sentence(
        "delete the struck-through part, or turn the strikethrough off", "请删掉带删除线的内容，或取消删除线"))
  }

  static func localCurrency(row: Int, column: Int) -> Problem {
    let cell = CellReference(row: row, column: column).text
    return Problem(
      Sentence(
        "\(cell) has a currency format whose sign depends on the computer, and is read as yuan",
        "\(cell) 的货币格式随电脑显示不同符号，这里按人民币读取"),
      hint: Sentence(
        "if it is not yuan, write the amount in yuan", "若不是人民币，请写人民币金额"))
  }

  static func mergedCell(_ area: String) -> Problem {
    Problem(
      Sentence("the cell is merged into \(area)", "单元格已合并到 \(area)"),
      hint: Sentence("unmerge \(area), then write the value into each cell", "请取消合并 \(area)，再逐格写入"))
  }
}
