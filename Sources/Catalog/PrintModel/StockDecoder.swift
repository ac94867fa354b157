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
    ])
    guard case .mapping = cursor.node.content else { return nil }
    for key in ["paper", "columns", "rows", "size", "first"] where values[key] == nil {
      cursor.report(.missingKey(key))
    }
    let paper = values["paper"].flatMap { read($0, Measures.paper, Problem.badPaper) }
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
    stock.position = cursor.node.position
    if let colour = values["colour"], let text = colour.text() {
      stock.colour = Colour(text)
      if stock.colour == nil { colour.report(.badColour(text)) }
    }
    if let problem = problem(stock) { cursor.report(problem) }
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

  /// The problem of an impossible stock: pieces beyond the sheet or over each other, or opposite
  /// margins that differ by more than 0.1 mm, as no maker's do.
  static func problem(_ stock: Stock) -> Problem? {
    let far = stock.farMargins
    guard stock.width > 0, stock.height > 0, stock.left >= 0, stock.top >= 0,
      far.right >= -0.1, far.bottom >= -0.1
    else { return .stockBeyondSheet(right: far.right, bottom: far.bottom) }
    if stock.isRound && abs(stock.width - stock.height) > 0.01 { return .roundNotCircle }
    let overlaps =
      (stock.columns > 1 && stock.columnPitch < stock.width - 0.01)
      || (stock.rows > 1 && stock.rowPitch < stock.height - 0.01)
    if overlaps { return .stockOverlaps }
    if abs(far.right - stock.left) > 0.1 {
      return .stockNotSymmetrical("left", stock.left, "right", far.right)
    }
    if abs(far.bottom - stock.top) > 0.1 {
      return .stockNotSymmetrical("top", stock.top, "bottom", far.bottom)
    }
    return nil
  }
}

extension Problem {
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

  static func stockBeyondSheet(right: Double, bottom: Double) -> Problem {
    Problem(
      Sentence(
        "the pieces do not lie on the sheet: \(shown(right)) mm are left on the right, "
          + "\(shown(bottom)) mm at the bottom",
        "标签超出了纸张：右边剩 \(shown(right)) 毫米，下边剩 \(shown(bottom)) 毫米"),
      hint: measureAgain)
  }

  static var stockOverlaps: Problem {
    Problem(
      Sentence("the pieces lie over each other: the pitch is less than the size", "标签互相重叠：间距小于尺寸"),
      hint: Sentence(
        "pitch runs from the edge of one piece to the same edge of the next",
        "pitch 是从一张标签的边到下一张同一条边的距离"))
  }

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

  static var roundNotCircle: Problem {
    Problem(
      Sentence("a round piece is as wide as it is high", "圆形标签的宽和高应相等"),
      hint: Sentence("write the diameter twice, as 38.1x38.1", "请把直径写两次，例如 38.1x38.1"))
  }
}
