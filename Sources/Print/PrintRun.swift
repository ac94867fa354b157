public import Catalog
internal import GatePay
internal import QRImage

/// One job on its way to paper: takes links, gives sheets.
public struct PrintRun {
  /// The job.
  public let job: PrintJob
  /// The size of its pages, marks and bleed included.
  public let page: PaperSize

  let layout: JobLayout
  let context: FaceComposer.Context
  let level: ErrorCorrectionLevel?
  private let choice: LinkChoice
  /// Links that wait because the job has an order of its own.
  private var waiting: [(rank: Int, item: PrintItem)] = []
  /// The places of the sheet at hand that are taken, and what lies on them.
  private var nextPlace: Int
  private var elements: [SheetElement] = []
  /// What lies under all of them, so that nobody's colour covers a neighbour.
  private var grounds: [SheetElement] = []

  /// Prepares a job.
  ///
  /// - Throws: what makes it impossible, with the key that says so.
  init(_ job: PrintJob, outline: SiteOutline) throws(JobProblem) {
    layout = try JobLayout(job, stocks: outline.stocks)
    var job = job
    if job.places["paper_colour"] == nil, let colour = layout.stock?.colour {
      job.paperColour = colour
    }
    self.job = job
    page = layout.page
    nextPlace = layout.stock == nil ? 0 : job.start - 1
    choice = LinkChoice(job.selectors, merchantKeys: outline.merchantKeys)
    // A centre mark takes the place of codewords: without a level of its own the job takes Q.
    level =
      job.level
      ?? (job.mark != nil
        ? max(.quartile, outline.site.qr.level ?? .quartile) : outline.site.qr.level)
    context = FaceComposer.Context(
      job: job, style: FaceStyle(job.design, accent: job.accent), shops: outline.merchantNames,
      host: outline.gateway.host, areSamples: outline.areSamples)
  }

  /// The jobs of a checked site that can be printed.
  public static func runs(of outline: SiteOutline) -> [PrintRun] {
    outline.prints.compactMap { try? PrintRun($0, outline: outline) }
  }

  /// Takes a link; one that the job does not choose is left out.
  ///
  /// - Returns: the sheets that became full.
  public mutating func add(_ link: Link) -> [Sheet] {
    guard !choice.leavesOut(link), let rank = choice.rank(of: link),
      let item = try? PrintItem(link, level: level)
    else {
      return []
    }
    if job.order != .links {
      waiting.append((rank, item))
      return []
    }
    return place(item)
  }

  /// Ends the job.
  ///
  /// - Returns: the sheets that are left.
  public mutating func finish() -> [Sheet] {
    var sheets: [Sheet] = []
    for entry in PrintOrder.sorted(waiting, by: job.order) { sheets += place(entry) }
    waiting = []
    if !elements.isEmpty { sheets.append(takeSheet()) }
    return sheets
  }

  private mutating func place(_ item: PrintItem) -> [Sheet] {
    guard let piece = try? PieceComposer(run: self, item: item).compose() else { return [] }
    var sheets: [Sheet] = []
    for _ in 0..<job.copies {
      grounds += piece.grounds(layout.pieces[nextPlace])
      elements += piece.face(layout.pieces[nextPlace])
      nextPlace += 1
      if nextPlace == layout.pieces.count { sheets.append(takeSheet()) }
    }
    return sheets
  }

  private mutating func takeSheet() -> Sheet {
    defer {
      (grounds, elements) = ([], [])
      nextPlace = 0
    }
    return sheet(grounds + elements)
  }

  /// A sheet with what lies on its pieces, moved and enlarged as the printer needs it.
  func sheet(_ elements: [SheetElement]) -> Sheet {
    let all = elements + SheetMarks(layout: layout, context: context).elements()
    let placement = placement
    let isMoved = placement != Placement(x: 0, y: 0)
    return Sheet(
      width: page.width, height: page.height,
      elements: isMoved ? [.placed(all, placement)] : all)
  }

  /// Where things come to lie that the job moves and enlarges.
  var placement: Placement {
    let scale = job.scale
    return Placement(
      x: job.nudge.x + page.width / 2 * (1 - scale), y: job.nudge.y + page.height / 2 * (1 - scale),
      scale: scale)
  }
}

/// What a job chooses of all links.
struct LinkChoice {
  private let selectors: [LinkSelector]
  private let merchantKeys: [String]
  /// The selectors that name one id, by that id.
  private var byID: [String: Int] = [:]
  private var others: [Int] = []

  init(_ selectors: [LinkSelector], merchantKeys: [String]) {
    self.selectors = selectors
    self.merchantKeys = merchantKeys
    for (index, selector) in selectors.enumerated() {
      if case .id(let id) = selector.rule {
        if byID[id.lowercased()] == nil { byID[id.lowercased()] = index }
      } else {
        others.append(index)
      }
    }
  }

  /// The place of the first selector that chooses a link; nil when none does.
  func rank(of link: Link) -> Int? { selectors(for: link).min() }

  /// Whether a link must not be on paper, and is passed over because nothing chooses it by its own id.
  func leavesOut(_ link: Link) -> Bool { link.expires && !names(link) }

  /// Whether one of the selectors is the link's own id.
  func names(_ link: Link) -> Bool { byID[link.id.lowercased()] != nil }

  /// The places of all selectors that choose a link.
  func selectors(for link: Link) -> [Int] {
    var found = others.filter { selectors[$0].chooses(link, merchantKeys: merchantKeys) }
    if !byID.isEmpty, let index = byID[link.id.lowercased()] { found.append(index) }
    return found
  }

  /// The places of the selectors that choose a link by an id, whatever else it is.
  func selectors(forID id: String) -> [Int] {
    selectors.indices.filter { selectors[$0].choosesID(id) }
  }
}

/// Puts links in the order that a job asks for.
enum PrintOrder {
  static func sorted(
    _ entries: [(rank: Int, item: PrintItem)], by order: PrintJob.Order
  ) -> [PrintItem] {
    let numbered = entries.enumerated()
    let ordered: [EnumeratedSequence<[(rank: Int, item: PrintItem)]>.Element]
    switch order {
    case .links: ordered = Array(numbered)
    case .listed:
      ordered = numbered.sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    case .id: ordered = natural(numbered) { $0.link }
    case .title: ordered = natural(numbered) { $0.title }
    case .price:
      ordered = numbered.sorted { left, right in
        switch (left.element.item.price, right.element.item.price) {
        case (nil, nil): left.offset < right.offset
        case (nil, _): false
        case (_, nil): true
        case (let first?, let second?):
          first == second ? left.offset < right.offset : first < second
        }
      }
    }
    return ordered.map(\.element.item)
  }

  private static func natural(
    _ entries: EnumeratedSequence<[(rank: Int, item: PrintItem)]>, by text: (PrintItem) -> String
  ) -> [EnumeratedSequence<[(rank: Int, item: PrintItem)]>.Element] {
    entries.map { (key: naturalKey(text($0.element.item)), entry: $0) }
      .sorted { left, right in
        left.key == right.key
          ? left.entry.offset < right.entry.offset
          : left.key.lexicographicallyPrecedes(right.key)
      }
      .map(\.entry)
  }

  /// Text as numbers to compare by: digits that belong together count as one number, ahead of letters.
  private static func naturalKey(_ text: String) -> [UInt32] {
    var key: [UInt32] = []
    var number: UInt32?
    for scalar in text.lowercased().unicodeScalars {
      if let digit = scalar.properties.numericType == .decimal
        ? scalar.properties.numericValue : nil
      {
        number = min((number ?? 0), 9_999_999) * 10 + UInt32(digit)
        continue
      }
      if let value = number { key += [0, value] }
      number = nil
      key.append(scalar.value + 1)
    }
    if let value = number { key += [0, value] }
    return key
  }
}
