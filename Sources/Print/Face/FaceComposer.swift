internal import Catalog
internal import Support

/// Lays out one face: a poster, a side of a tent or a card.
struct FaceComposer {
  /// The values shared by all faces of a job.
  struct Context {
    var job: PrintJob
    var measure: any TextMeasure
    var style: FaceStyle
    var shops: [String]
    var host: String
    var areSamples: [Bool]
  }

  /// The face without bleed, or what a band across it leaves.
  let face: Rectangle
  /// The whole face.
  let piece: Rectangle
  let context: Context
  let item: PrintItem
  let plan: CodePlan
  /// Margin that holds background only, in millimetres.
  let clearEdge: Double
  /// How far a ruler extends from the lower edge.
  let rulerReach: Double

  var job: PrintJob { context.job }
  var style: FaceStyle { context.style }

  private var format: FaceFormat { FaceFormat(width: face.width, height: face.height) }
  var isWide: Bool { format.isWide }
  var unit: Double { format.unit }

  var edge: FaceEdge {
    FaceEdge(
      style.design, width: face.width, height: face.height, unit: unit, clear: clearEdge)
  }

  private var margin: Double { edge.words }

  /// How far a white card extends beyond the code's quiet zone.
  private var padding: Double { style.cardPadding * unit }

  /// The face below a decoration across its upper edge.
  var area: Rectangle {
    Rectangle(x: face.x, y: face.y + edge.top, width: face.width, height: face.height - edge.top)
  }

  /// A laid-out face.
  struct Result {
    /// The background, which fills a rectangle beyond the face.
    var grounds: (Rectangle) -> [SheetElement]
    var elements: [SheetElement]
    /// The words that do not fit.
    var leftOut: Set<PrintedWords>
    /// The width of the symbol in millimetres.
    var symbolWidth: Double
  }

  /// Lays out the face.
  func compose() throws(PrintRefusal) -> Result {
    var (found, refusal) = search(hasNote: true)
    // A note is left out, with a warning, before a code becomes unreadably small.
    let least = min(leastPlate, plan.plateSide(ofSymbol: plan.reading.leastWidth))
    if job.note ?? item.note != nil, (found?.largestPlate ?? 0) < least - 0.001,
      let other = search(hasNote: false).found, other.largestPlate >= least - 0.001
    {
      found = other
    }
    guard let fallback = found else { throw refusal }
    if isExact, fallback.largestPlate < leastPlate - 0.001 {
      throw .code(
        wanted: plan.symbolWidth(ofPlate: wantedPlate),
        largest: plan.symbolWidth(ofPlate: fallback.largestPlate))
    }
    return try finish(fallback)
  }

  // MARK: Code

  private var isExact: Bool {
    if case .exactly = job.codeWidth { true } else { false }
  }

  /// The preferred side of the code with its quiet zone.
  var wantedPlate: Double {
    switch job.codeWidth {
    case .exactly(let width): plan.plateSide(ofSymbol: width)
    case .readable: plan.plateSide(ofSymbol: plan.reading.comfortableWidth)
    case .largest:
      max(naturalPlate, min(widestPlate, plan.plateSide(ofSymbol: readableWidth)))
    }
  }

  /// The side below which words shrink: the code must be readable and not look lost.
  var leastPlate: Double {
    guard case .largest = job.codeWidth else { return wantedPlate }
    let least =
      isWide || format.isSquare
      ? 0.85 * naturalPlate : plan.plateSide(ofSymbol: Self.leastShare * face.width)
    return min(wantedPlate, max(least, plan.plateSide(ofSymbol: readableWidth)))
  }

  private var readableWidth: Double { plan.reading.comfortableWidth + 0.05 }

  /// The width of a symbol with words above and below, as a part of the face's: as on the stands of
  /// the wallets.
  private static let (leastShare, usualShare) = (0.522, 0.57)

  /// The side that looks right unless the job sets one.
  private var naturalPlate: Double {
    guard isWide else {
      return min(plan.plateSide(ofSymbol: Self.usualShare * face.width), 0.52 * area.height)
    }
    let room = area.height - 2 * (max(edge.code, margin * 0.8) + padding)
    let caption = isWalletBelow ? (isWalletOnCard ? 33 : 39) * unit : 0
    return min(room - caption, area.height * 0.68, face.width * 0.45)
  }

  /// The largest code that the format allows without any words.
  private var widestPlate: Double {
    // A requested width is used even if it comes too near to a cut, with a warning.
    if isExact { return min(face.width, area.height) - 2 * exactInset }
    return isWide
      ? min(area.height - 2 * (edge.code + padding), face.width * 0.52)
      : min(face.width - 2 * margin, area.height * 0.6)
  }

  /// How near to the edge a code of a requested width may come; never over a frame or a ruler.
  private var exactInset: Double {
    let least = isWide ? max(JobLayout.labelInset, rulerReach) : JobLayout.labelInset
    return edge.frame == nil ? least : max(least, edge.code + padding)
  }

  /// Whether the wallets' names are below the code.
  ///
  /// On a low face they are beside it, and also with words that leave enough room.
  private var isWalletBelow: Bool {
    guard isWide else { return true }
    // A code of a requested width may need all the height.
    return !isExact && face.height >= (style.cardHoldsWallets ? 0.4 : 0.65) * face.width
  }

  /// Whether the wallets' names are on the code's card.
  var isWalletOnCard: Bool { isWalletBelow && style.cardHoldsWallets }

  /// The distance from the edge of a code beside words: that from the edges above and below, where a
  /// caption leaves little.
  func sideMargin(_ plate: Double, _ caption: FaceStack) -> Double {
    let most = margin * (style.splitsWideFaces ? 1.1 : 1.5) + padding
    let above = (area.height - plate - captionHeight(caption)) / 2
    let overhang =
      isWalletOnCard
      ? FaceDecoration.overhang(of: caption.blocks.map(\.inkWidth), below: plate, unit: unit) : 0
    return max(edge.code + padding + overhang, min(above, most))
  }

  /// The gap between words and a code beside them that is so far from the edge.
  private func wideGap(_ sideMargin: Double) -> Double {
    style.splitsWideFaces
      ? sideMargin + margin * 0.7 : max(margin, 4 + padding) + padding * 0.5
  }

  // MARK: Arrangement

  struct Arrangement {
    var words: FaceWords
    var upper: FaceStack
    var lower: FaceStack
    /// The area of the words.
    var column: Rectangle
    var largestPlate: Double
    /// The height that the words leave.
    var spare: Double

    /// Whether it leaves the code nearly all that another one does, and a table's number most of it.
    func isAsGood(as other: Arrangement) -> Bool {
      largestPlate >= 0.98 * other.largestPlate && upper.height >= 0.9 * other.upper.height
        && lower.leftOut == other.lower.leftOut
    }
  }

  func arrange(
    textScale: Double, hasNote: Bool
  ) throws(PrintRefusal) -> Arrangement {
    var (words, column) = try words(textScale: textScale, hasNote: hasNote)
    let arrangement = try arrange(words, column)
    guard job.kind == .cards else { return arrangement }
    // On a card, what to do is small: it grows where that takes next to nothing from the rest.
    words.callGrowth = 1
    if let larger = try? arrange(words, column), larger.isAsGood(as: arrangement),
      leavesRoom(larger) || !leavesRoom(arrangement)
    {
      return larger
    }
    return arrangement
  }

  private func arrange(
    _ words: FaceWords, _ column: Rectangle
  ) throws(PrintRefusal) -> Arrangement {
    var upper = try words.upper()
    func rest(_ lower: FaceStack) -> Double {
      column.height - upper.height - lower.height - (lower.blocks.first?.gap ?? 0)
    }
    let largest: Double
    let lower: FaceStack
    var spare: Double
    if isWide {
      lower = try besideLower(words)
      spare = rest(lower)
      guard spare >= 0 else { throw .noRoom }
      let room = area.height - 2 * (isExact ? exactInset : edge.code + padding)
      largest = plate(above: words, in: room)
    } else {
      (lower, largest) = try below(words) { min(widestPlate, rest($0) - plateGap) }
      spare = rest(lower) - plateGap - min(wantedPlate, largest)
    }
    guard largest > 8 else { throw .noRoom }
    if spare > 0, let larger = try withLargerNumber(words, than: upper, spare) { upper = larger }
    return Arrangement(
      words: words, upper: upper, lower: lower, column: column, largestPlate: largest,
      spare: spare)
  }

  /// The words of a scale, and the area of those above or beside the code.
  private func words(
    textScale: Double, hasNote: Bool
  ) throws(PrintRefusal) -> (words: FaceWords, column: Rectangle) {
    var setter = WordSetter(
      measure: context.measure, anchor: isWide || style.startsAtLeft ? .start : .middle,
      unit: unit, textScale: textScale)
    setter.leastReadable = plan.distance / WordSetter.readingFactor
    var column = area.inset(by: margin)
    var words = FaceWords(
      context: context, item: item, setter: setter, width: column.width, isWide: isWide,
      hasNote: hasNote)
    words.leastNumber = leastNumber
    guard isWide else { return (words, column) }
    let plate = min(wantedPlate, widestPlate)
    let inset = sideMargin(plate, caption(words, plate))
    column.width = face.width - plate - inset - wideGap(inset) - margin
    if isLow, column.width > 10, let title = words.numberedTitle {
      // Beside the other words there is more room for a number than among them.
      let place = numberPlace(title, setter, column)
      words.numberPlace = place
      column.x = place.right + margin * 0.8
      column.width -= column.x - face.x - margin
    }
    guard column.width > 10 else { throw .noRoom }
    words.width = column.width
    return (words, column)
  }

  /// The gap between the words above a code and its card or corners.
  var plateGap: Double {
    DesignScale.face.space(3) * unit + max(padding, DesignScale.face.space(1) * unit)
  }

  /// Whether the face is so low that a table's number lies beside all other words.
  var isLow: Bool { isWide && face.height < 0.5 * face.width }

  /// The width of the symbol in a plate.
  private func inner(_ plate: Double) -> Double { plan.symbolWidth(ofPlate: plate) }

  /// The words under a code, none wider than it, and the largest code that they leave room for.
  private func below(
    _ words: FaceWords, _ largest: (FaceStack) -> Double
  ) throws(PrintRefusal) -> (lower: FaceStack, largest: Double) {
    var side = min(wantedPlate, widestPlate)
    var lower = try belowLower(words, side)
    // Under a narrower code the words are smaller, which leaves it more room.
    for _ in 0..<4 where largest(lower) < side - 0.01 {
      side = max(8, largest(lower))
      lower = try belowLower(words, side)
    }
    return (lower, min(side, largest(lower)))
  }

  private func belowLower(_ words: FaceWords, _ side: Double) throws(PrintRefusal) -> FaceStack {
    var lower = words.payment(
      isOnCard: isWalletOnCard, fill: inner(side), anchor: .middle, width: side, spring: 0)
    var footer = try words.footer(spring: 0.6)
    if isWalletOnCard, !footer.blocks.isEmpty {
      // Beyond the lower edge of the card.
      footer.blocks[0].gap += padding + DesignScale.face.space(2) * unit
    }
    lower.append(footer)
    return lower
  }

  /// The words under those beside a code.
  private func besideLower(_ words: FaceWords) throws(PrintRefusal) -> FaceStack {
    guard !isWalletBelow else { return try words.footer(spring: words.springs.host) }
    var lower = words.payment(
      isOnCard: false, fill: nil, anchor: .start, width: words.width, spring: words.springs.host)
    lower.append(try words.footer(spring: 0))
    return lower
  }

  /// The wallets under a code beside words.
  func caption(_ words: FaceWords, _ side: Double) -> FaceStack {
    guard isWide, isWalletBelow else { return FaceStack() }
    return words.payment(
      isOnCard: isWalletOnCard, fill: inner(side), anchor: .middle, width: side, spring: 0)
  }

  func captionHeight(_ caption: FaceStack) -> Double {
    caption.blocks.isEmpty
      ? 0
      : caption.height + (caption.blocks.first?.gap ?? 0)
        + (isWalletOnCard ? DesignScale.face.space(2) * unit : 0)
  }

  /// The largest code, up to the preferred one, that leaves room for the wallets under it.
  private func plate(above words: FaceWords, in room: Double) -> Double {
    var side = min(wantedPlate, widestPlate)
    while side > 8 {
      let rest = room - captionHeight(caption(words, side))
      if rest >= side { break }
      // Under a narrower code the words may need another line.
      side = min(rest, side - 0.2)
    }
    return side
  }
}
