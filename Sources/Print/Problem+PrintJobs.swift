internal import Catalog

// The sentences about print jobs as a whole: stock, start and paper.

extension Problem {
  static func unknownStock(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no stock \(quoted(name))", "没有名为 \(quoted(name)) 的标签纸"),
      hint: suggestion(name, known))
  }

  static func noStock(_ known: [String]) -> Problem {
    Problem(
      Sentence("this does not say what the labels are on", "没有写明用哪种标签纸"),
      hint: Sentence(
        "add `stock:` with one of \(list(known)), or describe your own under stocks",
        "请加上 `stock:`，可用 \(list(known))，或在 stocks 下描述您自己的标签纸"))
  }

  static func stockForOtherUse(_ name: String, isFor use: Stock.Use, wanted: Stock.Use) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) is for \(use.rawValue), not for \(wanted.rawValue)",
        "\(quoted(name)) 用于 \(use.rawValue)，不是 \(wanted.rawValue)"),
      hint: Sentence(
        "run `paypress stocks` for what there is", "运行 `paypress stocks` 可查看全部"))
  }

  static func startBeyondSheet(_ count: Int) -> Problem {
    Problem(
      Sentence("a sheet has only \(count) places", "一张纸只有 \(count) 个位置"),
      hint: Sentence(
        "start is the first free place, from 1 to \(count), counted along the rows",
        "start 是第一个空位，从 1 到 \(count)，按行数"))
  }

  static func paperOfStock(_ name: String) -> Problem {
    Problem(
      Sentence("the paper of \(quoted(name)) is another one", "\(quoted(name)) 的纸张不是这种"),
      hint: Sentence("delete paper: the stock says it", "请删掉 paper：标签纸已经规定了"))
  }

  static func pastDay(_ day: CalendarDay) -> Problem {
    Problem(
      Sentence("the day \(day) is past", "\(day) 已经过去"),
      hint: Sentence("write a later day, or delete valid_until", "请写更晚的日期，或删掉 valid_until"))
  }

  static func cardBeyondPaper(width: Double, height: Double) -> Problem {
    Problem(
      Sentence("no card has room on this paper", "这种纸放不下一张卡片"),
      hint: Sentence("take A4 or Letter", "请用 A4 或 Letter"))
  }
}
