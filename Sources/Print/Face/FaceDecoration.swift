internal import Catalog

/// Draws a design's decoration around words and code, outside the code's quiet zone.
struct FaceDecoration {
  /// A block with its place.
  struct PlacedBlock {
    var role: StackBlock.Role
    var frame: Rectangle
    /// The width of its words.
    var inkWidth: Double
    /// The padding on each side of the words.
    var padding: Double
  }

  let face: Rectangle
  let style: FaceStyle
  let blocks: [PlacedBlock]
  let plate: Rectangle
  let unit: Double
  let isWide: Bool
  /// The distances of a frame's lines from the edge.
  let frame: (outer: Double, inner: Double)?

  /// How far the bar behind the instruction extends above and below the words, on A4.
  static let barPadding = DesignScale.face.space(2)

  /// The background, which fills a rectangle beyond the face, under all faces of the sheet.
  func grounds(_ ground: Rectangle) -> [SheetElement] {
    var elements: [SheetElement] = []
    if let colour = style.ground {
      elements.append(.rectangle(ground, fill: colour))
    }
    if style.design == .market { elements.append(market(ground)) }
    return elements
  }

  /// Frames and rules, under words and code.
  func below() -> [SheetElement] {
    switch style.design {
    case .classic: classic()
    case .night: night()
    case .market: []
    case .seal: seal()
    }
  }

  /// The decoration around the code: a white card, a frame or corners.
  func around(_ code: SheetCode) -> [SheetElement] {
    let (lineWidth, radius): (Double?, Double)
    switch style.design {
    case .classic: return corners(code.plate)
    case .night: (lineWidth, radius) = (nil, 5)
    case .market: (lineWidth, radius) = (0.5, 4)
    case .seal: (lineWidth, radius) = (0.4, 0)
    }
    let card = code.plate.inset(by: -style.cardPadding * unit)
    let stroke = lineWidth.map { Stroke(style.accent, max(0.2, $0 * unit)) }
    return [.rectangle(card, fill: .white, stroke: stroke, radius: radius * unit)]
  }

  private func block(_ role: StackBlock.Role) -> PlacedBlock? {
    blocks.first { $0.role == role }
  }

  // MARK: Designs

  /// A short rule under the shop's name, and a bar behind the instruction.
  private func classic() -> [SheetElement] {
    var elements: [SheetElement] = []
    if let shop = block(.shop) {
      let width = 14 * unit
      let rule = Rectangle(
        x: isWide ? shop.frame.x : shop.frame.middleX - width / 2,
        y: shop.frame.bottom + DesignScale.face.space(2) * unit, width: width,
        height: max(0.4, 1.1 * unit))
      elements.append(.rectangle(rule, fill: style.accent))
    }
    if let call = block(.instruction) {
      let height = call.frame.height + 2 * Self.barPadding * unit
      let width = min(call.frame.width, max(call.inkWidth + 2 * call.padding, plate.width))
      let bar = Rectangle(
        x: call.frame.middleX - width / 2, y: call.frame.middleY - height / 2, width: width,
        height: height)
      let radius = min(height / 2, call.padding)
      elements.append(.rectangle(bar, fill: style.accent, radius: radius))
    }
    return elements
  }

  /// Angles at the corners of the code, like a camera's viewfinder.
  private func corners(_ plate: Rectangle) -> [SheetElement] {
    let stroke = Stroke(style.accent, max(0.35, 1.1 * unit))
    let outer = plate.inset(by: -stroke.width / 2)
    let length = plate.width * 0.11
    var elements: [SheetElement] = []
    for (x, inward) in [(outer.x, length), (outer.right, -length)] {
      for (y, down) in [(outer.y, length), (outer.bottom, -length)] {
        let overlap = inward > 0 ? -stroke.width / 2 : stroke.width / 2
        elements.append(.line(fromX: x + overlap, y: y, toX: x + inward, toY: y, stroke))
        elements.append(.line(fromX: x, y: y, toX: x, toY: y + down, stroke))
      }
    }
    return elements
  }

  /// A fine frame and a diamond between two rules.
  private func night() -> [SheetElement] {
    let line = Stroke(style.accent, max(0.15, 0.3 * unit))
    var elements: [SheetElement] = []
    if let frame {
      elements.append(
        .rectangle(face.inset(by: frame.outer), stroke: line, radius: 2.5 * unit))
    }
    if let shop = block(.shop) {
      let y = shop.frame.bottom + DesignScale.face.space(3) * unit
      let half = 1.3 * unit
      let (start, reach) = (isWide ? shop.frame.x : shop.frame.middleX - 16 * unit, 32 * unit)
      let middle = start + reach / 2
      elements.append(
        .line(fromX: start, y: y, toX: middle - 3.4 * unit, toY: y, line))
      elements.append(
        .line(fromX: middle + 3.4 * unit, y: y, toX: start + reach, toY: y, line))
      elements.append(
        .ellipse(.square(2 * half, aroundX: middle, y: y), fill: style.accent))
    }
    return elements
  }

  /// An accent area behind the words; the code lies on its edge.
  private func market(_ ground: Rectangle) -> SheetElement {
    var field = ground
    if isWide {
      field.width = plate.x - style.cardPadding * unit - 7 * unit - ground.x
    } else {
      field.height = plate.y + plate.height * 0.45 - ground.y
    }
    return .rectangle(field, fill: style.accent)
  }

  /// A double frame.
  private func seal() -> [SheetElement] {
    guard let frame else { return [] }
    return [
      .rectangle(
        face.inset(by: frame.outer), stroke: Stroke(style.accent, max(0.3, 1 * unit))),
      .rectangle(
        face.inset(by: frame.inner), stroke: Stroke(style.accent, max(0.12, 0.3 * unit))),
    ]
  }
}
