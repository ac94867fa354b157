internal import Catalog
internal import QRImage
internal import Support

// The sentences about printed codes: size, printer, paper and centre mark.

extension Problem {
  /// The problem of the worst link with how many links have it.
  func counted(_ count: Int, check: String) -> Problem {
    let more = count > 1 ? count : 0
    let english = more > 0 ? " (\(more) links; this one is the worst)" : ""
    let chinese = more > 0 ? "（共 \(more) 个链接，这个最严重）" : ""
    return Problem(
      Sentence(
        "\(message.english)\(english) [\(check)]", "\(message.chinese)\(chinese) [\(check)]"),
      hint: hint)
  }

  private static func hundredths(_ value: Double) -> String { Decimals.text(value, decimals: 2) }
  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static let largerOrShorter = Sentence(
    "make the code wider, or the address shorter: fewer fields, a shorter custom, a shorter token",
    "请加大码的宽度，或缩短地址：少用字段、缩短 custom 或令牌")

  // MARK: Size

  static func moduleSmall(_ link: String, module: Double) -> Problem {
    Problem(
      Sentence(
        "the squares of the code of \(quoted(link)) are \(hundredths(module)) mm wide; "
          + "0.60 mm are good, under 0.40 mm phones have trouble",
        "\(quoted(link)) 的码每个小方格宽 \(hundredths(module)) 毫米；0.60 毫米为佳，小于 0.40 毫米手机不易识别"),
      hint: largerOrShorter)
  }

  static func tooSmallForDistance(
    _ link: String, width: Double, distance: Double, wanted: Double
  ) -> Problem {
    let lengths = LengthGap(wanted: wanted, there: width)
    return Problem(
      Sentence(
        "the code of \(quoted(link)) is \(lengths.there) mm wide; to be read from "
          + "\(shown(distance / 10)) cm it wants \(lengths.wanted) mm: "
          + "\(lengths.missing) mm are missing",
        "\(quoted(link)) 的码宽 \(lengths.there) 毫米；从 \(shown(distance / 10)) 厘米外扫码需要 "
          + "\(lengths.wanted) 毫米，差 \(lengths.missing) 毫米"),
      hint: Sentence(
        "take larger paper, say a shorter `distance`, or make the address shorter",
        "请换更大的纸张，用 `distance` 写明更近的距离，或缩短地址"))
  }

  static func fewDots(_ link: String, dots: Double, dotsPerInch: Int) -> Problem {
    Problem(
      Sentence(
        "at \(dotsPerInch) dpi a square of the code of \(quoted(link)) is \(hundredths(dots)) dots "
          + "wide: its edges will be uneven",
        "以 \(dotsPerInch) dpi 打印时，\(quoted(link)) 的码每个小方格只有 \(hundredths(dots)) 个点，边缘会不整齐"),
      hint: Sentence(
        "6 dots or a whole number of 4 and more print evenly; use a finer printer (`dpi`) or a wider code",
        "6 个点以上，或 4 以上的整数个点才整齐；请用更精细的打印机（`dpi`）或加大码"))
  }

  static func inkGain(_ link: String, module: Double, gain: Double) -> Problem {
    Problem(
      Sentence(
        "ink spreads \(hundredths(gain)) mm at every edge and closes gaps in the code of \(quoted(link)), "
          + "whose squares are \(hundredths(module)) mm wide",
        "墨水会在每条边扩散 \(hundredths(gain)) 毫米，\(quoted(link)) 的码小方格宽 \(hundredths(module)) 毫米，空隙会被糊住"),
      hint: Sentence(
        "squares of \(hundredths(5 * gain)) mm are safe; print with a laser printer or on coated paper",
        "小方格 \(hundredths(5 * gain)) 毫米以上才稳妥；请用激光打印机或涂层纸"))
  }

  static func densePrint(_ link: String, _ size: SymbolSize) -> Problem {
    Problem(
      Sentence(
        "the code of \(quoted(link)) is dense: version \(size.version), \(size.sideInModules) squares "
          + "on a side",
        "\(quoted(link)) 的码很密：版本 \(size.version)，每边 \(size.sideInModules) 个小方格"),
      hint: Sentence(
        "shorten custom or the token, or leave fields out; `paypress inspect` shows the fields of an address",
        "请缩短 custom 或令牌，或省去字段；`paypress inspect` 可列出地址里的字段"))
  }

  static func quietZone(_ modules: Int) -> Problem {
    Problem(
      Sentence(
        "a white border of \(modules) squares is less than the 4 that scanners count on",
        "白边只有 \(modules) 格，少于扫码所需的 4 格"),
      hint: Sentence("delete quiet_zone", "请删掉 quiet_zone"))
  }

  static func artworkInQuietZone(_ link: String, _ intruder: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(intruder)) lies in the white border of the code of \(quoted(link))",
        "\(quoted(intruder)) 压在了 \(quoted(link)) 的码的白边上"),
      hint: Sentence("make the code narrower, or the paper larger", "请缩小码，或换更大的纸张"))
  }

  static func wordsCovered(_ link: String, _ words: String, by mark: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(words)) of \(quoted(link)) lies under the \(mark)",
        "\(quoted(link)) 的 \(quoted(words)) 被\(mark == "ruler" ? "标尺" : "标记线")压住"),
      hint: Sentence(
        "make the code narrower, leave out the ruler, or take larger paper", "请缩小码、去掉标尺，或换更大的纸张"))
  }

  static func beyondPiece(_ link: String, _ what: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(what)) of \(quoted(link)) reaches beyond its own label, card or page",
        "\(quoted(link)) 的 \(quoted(what)) 超出了自己的标签、卡片或页面"),
      hint: Sentence("make the code narrower, or the bleed less", "请缩小码，或减小出血"))
  }

  static func levelLow(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the code of \(quoted(link)) has level L, which stands no dirt or wear",
        "\(quoted(link)) 的码是 L 级，经不起污损"),
      hint: Sentence("take level M or Q", "请用 M 级或 Q 级"))
  }

  static func levelHigh(_ link: String) -> Problem {
    Problem(
      Sentence(
        "level H makes the squares of the code of \(quoted(link)) smaller for nothing",
        "H 级只会让 \(quoted(link)) 的码的小方格变小，没有好处"),
      hint: Sentence(
        "long addresses are read best at level M; H is for large centre marks",
        "长地址用 M 级最好识别；H 级只适合较大的中心图案"))
  }

  static func addressTooLongForLevel(_ link: String, _ error: TextTooLong) -> Problem {
    Problem(
      Sentence(
        "the address of \(quoted(link)) is \(error.excessByteCount) bytes too long for level "
          + error.level.rawValue,
        "\(quoted(link)) 的地址超出 \(error.level.rawValue) 级所能容纳的 \(error.excessByteCount) 字节"),
      hint: largerOrShorter)
  }

  // MARK: Place

  static func nearCut(_ link: String, _ distance: Double) -> Problem {
    Problem(
      Sentence(
        "the code of \(quoted(link)) with its white border comes within \(shown(distance)) mm of a cut "
          + "or fold",
        "\(quoted(link)) 的码（含白边）离裁切线或折线只有 \(shown(distance)) 毫米"),
      hint: Sentence("keep 5 mm: make the code narrower", "请留 5 毫米：缩小码"))
  }

  static func nearPageEdge(_ link: String, _ distance: Double) -> Problem {
    Problem(
      Sentence(
        "the code of \(quoted(link)) comes within \(shown(distance)) mm of the edge of the page, where "
          + "many printers do not print",
        "\(quoted(link)) 的码离纸边只有 \(shown(distance)) 毫米，许多打印机印不到那里"),
      hint: Sentence(
        "keep 5 mm: a smaller nudge, a narrower code, or another stock",
        "请留 5 毫米：减小 nudge、缩小码，或换一种标签纸"))
  }

  static func beyondPage(_ link: String, _ overhang: Double, isCode: Bool) -> Problem {
    Problem(
      Sentence(
        "the \(isCode ? "code" : "words beside the code") of \(quoted(link)) would lie "
          + "\(hundredths(overhang)) mm beyond the edge of the page",
        "\(quoted(link)) 的\(isCode ? "码" : "文字")会超出纸边 \(hundredths(overhang)) 毫米"),
      hint: Sentence(
        "a smaller nudge or scale: what lies beyond the paper is not printed",
        "请减小 nudge 或 scale：纸外的部分印不出来"))
  }

  // MARK: Paper

  static func contrast(_ colour: Colour, _ tone: Double) -> Problem {
    Problem(
      Sentence(
        "black on paper of the colour \(colour) has a contrast of \(Int(tone.rounded())) %; "
          + "print graders want 70 %, and 40 % at least",
        "黑色印在 \(colour) 的纸上，对比度只有 \(Int(tone.rounded()))%；印刷评级要求 70%，至少 40%"),
      hint: Sentence("print on lighter paper", "请用颜色更浅的纸"))
  }

  static func panel(_ colour: Colour, _ tone: Double) -> Problem {
    Problem(
      Sentence(
        "paper of the colour \(colour) has \(Int(tone.rounded())) % of the brightness of white, and a "
          + "printer cannot put a white plate on it",
        "\(colour) 的纸亮度只有白纸的 \(Int(tone.rounded()))%，打印机印不出白底"),
      hint: Sentence(
        "print on white labels and stick them on", "请印在白色标签上再贴上去"))
  }

  static func redLight(_ colour: Colour, _ red: Double) -> Problem {
    Problem(
      Sentence(
        "scanners with red light see black and paper of the colour \(colour) almost alike",
        "红光扫码枪几乎分不清黑色和 \(colour) 的纸"),
      hint: Sentence("phones are not affected", "手机不受影响"))
  }

  // MARK: Centre mark

  static func markBudget(_ link: String, _ budget: CoverageBudget, isRefused: Bool) -> Problem {
    let used = percent(budget.worstShare)
    let size = "\(percent(budget.areaShare)), level \(budget.size.level.rawValue)"
    return Problem(
      Sentence(
        "the centre mark (\(size)) uses \(used) of the error correction of the code of \(quoted(link)) "
          + "in its worst block" + (isRefused ? "; more than 50 % is refused" : ""),
        "中心图案（占 \(percent(budget.areaShare))，\(budget.size.level.rawValue) 级）在最差的纠错块里用掉了 "
          + "\(quoted(link)) 的码 \(used) 的纠错能力" + (isRefused ? "；超过 50% 不予打印" : "")),
      hint: isRefused
        ? Sentence(
          "make the mark smaller (`area: 4%`) or take level Q or H",
          "请缩小图案（`area: 4%`），或用 Q 级、H 级")
        : Sentence("4 % at level Q uses less", "Q 级、4% 用得更少"))
  }

  static func markArea(_ link: String, _ budget: CoverageBudget) -> Problem {
    Problem(
      Sentence(
        "the centre mark covers \(percent(budget.areaShare)) of the code of \(quoted(link)); "
          + "4 to 6 % are safe, 9 % is where trouble starts",
        "中心图案盖住了 \(quoted(link)) 的码的 \(percent(budget.areaShare))；4% 到 6% 稳妥，9% 起就有风险"),
      hint: Sentence("shrink it with `area`", "请用 `area` 缩小"))
  }

  static func markCoversPattern(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the centre mark covers squares by which scanners find the code of \(quoted(link))",
        "中心图案盖住了 \(quoted(link)) 的码的定位格"),
      hint: Sentence("shrink it with `area`", "请用 `area` 缩小"))
  }

  static func markCoversAlignment(_ link: String) -> Problem {
    Problem(
      Sentence(
        "the centre mark covers the alignment pattern in the middle of the code of \(quoted(link)), "
          + "which scanners can do without",
        "中心图案盖住了 \(quoted(link)) 的码中央的校正图形，扫码时可以没有它"),
      hint: nil)
  }

  static func markLevel(_ link: String, _ level: ErrorCorrectionLevel) -> Problem {
    Problem(
      Sentence(
        "a centre mark on a code of level \(level.rawValue) leaves little for dirt and wear",
        "\(level.rawValue) 级的码加中心图案后，经不起污损"),
      hint: Sentence("delete level: with a mark it is Q", "请删掉 level：有中心图案时默认 Q 级"))
  }

  static func markRaisesLevel(_ level: ErrorCorrectionLevel) -> Problem {
    Problem(
      Sentence(
        "because of the centre mark the codes of this job have level \(level.rawValue) or higher",
        "因为有中心图案，这一项的码用 \(level.rawValue) 级或更高"),
      hint: nil)
  }

  // MARK: Links

  static func expiringLink(_ link: String) -> Problem {
    Problem(
      Sentence(
        "link \(quoted(link)) is an order that expires: on paper it would soon lead nowhere",
        "链接 \(quoted(link)) 是会过期的订单：印在纸上很快就失效"),
      hint: Sentence(
        "print quick-collect links; leave orders out of this job",
        "请打印快捷收款链接；这一项里不要选订单"))
  }

  static func moreFailures(_ count: Int) -> Problem {
    Problem(
      Sentence(
        "\(count) more links of this job cannot be printed", "这一项还有 \(count) 个链接无法打印"),
      hint: nil)
  }
}
