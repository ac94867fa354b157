internal import Catalog
internal import Support

/// The sheets of a job: the page, and the place of each piece on it.
struct JobLayout {
  /// A part that is cut, peeled or folded as a whole, and shows one link.
  struct Piece {
    /// Its place on the page.
    var frame: Rectangle
    /// The area of its colour, up to or beyond the cut or the page edge.
    var ground: Rectangle
  }

  let kind: PrintJob.Kind
  let page: PaperSize
  let pieces: [Piece]
  /// The stock of the pieces; nil for whole pages.
  let stock: Stock?
  /// The margin of a piece that holds background only, in millimetres.
  let inset: Double
  /// The margin of the page that stays empty, in millimetres; 0 if printers print to the edge.
  let pageInset: Double
  /// The usual reading distance of a code, in millimetres.
  let usualDistance: Double
  /// The distance from which a code must be readable unless the job gives one, in millimetres.
  ///
  /// Whoever scans a label or card can come as near as cameras focus: 15 cm (`docs/decisions.md`).
  let leastDistance: Double
  /// The paper around the cut page, for marks, in millimetres.
  let slug: Double
  /// How far colour extends beyond the outer cuts, in millimetres: the bleed, limited by the sheet.
  let bleed: Double
  let fold: PrintJob.Fold
  /// Whether cut marks are drawn.
  let cutMarks: Bool
  /// The indices of the pieces in the order in which links fill them.
  let filledPlaces: [Int]
  /// The left end of the ruler and its baseline; nil without one.
  let ruler: (x: Double, y: Double)?
  /// How far the ruler on a face extends from its lower edge, in millimetres; 0 without one.
  let rulerReach: Double
  /// The margin of a face that holds background only, in millimetres: for the ruler and the
  /// tolerance of printers and cutters.
  let clearEdge: Double

  /// The least code distance from the edge of a label or card, in millimetres
  /// (`docs/decisions.md`).
  static let labelInset = 1.6
  static let trimInset = 5.0
  /// The distance between a line and a cut, in millimetres.
  private static let cutInset = 3.0

  /// Lays out the sheets of a job with the config's or built-in stocks; throws if impossible.
  init(_ job: PrintJob, stocks: [String: Stock]) throws(Finding) {
    kind = job.kind
    fold = job.fold
    let stock = try JobStock.stock(of: job, stocks)
    let sheet = stock?.paper ?? job.paper ?? .a4
    let hasOwnPage = stock == nil
    // White cards on white paper show no edge to cut along.
    let isPlainPaper = job.kind == .cards && job.stock == nil
    cutMarks = job.cutMarks ?? (isPlainPaper && FaceStyle(job.design, accent: nil).isWhite)
    slug = hasOwnPage && cutMarks ? job.bleed + CutMarks.room : hasOwnPage ? job.bleed : 0
    var page = PaperSize(width: sheet.width + 2 * slug, height: sheet.height + 2 * slug)
    if slug == 0 { page = sheet }
    self.page = page
    self.stock = stock
    var frames = [
      Rectangle(x: slug, y: slug, width: sheet.width, height: sheet.height)
    ]
    if let stock { frames = (0..<stock.count).map(stock.piece) }
    let pageFrame = Rectangle(x: 0, y: 0, width: page.width, height: page.height)
    // Colour at the page edge extends beyond it, so a nudge leaves no gap; on stocks it would reach
    // neighbours.
    let groundEndsAtPage = stock == nil && !cutMarks
    let ruler = Self.ruler(job, page: page, stock: stock, slug: slug, cutMarks: cutMarks)
    let bleed = Self.bleed(job, stock: stock, hasRuler: ruler != nil, cutMarks: cutMarks)
    pieces = frames.enumerated().map { index, frame in
      let ground =
        groundEndsAtPage
        ? pageFrame.inset(by: -25) : Self.ground(frame, at: index, of: stock, bleed: bleed)
      return Piece(frame: frame, ground: ground)
    }
    filledPlaces = Self.filledPlaces(job.fillOrder, of: stock)
    self.ruler = ruler
    self.bleed = bleed
    switch job.kind {
    case .labels, .roll: inset = Self.labelInset
    case .poster, .tent, .cards, .plate, .menu, .board: inset = Self.trimInset
    }
    pageInset = job.kind == .roll ? 0 : 5
    let isFace = stock == nil && (job.kind == .poster || job.kind == .tent || job.kind.isShared)
    let isRulerOnFace = isFace && ruler != nil && slug <= Ruler.height && fold != .prism
    rulerReach = isRulerOnFace ? Ruler.distance + Ruler.height + 0.8 : 0
    clearEdge =
      isRulerOnFace
      ? rulerReach
      : job.kind == .plate
        ? job.plate.safeZone : isFace && slug == 0 ? Self.trimInset : Self.cutInset
    switch job.kind {
    case .labels, .cards, .roll, .menu: (usualDistance, leastDistance) = (200, 150)
    case .plate: (usualDistance, leastDistance) = (300, 150)
    case .board: (usualDistance, leastDistance) = (400, 400)
    case .tent: (usualDistance, leastDistance) = (350, 350)
    case .poster:
      usualDistance = min(sheet.width, sheet.height) < 200 ? 400 : 800
      leastDistance = usualDistance
    }
  }

  /// The order in which links fill the pieces of a stock.
  private static func filledPlaces(_ order: PrintJob.FillOrder, of stock: Stock?) -> [Int] {
    guard let stock else { return [0] }
    switch order {
    case .rows: return Array(0..<stock.count)
    case .columns:
      return (0..<stock.columns).flatMap { column in
        (0..<stock.rows).map { $0 * stock.columns + column }
      }
    }
  }

  /// The bleed of a job, limited by the room for a ruler or cut marks at the sides; a side that
  /// pieces reach is not cut and sets no limit.
  private static func bleed(
    _ job: PrintJob, stock: Stock?, hasRuler: Bool, cutMarks: Bool
  ) -> Double {
    guard let stock else { return job.bleed }
    let far = stock.farMargins
    let ruler = hasRuler ? trimInset + Ruler.height + 0.3 : 0
    let sides = [(stock.left, 0), (stock.top, 0), (far.right, 0), (far.bottom, ruler)]
    let rooms = sides.filter { $0.0 > 0.5 }.map { margin, strip in
      margin - max(strip, cutMarks ? CutMarks.reach : 0)
    }
    return max(0, min(job.bleed, rooms.min() ?? job.bleed))
  }

  /// The area of a piece's colour: the bleed beyond outer cuts, at most half of the gap to a
  /// neighbour.
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

  /// In the bottom margin, away from words, codes and frames; beyond the cut if there is one.
  private static func ruler(
    _ job: PrintJob, page: PaperSize, stock: Stock?, slug: Double, cutMarks: Bool
  ) -> (x: Double, y: Double)? {
    // On a face it would be seen for years, so there it is drawn on request only.
    let isInTrim = stock != nil || slug > Ruler.height || job.fold == .prism
    guard job.ruler ?? isInTrim, job.kind != .roll, page.width >= 75, page.height >= 100 else {
      return nil
    }
    if let stock {
      guard stock.farMargins.bottom >= trimInset + Ruler.height else { return nil }
      // Between the marks at the sides of the first card.
      let x = cutMarks ? stock.left + 5 : max(6, min(stock.left, 15))
      return (x, page.height - trimInset)
    }
    if slug >= CutMarks.room { return (slug + 6, page.height - 1.2) }
    let face = FaceFormat(
      width: page.width, height: job.kind == .tent ? page.height / 2 : page.height)
    // Beside coloured words there is white.
    let isAtRight =
      face.isWide && job.fold != .prism && FaceStyle(job.design, accent: nil).splitsWideFaces
    func x(_ margin: Double) -> Double {
      isAtRight ? page.width - slug - margin - Ruler.length : slug + margin
    }
    // In the colour that will be cut off.
    if slug > Ruler.height { return (x(6), page.height - 0.5) }
    return (x(8), page.height - slug - Ruler.distance)
  }

  /// The area for code and words of a piece: away from its own edges and those of the page.
  func live(_ piece: Piece) -> Rectangle {
    let whole = Rectangle(x: 0, y: 0, width: page.width, height: page.height)
    return piece.frame.inset(by: inset).intersection(whole.inset(by: pageInset))
  }

  var tentFolds: TentFolds {
    TentFolds(height: pieces[0].frame.height, isPrism: fold == .prism && stock == nil)
  }
}
