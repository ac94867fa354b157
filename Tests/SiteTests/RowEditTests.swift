import Foundation
import TestSupport
import Testing

/// A build after spreadsheet edits gives what a clean build gives.
@Suite struct RowEditTests {
  private struct Sheet {
    var rows: [[String]] = (1...30).map { ["r\($0)", "Row \($0)", "\($0).50", "c\($0)"] }
    var lineEnd = "\n"
    var separator = ","
    var ending = ""
    var quotesAll = false
    var prefix = "a"

    static let titles = [
      "Plain", "With, comma", "With; both, kinds", "\"Quoted\"", "茉莉花茶", "Two  spaces",
      "Line\tno", "Price ¥5", "naïve 🍵", "\u{202E}turned", "x=1",
    ]
    static let customs = ["c1", "c2", " spaced ", "", "长,的", "\"q\"", "a&b"]

    func text(_ names: [String]) -> String {
      let lines = ([names] + rows).map { row in
        row.map(cell).joined(separator: separator)
      }
      return lines.joined(separator: lineEnd) + ending
    }

    private func cell(_ text: String) -> String {
      let isPlain = !text.contains { "\",;\t\r\n".contains($0) }
      return isPlain && !quotesAll ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }

    mutating func edit(_ random: inout Xorshift, number: Int) {
      let row = random.below(rows.count)
      switch random.below(13) {
      case 0: rows.insert(["n\(prefix)\(number)", "New", "3", "n\(number)"], at: row)
      case 1 where rows.count > 5: rows.remove(at: row)
      case 2, 3:
        rows[row][1] = Self.titles[random.below(Self.titles.count)].replacing("\t", with: " ")
      case 4: rows[row][3] = Self.customs[random.below(Self.customs.count)]
      case 5: rows[row][2] = ["any", "1.5", "9.99"][random.below(3)]
      case 6: rows.swapAt(row, random.below(rows.count))
      case 7: lineEnd = ["\n", "\r\n", "\r"][random.below(3)]
      case 8: separator = [",", ";", "\t"][random.below(3)]
      case 9: ending = ["", lineEnd, lineEnd + lineEnd][random.below(3)]
      case 10: quotesAll.toggle()
      case 11: rows = rows.reversed()
      default: rows.append(["e\(prefix)\(number)", "End", "4", "e\(number)"])
      }
    }
  }

  private static let config = """
    site: { title: Test, language: en, base_url: "https://pay.example.com", index_batch_pages: true }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      n: { name: Hilltop, appkey: ffeeddccbbaa99887766554433221100, tokens: { t: y } }
    links:
      - { id: "a-{sku}", rows: a.csv, merchant: m, title: "{name}", price: "{price}", custom: "{channel}", stable: true }
      - { id: "b-{sku}", rows: b.csv, merchant: n, note: "{name}", price: "{price}", custom: "{channel}", skin: night }
      - { id: "again-{sku}", rows: a.csv, merchant: m, title: "{name}", price: "{price}", custom: "{channel}", stable: true }
    """

  @Test func aBuildSaysAndWritesWhatACleanOneDoes() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    var random = Xorshift(seed: 20_261_125)
    var sheets = ["a": Sheet(), "b": Sheet(prefix: "b")]
    let count = ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] == nil ? 50 : 500
    var rightCount = 0
    for number in 0..<count {
      let before = sheets
      for name in sheets.keys.sorted() {
        for _ in 0..<random.below(3) { sheets[name]?.edit(&random, number: number) }
        let text = sheets[name]?.text(["sku", "name", "price", "channel"]) ?? ""
        try folder.write(text, to: "\(name).csv")
      }
      let built = try Tool.payPress(["build", "-j", "\(1 + number % 2)"], in: folder.path)
      let clean = try Tool.payPress(["build", "-o", "clean"], in: folder.path)
      #expect(built.status == clean.status, "\(number): \(built.error)")
      #expect(Self.findings(built) == Self.findings(clean), "\(number)")
      if clean.status == 0 {
        rightCount += 1
        let expected = try folder.files(below: "clean", skipping: ".paypress")
        let found = try folder.files(below: "output", skipping: ".paypress")
        #expect(found == expected, "\(number)")
        try FileManager.default.removeItem(atPath: "\(folder.path)/clean")
        guard found == expected else { return }
      } else {
        sheets = before
      }
    }
    #expect((count / 2..<count).contains(rightCount), "\(rightCount)")
  }

  /// The findings, without the summary that counts files and the hint after it.
  private static func findings(_ result: Tool.Result) -> [Substring] {
    let lines = result.error.split(separator: "\n")
    guard result.status == 0 else { return lines }
    // What a build says of the changes since the last one, a clean one cannot say.
    return Array(lines.prefix { !$0.contains(" links in ") && !$0.hasPrefix("the page") })
  }

  /// Enough rows for three index pages; no row ends at a chunk's end.
  @Test func aChangedRowOfMany() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - { id: "{sku}", rows: a.csv, title: "{name}", price: "5", custom: "{sku}", stable: true }
      """, to: "paypress.yml")
    func write(changed: Int) throws {
      let rows = (1...2500).map { row in
        let name = row == changed ? "Changed" : "Tea, \"the \(row)th\" of\nmany 茶"
        return "p\(row),\"\(name.replacing("\"", with: "\"\"").replacing("\n", with: " "))\"\r\n"
      }
      try folder.write("sku,name\r\n" + rows.joined(), to: "a.csv")
    }
    for (row, page) in [(1234, "index-2.html"), (2500, "index-3.html"), (1, "index.html")] {
      try write(changed: 0)
      #expect(try Tool.payPress(["build"], in: folder.path).status == 0)
      let before = try SiteFixture.inodes("\(folder.path)/output")
      try write(changed: row)
      #expect(try Tool.payPress(["build"], in: folder.path).status == 0)
      let after = try SiteFixture.inodes("\(folder.path)/output")
      #expect(
        Set(after.keys.filter { after[$0] != before[$0] })
          == [page, "links.csv", "links.json", "pay/p\(row)/index.html"])
      #expect(try Tool.payPress(["build", "-o", "clean"], in: folder.path).status == 0)
      let expected = try folder.files(below: "clean", skipping: ".paypress")
      #expect(try folder.files(below: "output", skipping: ".paypress") == expected)
    }
  }

  /// Lists changed while a build waits for another are written again.
  @Test func aListThatChangesWhileABuildWaitsIsMadeAnew() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    var sheet = Sheet()
    let names = ["sku", "name", "price", "channel"]
    try folder.write(sheet.text(names), to: "a.csv")
    try folder.write(sheet.text(names), to: "b.csv")
    #expect(try Tool.payPress(["build"], in: folder.path).status == 0)
    sheet.rows[3][1] = "Changed"
    try folder.write(sheet.text(names), to: "a.csv")
    let script = """
      exec 9>>output/.paypress/lock
      flock 9
      "$0" build 2>told 9>&- &
      until grep -q . told || ! kill -0 $!; do sleep 0.05; done
      printf X | dd of=output/links.json bs=1 seek=400 conv=notrunc status=none
      printf X | dd of=output/links.csv bs=1 seek=400 conv=notrunc status=none
      exec 9>&-
      wait $!
      """
    let result = try Tool.run("/bin/bash", ["-c", script, Tool.payPress], in: folder.path)
    let told = try folder.text("told")
    #expect(result.status == 0 && told.contains("another build"), "\(told)")
    #expect(try Tool.payPress(["build", "-o", "clean"], in: folder.path).status == 0)
    let expected = try folder.files(below: "clean", skipping: ".paypress")
    #expect(try folder.files(below: "output", skipping: ".paypress") == expected)
  }
}
