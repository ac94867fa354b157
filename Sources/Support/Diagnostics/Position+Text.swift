extension Position {
  /// The place as users see it: `products.csv row 125, column "price"`, in a workbook
  /// `prices.xlsx, sheet "Tea", E125 (column "price")`, and in any other file `file:line:column`,
  /// which editors recognise.
  package func text(in language: Language) -> String { words.text(in: language) }

  /// The place in both languages.
  package var words: Sentence {
    let file = spelledOut(file)
    guard let cell else {
      return Sentence("\(file):\(line):\(column)", "\(file):\(line):\(column)")
    }
    if let sheet = cell.sheet {
      let (sheet, name) = (quoted(sheet), cell.column.map(quoted))
      return Sentence(
        "\(file), sheet \(sheet), \(cell.reference)" + (name.map { " (column \($0))" } ?? ""),
        "\(file) 工作表 \(sheet) 的 \(cell.reference)" + (name.map { "（\($0) 列）" } ?? ""))
    }
    let row = Sentence("\(file) row \(cell.row)", "\(file) 第 \(cell.row) 行")
    if let name = cell.column, !name.isEmpty {
      return Sentence(
        "\(row.english), column \(quoted(name))", "\(row.chinese) \(quoted(name)) 列")
    }
    guard cell.number > 0 else { return row }
    return Sentence("\(row.english), column \(cell.letters)", "\(row.chinese) \(cell.letters) 列")
  }
}
