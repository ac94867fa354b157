internal import Catalog

/// Draws a design's decoration around words and code, outside the code's quiet zone.
struct FaceDecoration {
  /// A block with its place.
  struct PlacedBlock {
    var role: StackBlock.Role
    var frame: Rectangle
    /// The width of its words.
    var inkWidth: Double
  }

  let face: Rectangle
  let style: FaceStyle
  let blocks: [PlacedBlock]
  let plate: Rectangle
  let unit: Double
  let isWide: Bool
  /// Whether the wallets' names are on the code's card.
  let cardHoldsWallets: Bool
  /// The distance of the code from the edge beside it.
  let sideMargin: Double
  /// The distances of a frame's lines from the edge.
  let frame: (outer: Double, inner: Double)?

  private static let scale = DesignScale.face

  /// The background, which fills a rectangle beyond the face, under all faces of the sheet.
  func grounds(_ ground: Rectangle) -> [SheetElement] {
    var elements: [SheetElement] = []
    if let colour = style.ground { elements.append(.rectangle(ground, fill: colour)) }
    switch style.design {
    case .market: elements.append(.rectangle(field(ground), fill: style.accent))
    case .bold where isWide:
      let field = field(ground)
      let rest = Rectangle(
        x: field.right, y: ground.y, width: ground.right - field.right, height: ground.height)
      elements.append(.rectangle(rest, fill: .white))
    case .bistro:
      elements += Awning(width: face.width, height: face.height, unit: unit).elements(
        on: face, ground: ground, [style.accent, .white])
    case .classic, .night, .seal, .bold: break
    }
    return elements
  }

  /// Frames and rules, under words and code.
  func below() -> [SheetElement] {
    let lines = frame.map { DesignFrame(lines: $0, style: style, unit: unit).elements(in: face) }
    return (lines ?? []) + rules()
  }

  private func rules() -> [SheetElement] {
    switch style.design {
    case .classic: classic()
    case .night: night()
    case .market, .seal: []
    case .bistro: bistro()
    case .bold: bold()
    }
  }

  /// The decoration around the code: a white card, a frame or corners.
  func around(_ code: SheetCode) -> [SheetElement] {
    let (lineWidth, radius): (Double?, Double)
    switch style.design {
    case .classic: return corners(code.plate)
    case .bold where isWide: return []
    case .night: (lineWidth, radius) = (nil, 5)
    case .market: (lineWidth, radius) = (0.5, 4)
    case .seal: (lineWidth, radius) = (0.4, 0)
    case .bistro: (lineWidth, radius) = (0.5, 7)
    case .bold: (lineWidth, radius) = (nil, 0)
    }
    let stroke = lineWidth.map { Stroke(style.accent, max(0.2, $0 * unit)) }
    return [.rectangle(card(code.plate), fill: .white, stroke: stroke, radius: radius * unit)]
  }

  /// How much further than its padding the white card extends on both sides of the code, for the
  /// words on it.
  ///
  /// - Parameters:
  ///   - words: the widths of the words.
  ///   - plate: the side of the code with its quiet zone.
  static func overhang(of words: [Double], below plate: Double, unit: Double) -> Double {
    max(0, ((words.max() ?? 0) + 2 * scale.space(2) * unit - plate) / 2)
  }

  /// The white card of the code.
  private func card(_ plate: Rectangle) -> Rectangle {
    let padding = style.cardPadding * unit
    var card = plate.inset(by: -padding)
    guard cardHoldsWallets else { return card }
    let words = blocks.filter { $0.role == .call || $0.role == .wallets }
    for block in words {
      card.height = max(
        card.height, block.frame.bottom + padding + Self.scale.space(2) * unit - card.y)
    }
    let overhang = Self.overhang(of: words.map(\.inkWidth), below: plate.width, unit: unit)
    card.x -= overhang
    card.width += 2 * overhang
    if style.startsAtLeft, !isWide, let words = block(.title)?.frame {
      card.x = min(card.x, words.x)
      card.width = max(card.width, words.width)
    }
    return card
  }

  private func block(_ role: StackBlock.Role) -> PlacedBlock? {
    blocks.first { $0.role == role }
  }

  /// Where a rule under the shop's name lies: nearer to it than to the words below.
  private func underShop(_ shop: PlacedBlock) -> Double {
    let below = blocks.filter { $0.frame.height > 0 }.map(\.frame.y)
      .filter { $0 > shop.frame.bottom - 0.001 }.min()
    let room = (below ?? .infinity) - shop.frame.bottom
    return shop.frame.bottom + min(Self.scale.space(3) * unit, 0.34 * room)
  }

  /// The coloured area behind the words: the code lies on its edge, or on white beside it.
  private func field(_ ground: Rectangle) -> Rectangle {
    var field = ground
    if isWide {
      field.width = plate.x - sideMargin - ground.x
    } else {
      field.height = plate.y + plate.height * 0.45 - ground.y
    }
    return field
  }

  // MARK: Designs

  /// A short rule under the shop's name.
  private func classic() -> [SheetElement] {
    guard let shop = block(.shop) else { return [] }
    let width = 22 * unit
    let rule = Rectangle(
      x: isWide ? shop.frame.x : shop.frame.middleX - width / 2,
      y: underShop(shop), width: width, height: max(0.5, 1.6 * unit))
    return [.rectangle(rule, fill: style.accent)]
  }

  /// How far the corners stay off the quiet zone, as a part of its width.
  ///
  /// 0.4 modules of a code of usual length: such a code is read better than one whose corners touch
  /// the quiet zone (`docs/proof.md`).
  private static let cornerGap = 0.008

  /// Angles at the corners of the code, like a camera's viewfinder.
  private func corners(_ plate: Rectangle) -> [SheetElement] {
    let stroke = Stroke(style.accent, max(0.4, 1.6 * unit))
    let outer = plate.inset(by: -stroke.width / 2 - Self.cornerGap * plate.width)
    let length = plate.width * 0.13
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

  /// A dot between two rules.
  private func night() -> [SheetElement] {
    guard let shop = block(.shop) else { return [] }
    let line = Stroke(style.accent, max(0.15, 0.3 * unit))
    let y = underShop(shop)
    let half = 1.5 * unit
    let reach = 46 * unit
    let start = isWide ? shop.frame.x : shop.frame.middleX - reach / 2
    let middle = start + reach / 2
    return [
      .line(fromX: start, y: y, toX: middle - 4 * unit, toY: y, line),
      .line(fromX: middle + 4 * unit, y: y, toX: start + reach, toY: y, line),
      .ellipse(.square(2 * half, aroundX: middle, y: y), fill: style.accent),
    ]
  }

  /// A rule with a dot at each end under the shop's name.
  private func bistro() -> [SheetElement] {
    guard let shop = block(.shop) else { return [] }
    let reach = 36 * unit
    let y = underShop(shop)
    let start = isWide ? shop.frame.x + 1.2 * unit : shop.frame.middleX - reach / 2
    let dot = max(0.5, 2.2 * unit)
    return [
      .line(
        fromX: start, y: y, toX: start + reach, toY: y,
        Stroke(style.accent, max(0.2, 0.7 * unit))),
      .ellipse(.square(dot, aroundX: start, y: y), fill: style.accent),
      .ellipse(.square(dot, aroundX: start + reach, y: y), fill: style.accent),
    ]
  }

  /// A heavy rule under the shop's name, as long as the words may be.
  private func bold() -> [SheetElement] {
    guard let shop = block(.shop) else { return [] }
    let rule = Rectangle(
      x: shop.frame.x, y: underShop(shop), width: shop.frame.width,
      height: max(0.6, 2.6 * unit))
    return [.rectangle(rule, fill: style.words)]
  }
}
