internal import Catalog
internal import Support

/// Why a job cannot print a link.
enum PrintRefusal: Error, Hashable {
  /// The title has no room beside the code.
  case title
  /// The amount has no room beside the code.
  case amount
  /// The requested code is wider than the layout allows, in millimetres.
  case code(wanted: Double, largest: Double)
  /// Words do not fit without which the code would be mistaken for another one.
  case words(Set<PrintedWords>)
  /// Nothing fits.
  case noRoom
  /// The address has too many bytes for the level of the job, or of its centre mark.
  case address(excessByteCount: Int, level: String, hasMark: Bool)
  /// The link is an order that expires, and is never printed (`docs/decisions.md`).
  case expires

  /// The name of the check in `allow`, with which the links concerned are left out; nil if the job
  /// must be changed.
  var check: String? { self == .title ? "title" : nil }
}

extension PrintRefusal {
  private static let largerPaper = Sentence("use larger paper or labels", "请换更大的纸张或标签")

  /// The refusal of a link, and of some more for the same reason.
  func problem(of link: Sentence, and others: [Sentence] = []) -> Problem {
    let one = problem(of: link)
    guard !others.isEmpty else { return one }
    return Problem(
      Sentence(
        "\(one.message.english); the same goes for \(Self.list(others).english)",
        "\(one.message.chinese)；\(Self.list(others).chinese)也是如此"),
      hint: one.hint, code: one.code)
  }

  /// Links whose titles have no room, and which are left out because the job allows it.
  static func leftOut(_ links: [Sentence]) -> Problem {
    let subject = links.count == 1 ? "1 link is" : "\(links.count) links are"
    return Problem(
      Sentence(
        "\(subject) not printed, because the title has no room beside the code: "
          + "\(list(links).english)",
        "有 \(links.count) 个链接没有打印，因为标题在码旁边放不下：\(list(links).chinese)"),
      hint: shorterTitle, code: "links-left-out")
  }

  private static let shorterTitle = Sentence(
    "write a shorter `print_title`, which is used on paper only, or use larger labels",
    "请用 `print_title` 写一个较短的标题（只用于打印），或换更大的标签")

  /// The first links of a list, and the number of the rest.
  private static func list(_ links: [Sentence]) -> Sentence {
    let limit = 10
    let more = links.count - limit
    let shown = links.prefix(limit)
    return Sentence(
      shown.map(\.english).joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""),
      shown.map(\.chinese).joined(separator: "、") + (more > 0 ? "，以及另外 \(more) 个" : ""))
  }

  private func problem(of link: Sentence) -> Problem {
    switch self {
    case .title: Self.titleDoesNotFit(link)
    case .amount: Self.amountDoesNotFit(link)
    case .code(let wanted, let largest): Self.codeDoesNotFit(link, wanted, largest)
    case .words(let words): Self.wordsDoNotFit(link, words)
    case .noRoom: Self.noRoom(link)
    case .address(let byteCount, let level, let hasMark):
      Self.addressTooLongForLevel(link, byteCount, level, hasMark: hasMark)
    case .expires: Self.printedOrder(link)
    }
  }

  private static func titleDoesNotFit(_ link: Sentence) -> Problem {
    Problem(
      Sentence(
        "the title of link \(link.english) has no room beside the code",
        "链接 \(link.chinesePrefix)的标题在码旁边放不下"),
      hint: Sentence(
        "\(shorterTitle.english); `allow: [title]` in this job leaves such links out and prints the others",
        "\(shorterTitle.chinese)；在这一项里写 `allow: [title]`，就跳过这样的链接，只打印其余的"))
  }

  private static func amountDoesNotFit(_ link: Sentence) -> Problem {
    Problem(
      Sentence(
        "the amount of link \(link.english) has no room beside the code",
        "链接 \(link.chinesePrefix)的金额在码旁边放不下"),
      hint: largerPaper)
  }

  private static func codeDoesNotFit(
    _ link: Sentence, _ wanted: Double, _ largest: Double
  ) -> Problem {
    let lengths = LengthGap(wanted: wanted, there: largest)
    return Problem(
      Sentence(
        "the code of link \(link.english) would be \(lengths.wanted) mm wide, and there is room for "
          + "\(lengths.there) mm: \(lengths.missing) mm are missing",
        "链接 \(link.chinesePrefix)的码需要 \(lengths.wanted) 毫米宽，这里最多放 \(lengths.there) 毫米，差 "
          + "\(lengths.missing) 毫米"),
      hint: Sentence(
        "use larger paper or labels, write a smaller `code:` or `distance:`, or make the link's address "
          + "shorter",
        "请换更大的纸张或标签，把 `code:` 或 `distance:` 写小一些，或缩短链接地址"))
  }

  private static func wordsDoNotFit(_ link: Sentence, _ words: Set<PrintedWords>) -> Problem {
    Problem(
      Sentence(
        "there is no room for \(PrintedWords.list(words, .english)) beside the code of link "
          + "\(link.english), and \(words.count > 1 ? "they" : "it") must not be left out",
        "链接 \(link.chinesePrefix)的码旁边放不下\(PrintedWords.list(words, .chinese))，而这不能省略"),
      hint: largerPaper)
  }

  private static func noRoom(_ link: Sentence) -> Problem {
    Problem(
      Sentence(
        "there is no room for the words and code of link \(link.english)",
        "放不下链接 \(link.chinesePrefix)的文字和码"),
      hint: largerPaper)
  }

  private static func addressTooLongForLevel(
    _ link: Sentence, _ byteCount: Int, _ level: String, hasMark: Bool
  ) -> Problem {
    Problem(
      Sentence(
        "the address of \(link.english) is \(byteCount) bytes too long for level \(level)",
        "\(link.chinesePrefix)的地址比 \(level) 级所能容纳的多 \(byteCount) 字节"),
      hint: hasMark
        ? Sentence(
          "delete `mark`, and `level` if the job has one; or \(Sentence.shorterAddress.english)",
          "请删掉 `mark`（若写了 `level`，也一并删掉），或\(Sentence.shorterAddress.chinese)")
        : Sentence(
          "delete `level` from this job, or \(Sentence.shorterAddress.english)",
          "请删掉这一项的 `level`，或\(Sentence.shorterAddress.chinese)"))
  }

  private static func printedOrder(_ link: Sentence) -> Problem {
    Problem(
      Sentence(
        "link \(link.english) is an order that expires: on paper it would soon lead nowhere",
        "链接 \(link.chinesePrefix)是会过期的订单：印在纸上很快就失效"),
      hint: Sentence(
        "choose links without `order:` in this job",
        "这一项请选没有 `order:` 的链接"))
  }
}

extension Link {
  /// The id, and the row of the spreadsheet that made the link, as messages about paper name it.
  var printedName: Sentence {
    guard let source else { return Sentence(quoted(id), quoted(id)) }
    let file = spelledOut(source.file)
    return Sentence(
      "\(quoted(id)) (\(file) row \(source.row))", "\(quoted(id))（\(file) 第 \(source.row) 行）")
  }
}
