internal import Support

// The sentences about `print:` and `stocks:`.

extension Problem {
  // MARK: Jobs

  static let noPrintKind = Problem(
    Sentence("this does not say what is printed", "这里没有写明要打印什么"),
    hint: Sentence(
      "start it with poster, tent, labels, cards or roll, as in `poster: counter`",
      "请以 poster、tent、labels、cards 或 roll 开头，例如 `poster: counter`"))

  static func severalPrintKinds(_ kinds: [String]) -> Problem {
    Problem(
      Sentence(
        "one entry prints one thing, not \(list(kinds))", "一项只能打印一种，不能同时是 \(list(kinds))"),
      hint: Sentence("start a second entry with `- `", "请以 `- ` 另起一项"))
  }

  static func duplicatePrintName(_ name: String, first: Position) -> Problem {
    Problem(
      Sentence(
        "the name \(quoted(name)) is taken by the entry in line \(first.line)",
        "名称 \(quoted(name)) 已被第 \(first.line) 行的一项占用"),
      hint: Sentence("give one of the two another `name`", "请给其中一项换一个 `name`"))
  }

  static func badSelector(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) does not choose links", "\(quoted(text)) 不能用来选择链接"),
      hint: Sentence(
        "write an id, a pattern as table-*, merchant:NAME or tag:NAME, or \"*\" for all",
        "请写 id、table-* 这样的模式、merchant:名称 或 tag:名称；全部写 \"*\""))
  }

  static func selectorTwice(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is named twice", "\(quoted(text)) 写了两次"),
      hint: Sentence(
        "delete one; `copies: 2` prints each link twice", "请删掉一个；每个链接要印两份请写 `copies: 2`"))
  }

  static func keyWithoutUse(_ key: String, on kind: PrintJob.Kind) -> Problem {
    Problem(
      Sentence("\(key) does nothing on \(kind.rawValue)", "\(key) 对 \(kind.rawValue) 不起作用"),
      hint: Sentence(
        "delete it: labels show title, amount and code; posters, tents and cards have room for more",
        "请删掉：标签上只有标题、金额和码；poster、tent 和 cards 才有更多地方"))
  }

  static let languageTwice = Problem(
    Sentence("a language is given twice", "同一种语言写了两次"),
    hint: Sentence("write [zh-CN, en] for both", "两种都要请写 [zh-CN, en]"))

  static func badDay(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a day", "\(quoted(text)) 不是日期"),
      hint: Sentence("write it as 2026-12-31", "请写成 2026-12-31 的形式"))
  }

  // MARK: Sizes

  static func badPaper(_ text: String) -> Problem {
    let names = PaperSize.named.compactMap(\.name).joined(separator: ", ")
    return Problem(
      Sentence("\(quoted(text)) is not a page size", "\(quoted(text)) 不是纸张尺寸"),
      hint: Sentence(
        "write \(names), any of them with `landscape` after it, or millimetres as 100x150",
        "请写 \(names)，横向在后面加 `landscape`；或写毫米，例如 100x150"))
  }

  static func badSize(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a size", "\(quoted(text)) 不是尺寸"),
      hint: Sentence("write width and height in mm as 63.5x38.1", "请写宽和高（毫米），例如 63.5x38.1"))
  }

  static func badPair(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not two lengths", "\(quoted(text)) 不是两个长度"),
      hint: Sentence(
        "write mm from the left and from the top as \"7.21,15.15\"",
        "请写距左边和距上边的毫米数，例如 \"7.21,15.15\""))
  }

  static func badNudge(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a way to move the print", "\(quoted(text)) 不能用来移动打印位置"),
      hint: Sentence(
        "write mm to the right and down, up to 20 each, as \"0.5,-1\"",
        "请写向右和向下的毫米数，各不超过 20，例如 \"0.5,-1\""))
  }

  static func badScale(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: Sentence("write it from 90% to 110%, as 100.4%", "请写 90% 到 110%，例如 100.4%"))
  }

  static func badLength(_ text: String, _ range: ClosedRange<Double>) -> Problem {
    let (lowest, highest) = (Int(range.lowerBound), Int(range.upperBound))
    let example = highest < 60 ? "3mm" : lowest > 60 ? "80cm" : "60mm"
    return Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: Sentence(
        "write a length from \(lowest) to \(highest) mm, as \(example)",
        "请写 \(lowest) 到 \(highest) 毫米之间的长度，例如 \(example)"))
  }

  static let codeAndDistance = Problem(
    Sentence("code and distance both say how wide the code is", "code 和 distance 都规定了码的宽度"),
    hint: Sentence("keep one of them", "只保留一个"))

  // MARK: Pictures

  static func badShare(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a share of the code", "\(quoted(text)) 不是所占比例"),
      hint: Sentence("write it as 4%", "请写成 4% 的形式"))
  }

  static func coarsePicture(_ pixels: Int) -> Problem {
    Problem(
      Sentence(
        "a picture that is printed needs 8 pixels a module or more, not \(pixels): its edges will blur "
          + "[png-scale]",
        "用于打印的图片每格至少 8 个像素，现在是 \(pixels) 个，边缘会模糊 [png-scale]"),
      hint: Sentence("delete module_px", "请删掉 module_px"))
  }

  // MARK: Stocks

  static func stockBeyondSheet(right: Double, bottom: Double) -> Problem {
    Problem(
      Sentence(
        "the pieces do not lie on the sheet: \(shown(right)) mm are left on the right, "
          + "\(shown(bottom)) mm at the bottom",
        "标签超出了纸张：右边剩 \(shown(right)) 毫米，下边剩 \(shown(bottom)) 毫米"),
      hint: measureAgain)
  }

  static let stockOverlaps = Problem(
    Sentence("the pieces lie over each other: the pitch is less than the size", "标签互相重叠：间距小于尺寸"),
    hint: Sentence(
      "pitch runs from the edge of one piece to the same edge of the next",
      "pitch 是从一张标签的边到下一张同一条边的距离"))

  static func stockNotSymmetrical(
    _ near: String, _ nearMargin: Double, _ far: String, _ farMargin: Double
  ) -> Problem {
    Problem(
      Sentence(
        "\(shown(nearMargin)) mm are left at the \(near), but \(shown(farMargin)) mm at the \(far): "
          + "they differ by more than 0.1 mm",
        "两侧留白不一致：\(shown(nearMargin)) 毫米与 \(shown(farMargin)) 毫米，相差超过 0.1 毫米"),
      hint: measureAgain)
  }

  static let roundNotCircle = Problem(
    Sentence("a round piece is as wide as it is high", "圆形标签的宽和高应相等"),
    hint: Sentence("write the diameter twice, as 38.1x38.1", "请把直径写两次，例如 38.1x38.1"))

  private static let measureAgain = Sentence(
    "compare first, size, pitch, columns, rows and paper with the box",
    "请按包装核对 first、size、pitch、columns、rows 和 paper")

  /// A length with at most two decimals.
  private static func shown(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 2, isPadded: true)
  }
}
