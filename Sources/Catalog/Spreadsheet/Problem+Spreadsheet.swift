internal import Support

// The sentences about spreadsheets.

extension Problem {
  static func unreadableSpreadsheet(_ name: String, _ reason: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be read: \(reason)", "\(quoted(name)) 无法读取：\(reason)"),
      hint: Sentence("the path is taken from the config's own folder", "路径以配置文件所在文件夹为起点"))
  }

  static let emptySpreadsheet = Problem(
    Sentence("the spreadsheet is empty", "表格是空的"),
    hint: Sentence("the first line must name the columns", "第一行必须是列名"))

  static let noRows = Problem(
    Sentence("the spreadsheet has no rows below its header", "表格除表头外没有任何行"),
    hint: Sentence("add rows, or remove this entry", "请添加数据行，或删掉这一项"))

  static let unclearSeparator = Problem(
    Sentence(
      "it is unclear whether a comma, semicolon or tab separates the columns", "无法判断列是用逗号、分号还是制表符分隔"
    ),
    hint: Sentence("put quotes around column names that hold one of them", "列名里若含有这些符号，请加引号"))

  static func unnamedColumn(_ number: Int) -> Problem {
    Problem(
      Sentence("column \(number) has no name", "第 \(number) 列没有列名"),
      hint: Sentence("name it in the first line, or delete the column", "请在第一行写上列名，或删掉这一列"))
  }

  static func badColumnName(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be a column's name", "\(quoted(name)) 不能用作列名"),
      hint: Sentence("leave out { } and line breaks", "不要使用 { } 和换行"))
  }

  static func repeatedColumn(_ name: String, first: Int) -> Problem {
    Problem(
      Sentence("two columns have the name \(quoted(name))", "有两列都叫 \(quoted(name))"),
      hint: Sentence("rename this one; the other is column \(first)", "请给这一列改名；另一列是第 \(first) 列"))
  }

  static func tooManyColumns(_ limit: Int) -> Problem {
    Problem(
      Sentence("more than \(limit) columns", "超过 \(limit) 列"),
      hint: Sentence("delete those that no link uses", "请删掉链接用不到的列"))
  }

  static func cellTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("a cell has more than \(limit) bytes", "单元格超过 \(limit) 字节"),
      hint: Sentence("look for a quote that is never closed", "请检查是否有引号没有关闭"))
  }

  static func raggedRow(_ count: Int, expected: Int) -> Problem {
    Problem(
      Sentence(
        "the row has \(count) cells, the header has \(expected)",
        "这一行有 \(count) 个单元格，表头有 \(expected) 个"),
      hint: Sentence(
        "put quotes around a cell that holds the separator", "单元格里若含有分隔符，请加引号"))
  }

  static let excelWorkbook = Problem(
    Sentence("this is an Excel workbook, not a CSV file", "这是 Excel 工作簿，不是 CSV 文件"),
    hint: Sentence("save it as CSV UTF-8 in the spreadsheet program", "请在表格软件里另存为 CSV UTF-8"))

  static let emptyLine = Problem(
    Sentence("an empty line between the rows", "数据行之间有空行"),
    hint: Sentence("delete it, or put the row back", "请删掉它，或补上这一行"))

  static let quoteInCell = Problem(
    Sentence("a quote in the middle of a cell", "单元格中间出现了引号"),
    hint: Sentence(
      "put quotes around the whole cell and write the inner one twice", "请给整个单元格加引号，里面的引号写两遍"))

  static let textAfterQuote = Problem(
    Sentence("text follows the closing quote of a cell", "单元格的结束引号后面还有文字"),
    hint: Sentence("write a quote within the cell twice", "单元格里的引号请写两遍"))

  static let unclosedQuote = Problem(
    Sentence("the quote that opens here is never closed", "这里的引号缺少结束引号"),
    hint: Sentence("close it, or write a quote within the cell twice", "请补上结束引号；单元格里的引号请写两遍"))

  static let nulByte = Problem(
    Sentence("a NUL byte", "出现了 NUL 字节"),
    hint: Sentence("save the file again as CSV UTF-8", "请重新另存为 CSV UTF-8"))

  static func fieldInBothSources(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) is a column of the spreadsheet and a key of each",
        "\(quoted(name)) 既是表格的列又是 each 的键"),
      hint: Sentence("rename one of the two", "请给其中一个改名"))
  }
}
