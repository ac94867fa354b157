internal import Catalog
internal import Support

// Why a link cannot be laid out; thrown by the composers of faces and labels.

extension Problem {
  private static let largerPaper = Sentence("use larger paper or labels", "请换更大的纸张或标签")

  static func titleDoesNotFit(link: String) -> Problem {
    Problem(
      Sentence(
        "the title of link \(quoted(link)) has no room beside the code",
        "链接 \(quoted(link)) 的标题在码旁边放不下"),
      hint: Sentence(
        "shorten the title, or use larger paper or labels", "请缩短标题，或换更大的纸张或标签"))
  }

  static func amountDoesNotFit(link: String) -> Problem {
    Problem(
      Sentence(
        "the amount of link \(quoted(link)) has no room beside the code",
        "链接 \(quoted(link)) 的金额在码旁边放不下"),
      hint: largerPaper)
  }

  /// The requested code is wider than the layout allows, in millimetres.
  static func codeDoesNotFit(link: String, wanted: Double, largest: Double) -> Problem {
    let lengths = LengthGap(wanted: wanted, there: largest)
    return Problem(
      Sentence(
        "the code of link \(quoted(link)) would be \(lengths.wanted) mm wide, and there is room for "
          + "\(lengths.there) mm: \(lengths.missing) mm are missing",
        "链接 \(quoted(link)) 的码需要 \(lengths.wanted) 毫米宽，这里最多放 \(lengths.there) 毫米，差 "
          + "\(lengths.missing) 毫米"),
      hint: Sentence(
        "use larger paper or a smaller distance, or make the address shorter",
        "请换更大的纸张、缩短距离，或缩短地址"))
  }

  /// Words do not fit without which the code would be mistaken for another one.
  static func wordsDoNotFit(link: String, _ words: Set<PrintedWords>) -> Problem {
    Problem(
      Sentence(
        "\(PrintedWords.list(words, .english)) has no room beside the code of link \(quoted(link)), and "
          + "must not be left out",
        "链接 \(quoted(link)) 的码旁边放不下\(PrintedWords.list(words, .chinese))，而这不能省略"),
      hint: largerPaper)
  }

  static func noRoom(link: String) -> Problem {
    Problem(
      Sentence(
        "there is no room for the words and code of link \(quoted(link))",
        "放不下链接 \(quoted(link)) 的文字和码"),
      hint: largerPaper)
  }

  static func addressTooLong(_ link: String, _ byteCount: Int, for level: String) -> Problem {
    Problem(
      Sentence(
        "the address of \(quoted(link)) is \(byteCount) bytes too long for level \(level)",
        "\(quoted(link)) 的地址超出 \(level) 级所能容纳的 \(byteCount) 字节"),
      hint: .widerOrShorter, code: "address-too-long-for-level")
  }
}
