internal import Catalog
internal import Support

/// The sheets of a job: the page, and where each piece lies on it.
struct JobLayout {
  /// What is cut, peeled or folded as a whole: it shows one link.
  struct Piece {
    /// Its place on the page.
    var frame: Rectangle
    /// Where its colour goes: beyond the cut, or beyond the page.
    var ground: Rectangle
  }

  let kind: PrintJob.Kind
  let page: PaperSize
  let pieces: [Piece]
  /// The stock the pieces belong to; nil for whole pages.
  let stock: Stock?
  /// How far from the edges of a piece nothing but ground may lie.
  let inset: Double
  /// How far from the edge of the page nothing may lie; 0 where the printer prints to the edge.
  let pageInset: Double
  /// The distance that a code is taken to be read from, in millimetres.
  let usualDistance: Double
  /// How much paper there is around the cut page, for marks.
  let slug: Double
  /// How far colour goes on beyond the outer cuts: as far as the job asks, and as the sheet has room.
  let bleed: Double
  let fold: PrintJob.Fold
  /// The left end of the ruler, and the line that it stands on; nil without one.
  let ruler: (x: Double, y: Double)?
  /// How far from the lower edge of a face the ruler on it reaches; 0 without one.
  let rulerReach: Double
  /// How far from the edges of a face nothing but its ground lies: the ruler, and what printers and
  /// knives are not trusted with.
  let clearEdge: Double

  /// The room between a code and the edge of a label, and of a card (`docs/decisions.md`).
  static let labelInset = 1.6
  static let trimInset = 5.0
  /// The room between a line and a cut.
  private static let cutInset = 3.0

  /// Lays out the sheets of a job.
  ///
  /// - Parameter stocks: those of the config; the built-in ones are always known.
  /// - Throws: the problem that makes it impossible, with the key it is about.
  init(_ job: PrintJob, stocks: [String: Stock]) throws(JobProblem) {
    kind = job.kind
    fold = job.fold
    let stock = try Self.stock(of: job, stocks)
    let sheet = stock?.paper ?? job.paper ?? .a4
    if job.stock != nil, let paper = job.paper, let stock, paper != stock.paper {
      throw JobProblem("paper", .paperOfStock(stock.name))
    }
    let hasOwnPage = stock == nil
    slug = hasOwnPage && job.cutMarks ? job.bleed + CutMarks.room : hasOwnPage ? job.bleed : 0
    var page = PaperSize(width: sheet.width + 2 * slug, height: sheet.height + 2 * slug)
    if slug == 0 { page = sheet }
    self.page = page
    self.stock = stock
    var frames = [
      Rectangle(x: slug, y: slug, width: sheet.width, height: sheet.height)
    ]
    if let stock { frames = (0..<stock.count).map(stock.piece) }
    let pageFrame = Rectangle(x: 0, y: 0, width: page.width, height: page.height)
    // Colour that ends at the edge of the page goes on beyond it, so that a nudge leaves no gap; pieces
    // of a stock have neighbours.
    let groundEndsAtPage = stock == nil && !job.cutMarks
    let ruler = Self.ruler(job, page: page, stock: stock, slug: slug)
    let bleed = Self.bleed(job, stock: stock, hasRuler: ruler != nil)
    pieces = frames.enumerated().map { index, frame in
      let ground =
        groundEndsAtPage
        ? pageFrame.inset(by: -25) : Self.ground(frame, at: index, of: stock, bleed: bleed)
      return Piece(frame: frame, ground: ground)
    }
    self.ruler = ruler
    self.bleed = bleed
    switch job.kind {
    case .labels, .roll: inset = Self.labelInset
    case .poster, .tent, .cards: inset = Self.trimInset
    }
    pageInset = job.kind == .roll ? 0 : 5
    let isFace = stock == nil && (job.kind == .poster || job.kind == .tent)
    let isRulerOnFace = isFace && ruler != nil && slug <= Ruler.height && fold != .prism
    rulerReach = isRulerOnFace ? Ruler.distance + Ruler.height + 0.8 : 0
    clearEdge =
      isRulerOnFace
      ? rulerReach : isFace && slug == 0 ? Self.trimInset : Self.cutInset
    switch job.kind {
    case .labels, .cards, .roll: usualDistance = 200
    case .tent: usualDistance = 350
    case .poster: usualDistance = min(sheet.width, sheet.height) < 200 ? 400 : 800
    }
  }

  private static func stock(
    of job: PrintJob, _ stocks: [String: Stock]
  ) throws(JobProblem) -> Stock? {
    if let name = job.stock {
      let known = Dictionary(
        Stock.builtIn.map { ($0.name, $0) } + stocks.map { ($0.key, $0.value) },
        uniquingKeysWith: { $1 })
      guard let stock = known[name] else {
        throw JobProblem("stock", .unknownStock(name, known: known.keys.sorted()))
      }
      let isFor: [PrintJob.Kind: Stock.Use] = [.labels: .labels, .cards: .cards, .tent: .tents]
      if let use = isFor[job.kind], use != stock.use {
        throw JobProblem("stock", .stockForOtherUse(name, isFor: stock.use, wanted: use))
      }
      if job.start > stock.count { throw JobProblem("start", .startBeyondSheet(stock.count)) }
      if let card = job.card, card != CardSize(width: stock.width, height: stock.height) {
        throw JobProblem("card", .cardOfStock(stock))
      }
      if job.fold == .prism { throw JobProblem("fold", .foldOfStock(name)) }
      return stock
    }
    switch job.kind {
    case .labels:
      throw JobProblem(nil, .noStock(Stock.builtIn.filter { $0.use == .labels }.map(\.name)))
    case .cards:
      return try plainCards(job)
    case .poster, .tent, .roll:
      return nil
    }
  }

  /// Cards on plain paper, edge to edge in the middle of the sheet, so that one cut parts two of them.
  private static func plainCards(_ job: PrintJob) throws(JobProblem) -> Stock {
    let name = job.languages.first == .english ? "EU" : "CN"
    let card = job.card ?? CardSize.named[name] ?? CardSize(width: 85, height: 55)
    let paper = job.paper ?? .a4
    let columns = min(2, Int((paper.width - 10) / card.width))
    let rows = min(5, Int((paper.height - 10) / card.height))
    guard columns > 0, rows > 0 else {
      throw JobProblem("paper", .cardBeyondPaper(width: card.width, height: card.height))
    }
    if job.start > columns * rows { throw JobProblem("start", .startBeyondSheet(columns * rows)) }
    return Stock(
      name: "cards", use: .cards, paper: paper, columns: columns, rows: rows, width: card.width,
      height: card.height, left: (paper.width - Double(columns) * card.width) / 2,
      top: (paper.height - Double(rows) * card.height) / 2, columnPitch: card.width,
      rowPitch: card.height)
  }

  /// The bleed of a job as far as its sheet has room: a ruler keeps its strip, cutting marks their length.
  ///
  /// At a side where pieces reach the edge of the sheet nothing is cut.
  private static func bleed(_ job: PrintJob, stock: Stock?, hasRuler: Bool) -> Double {
    guard let stock else { return job.bleed }
    let far = stock.farMargins
    let ruler = hasRuler ? trimInset + Ruler.height + 0.3 : 0
    let sides = [(stock.left, 0), (stock.top, 0), (far.right, 0), (far.bottom, ruler)]
    let rooms = sides.filter { $0.0 > 0.5 }.map { margin, strip in
      margin - max(strip, job.cutMarks ? CutMarks.reach : 0)
    }
    return max(0, min(job.bleed, rooms.min() ?? job.bleed))
  }

  /// Where the colour of a piece goes: beyond outer cuts by the bleed, towards a neighbour by no more
  /// than half of what lies between the two.
  private static func ground(
    _ frame: Rectangle, at index: Int, of stock: Stock?, bleed: Double
  ) -> Rectangle {
    guard let stock else { return frame.inset(by: -bleed) }
    let (column, row) = (index % stock.columns, index / stock.columns)
    let across = min(bleed, max(0, (stock.columnPitch - stock.width) / 2))
    let down = min(bleed, max(0, (stock.rowPitch - stock.height) / 2))
    let left = column > 0 ? across : bleed
    let right = column + 1 < stock.columns ? across : bleed
    let top = row > 0 ? down : bleed
    let bottom = row + 1 < stock.rows ? down : bleed
    return Rectangle(
      x: frame.x - left, y: frame.y - top, width: frame.width + left + right,
      height: frame.height + top + bottom)
  }

  /// In the margin at the bottom, away from words, codes and frames; beyond the cut where there is one.
  private static func ruler(
    _ job: PrintJob, page: PaperSize, stock: Stock?, slug: Double
  ) -> (x: Double, y: Double)? {
    guard job.ruler, job.kind != .roll, page.width >= 75, page.height >= 100 else { return nil }
    if let stock {
      guard stock.farMargins.bottom >= trimInset + Ruler.height else { return nil }
      // Between the marks at the sides of the first card.
      let x = job.cutMarks ? stock.left + 5 : max(6, min(stock.left, 15))
      return (x, page.height - trimInset)
    }
    if slug >= CutMarks.room { return (slug + 6, page.height - 1.2) }
    // In the colour that will be cut off.
    if slug > Ruler.height { return (slug + 6, page.height - 0.5) }
    return (slug + 8, page.height - slug - Ruler.distance)
  }

  /// Where code and words of a piece may lie: away from its own edges and from those of the page.
  func live(_ piece: Piece) -> Rectangle {
    let whole = Rectangle(x: 0, y: 0, width: page.width, height: page.height)
    return piece.frame.inset(by: inset).intersection(whole.inset(by: pageInset))
  }
}

/// Why a job cannot be printed at all, with the key that says so; nil for the job as a whole.
struct JobProblem: Error {
  let key: String?
  let problem: Problem

  init(_ key: String?, _ problem: Problem) {
    self.key = key
    self.problem = problem
  }
}
