public import Catalog
internal import GatePay
internal import Paper
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
  /// Whether each piece has a stamp.
  let printsStamps: Bool
  /// The pieces of the job that are on record, by the form for comparing ids of links.
  let printed: [String: [PrintedPaper]]
  let baseURL: String?
  let choice: LinkChoice
  /// What is known of the same job's pieces and sheets from before; nil where nothing is remembered.
  let memory: JobMemory?
  /// The ids of the links that are not printed because their titles do not fit.
  public private(set) var leftOut: [String] = []
  /// Links held back until the last one, because the job sorts them or they share sheets.
  private(set) var waiting: [(rank: Int, item: PrintItem)] = []
  /// The next free place of the current sheet, and the elements on the places before it.
  private var nextPlace: Int
  private var elements: [SheetElement] = []
  /// The backgrounds under all of them: no piece's colour covers a neighbour.
  private var grounds: [SheetElement] = []

  /// Prepares a job; throws when it cannot be printed with any links.
  init(
    _ job: PrintJob, outline: SiteOutline, measure: any TextMeasure
  ) throws(Finding) {
    layout = try JobLayout(job, stocks: outline.stocks)
    var job = job
    if job.places["paper_colour"] == nil, let colour = layout.stock?.colour {
      job.paperColour = colour
    }
    self.job = job
    page = layout.page
    nextPlace = layout.stock == nil ? 0 : job.start - 1
    printsStamps = job.stamp ?? (outline.forwards || outline.hasStampsOfMarks)
    let papers = job.onlyChanged ? outline.paper.presentPapers : []
    printed = Dictionary(
      grouping: papers.filter { $0.run.job == job.name }, by: { PaperLedger.key(of: $0.link) })
    baseURL = outline.site.baseURL
    choice = LinkChoice(job.selectors, merchantKeys: outline.merchantKeys)
    siteLevel = outline.site.qr.level
    // A centre mark covers codewords, so the level is at least Q unless the job sets one.
    level = job.level ?? (job.mark == nil ? siteLevel : max(.quartile, siteLevel ?? .quartile))
    context = FaceComposer.Context(
      job: job, measure: measure, style: FaceStyle(job.design, accent: job.accent),
      shops: outline.merchantNames(printedIn: job.languages),
      host: outline.gateway.host, areSamples: outline.areSamples)
    memory = JobMemory.of(context, outline, printsStamps: printsStamps)
  }

  /// Prepares all jobs of a site; `JobChecker` with the same measure reports the same errors.
  public static func all(
    of outline: SiteOutline, measure: any TextMeasure = TextEstimate()
  ) throws(Finding) -> [JobTypesetter] {
    var typesetters: [JobTypesetter] = []
    for job in outline.prints {
      typesetters.append(try JobTypesetter(job, outline: outline, measure: measure))
    }
    return typesetters
  }

  /// Adds the next link if the job selects it, and returns the sheets that became full; throws when
  /// the job cannot print it, which `JobChecker` reports too.
  public mutating func add(_ link: Link) throws(Finding) -> [Sheet] {
    guard let rank = rank(of: link) else { return [] }
    let item: PrintItem
    do throws(PrintRefusal) {
      item = try self.item(link)
    } catch {
      throw job.finding(.error, error.problem(of: link.printedName))
    }
    if job.onlyChanged, try hasRightPieces(of: link) { return [] }
    if job.sortOrder == .links, !job.kind.isShared { return try place(item) }
    waiting.append((rank, item))
    return []
  }

  /// Ends the job and returns the remaining sheets; throws as `add` does.
  public mutating func finish() throws(Finding) -> [Sheet] {
    if job.kind.isShared { return try finishShared() }
    var sheets: [Sheet] = []
    for item in job.sortOrder.sorted(waiting) { sheets += try place(item) }
    waiting = []
    if !elements.isEmpty { sheets.append(takeSheet()) }
    return sheets
  }

  private mutating func finishShared() throws(Finding) -> [Sheet] {
    guard !waiting.isEmpty else { return [] }
    do throws(SharedRefusal) {
      let (shared, leftOut) = try sharedSheets(waiting)
      self.leftOut = leftOut.map(\.0.link)
      waiting = []
      let copies = shared.map { $0.cells.map { job.copies(of: $0.item.link) }.max() ?? 0 }
      let sheets = shared.map { sheet(of: stamped($0)) }
      return (0..<(copies.max() ?? 0)).flatMap { round in
        zip(sheets, copies).filter { $0.1 > round }.map(\.0)
      }
    } catch {
      throw job.finding(.error, error.problem)
    }
  }

  // MARK: Pieces

  /// The printed content of a link with its code's version and level; throws when the link must not
  /// be printed, or is too long for the job's level.
  func item(_ link: Link) throws(PrintRefusal) -> PrintItem {
    if link.expires { throw .expires }
    // The link's own symbol size uses the site's level.
    if level == siteLevel {
      return PrintItem(
        link, languages: job.languages, size: link.symbolSize, group: group(of: link))
    }
    do throws(TextTooLong) {
      let size = try SymbolSize(byteCount: link.codeText.utf8.count, level: level)
      return PrintItem(link, languages: job.languages, size: size, group: group(of: link))
    } catch {
      throw .address(
        excessByteCount: error.excessByteCount, level: error.level.rawValue,
        hasMark: job.mark != nil)
    }
  }

  /// Lays out a link, once for all places and copies; throws when something does not fit.
  func piece(_ item: PrintItem) throws(PrintRefusal) -> PieceComposer.Piece {
    if let known = memory?.piece(of: item) { return try known.get() }
    do throws(PrintRefusal) {
      let piece = try PieceComposer(layout: layout, context: context, item: item).compose()
      memory?.keep(.success(piece), of: item)
      return piece
    } catch {
      memory?.keep(.failure(error), of: item)
      throw error
    }
  }

  /// The drawing of a sheet of the job: the one that is remembered, or a new one.
  package func drawing(
    of sheet: Sheet, _ draw: () throws -> [UInt8]
  ) rethrows -> [UInt8] {
    guard let memory else { return try draw() }
    if let known = memory.drawing(of: sheet) { return known }
    let drawing = try draw()
    memory.keep(drawing, of: sheet)
    return drawing
  }

  /// Whether a link is left out rather than refused.
  func allows(_ refusal: PrintRefusal) -> Bool {
    refusal.check.map(job.allowed.contains) ?? false
  }

  private mutating func place(_ item: PrintItem) throws(Finding) -> [Sheet] {
    let piece: PieceComposer.Piece
    do throws(PrintRefusal) {
      piece = try self.piece(item)
    } catch {
      guard allows(error) else { throw job.finding(.error, error.problem(of: item.name)) }
      leftOut.append(item.link)
      return []
    }
    let stamp = stamp(of: item, on: piece)
    var sheets: [Sheet] = []
    for _ in 0..<job.copies(of: item.link, asking: item.copies) {
      let place = layout.filledPlaces[nextPlace]
      grounds += piece.grounds(layout.pieces[place])
      elements += piece.face(layout.pieces[place])
      if let stamp { elements.append(.text(moved(stamp, to: place))) }
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
    return sheet(of: grounds + elements)
  }

  /// The index of the first selector that chooses a link; nil when the job does not print it.
  func rank(of link: Link) -> Int? {
    // Sheets that links share are laid out with all of them, however few sheets are printed.
    let copies =
      job.kind.isShared
      ? link.printCopies : job.copies(of: link.id, asking: link.printCopies)
    return copies == 0 || choice.leavesOut(link) ? nil : choice.rank(of: link)
  }

  /// The marks of each sheet.
  var marks: [SheetElement] { SheetMarks(layout: layout, context: context).elements() }

  /// A sheet with some elements and its marks.
  func sheet(of elements: [SheetElement]) -> Sheet {
    let all = elements + marks
    let isMoved = placement != Placement(x: 0, y: 0)
    return Sheet(
      width: page.width, height: page.height, elements: isMoved ? [.placed(all, placement)] : all)
  }

  /// The job's shift and scale of its sheets, about the middle of the page.
  var placement: Placement {
    let scale = job.scale
    return Placement(
      x: job.nudge.x + page.width / 2 * (1 - scale.x),
      y: job.nudge.y + page.height / 2 * (1 - scale.y), scale: scale)
  }
}

extension PrintJob {
  /// A finding about the value of a key, or about the whole job if the config lacks the key.
  ///
  /// A job without a name is called by what it prints: `print[2].stock (labels table-*)`.
  func finding(_ severity: Finding.Severity, key: String = "", _ problem: Problem) -> Finding {
    let path = places[key] == nil ? keyPath : "\(keyPath).\(key)"
    return Finding(
      severity, at: places[key] ?? position, keyPath: path + (isNamed ? "" : " (\(content))"),
      problem)
  }

  private var isNamed: Bool { keyPath == "print[\(name)]" }

  /// The kind and the first selectors, such as `labels table-*, counter`.
  private var content: String {
    let limit = 3
    let chosen = selectors.prefix(limit).map { shortened($0.text) }.joined(separator: ", ")
    return "\(kind.rawValue) \(chosen)\(selectors.count > limit ? ", …" : "")"
  }
}
