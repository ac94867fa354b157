import Foundation
import TestSupport
import Testing

/// Sheets look the same wherever they are printed, and depend on nothing but recorded inputs.
@Suite struct PageFontTests {
  private static let config = """
    site: { title: 湖畔茶馆, language: zh-CN }
    merchants:
      m: { name: 湖畔茶馆, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
    links:
      - { id: tea, title: 明前龙井 Longjing 一杯, price: 28, stable: true, note: 凭付款页面取茶 }
      - { id: coffee, title: قهوة عربية 12, price: 38.50, stable: true }
    print:
      - { poster: [tea, coffee], paper: A5, language: [zh-CN, en], name: poster }
      - { labels: "*", stock: avery-l7163, design: seal, name: labels }
    """

  private static func build(
    in folder: TemporaryFolder, _ environment: [String: String]
  ) throws -> Tool.Result {
    let result = try Tool.payPress(["build"], in: folder.path, environment: environment)
    try #require(result.status == 0, "\(result.error)")
    return result
  }

  /// The pages of each job, printed with some fonts on the machine.
  private static func pictures(fonts: String, in folder: TemporaryFolder) throws -> [String: Data] {
    let pdf = try Tool.payPress(
      ["pdf", "--fresh"], in: folder.path, environment: ["FONTCONFIG_FILE": Tool.fonts(fonts)])
    try #require(pdf.status == 0, "\(pdf.error)")
    let printed = "\(folder.path)/output/print"
    let files = try FileManager.default.contentsOfDirectory(atPath: printed)
    return try files.filter { $0.hasSuffix(".pdf") }.reduce(into: [:]) { pictures, file in
      pictures[file] = try Tool.run("/usr/bin/pdftoppm", ["-r", "50", "\(printed)/\(file)"]).output
    }
  }

  /// Every design, sheets that turn faces, and those that several links share.
  private static let looks = [
    "tent: tea, paper: A5, design: seal, name: tent", "plate: tea, design: night, name: plate",
    "poster: tea, paper: A6 landscape, design: market, name: market",
    "poster: tea, paper: A6, design: bistro, name: bistro",
    "poster: tea, paper: A6, design: bold, name: bold", "roll: tea, paper: 62x29, name: roll",
    "menu: \"*\", paper: A5, design: seal, name: menu", "board: [tea, coffee], name: board",
  ]

  @Test func aPageLooksTheSameWithOtherFontsOnTheMachine() throws {
    let folder = try TemporaryFolder()
    let looks = Self.looks.map { "\n  - { \($0), allow: [distance, module-small] }" }
    try folder.write(Self.config + looks.joined(), to: "paypress.yml")
    _ = try Self.build(in: folder, [:])
    let here = try Self.pictures(fonts: "tests", in: folder)
    let there = try Self.pictures(fonts: "truetype", in: folder)
    #expect(here.count == Self.looks.count + 2)
    for (page, picture) in here {
      let other = try #require(there[page])
      try #require(picture.count == other.count)
      let difference = zip(picture, other).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      #expect(Double(difference) / Double(picture.count) < 0.1, "\(page)")
    }
  }

  /// Widths are estimated, and browsers set the words in what they have, undistorted.
  @Test func withoutFontsOrLibrariesWordsAreSetAsTheyAre() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    try folder.write("no library", to: "libraries/libharfbuzz.so.0")
    let environments = [
      ["FONTCONFIG_FILE": Tool.fonts("none")], ["LD_LIBRARY_PATH": "\(folder.path)/libraries"],
    ]
    var pages: [String] = []
    for environment in environments {
      _ = try Self.build(in: folder, environment)
      pages.append(try folder.text("output/print/poster.html"))
    }
    #expect(pages[0] == pages[1])
    #expect(!pages[0].contains("@font-face") && !pages[0].contains("textLength"))
    // Its figures are old-style.
    #expect(!pages[0].contains("Georgia"))
    _ = try Self.build(in: folder, [:])
    let page = try folder.text("output/print/poster.html")
    #expect(page.contains("@font-face") && !page.contains("textLength"))
    #expect(page.contains("font-src data:"))
  }

  @Test func changedFontsAreAChangedInput() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    try folder.write(
      """
      <fontconfig><dir>\(folder.path)/fonts</dir><cachedir>\(folder.path)/cache</cachedir></fontconfig>
      """, to: "fonts.conf")
    func copy(_ name: String, to new: String) throws {
      let font = URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu/\(name).ttf")
      try folder.write(Data(contentsOf: font), to: "fonts/\(new).ttf")
    }
    let environment = ["FONTCONFIG_FILE": "\(folder.path)/fonts.conf"]
    try copy("DejaVuSans", to: "font")
    _ = try Self.build(in: folder, environment)
    let unchanged = BuildOutcome.unchanged(linkCount: 2, hasPrints: true)
    #expect(try Self.build(in: folder, environment).error == unchanged)
    // Other strokes in the same file, another font beside it, and none of either.
    let first = try folder.text("output/print/poster.html")
    try copy("DejaVuSerif", to: "font")
    _ = try Self.build(in: folder, environment)
    #expect(try folder.text("output/print/poster.html") != first)
    try copy("DejaVuSans", to: "font")
    try copy("DejaVuSans-Bold", to: "bold")
    _ = try Self.build(in: folder, environment)
    #expect(try folder.text("output/print/poster.html") != first)
    try FileManager.default.removeItem(atPath: "\(folder.path)/fonts/bold.ttf")
    _ = try Self.build(in: folder, environment)
    #expect(try folder.text("output/print/poster.html") == first)
    #expect(try Self.build(in: folder, environment).error == unchanged)
  }
}
