internal import Catalog
internal import Support

// The sentences about links that cannot be printed as a job asks.

extension Problem {
  static func choosesNothing(
    _ selector: LinkSelector, ids: [String], tags: [String], merchants: [String]
  ) -> Problem {
    let message = Sentence(
      "\(quoted(selector.text)) chooses no link", "\(quoted(selector.text)) 没有选中任何链接")
    return switch selector.rule {
    case .id(let id): Problem(message, hint: suggestion(id, ids))
    case .glob(let pattern): Problem(message, hint: nearPattern(pattern, ids))
    case .merchant(let key): Problem(message, hint: suggestion(key, merchants))
    case .tag(let tag):
      Problem(
        message,
        hint: tags.isEmpty
          ? Sentence("no link has tags; add `tags:` to some", "没有链接带标签；请给链接加上 `tags:`")
          : suggestion(tag, tags))
    }
  }

  /// A pattern fits orders besides other links.
  static func leavesOrdersOut(_ count: Int) -> Problem {
    Problem(
      Sentence(
        count == 1
          ? "1 order is left out of this job: orders expire, and paper does not"
          : "\(count) orders are left out of this job: orders expire, and paper does not",
        "这一项没有打印 \(count) 个订单：订单会过期，纸不会"))
  }

  static let choosesOnlyOrders = Problem(
    Sentence(
      "this job chooses nothing but orders, which expire: on paper they would soon lead nowhere",
      "这一项选中的全是会过期的订单：印在纸上很快就失效"),
    hint: Sentence("choose quick-collect links, or delete the job", "请选快捷收款链接，或删掉这一项"))

  /// The id that starts most like a pattern.
  private static func nearPattern(_ pattern: String, _ ids: [String]) -> Sentence {
    let start = String(pattern.prefix { $0 != "*" && $0 != "?" })
    let starts = Set(ids.map { String($0.prefix(start.count)) }).sorted()
    if start.count > 1, let near = nearest(start, among: starts),
      let id = ids.first(where: { $0.hasPrefix(near) })
    {
      return Sentence(
        "did you mean \(quoted(near + pattern.dropFirst(start.count)))? there is \(quoted(id))",
        "是不是 \(quoted(near + pattern.dropFirst(start.count)))？有 \(quoted(id))")
    }
    return suggestion(pattern, ids)
  }

  static func layout(_ problem: LayoutProblem) -> Problem {
    switch problem {
    case .titleDoesNotFit(let link):
      Problem(
        Sentence(
          "the title of link \(quoted(link)) has no room beside the code",
          "链接 \(quoted(link)) 的标题在码旁边放不下"),
        hint: Sentence(
          "shorten the title, or take larger paper or labels", "请缩短标题，或换更大的纸张或标签"))
    case .amountDoesNotFit(let link):
      Problem(
        Sentence(
          "the amount of link \(quoted(link)) has no room beside the code",
          "链接 \(quoted(link)) 的金额在码旁边放不下"),
        hint: Sentence("take larger paper or labels", "请换更大的纸张或标签"))
    case .codeDoesNotFit(let link, let wanted, let largest):
      codeDoesNotFit(link, LengthGap(wanted: wanted, there: largest))
    case .wordsDoNotFit(let link, let words):
      Problem(
        Sentence(
          "\(PrintedWords.list(words, .english)) has no room beside the code of link \(quoted(link)), and must "
            + "not be left out",
          "链接 \(quoted(link)) 的码旁边放不下\(PrintedWords.list(words, .chinese))，而这不能省略"),
        hint: Sentence("take larger paper or labels", "请换更大的纸张或标签"))
    case .noRoom(let link):
      Problem(
        Sentence(
          "there is no room for the words and code of link \(quoted(link))",
          "放不下链接 \(quoted(link)) 的文字和码"),
        hint: Sentence("take larger paper or labels", "请换更大的纸张或标签"))
    }
  }

  private static func codeDoesNotFit(_ link: String, _ lengths: LengthGap) -> Problem {
    Problem(
      Sentence(
        "the code of link \(quoted(link)) would be \(lengths.wanted) mm wide, and there is room for "
          + "\(lengths.there) mm: \(lengths.missing) mm are missing [fits-stock]",
        "链接 \(quoted(link)) 的码需要 \(lengths.wanted) 毫米宽，这里最多放 \(lengths.there) 毫米，差 "
          + "\(lengths.missing) 毫米 [fits-stock]"),
      hint: Sentence(
        "take larger paper or a smaller distance, or make the address shorter",
        "请换更大的纸张、缩短距离，或缩短地址"))
  }

  static func wordsLeftOut(_ link: String, _ words: Set<PrintedWords>) -> Problem {
    let isAre = words.count > 1 ? "are" : "is"
    return Problem(
      Sentence(
        "\(PrintedWords.list(words, .english)) \(isAre) left out beside the code of \(quoted(link)): there is no "
          + "room",
        "\(quoted(link)) 的码旁边地方不够，没有印\(PrintedWords.list(words, .chinese))"),
      hint: Sentence(
        "shorten the words, or take larger paper or labels", "请缩短文字，或换更大的纸张或标签"))
  }

  /// A length with one decimal.
  static func shown(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 1)
  }
}

/// Two lengths and what is missing between them, with as many decimals as they need to differ.
struct LengthGap {
  let wanted: String
  let there: String
  let missing: String

  init(wanted: Double, there: Double) {
    var decimals = 1
    func rounded(_ value: Double) -> Double {
      let factor: Double = [1, 10, 100, 1000, 10_000][decimals]
      return (value * factor).rounded() / factor
    }
    while decimals < 4, rounded(wanted) <= rounded(there) { decimals += 1 }
    self.wanted = Decimals.text(wanted, decimals: decimals)
    self.there = Decimals.text(there, decimals: decimals)
    missing = Decimals.text(rounded(wanted) - rounded(there), decimals: decimals)
  }
}
