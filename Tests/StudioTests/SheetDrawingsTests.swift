import Catalog
import Pages
import Site
import Support
import TestSupport
import Testing

@testable import Studio

/// Pages of print jobs, which other programs can damage.
@Suite struct SheetDrawingsTests {
  private let folder: TemporaryFolder
  private let state: StudioState

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Shop, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: qflknfokn } } }
      links: [{ id: tea, title: Tea, price: 5 }]
      print: [{ name: wall, poster: tea, paper: A5 }]
      """, to: "paypress.yml")
    let site = try Site.check("\(folder.path)/paypress.yml", environment: [:], into: FindingSink())
    var state = StudioState()
    state.built = StudioState.Built(site: try #require(site), moment: 0, milliseconds: 0)
    self.state = state
  }

  private static let sheet = "<div class=\"sheet\"><svg viewBox=\"0 0 148 210\"><g/></svg></div>\n"

  private static func text(_ head: [UInt8]) -> String { String(decoding: head, as: UTF8.self) }

  /// A page as a build writes it: its head, its sheets, its tail.
  private static let head = text(
    SheetRenderer(
      title: "T", page: PaperSize(width: 148, height: 210), languages: [.english]
    ).head())
  private static let tail = text(SheetRenderer.tail)

  /// How many sheets a page has, or why they are not shown.
  private func sheets(_ page: String) throws -> Result<Int, StudioJob.Fault> {
    try folder.write(page, to: OutputLayout.printPage("wall"))
    let jobs = SheetDrawings().jobs(state, in: folder.path)
    #expect(jobs.map(\.name) == ["wall"])
    return jobs[0].sheets.map(\.count)
  }

  @Test(arguments: [0, 1, 3]) func countsTheSheets(count: Int) throws {
    let body = String(repeating: Self.sheet, count: count)
    #expect(try sheets(Self.head + body + Self.tail).get() == count)
    let pictures = "<svg class=\"pictures\" aria-hidden=\"true\"><defs></defs></svg>\n"
    #expect(try sheets(Self.head.dropLast() + pictures + body + Self.tail).get() == count)
  }

  /// Only a page without sheets that ends as a build ends it has nothing to print.
  @Test func neverTakesADamagedPageForAnEmptyJob() throws {
    let pages = [
      "", "another page", Self.head, Self.head + Self.sheet, Self.head + Self.sheet.dropLast(8),
      String(Self.head.prefix(Self.head.count / 2)), Self.head + Self.sheet + Self.tail.dropLast(),
      Self.head + Self.sheet.replacing("\"sheet\"", with: "\"page\"") + Self.tail,
      Self.head + Self.sheet + "x" + Self.sheet + Self.tail, Self.head + Self.tail + "x",
    ]
    for page in pages {
      guard case .failure(let fault) = try sheets(page) else {
        Issue.record("\(page)")
        continue
      }
      #expect(
        fault.words
          == Sentence(
            "print/wall.html: its sheets are not as a build writes them",
            "print/wall.html：其中的页不是构建写出的样子"))
    }
  }

  @Test func saysWhyAPageCannotBeRead() throws {
    let jobs = SheetDrawings().jobs(state, in: folder.path)
    guard case .failure(let fault) = jobs[0].sheets else {
      Issue.record("\(jobs)")
      return
    }
    #expect(
      fault.words
        == Sentence(
          "print/wall.html: No such file or directory", "print/wall.html：没有这个文件或文件夹"))
  }
}
