internal import Catalog
internal import Support

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

  static func cardOfStock(_ stock: Stock) -> Problem {
    let size = "\(shown(stock.width)) × \(shown(stock.height))"
    return Problem(
      Sentence(
        "the cards of \(quoted(stock.name)) have a size of their own: \(size) mm",
        "\(quoted(stock.name)) 的卡片有固定尺寸：\(size) 毫米"),
      hint: Sentence("delete card, or print on plain paper", "请删掉 card，或用普通纸打印"))
  }

  static func foldOfStock(_ name: String) -> Problem {
    Problem(
      Sentence(
        "the tents of \(quoted(name)) are scored for one fold, not for a prism",
        "\(quoted(name)) 的桌卡只有一条折线，不能折成三棱柱"),
      hint: Sentence(
        "delete fold, or print the prism on plain paper", "请删掉 fold，或用普通纸打印三棱柱"))
  }

  static func bleedLimited(to room: Double) -> Problem {
    Problem(
      Sentence(
        "this sheet has room for \(shown(room)) mm of bleed: more would lie under the ruler or the cutting "
          + "marks",
        "这种纸最多留 \(shown(room)) 毫米出血，再多就会压到标尺或裁切标记"),
      hint: Sentence(
        "write bleed: \(shown(room))mm, or leave out the ruler with ruler: false",
        "请写 bleed: \(shown(room))mm，或用 ruler: false 去掉标尺"))
  }

  static let noRoomForRuler = Problem(
    Sentence(
      "this paper has no room for the ruler of 50 mm, which is left out",
      "这种纸放不下 50 毫米的标尺，标尺不会印出"),
    hint: Sentence(
      "delete ruler, and measure the code instead: jobs.json has its width",
      "请删掉 ruler，改为测量码的宽度（见 jobs.json）"))

  static func cardBeyondPaper(width: Double, height: Double) -> Problem {
    Problem(
      Sentence("no card has room on this paper", "这种纸放不下一张卡片"),
      hint: Sentence("take A4 or Letter", "请用 A4 或 Letter"))
  }
}
