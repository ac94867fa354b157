import Foundation
import TestSupport
import Testing

/// `stocks search` and `stocks import`, with the tables of gLabels.
@Suite struct StocksCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws
    -> Tool.Result
  {
    try Tool.payPress(arguments, in: folder.path, environment: environment)
  }

  @Test func findsSheetsBySize() throws {
    let result = try run(["stocks", "search", "63.5x38.1"])
    #expect(result.status == 0, "\(result.error)")
    let names = result.text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } }
    #expect(names.contains("avery-l7160") && names.contains("avery-l7160-glabels"))
    #expect(names.contains("herma-4677") && !names.contains("avery-l7163"))
    #expect(result.error.contains("`paypress stocks import "))
    // The same size in inches.
    let inches = try run(["stocks", "search", "2.5x1.5in"])
    #expect(inches.text == result.text)
    let json = try run(["stocks", "search", "63.5x38.1", "--json"])
    let stocks = try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]]
    #expect(stocks?.count == names.count)
  }

  @Test func findsSheetsByName() throws {
    let result = try run(["stocks", "search", "herma", "4283"])
    #expect(result.text.split(separator: "\n").count == 2, "\(result.text)")
    #expect(result.text.contains("192x39"))
    let none = try run(["stocks", "search", "herma", "99999"])
    #expect(none.status == 1 && none.error.contains("no sheet is like \"herma 99999\""))
  }

  /// What is imported builds, is calibrated, and says that nobody has measured it.
  @Test func importsWhatTheConfigTakes() throws {
    let imported = try run(["stocks", "import", "herma-4677", "avery-5160-glabels"])
    #expect(imported.status == 0, "\(imported.error)")
    #expect(imported.text.hasPrefix("stocks:\n  # Herma 4677, "), "\(imported.text)")
    #expect(imported.text.contains("\n    calibrated: false\n"))
    #expect(imported.error.contains("nobody has compared herma-4677 with paper"))
    try folder.write(
      """
      site: { title: T, language: en }
      merchants:
        m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: tea, title: Tea, price: 1 }]
      \(imported.text)print:
        - { labels: tea, stock: herma-4677 }
        - { labels: tea, stock: avery-5160-glabels, allow: [title] }
      """, to: "paypress.yml")
    let check = try run(["check"])
    #expect(check.status == 0, "\(check.error)")
    #expect(check.error.contains("nobody has compared \"herma-4677\" with a sheet yet"))
    #expect(try run(["calibrate", "herma-4677"]).text == "calibrate-herma-4677.html\n")
    #expect(try run(["build"]).status == 0)
  }

  @Test func saysThatASheetIsThereAlready() throws {
    // Also without the tables.
    for environment in [[:], ["XDG_DATA_DIRS": folder.path]] {
      let builtIn = try run(["stocks", "import", "avery-l7160"], environment)
      #expect(
        builtIn.status == 64 && builtIn.error.contains("\"avery-l7160\" is built in")
          && builtIn.error.contains("write `stock: avery-l7160` in a print job"),
        "\(builtIn.error)")
    }
    let imported = try run(["stocks", "import", "herma-4677"])
    try folder.write(
      """
      site: { title: T, language: en }
      merchants:
        m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: tea, title: Tea, price: 1 }]
      \(imported.text)
      """, to: "paypress.yml")
    let again = try run(["stocks", "import", "herma-4677"])
    #expect(
      again.status == 64 && again.error.contains("\"herma-4677\" is in the config already"),
      "\(again.error)")
  }

  @Test func calibratesWhatIsNotImportedYet() throws {
    let result = try run(["calibrate", "herma-4283"])
    #expect(result.status == 0 && folder.has("calibrate-herma-4283.html"), "\(result.error)")
  }

  @Test func saysWhatCannotBeImported() throws {
    let unknown = try run(["stocks", "import", "herma-467"])
    #expect(
      unknown.status == 64 && unknown.error.contains("did you mean \"herma-"), "\(unknown.error)")
    let search = try run(["stocks", "search", "cd"])
    let names = search.text.split(separator: "\n")
    #expect(search.status == 1 || names.count > 1)
    try folder.write(
      """
      <Glabels-templates><Template brand="Own" part="1" size="A4"><Label-ellipse width="50mm" height="30mm">
      <Layout nx="1" ny="1" x0="5mm" y0="5mm" dx="0" dy="0"/></Label-ellipse></Template></Glabels-templates>
      """, to: "tables/own-templates.xml")
    for command in [["search", "own"], ["import", "labels-own-1"], ["import", "own-1"]] {
      let result = try run(["stocks"] + command + ["--tables", "tables"])
      #expect(result.status != 0, "\(command)")
    }
    let oval = try run(["stocks", "import", "own-1", "--tables", "tables"])
    #expect(oval.error.contains("\"own-1\" cannot be imported: "), "\(oval.error)")
  }

  @Test func saysHowToInstallTheTables() throws {
    let without = ["XDG_DATA_DIRS": folder.path]
    let search = try run(["stocks", "search", "l7160"], without)
    #expect(search.status == 0 && search.text.contains("avery-l7160"))
    #expect(search.error.contains("apt-get install glabels-data"))
    let nothing = try run(["stocks", "import", "herma-4677"], without)
    #expect(nothing.status == 1 && nothing.error.contains("apt-get install glabels-data"))
    #expect(try run(["stocks", "search", "12x345"], without).status == 1)
  }

  @Test func aDamagedTableIsNamed() throws {
    try folder.write("<Glabels-templates>\n<Template>\n", to: "tables/own-templates.xml")
    let result = try run(["stocks", "search", "own", "--tables", "tables"])
    #expect(
      result.status == 1
        && result.error.contains("tables/own-templates.xml:3: this table of labels is damaged"),
      "\(result.error)")
    #expect(try run(["stocks", "search", "own", "--tables", "nowhere"]).status == 74)
  }
}
