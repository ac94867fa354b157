import Catalog
import Foundation
import GatePay
import Site
import Support
import TestSupport
import Testing

@testable import Editing
@testable import Studio

@Suite struct NewSpreadsheetTests {
  private static func spreadsheet(
    _ text: String, named name: String = "goods.csv"
  ) throws -> NewSpreadsheet {
    try NewSpreadsheet(named: name, Array(text.utf8))
  }

  /// A header, a first row, and what the columns are for.
  @Test(arguments: [
    ("sku,name,price\nmug,Mug,12\n", "sku", "name", "price"),
    ("编号,名称,价格\nmug,杯子,12\n", "编号", "名称", "价格"),
    ("价格（元）;商品名称;商品编号\n12;杯子;mug\n", "商品编号", "商品名称", "价格（元）"),
    ("Price (CNY),Title,Product code\n12,Mug,mug\n", "Product code", "Title", "Price (CNY)"),
    ("单价,品名,货号,备注\n12,杯子,mug,x\n", "货号", "品名", "单价"),
    ("a,b,c\nmug,A large mug,12.50\n", "a", "b", "c"),
    ("note,name,unit price\nx,Mug,12\n", "note", "name", "unit price"),
    ("name\nMug\n", "name", "name", nil),
    ("品名,单价\n煎饼果子,8\n豆浆,3\n煎饼果子,9\n", "品名", "品名", "单价"),
    ("品名,会员价格,单价,库存\n豆浆,2,3,20\n煎饼,7,8,30\n", "品名", "品名", "单价"),
    ("name,price\ntea,12\ncake,13\n", "name", "name", "price"),
    ("商品单价,商品名称\n8,豆浆\n", "商品名称", "商品名称", "商品单价"),
    ("东西,钱\n豆浆,3\n煎饼,8\n", "东西", "东西", "钱"),
    ("序号,品名,单价\n1,豆浆,3\n2,煎饼,8\n", "序号", "品名", "单价"),
  ])
  func guessesWhatColumnsAreFor(text: String, id: String, title: String, price: String?) throws {
    let file = try Self.spreadsheet(text)
    #expect(file.guess == NewSpreadsheet.Guess(id: id, title: title, price: price))
  }

  /// As a shop writes it down: the amounts are no ids, and without them each row has an address of its own.
  @Test func neverTakesAPriceForAnId() throws {
    let file = try Self.spreadsheet("品名,单价\n煎饼果子,8\n豆浆,3\n煎饼,9\n")
    let guess = file.guess
    func entry(_ price: String?) -> [NewValue.Field] {
      file.entry(of: file.name, id: guess.id, title: guess.title, price: price)
    }
    #expect(
      entry(guess.price) == [
        NewValue.Field("id", .text("{品名|slug}")), NewValue.Field("rows", .text("goods.csv")),
        NewValue.Field("title", .text("{品名}")), NewValue.Field("price", .text("{单价}")),
        NewValue.Field("stable", .text("true")),
      ])
    #expect(
      entry(nil).suffix(2) == [
        NewValue.Field("custom", .text("{品名}")), NewValue.Field("stable", .text("true")),
      ])
  }

  /// The rows of the entry are links, each with an address of its own, with a price and without one.
  @Test(arguments: ["单价", nil]) func makesLinksOfAPriceList(price: String?) throws {
    let folder = try TemporaryFolder()
    let list = "品名,单价\n煎饼果子,8\n豆浆,3\n煎饼,9\n"
    try folder.write(list, to: "goods.csv")
    let file = try Self.spreadsheet(list)
    let config = try ConfigText(
      Array(
        """
        site: { title: Shop, language: zh-CN }
        merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: abc } } }
        links: []

        """.utf8))
    let text = try config.appending(
      file.entry(of: "goods.csv", id: file.guess.id, title: file.guess.title, price: price),
      to: "links")
    try folder.write(text.text, to: "paypress.yml")
    let sink = FindingSink()
    let site = try Site.check("\(folder.path)/paypress.yml", environment: [:], into: sink)
    let reader = try #require(site).catalogue.makeReader()
    var urls: Set<String> = []
    var prices: [String] = []
    while let link = try reader.next() {
      urls.insert(link.url)
      prices.append(link.address.price?.description ?? "")
    }
    #expect(urls.count == 3)
    #expect(prices == (price == nil ? ["", "", ""] : ["8.00", "3.00", "9.00"]))
  }

  @Test func findsATableBelowATitleInAnyEncoding() throws {
    let folder = try TemporaryFolder()
    let script = """
      import sys
      text = "湖畔茶馆 价目\\n\\n编号,名称,价格\\nmug-1,杯子,12\\nmug-2,茶壶,30\\n"
      open(sys.argv[1], "w", encoding="gb18030", newline="").write(text)
      """
    let path = "\(folder.path)/a.csv"
    _ = try Tool.run("/usr/bin/python3", ["-c", script, path])
    let file = try NewSpreadsheet(
      named: "a.csv", Array(Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(file.columns == ["编号", "名称", "价格"] && file.headerRow == 3)
    #expect(file.rows == [["mug-1", "杯子", "12"], ["mug-2", "茶壶", "30"]])
    let entry = file.entry(of: file.name, id: "编号", title: "名称", price: nil)
    #expect(entry.contains(NewValue.Field("header", .text("3"))))
  }

  @Test(arguments: [
    ("../../etc/passwd", "passwd.csv"), ("C:\\Users\\me\\价目 表.CSV", "价目 表.csv"),
    (".htaccess", "htaccess.csv"),
    ("paypress.yml", "paypress.yml.csv"), ("a;rm -rf $HOME`x`.csv", "a-rm -rf -HOME-x-.csv"),
    ("..", "rows.csv"), ("", "rows.csv"), ("goods.xlsx", "goods.xlsx.csv"),
    ("a\u{0}b\n.tsv", "a-b-.tsv"),
    ("\u{202E}csv.exe", "csv.exe.csv"),
    (String(repeating: "a", count: 300) + ".csv", String(repeating: "a", count: 60) + ".csv"),
  ])
  func givesFilesSafeNames(name: String, safe: String) throws {
    #expect(try Self.spreadsheet("a,b\n1,2\n", named: name).name == safe)
  }

  @Test(arguments: ["", "\n\n", "a,b\n", "\u{0}\u{1}\u{2}", "<html><table>", "token,secret\n1,2\n"])
  func refusesWhatIsNoTable(text: String) {
    #expect(throws: Finding.self) { try Self.spreadsheet(text) }
  }

  /// Columns of secrets are no columns of links.
  @Test func saysThatThereIsNoTable() throws {
    let finding = try #require(throws: Finding.self) {
      try Self.spreadsheet("token,secret\n1,2\n")
    }
    #expect(finding.problem.message.english == "this file has no table with named columns")
  }

  @Test func takesIDsAsTheyAreOrAsSlugs() throws {
    let plain = try Self.spreadsheet("编号,名称\na-1,茶\n")
    #expect(
      plain.entry(of: "a.csv", id: "编号", title: "名称", price: nil).first?.value == .text("{编号}"))
    let named = try Self.spreadsheet("名称\n茶 一\n")
    #expect(
      named.entry(of: "a.csv", id: "名称", title: "名称", price: nil).first?.value
        == .text("{名称|slug}"))
  }

  /// Of a workbook that is replaced, the sheets that links are made of are compared, whichever one is shown.
  @Test(arguments: [
    ("", ["- Lakeside 2025", "+ Lakeside 2026"]),
    (", sheet: Drinks", ["- cola | Cola | 5", "+ cola | Cola | 6"]),
    (", sheet: Food", ["- soup | Soup | 18", "+ soup | Soup | 19"]),
    (
      ", sheet: Food }, { id: \"{sku}-2\", rows: menu.xlsx, sheet: Drinks",
      [
        "- Food: soup | Soup | 18", "+ Food: soup | Soup | 19", "- Drinks: cola | Cola | 5",
        "+ Drinks: cola | Cola | 6",
      ]
    ),
    (", sheet: Desserts", []),
  ])
  func comparesTheSheetsThatAreRead(keys: String, lines: [String]) async throws {
    let folder = try TemporaryFolder()
    func book(_ more: Int) -> [UInt8] {
      let names = ["sku", "name", "price"]
      return Self.workbook([
        ("Cover", [["Lakeside \(2025 + more)"]]),
        ("Food", [names, ["soup", "Soup", "\(18 + more)"]]),
        ("Drinks", [names, ["cola", "Cola", "\(5 + more)"]]),
      ])
    }
    try folder.write(Data(book(0)), to: "menu.xlsx")
    try folder.write(
      "links: [{ id: \"{sku}\", rows: menu.xlsx\(keys) }]\n", to: "paypress.yml")
    let bytes = book(1)
    // The sheet that is found behind the cover, and another one that somebody chooses.
    for sheet in [nil, "Drinks"] {
      let file = try NewSpreadsheet(named: "new.xlsx", bytes, sheet: sheet)
      #expect(file.sheet == sheet ?? "Food" && file.sheets == ["Cover", "Food", "Drinks"])
      let edit = try #require(
        SpreadsheetEdit(FormFields([FormFields.Field("replaces", "menu.xlsx")]), file))
      var draft = ProjectDraft(config: "\(folder.path)/paypress.yml")
      try edit.apply(to: &draft, in: ProjectFolder(path: "\(folder.path)/"))
      let change = try #require(draft.changes.first)
      #expect(change.new == bytes && draft.changes.count == 1)
      let found = change.diff.lines.compactMap { line -> String? in
        switch line {
        case .removed(let text): "- \(text)"
        case .added(let text): "+ \(text)"
        case .same, .omitted: nil
        }
      }
      #expect(found == lines)
    }
  }

  /// A workbook of sheets with texts.
  private static func workbook(_ sheets: [(name: String, rows: [[String]])]) -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relations(_ targets: [(type: String, target: String)]) -> String {
      let items = targets.enumerated().map { index, target in
        "<Relationship Id=\"r\(index)\" Type=\"\(documents)/\(target.type)\" Target=\"\(target.target)\"/>"
      }
      let space = "http://schemas.openxmlformats.org/package/2006/relationships"
      return "<Relationships xmlns=\"\(space)\">\(items.joined())</Relationships>"
    }
    let tabs = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"r\(index)\"/>"
    }
    let parts = sheets.enumerated().map { index, sheet in
      let rows = sheet.rows.map { row in
        let cells = row.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        return "<row>\(cells.joined())</row>"
      }
      return StoredZIP.Entry(
        "xl/sheet\(index).xml",
        "<worksheet xmlns=\"\(main)\"><sheetData>\(rows.joined())</sheetData></worksheet>")
    }
    let others: [StoredZIP.Entry] = [
      .init("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])),
      .init(
        "xl/_rels/workbook.xml.rels",
        relations(sheets.indices.map { ("worksheet", "sheet\($0).xml") })),
      .init(
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(documents)\"><sheets>\(tabs.joined())</sheets></workbook>"
      ),
    ]
    return Array(StoredZIP(others + parts).data)
  }

  /// Another file of the same name stays; one that the config names is replaced, and comes back.
  @Test func overwritesNothing() async throws {
    let folder = try TemporaryFolder()
    try folder.write("links: []\n", to: "paypress.yml")
    try folder.write("mine\n", to: "goods.csv")
    let editor = ProjectEditor("\(folder.path)/paypress.yml")
    func make(_ file: NewSpreadsheet, _ fields: [(String, String)]) async throws {
      let form = FormFields(fields.map { FormFields.Field($0.0, $0.1) })
      let edit = try #require(SpreadsheetEdit(form, file))
      let change: ProjectEditor.Change = { draft throws(ProjectEditor.Refusal) in
        try edit.apply(to: &draft, in: ProjectFolder(path: "\(folder.path)/"))
      }
      try await editor.make(change, on: try await editor.propose(change).basis)
    }
    let first = try Self.spreadsheet("sku,name,price\na,A,1\n")
    let columns = [("id", "sku"), ("title", "name"), ("price", "price")]
    try await make(first, columns)
    #expect(try folder.text("goods.csv") == "mine\n")
    #expect(try folder.text("goods-2.csv") == "sku,name,price\na,A,1\n")
    let config = try folder.text("paypress.yml")
    #expect(
      config
        == "links: [{ id: \"{sku}\", rows: goods-2.csv, title: \"{name}\", price: \"{price}\", stable: true }]\n"
    )
    let second = try Self.spreadsheet("sku,name,price\na,A,2\nb,B,3\n", named: "goods-2 (1).csv")
    try await make(second, [("replaces", "goods-2.csv")])
    #expect(try folder.text("goods-2.csv") == "sku,name,price\na,A,2\nb,B,3\n")
    #expect(try folder.text("paypress.yml") == config)
    for name in ["goods.csv", "../goods.csv", "/etc/passwd", "paypress.yml"] {
      await #expect(throws: ProjectEditor.Refusal.self) {
        try await make(second, [("replaces", name)])
      }
    }
    try await editor.undo()
    try await editor.undo()
    #expect(try folder.text("paypress.yml") == "links: []\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "goods.csv", "paypress.yml",
      ])
    #expect(SpreadsheetEdit(FormFields([.init("id", "no such column")]), first) == nil)
  }
}
