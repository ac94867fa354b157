internal import Support

/// Decodes `stocks:`, sheets of labels and cards that are not built in.
enum StockDecoder {
  /// Decodes all stocks, by name.
  static func decode(_ cursor: ConfigCursor) -> [String: Stock] {
    var stocks: [String: Stock] = [:]
    for (name, value) in cursor.namedEntries() { stocks[name] = decode(name, value) }
    return stocks
  }

  private static let uses: [String: Stock.Use] = [
    "labels": .labels, "cards": .cards, "tents": .tents,
  ]

  private static func decode(_ name: String, _ cursor: ConfigCursor) -> Stock? {
    let values = cursor.values(keys: [
      "for", "paper", "columns", "rows", "size", "first", "pitch", "round", "colour",
      "calibrated",
    ])
    guard case .mapping = cursor.node.content else { return nil }
    for key in ["paper", "columns", "rows", "size", "first"] where values[key] == nil {
      cursor.report(.missingKey(key))
    }
    let paper = values["paper"]?.paper()
    let columns = values["columns"]?.integer(in: 1...100)
    let rows = values["rows"]?.integer(in: 1...100)
    let size = values["size"].flatMap { read($0, Measures.size, Problem.badSize) }
    let first = values["first"].flatMap { read($0, Measures.pair, Problem.badPair) }
    let pitch =
      values["pitch"].map { read($0, Measures.pair, Problem.badPair) }
      ?? size.map { ($0.width, $0.height) }
    guard let paper, let columns, let rows, let size, let first, let pitch else { return nil }
    var stock = Stock(
      name: name, use: values["for"]?.choice(uses) ?? .labels, paper: paper, columns: columns,
      rows: rows, width: size.width, height: size.height, left: first.x, top: first.y,
      columnPitch: pitch.0, rowPitch: pitch.1)
    stock.isRound = values["round"]?.boolean() ?? false
    stock.isCalibrated = values["calibrated"]?.boolean() ?? true
    stock.position = cursor.node.position
    if let colour = values["colour"], let text = colour.text() {
      stock.colour = Colour(text)
      if stock.colour == nil { colour.report(.badColour(text)) }
    }
    if let problem = problem(stock) {
      cursor.report(problem)
    } else if let doubt = doubt(stock) {
      cursor.warn(doubt)
    }
    if !stock.isCalibrated { (values["calibrated"] ?? cursor).note(.uncalibratedStock(name)) }
    return stock
  }

  private static func read<Value>(
    _ cursor: ConfigCursor, _ parse: (String) -> Value?, _ problem: (String) -> Problem
  ) -> Value? {
    guard let text = cursor.text() else { return nil }
    if let value = parse(text) { return value }
    cursor.report(problem(text))
    return nil
  }

  /// The problem of an impossible stock: pieces beyond the sheet or over each other.
  static func problem(_ stock: Stock) -> Problem? {
    let far = stock.farMargins
    guard stock.width > 0, stock.height > 0, stock.left >= 0, stock.top >= 0,
      far.right >= -0.1, far.bottom >= -0.1
    else { return .stockBeyondSheet(right: far.right, bottom: far.bottom) }
    if stock.isRound && abs(stock.width - stock.height) > 0.01 { return .roundNotCircle }
    let overlaps =
      (stock.columns > 1 && stock.columnPitch < stock.width - 0.01)
      || (stock.rows > 1 && stock.rowPitch < stock.height - 0.01)
    return overlaps ? .stockOverlaps : nil
  }

  /// The doubt about a stock whose opposite margins differ by more than 0.1 mm: makers' sheets are
  /// symmetrical, so a number was probably rounded or mistyped (`docs/decisions.md`).
  private static func doubt(_ stock: Stock) -> Problem? {
    let far = stock.farMargins
    let sides = [
      Margins(near: ("left", "左边", stock.left), far: ("right", "右边", far.right)),
      Margins(near: ("top", "上边", stock.top), far: ("bottom", "下边", far.bottom)),
    ]
    let unequal = sides.filter { abs($0.near.length - $0.far.length) > 0.1 }
    return unequal.isEmpty ? nil : .unequalMargins(unequal, known: Stock.known(like: stock))
  }

  /// Two opposite margins of a sheet, each with its names and its length in millimetres.
  fileprivate struct Margins {
    let near: (english: String, chinese: String, length: Double)
    let far: (english: String, chinese: String, length: Double)
  }
}

extension Problem {
  static func badSize(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a size", "\(quoted(text)) 不是尺寸"),
      hint: Sentence(
        "write width and height, such as 63.5x38.1mm or 2.5x1.5in",
        "请写宽和高，例如 63.5x38.1mm 或 2.5x1.5in"))
  }

  static func badPair(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not two lengths", "\(quoted(text)) 不是两个长度"),
      hint: Sentence(
        "write mm from the left and from the top, such as \"7.21,15.15\", or inches, such as "
          + "\"0.1875,0.5in\"",
        "请写距左边和距上边的毫米数，例如 \"7.21,15.15\"；英寸写 \"0.1875,0.5in\""))
  }

  static func stockBeyondSheet(right: Double, bottom: Double) -> Problem {
    let sides = [("right", "右边", -right), ("bottom", "下边", -bottom)].filter { $0.2 > 0.1 }
    let english = sides.map { "\(shown($0.2)) mm at the \($0.0)" }
    let chinese = sides.map { "\($0.1)超出 \(shown($0.2)) 毫米" }
    return Problem(
      sides.isEmpty
        ? Sentence("the pieces do not lie on the sheet", "标签不在纸张之内")
        : Sentence(
          "the pieces reach beyond the sheet: \(english.joined(separator: ", "))",
          "标签超出了纸张：\(chinese.joined(separator: "，"))"),
      hint: measureAgain)
  }

  static var stockOverlaps: Problem {
    Problem(
      Sentence("the pieces lie over each other: the pitch is less than the size", "标签互相重叠：间距小于尺寸"),
      hint: Sentence(
        "write a larger `pitch`: it runs from the edge of one piece to the same edge of the next",
        "请加大 `pitch`：它是从一张标签的边到下一张同一条边的距离"))
  }

  fileprivate static func unequalMargins(
    _ unequal: [StockDecoder.Margins], known: Stock?
  ) -> Problem {
    let english = unequal.map { sides in
      "\(sides.near.english) \(shown(sides.near.length)) mm, "
        + "\(sides.far.english) \(shown(sides.far.length)) mm"
    }
    let chinese = unequal.map { sides in
      "\(sides.near.chinese) \(shown(sides.near.length)) 毫米，"
        + "\(sides.far.chinese) \(shown(sides.far.length)) 毫米"
    }
    let same = known.map { stock in
      let first = "\"\(millimetres(stock.left)),\(millimetres(stock.top))\""
      let pitch = "\"\(millimetres(stock.columnPitch)),\(millimetres(stock.rowPitch))\""
      return Sentence(
        "\(stock.name) has first \(first) and pitch \(pitch): write `stock: \(stock.name)` if it is "
          + "that one, or measure again",
        "\(stock.name) 的 first 是 \(first)，pitch 是 \(pitch)：若就是它，请写 `stock: \(stock.name)`，否则请重新测量")
    }
    return Problem(
      Sentence(
        "opposite margins differ, so a measure may be wrong: \(english.joined(separator: "; "))",
        "相对的两边留白不相等，尺寸可能量错了：\(chinese.joined(separator: "；"))"),
      hint: same ?? measureAgain)
  }

  static func uncalibratedStock(_ name: String) -> Problem {
    Problem(
      Sentence(
        "nobody has compared \(quoted(name)) with a sheet yet", "\(quoted(name)) 还没有和实物核对过"),
      hint: Sentence(
        "print the page of `paypress calibrate \(name)`, hold it against a sheet, and delete this line",
        "请打印 `paypress calibrate \(name)` 的试印页，对着标签纸核对，然后删掉这一行"))
  }

  static var roundNotCircle: Problem {
    Problem(
      Sentence("a round piece is as wide as it is high", "圆形标签的宽和高应相等"),
      hint: Sentence("write the diameter twice, such as 38.1x38.1", "请把直径写两次，例如 38.1x38.1"))
  }

  private static let measureAgain = Sentence(
    "compare first, size, pitch, columns, rows and paper with what the box says",
    "请按包装核对 first、size、pitch、columns、rows 和 paper")

  /// A length with two decimals.
  private static func shown(_ millimetres: Double) -> String {
    Decimals.text(millimetres, decimals: 2, isPadded: true)
  }

  /// A length as the config takes it.
  private static func millimetres(_ length: Double) -> String { Decimals.text(length, decimals: 2) }
}
