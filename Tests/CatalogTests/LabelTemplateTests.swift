import Catalog
import Support
import TestSupport
import Testing

/// Sheets in the tables of gLabels (Debian's `glabels-data`).
@Suite struct LabelTemplateTests {
  private static let folder = "/usr/share/libglabels-3.0/templates"

  private static let all = Result { try LabelTemplates.read(folder) }

  private func stock(_ name: String) throws -> Stock {
    let template = try #require(try Self.all.get().first { $0.stockName == name })
    return try template.stock.get()
  }

  @Test func readsTheInstalledTables() throws {
    #expect(LabelTemplates.installedFolder(environment: [:]) == Self.folder)
    let templates = try Self.all.get()
    let stocks = templates.compactMap { try? $0.stock.get() }
    let obstacles = templates.compactMap { template -> LabelTemplate.Obstacle? in
      if case .failure(let obstacle) = template.stock { obstacle } else { nil }
    }
    #expect(templates.count == 1756)
    #expect(stocks.count == 1532)
    // CDs, ovals and several shapes on a sheet; columns that are not apart by the same.
    let counts = Dictionary(grouping: obstacles) { $0 }.mapValues(\.count)
    #expect(counts == [.shape: 170, .grid: 30, .numbers: 24])
    #expect(stocks.allSatisfy { !$0.isCalibrated && $0.source.hasPrefix("gLabels, ") })
  }

  /// The numbers as the file has them: 63.5 × 38.1 mm, in points and in inches.
  @Test func hasTheNumbersOfTheFiles() throws {
    let mini = try stock("avery-l4730")
    #expect([mini.columns, mini.rows] == [10, 27] && mini.paper == .a4)
    for (found, expected) in zip(
      [mini.width, mini.height, mini.left, mini.top, mini.columnPitch, mini.rowPitch],
      [17.8, 10, 6, 13, 20.3, 10])
    {
      #expect(abs(found - expected) < 0.001)
    }
    let address = try stock("avery-5160")
    #expect([address.columns, address.rows] == [3, 10] && address.paper == .letter)
    #expect(abs(address.width - 66.675) < 0.01 && abs(address.height - 25.4) < 0.01)
    // An equivalent sheet has the numbers of the other.
    let same = try stock("avery-l7654")
    #expect(same.columns == 4 && abs(same.width - 45.7) < 0.001)
  }

  private func read(_ body: String) throws -> [LabelTemplate] {
    let folder = try TemporaryFolder()
    try folder.write(
      "<Glabels-templates>\(body)</Glabels-templates>", to: "own-templates.xml")
    return try LabelTemplates.read(folder.path)
  }

  private static let start =
    "<Template brand='B' part='1' size='Other' width='210mm' height='297mm'>"

  private static func layout(_ columns: Int, _ rows: Int, _ place: String, _ dx: String) -> String {
    "<Layout nx='\(columns)' ny='\(rows)' \(place) dx='\(dx)' dy='40mm'/>"
  }

  private static let corner = "x0='5mm' y0='5mm'"
  private static let rectangle = "<Label-rectangle width='50mm' height='30mm'>"

  @Test(arguments: [
    (
      "<Label-ellipse width='50mm' height='30mm'>", layout(2, 2, corner, "60mm"),
      LabelTemplate.Obstacle.shape
    ),
    (
      rectangle, layout(2, 2, corner, "60mm") + layout(1, 1, "x0='150mm' y0='5mm'", "0"), .grid
    ),
    (rectangle, layout(9, 2, corner, "60mm"), .numbers),
    (rectangle, layout(2, 2, corner, "40mm"), .numbers),
  ])
  func saysWhyASheetIsNoStock(
    shape: String, layout: String, obstacle: LabelTemplate.Obstacle
  ) throws {
    let end = "</\(shape.dropFirst().prefix { $0 != " " })>"
    let template = try #require(try read("\(Self.start)\(shape)\(layout)\(end)</Template>").first)
    #expect(throws: obstacle) { try template.stock.get() }
  }

  /// Two blocks that continue each other are one grid; bare numbers are points.
  @Test func joinsBlocksToAGrid() throws {
    let body = """
      \(Self.start)<Label-rectangle width='36' height='36'>\
      <Layout nx='2' ny='3' x0='36' y0='36' dx='72' dy='72'/>\
      <Layout nx='2' ny='3' x0='180' y0='36' dx='72' dy='72'/></Label-rectangle></Template>
      """
    let stock = try #require(try read(body).first).stock.get()
    #expect([stock.columns, stock.rows] == [4, 3])
    #expect(abs(stock.columnPitch - 25.4) < 0.001 && abs(stock.left - 12.7) < 0.001)
  }

  @Test func saysWhereATableIsDamaged() throws {
    let folder = try TemporaryFolder()
    try folder.write("<Glabels-templates>\n<Template>\n", to: "own-templates.xml")
    let fault = #expect(throws: LabelTableFault.self) { try LabelTemplates.read(folder.path) }
    #expect(fault?.path == "\(folder.path)/own-templates.xml")
  }
}
