public import Catalog
internal import GatePay
internal import QRImage
public import Support

/// Takes the links of one print job and gives its sheets.
///
/// `piece` lays out a link; `JobChecker` judges what it returns, and the sheets show the same.
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
  /// Links that wait for the last one, because the job sorts them.
  private var waiting: [(rank: Int, item: PrintItem)] = []
  /// The next free place of the current sheet, and what lies on those before it.
  private var nextPlace: Int
  private var elements: [SheetElement] = []
  /// The colours under all of them: no piece's colour covers a neighbour.
  private var grounds: [SheetElement] = []

  /// Prepares a job.
  ///
  /// - Throws: `Finding` when the job cannot be printed, whatever the links.
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
    // A centre mark covers codewords: unless the job says otherwise its codes have Q at least.
    level = job.level ?? (job.mark == nil ? siteLevel : max(.quartile, siteLevel ?? .quartile))
    context = FaceComposer.Context(
      job: job, style: FaceStyle(job.design, accent: job.accent), shops: outline.merchantNames,
      host: outline.gateway.host, areSamples: outline.areSamples)
  }

  /// Prepares all jobs of a site.
  ///
  /// - Throws: `Finding` when a job cannot be printed; `JobChecker` reports it too.
  public static func all(of outline: SiteOutline) throws(Finding) -> [JobTypesetter] {
    var typesetters: [JobTypesetter] = []
    for job in outline.prints { typesetters.append(try JobTypesetter(job, outline: outline)) }
    return typesetters
  }

  /// Takes the next link, whether or not the job chooses it.
  ///
  /// - Returns: the sheets that became full.
  /// - Throws: `Finding` when the job chooses it and cannot print it; `JobChecker` reports it too.
  public mutating func add(_ link: Link) throws(Finding) -> [Sheet] {
    guard !choice.leavesOut(link), let rank = choice.rank(of: link) else { return [] }
    do throws(Problem) {
      let item = try item(link)
      if job.order == .links { return try place(item) }
      waiting.append((rank, item))
      return []
    } catch {
      throw job.finding(.error, error)
    }
  }

  /// Ends the job.
  ///
  /// - Returns: the sheets that are left.
  /// - Throws: `Finding`, as `add`.
  public mutating func finish() throws(Finding) -> [Sheet] {
    var sheets: [Sheet] = []
    do throws(Problem) {
      for item in PrintOrder.sorted(waiting, by: job.order) { sheets += try place(item) }
    } catch {
      throw job.finding(.error, error)
    }
    waiting = []
    if !elements.isEmpty { sheets.append(takeSheet()) }
    return sheets
  }

  // MARK: Pieces

  /// What paper shows of a link, with the version and level of its code.
  ///
  /// - Throws: `Problem` when the link must not be printed, or is too long for the job's level.
  func item(_ link: Link) throws(Problem) -> PrintItem {
    if let problem = NeverPrinted.problem(of: link) { throw problem }
    // The link's own size is computed with the site's level.
    if level == siteLevel { return PrintItem(link, size: link.symbolSize) }
    do throws(TextTooLong) {
      let size = try SymbolSize(byteCount: link.url.utf8.count, level: level)
      return PrintItem(link, size: size)
    } catch {
      throw .addressTooLong(link.id, error.excessByteCount, for: error.level.rawValue)
    }
  }

  /// Lays out what a link shows, once for all places and copies.
  ///
  /// - Throws: `Problem` when something has no room.
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

  /// How the job moves and enlarges its sheets, about the middle of the page.
  var placement: Placement {
    let scale = job.scale
    return Placement(
      x: job.nudge.x + page.width / 2 * (1 - scale), y: job.nudge.y + page.height / 2 * (1 - scale),
      scale: scale)
  }
}

extension PrintJob {
  /// A finding about the value of a key, or about the whole job where the config does not have the key.
  func finding(_ severity: Finding.Severity, key: String = "", _ problem: Problem) -> Finding {
    guard let place = places[key] else {
      return Finding(severity, at: position, keyPath: keyPath, problem)
    }
    return Finding(severity, at: place, keyPath: "\(keyPath).\(key)", problem)
  }
}
