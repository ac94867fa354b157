internal import Support

/// Says what is wrong with a header that names none of the fields of its entry.
enum HeaderFault {
  /// The problem; nil if the fields may only be misspelt.
  static func problem(of names: [String], fields: Set<String>) -> Problem? {
    otherSeparator(in: names, fields: fields).map(Problem.otherSeparator)
      ?? (fields.count > 1 && fields.allSatisfy { NearestName.of($0, among: names) == nil }
        ? .noHeader(fields.sorted(), first: names.first { !$0.isEmpty } ?? "") : nil)
  }

  /// The character that separates the names of all fields in the only name, if it does not
  /// separate cells.
  private static func otherSeparator(in names: [String], fields: Set<String>) -> Character? {
    guard names.count == 1 else { return nil }
    return "，；、：｜:/^~".first { separator in
      let parts = names[0].split(separator: separator, omittingEmptySubsequences: false)
        .map { InvisibleCharacter.trimmed(String($0)) }
      return parts.count > 1
        && fields.allSatisfy { field in parts.contains { SpreadsheetTable.areAlike($0, field) } }
    }
  }
}

extension Problem {
  static func otherSeparator(_ separator: Character) -> Problem {
    Problem(
      Sentence(
        "\(quoted(String(separator))) divides the columns, but PayPress does not take it as a separator",
        "各列之间用的是 \(quoted(String(separator)))，PayPress 不把它当作分隔符"),
      hint: Sentence(
        "save the file as CSV UTF-8 in the spreadsheet program, or replace it by a comma",
        "请在表格软件里另存为 CSV UTF-8，或把它换成半角逗号"))
  }

  static func noHeader(_ fields: [String], first name: String) -> Problem {
    Problem(
      Sentence(
        "the first row begins with \(quoted(name)) and names none of the fields: \(list(fields).english)",
        "第一行以 \(quoted(name)) 开头，没有列出任何一个字段：\(list(fields).chinese)"),
      hint: Sentence(
        "write the names of the columns into a row above the first, or correct the fields in the config",
        "请在第一行上面加一行列名，或改正配置里的字段名"))
  }
}
