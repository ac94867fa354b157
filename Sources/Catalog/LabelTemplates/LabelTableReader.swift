internal import Support

/// Parses one of gLabels' files (its document type is `glabels-3.0.dtd`).
final class LabelTableReader {
  /// A sheet as its element and the ones within describe it.
  private struct Description {
    var attributes: [String: String]
    /// The element of the pieces' shape, without `Label-`, and its attributes.
    var shape: String?
    var size: [String: String] = [:]
    var layouts: [[String: String]] = []
    var categories: Set<String> = []
  }

  private let file: String
  private let papers: [String: PaperSize]
  private var current: Description?
  private var templates: [LabelTemplate] = []
  /// The descriptions by part, for sheets that are equivalent to another one.
  private var byPart: [String: Description] = [:]
  private var foundPapers: [String: PaperSize] = [:]

  private init(file: String, papers: [String: PaperSize]) {
    self.file = file
    self.papers = papers
  }

  typealias File = (name: String, path: String, bytes: [UInt8])

  /// The sheets of a table.
  static func templates(_ file: File, papers: [String: PaperSize]) throws -> [LabelTemplate] {
    let reader = LabelTableReader(file: file.name, papers: papers)
    try reader.parse(file)
    return reader.templates
  }

  /// The sizes of paper by their names in gLabels.
  static func papers(_ file: File) throws -> [String: PaperSize] {
    let reader = LabelTableReader(file: file.name, papers: [:])
    try reader.parse(file)
    return reader.foundPapers
  }

  private func parse(_ file: File) throws {
    do throws(XMLFault) {
      let parser = try XMLParser(maximumDepth: 20) { [unowned self] event in take(event) }
      try parser.parse(file.bytes)
      try parser.finish()
    } catch {
      throw LabelTableFault(
        path: file.path, line: error.line, message: error.sentence(root: "Glabels-templates"))
    }
  }

  private func take(_ event: XMLParser.Event) {
    switch event {
    case .start(let name, let attributes):
      start(
        name.local,
        Dictionary(attributes.map { ($0.name.local, $0.value) }, uniquingKeysWith: { $1 }))
    case .end(let name) where name.local == "Template": end()
    case .end, .text, .instruction: break
    }
  }

  private func start(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "Template": current = Description(attributes: attributes)
    case "Meta": if let category = attributes["category"] { current?.categories.insert(category) }
    case "Layout": current?.layouts.append(attributes)
    case "Paper-size":
      if let id = attributes["id"], let paper = Self.paper(attributes) { foundPapers[id] = paper }
    case _ where name.hasPrefix("Label-"):
      // A second shape on the same sheet makes it one that cannot be described.
      let isFirst = current?.shape == nil
      current?.shape = isFirst ? String(name.dropFirst(6)) : "several"
      current?.size = attributes
    default: break
    }
  }

  private func end() {
    guard var description = current else { return }
    current = nil
    let attributes = description.attributes
    let brand = attributes["brand"] ?? ""
    guard let part = attributes["part"] else { return }
    if let other = attributes["equiv"] {
      guard let known = byPart["\(brand) \(other)"] else { return }
      description = known
      description.attributes["part"] = part
    }
    byPart["\(brand) \(part)"] = description
    templates.append(
      LabelTemplate(
        brand: brand, part: part,
        title: description.attributes["_description"] ?? description.attributes["description"]
          ?? "",
        file: file, stock: stock(description, name: LabelTemplate.name(brand: brand, part: part))))
  }

  // MARK: Values

  private static func paper(_ attributes: [String: String]) -> PaperSize? {
    guard let width = length("width", attributes), let height = length("height", attributes),
      PaperSize.sideRange.contains(width), PaperSize.sideRange.contains(height)
    else { return nil }
    let size = PaperSize(width: width, height: height)
    return PaperSize.named.first { $0.isSame(as: size) } ?? size
  }

  private static func length(_ key: String, _ attributes: [String: String]) -> Double? {
    attributes[key].flatMap(LabelTemplateLength.millimetres)
  }

  private func stock(
    _ description: Description, name: String
  ) -> Result<Stock, LabelTemplate.Obstacle> {
    let attributes = description.attributes
    guard let paper = attributes["size"].flatMap({ papers[$0] }) ?? Self.paper(attributes) else {
      return .failure(.paper)
    }
    let size: (width: Double, height: Double)
    switch description.shape {
    case "rectangle":
      guard let width = Self.length("width", description.size),
        let height = Self.length("height", description.size)
      else { return .failure(.numbers) }
      size = (width, height)
    case "round":
      guard let radius = Self.length("radius", description.size) else {
        return .failure(.numbers)
      }
      size = (2 * radius, 2 * radius)
    default: return .failure(.shape)
    }
    guard let grid = LabelGrid(description.layouts.compactMap(Self.layout), size) else {
      return .failure(.grid)
    }
    let isCard = description.categories.contains { $0.contains("card") }
    var stock = Stock(
      name: name, use: isCard ? .cards : .labels, paper: paper, columns: grid.columns,
      rows: grid.rows, width: size.width, height: size.height, left: grid.left, top: grid.top,
      columnPitch: grid.columnPitch, rowPitch: grid.rowPitch)
    stock.isRound = description.shape == "round"
    stock.isCalibrated = false
    stock.source = "gLabels, \(file)"
    guard size.width >= 5, size.height >= 5, StockDecoder.problem(stock) == nil else {
      return .failure(.numbers)
    }
    return .success(stock)
  }

  private static func layout(_ attributes: [String: String]) -> LabelGrid.Layout? {
    guard let columns = attributes["nx"].flatMap({ Int($0) }),
      let rows = attributes["ny"].flatMap({ Int($0) }), (1...100).contains(columns),
      (1...100).contains(rows), let x = length("x0", attributes),
      let y = length("y0", attributes), let dx = length("dx", attributes),
      let dy = length("dy", attributes)
    else { return nil }
    return LabelGrid.Layout(columns: columns, rows: rows, x: x, y: y, dx: dx, dy: dy)
  }
}

/// The rows and columns that one or more blocks of pieces make.
struct LabelGrid {
  /// A block of pieces as gLabels describes it, in millimetres.
  struct Layout {
    var columns: Int
    var rows: Int
    var x: Double
    var y: Double
    var dx: Double
    var dy: Double
  }

  let columns: Int
  let rows: Int
  let left: Double
  let top: Double
  let columnPitch: Double
  let rowPitch: Double

  /// Differences that come from rounding, in millimetres.
  private static let tolerance = 0.05

  /// The grid of some blocks; nil when they make none.
  init?(_ layouts: [Layout], _ size: (width: Double, height: Double)) {
    guard !layouts.isEmpty else { return nil }
    var places: [(x: Double, y: Double)] = []
    for layout in layouts {
      for row in 0..<layout.rows {
        for column in 0..<layout.columns {
          places.append(
            (layout.x + Double(column) * layout.dx, layout.y + Double(row) * layout.dy))
        }
      }
    }
    guard let across = Self.steps(places.map(\.x)), let down = Self.steps(places.map(\.y)),
      across.count * down.count == places.count,
      Set(places.map { Self.index($0.x, across) * 1000 + Self.index($0.y, down) }).count
        == places.count
    else { return nil }
    (columns, rows) = (across.count, down.count)
    (left, top) = (across.first, down.first)
    columnPitch = across.count > 1 ? across.step : size.width
    rowPitch = down.count > 1 ? down.step : size.height
  }

  private typealias Steps = (first: Double, step: Double, count: Int)

  private static func index(_ value: Double, _ steps: Steps) -> Int {
    steps.count > 1 ? Int(((value - steps.first) / steps.step).rounded()) : 0
  }

  /// The values without repetitions as an arithmetic sequence; nil when they are none.
  private static func steps(_ values: [Double]) -> Steps? {
    var distinct: [Double] = []
    for value in values.sorted() where value - (distinct.last ?? -.infinity) > tolerance {
      distinct.append(value)
    }
    guard let first = distinct.first, let last = distinct.last else { return nil }
    guard distinct.count > 1 else { return (first, 0, 1) }
    let step = (last - first) / Double(distinct.count - 1)
    let isEven = distinct.enumerated().allSatisfy { index, value in
      abs(first + Double(index) * step - value) <= tolerance
    }
    return isEven ? (first, step, distinct.count) : nil
  }
}
