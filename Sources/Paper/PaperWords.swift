internal import GatePay
public import Support

/// What messages say about printed pieces.
public enum PaperWords {
  /// The name of a status.
  public static func name(_ status: PaperStatus) -> Sentence {
    switch status {
    case .current: Sentence("current", "最新")
    case .forwarding: Sentence("forwarding", "跳转")
    case .outdated: Sentence("outdated", "过时")
    case .wrong: Sentence("wrong", "错误")
    }
  }

  /// What is on paper, such as `3 posters`.
  public static func pieces(_ kind: String, count: Int) -> Sentence {
    let names: [String: (one: String, many: String, chinese: String)] = [
      "poster": ("poster", "posters", "张海报"), "tent": ("tent", "tents", "张桌卡"),
      "labels": ("label", "labels", "张标签"), "roll": ("label", "labels", "张标签"),
      "cards": ("card", "cards", "张卡片"), "plate": ("table plate", "table plates", "块台牌"),
      "menu": ("menu row", "menu rows", "行菜单"),
      "board": ("code on a board", "codes on boards", "个收款牌上的码"),
    ]
    let name = names[kind] ?? ("piece", "pieces", "张")
    return Sentence("\(count) \(count == 1 ? name.one : name.many)", "\(count) \(name.chinese)")
  }

  /// One thing on paper without its number, such as `poster`.
  public static func piece(_ kind: String) -> Sentence {
    let piece = pieces(kind, count: 1)
    // A number, a space, and in Chinese a measure word.
    return Sentence(
      String(piece.english.dropFirst(2)), String(piece.chinese.dropFirst(3)))
  }

  /// Where and when something was printed: `poster at the front door, printed 2026-11-02`.
  public static func origin(_ paper: PrintedPaper) -> Sentence {
    let what = piece(paper.run.kind)
    let place = paper.run.place
    return Sentence(
      what.english + (place.map { " at \($0)" } ?? "") + ", printed \(paper.run.day)",
      (place.map { "\($0)的" } ?? "") + what.chinese + "，\(paper.run.day) 印")
  }

  /// What has changed since a piece was printed, in a few words.
  public static func changes(_ verdict: PaperVerdict) -> Sentence {
    let sentences = verdict.changes.map(words)
    return Sentence(
      sentences.map(\.english).joined(separator: "; "),
      sentences.map(\.chinese).joined(separator: "；"))
  }

  private static func words(_ change: PaperChange) -> Sentence {
    switch change {
    case .removed: return Sentence("the link is gone", "链接已删除")
    case .moved(let base):
      return base.map { Sentence("the site is now at \($0)", "站点现在在 \($0)") }
        ?? Sentence("the site has no base_url any more", "站点已没有 base_url")
    case .amount(let old, let new):
      let (before, now) = (amount(old), amount(new))
      return Sentence(
        "\(before.english) → \(now.english)", "\(before.chinese) → \(now.chinese)")
    case .payee: return Sentence("another payee", "收款方不同")
    case .contact(let old, let new):
      return Sentence(
        "custom \(quoted(old ?? "")) → \(quoted(new ?? ""))",
        "custom \(quoted(old ?? "")) → \(quoted(new ?? ""))")
    case .lock(let isLocked):
      return isLocked
        ? Sentence("price and custom are now locked", "价格和 custom 现已固定")
        : Sentence("price and custom are no longer locked", "价格和 custom 不再固定")
    case .skin: return Sentence("another look of the payment page", "付款页外观不同")
    case .words(let old, let new):
      let (before, now) = difference(old, new)
      return Sentence(
        "words \(quoted(shortened(before))) → \(quoted(shortened(now)))",
        "文字 \(quoted(shortened(before))) → \(quoted(shortened(now)))")
    }
  }

  /// What differs of lines, of each at least one: words that wrap may be as many lines as others.
  private static func difference(_ old: [String], _ new: [String]) -> (String, String) {
    let start = zip(old, new).prefix { $0 == $1 }.count
    var (before, now) = (old.dropFirst(start), new.dropFirst(start))
    while before.count > 1, now.count > 1, before.last == now.last {
      before.removeLast()
      now.removeLast()
    }
    return (before.joined(separator: " "), now.joined(separator: " "))
  }

  private static func amount(_ amount: Amount?) -> Sentence {
    amount.map { Sentence("¥\($0)", "¥\($0)") } ?? Sentence("any amount", "任意金额")
  }

  /// The ids of some pieces of a print, such as `7k4mx3d-1…3, 7k4mx3d-9`.
  public static func ids(
    run: String, _ numbers: some Sequence<Int>, separator: String = ", "
  ) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers.sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { range in
      range.count == 1
        ? "\(run)-\(range.lowerBound)" : "\(run)-\(range.lowerBound)…\(range.upperBound)"
    }.joined(separator: separator)
  }

  /// The command that marks some pieces of a print as gone.
  public static func goneCommand(run: String, _ numbers: some Sequence<Int>) -> String {
    "`paypress paper gone \(ids(run: run, numbers, separator: " "))`"
  }
}
