public import Catalog
internal import GatePay
internal import QRImage
public import Support

/// Takes the links of one print job and returns its sheets; `JobChecker` judges the same pieces
/// that the sheets show.
public struct JobTypesetter {
  /// The job.
  public let job: PrintJob
  /// The size of its pages in millimetres, marks and bleed included.
  public let page: PaperSize

  let layout: JobLayout
  let context: FaceComposer.Context
  /// The least level of the job's codes; nil for the recommended one.
  let level: ErrorCorrectionLevel?
  private let siteLevel: ErrorCorrectionLevel?
  private let choice: LinkChoice
  /// Links held back until the last one, because the job sorts them.
  private var waiting: [(rank: Int, item: PrintItem)] = []
  /// The next free place of the current sheet, and the elements on the places before it.
  private var nextPlace: Int
  private var elements: [SheetElement] = []
  /// The backgrounds under all of them: no piece's colour covers a neighbour.
  private var grounds: [SheetElement] = []

  /// Prepares a job; throws when it cannot be printed with any links.
  init(_ job: PrintJob, outline: SiteOutline) throws(Finding) {
    layout = try JobLayout(job, stocks: outline.stocks)
    var job = job
    if job.places["paper_colour"] == nil, let colour = layout.stock?.colour {
      job.paperColour = colour
    }
    self.job = job
    page = layout.page
    nextPlace = layout.stock == nil ? 0 : job.start - 1
    choice = LinkChoice(job.selectors, merchantKeys: outline.merchantKeys)
    siteLevel = outline.site.qr.level
    // A centre mark covers codewords, so the level is at least Q unless the job sets one.
    level = job.level ?? (job.mark == nil ? siteLevel : max(.quartile, siteLevel ?? .quartile))
    context = FaceComposer.Context(
      job: job, style: FaceStyle(job.design, accent: job.accent), shops: outline.merchantNames,
      host: outline.gateway.host, areSamples: outline.areSamples)
  }

  /// Prepares all jobs of a site; `JobChecker` reports the same errors.
  public static func all(of outline: SiteOutline) throws(Finding) -> [JobTypesetter] {
    var typesetters: [JobTypesetter] = []
    for job in outline.prints { typesetters.append(try JobTypesetter(job, outline: outline)) }
    return typesetters
  }

  /// Adds the next link if the job selects it, and returns the sheets that became full; throws when
  /// the job cannot print it, which `JobChecker` reports too.
  public mutating func add(_ link: Link) throws(Finding) -> [Sheet] {
    guard !choice.leavesOut(link), let rank = choice.rank(of: link) else { return [] }
    do throws(Problem) {
      let item = try item(link)
      if job.sortOrder == .links { return try place(item) }
      waiting.append((rank, item))
      return []
    } catch {
      throw job.finding(.error, error)
    }
  }

  /// Ends the job and returns the remaining sheets; throws as `add` does.
  public mutating func finish() throws(Finding) -> [Sheet] {
    var sheets: [Sheet] = []
    do throws(Problem) {
      for item in job.sortOrder.sorted(waiting) { sheets += try place(item) }
    } catch {
      throw job.finding(.error, error)
    }
    waiting = []
    if !elements.isEmpty { sheets.append(takeSheet()) }
    return sheets
  }

  // MARK: Pieces

  /// The printed content of a link with its code's version and level; throws when the link must not
  /// be printed, or is too long for the job's level.
  func item(_ link: Link) throws(Problem) -> PrintItem {
    if let problem = NeverPrinted.problem(of: link) { throw problem }
    // The link's own symbol size uses the site's level.
    if level == siteLevel { return PrintItem(link, size: link.symbolSize) }
    do throws(TextTooLong) {
      let size = try SymbolSize(byteCount: link.url.utf8.count, level: level)
      return PrintItem(link, size: size)
    } catch {
      throw .addressTooLong(link.id, error.excessByteCount, for: error.level.rawValue)
    }
  }

  /// Lays out a link, once for all places and copies; throws when something does not fit.
  func piece(_ item: PrintItem) throws(Problem) -> PieceComposer.Piece {
    try PieceComposer(layout: layout, context: context, item: item).compose()
  }

  private mutating func place(_ item: PrintItem) throws(Problem) -> [Sheet] {
    let piece = try piece(item)
    var sheets: [Sheet] = []
    for _ in 0..<job.copies {
      grounds += piece.grounds(layout.pieces[nextPlace])
      elements += piece.face(layout.pieces[nextPlace])
      nextPlace += 1
      if nextPlace == layout.pieces.count { sheets.append(takeSheet()) }
    }
    return sheets
  }

  // MARK: Sheets

  private mutating func takeSheet() -> Sheet {
    defer {
      (grounds, elements) = ([], [])
      nextPlace = 0
    }
    let all = grounds + elements + SheetMarks(layout: layout, context: context).elements()
    let isMoved = placement != Placement(x: 0, y: 0)
    return Sheet(
      width: page.width, height: page.height, elements: isMoved ? [.placed(all, placement)] : all)
  }

  /// The job's shift and scale of its sheets, about the middle of the page.
  var placement: Placement {
    let scale = job.scale
    return Placement(
      x: job.nudge.x + page.width / 2 * (1 - scale), y: job.nudge.y + page.height / 2 * (1 - scale),
      scale: scale)
  }
}

extension PrintJob {
  /// A finding about the value of a key, or about the whole job if the config lacks the key.
  func finding(_ severity: Finding.Severity, key: String = "", _ problem: Problem) -> Finding {
    guard let place = places[key] else {
      return Finding(severity, at: position, keyPath: keyPath, problem)
    }
    return Finding(severity, at: place, keyPath: "\(keyPath).\(key)", problem)
  }
}
