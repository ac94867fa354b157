internal import Catalog
internal import Support

/// The stock that a job prints on; the job's own keys must agree with it.
enum JobStock {
  /// The stock of a job, from the config or built in, nil for whole pages; throws when the stock is
  /// missing or unknown, or the job contradicts it.
  static func stock(of job: PrintJob, _ stocks: [String: Stock]) throws(Finding) -> Stock? {
    if let name = job.stock {
      let known = Dictionary(
        Stock.builtIn.map { ($0.name, $0) } + stocks.map { ($0.key, $0.value) },
        uniquingKeysWith: { $1 })
      guard let stock = known[name] else {
        throw job.finding(
          .error, key: "stock",
          Problem(
            Sentence("there is no stock \(quoted(name))", "没有名为 \(quoted(name)) 的标签纸"),
            hint: suggestion(
              name, known.values.filter { $0.use == uses[job.kind] }.map(\.name).sorted()),
            code: "unknown-stock"))
      }
      if let (key, problem) = contradiction(job, stock) {
        throw job.finding(.error, key: key, problem)
      }
      return stock
    }
    switch job.kind {
    case .labels:
      let names = list(Stock.builtIn.filter { $0.use == .labels }.map(\.name))
      throw job.finding(
        .error,
        Problem(
          Sentence("no label stock is given", "没有写明用哪种标签纸"),
          hint: Sentence(
            "add `stock:` with one of \(names.english), or describe your own under `stocks:`",
            "请加上 `stock:`，可用 \(names.chinese)，或在 `stocks:` 下描述您自己的标签纸"),
          code: "labels-without-stock"))
    case .cards:
      return try plainCards(job)
    case .plate:
      return try plates(job)
    case .poster, .tent, .roll, .menu, .board:
      return nil
    }
  }

  /// The use of stocks for each kind of job.
  private static let uses: [PrintJob.Kind: Stock.Use] = [
    .labels: .labels, .cards: .cards, .tent: .tents,
  ]

  /// A hint with the stocks for a job; the number alone, as on the box, suggests the name.
  private static func suggestion(_ name: String, _ accepted: [String]) -> Sentence? {
    guard let near = accepted.first(where: { $0.hasSuffix("-\(name.lowercased())") }) else {
      return Problem.suggestion(name, accepted)
    }
    return Sentence(
      "did you mean \(quoted(near))? accepted: \(list(accepted).english)",
      "是不是 \(quoted(near))？可用：\(list(accepted).chinese)")
  }

  /// The job's contradiction to its stock, with the key that causes it.
  private static func contradiction(_ job: PrintJob, _ stock: Stock) -> (String, Problem)? {
    let (name, use) = (quoted(stock.name), stock.use.rawValue)
    if let wanted = uses[job.kind], wanted != stock.use {
      let problem = Problem(
        Sentence(
          "\(name) is for \(use), not for \(wanted.rawValue)",
          "\(name) 用于 \(use)，不用于 \(wanted.rawValue)"),
        hint: Sentence("`paypress stocks` lists all stocks", "运行 `paypress stocks` 可查看全部"),
        code: "stock-for-other-use")
      return ("stock", problem)
    }
    if job.start > stock.count { return ("start", startBeyondSheet(stock.count)) }
    if let card = job.card, card != CardSize(width: stock.width, height: stock.height) {
      let size = "\(tenths(stock.width)) × \(tenths(stock.height))"
      let problem = Problem(
        Sentence(
          "the cards of \(name) have a size of their own: \(size) mm",
          "\(name) 的卡片有固定尺寸：\(size) 毫米"),
        hint: Sentence(
          "delete card; to print on plain paper, delete stock", "请删掉 card；要用普通纸打印，请删掉 stock"),
        code: "card-contradicts-stock")
      return ("card", problem)
    }
    if job.fold == .prism {
      let problem = Problem(
        Sentence(
          "the tents of \(name) are scored for one fold, not for a prism",
          "\(name) 的桌卡只有一条折线，不能折成三棱柱"),
        hint: Sentence(
          "delete fold; to print the prism on plain paper, delete stock",
          "请删掉 fold；要用普通纸打印三棱柱，请删掉 stock"),
        code: "fold-contradicts-stock")
      return ("fold", problem)
    }
    if let paper = job.paper, !paper.isSame(as: stock.paper) {
      let problem = Problem(
        Sentence("`paper` contradicts stock \(name)", "`paper` 与标签纸 \(name) 不符"),
        hint: Sentence("delete `paper`: the stock sets it", "请删掉 `paper`：标签纸已经规定了"),
        code: "paper-contradicts-stock")
      return ("paper", problem)
    }
    return nil
  }

  static func startBeyondSheet(_ count: Int) -> Problem {
    Problem(
      Sentence("a sheet has only \(count) places", "一张纸只有 \(count) 个位置"),
      hint: Sentence(
        "start is the first free place, from 1 to \(count), counted along the rows",
        "start 是第一个空位，从 1 到 \(count)，一行一行地数"))
  }

  /// Cards on plain paper, edge to edge in the middle of the sheet, so that one cut separates two.
  private static func plainCards(_ job: PrintJob) throws(Finding) -> Stock {
    let name = job.languages.first == .english ? "EU" : "CN"
    let card = job.card ?? CardSize.named[name] ?? CardSize(width: 85, height: 55)
    let paper = job.paper ?? .a4
    let columns = min(2, Int((paper.width - 10) / card.width))
    let rows = min(5, Int((paper.height - 10) / card.height))
    guard columns > 0, rows > 0 else {
      throw job.finding(
        .error, key: "paper",
        Problem(
          Sentence("no card has room on this paper", "这种纸放不下一张卡片"),
          hint: Sentence("use A4 or Letter", "请用 A4 或 Letter"), code: "paper-below-card"))
    }
    let count = columns * rows
    if job.start > count { throw job.finding(.error, key: "start", startBeyondSheet(count)) }
    return Stock(
      name: "cards", use: .cards, paper: paper, columns: columns, rows: rows, width: card.width,
      height: card.height, left: (paper.width - Double(columns) * card.width) / 2,
      top: (paper.height - Double(rows) * card.height) / 2, columnPitch: card.width,
      rowPitch: card.height)
  }
}
