import Foundation
import Support
import TestSupport
import Testing

/// A build after changes gives the same bytes as one in a new folder.
@Suite struct IncrementalTests {
  /// The edited part of a site.
  private struct Draft {
    var rows: [[String]] = (1...12).map {
      ["p\($0)", "Product \($0)", "\($0).50", "shop-\($0 % 3)"]
    }
    var accent = "#1a1a2e"
    var writesSVG = true
    var fansOut = false
    var isIndexed = false
    var template: String?
    var partial: String?
    /// Print jobs, to which the index links.
    var print: [String] = []

    func write(to folder: TemporaryFolder) throws {
      let lines = [["sku", "name", "price", "channel"]] + rows
      try folder.write(
        lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", to: "products.csv")
      try folder.write(
        """
        site:
          title: Test
          language: en
          base_url: https://pay.example.com
          index_batch_pages: \(isIndexed)
          fan_out: \(fansOut)
          qr: { svg: \(writesSVG) }
        merchants:
          m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
          n: { name: Hilltop, appkey: ffeeddccbbaa99887766554433221100, tokens: { t: y } }
        skins:
          night: { gateway_skin: 1, templates: night, accent: "\(accent)" }
        defaults: { merchant: m }
        links:
          - { id: open }
          - { id: other, merchant: n, skin: night }
          - { id: "{sku}", rows: products.csv, title: "{name}", price: "{price}", custom: "{channel}", stable: true }
        """, to: "paypress.yml")
      if !print.isEmpty {
        let config = try folder.text("paypress.yml")
        let jobs = print.map { "  - \($0)\n" }.joined()
        try folder.write("\(config)\nprint:\n\(jobs)", to: "paypress.yml")
      }
      for (text, name) in [(template, "classic/page.html"), (partial, "shared/sample.html")] {
        let path = "templates/\(name)"
        if let text {
          try folder.write(text, to: path)
        } else {
          try? FileManager.default.removeItem(atPath: "\(folder.path)/\(path)")
        }
      }
    }

    mutating func edit(_ random: inout Xorshift, number: Int) {
      let row = rows.isEmpty ? 0 : random.below(rows.count)
      switch random.below(14) {
      case 0:
        rows.insert(
          ["n\(number)-\(random.below(1_000_000))", "New \(number)", "3.00", "x"], at: row)
      case 1 where rows.count > 2: rows.remove(at: row)
      case 2: rows[row][1] = "Renamed \(number)"
      case 3: rows[row][2] = "\(number % 90 + 1).25"
      case 4: rows.swapAt(row, random.below(rows.count))
      case 5: rows[row][3] = "shop-\(number)"
      case 6: accent = ["#1a1a2e", "#224466", "#336622"][random.below(3)]
      case 7: writesSVG.toggle()
      case 8: fansOut.toggle()
      case 9: template = template == nil ? "<p>{{title}} {{#price}}{{price}}{{/price}}</p>" : nil
      case 10: partial = partial == nil ? "<b>partial</b>" : nil
      case 11 where print.count > 1: print.removeLast()
      case 11, 12:
        print.append(
          [
            "{ labels: \"*\", stock: avery-l7120, allow: [distance], name: l\(number)-\(print.count) }",
            "{ poster: open, paper: A5, name: p\(number)-\(print.count) }",
          ][random.below(2)])
      default: isIndexed.toggle()
      }
    }
  }

  @Test func isTheSameAsACleanBuildAfterAnyEdits() throws {
    let folder = try TemporaryFolder()
    var random = Xorshift(seed: 20_261_124)
    var draft = Draft()
    let count = ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] == nil ? 60 : 500
    for number in 0..<count {
      for _ in 0...random.below(3) { draft.edit(&random, number: number) }
      try draft.write(to: folder)
      if number > 0 { try Self.disturb("\(folder.path)/output", &random) }
      let result = try Tool.payPress(["build", "-j", "\(1 + number % 3)"], in: folder.path)
      #expect(result.status == 0, "\(number): \(result.error)")
      let clean = "clean-\(number)"
      #expect(try Tool.payPress(["build", "-o", clean], in: folder.path).status == 0)
      let expected = try folder.files(below: clean, skipping: ".paypress")
      let found = try folder.files(below: "output", skipping: ".paypress")
      #expect(found == expected, "\(number): \(Self.difference(found, expected))")
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(clean)")
      guard found == expected else { return }
    }
  }

  private static func difference(_ left: [String: Data], _ right: [String: Data]) -> [String] {
    Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
  }

  /// Changes an output folder as people and disks do: removes, damages and touches files.
  private static func disturb(_ output: String, _ random: inout Xorshift) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: output).filter {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(output)/\($0)", isDirectory: &isFolder)
      return !isFolder.boolValue && !$0.hasPrefix(".paypress")
    }.sorted()
    let path = "\(output)/\(names[random.below(names.count)])"
    switch random.below(5) {
    case 0:
      try FileManager.default.removeItem(atPath: path)
    case 1:
      // The same size, and the modification time restored.
      var data = try Data(contentsOf: URL(fileURLWithPath: path))
      let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      guard !data.isEmpty, let date else { return }
      data[data.startIndex] ^= 1
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.write(contentsOf: data)
      try file.close()
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    case 2:
      try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
    case 3:
      let copy = try Data(contentsOf: URL(fileURLWithPath: path))
      try FileManager.default.removeItem(atPath: path)
      try copy.write(to: URL(fileURLWithPath: path))
    default:
      break
    }
  }

  @Test func aChangedRowTouchesItsFilesAndTheListsAlone() throws {
    let folder = try TemporaryFolder()
    var draft = Draft()
    try draft.write(to: folder)
    #expect(try Tool.payPress(["build"], in: folder.path).status == 0)
    let before = try SiteFixture.inodes("\(folder.path)/output")
    draft.rows[4][1] = "Another name"
    try draft.write(to: folder)
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(
      result.error.hasPrefix("14 links in output: 1 link changed\nAnother name (p5): title "),
      "\(result.error)")
    let after = try SiteFixture.inodes("\(folder.path)/output")
    #expect(
      Set(after.keys.filter { after[$0] != before[$0] })
        == ["index.html", "links.csv", "links.json", "pay/p5/index.html"])
  }

  @Test func nothingIsWrittenOrRenderedWhenNothingChanged() throws {
    let site = try SiteFixture(links: 20)
    #expect(try site.build().status == 0)
    #expect(try site.build().status == 0)
    let before = try SiteFixture.inodes("\(site.folder.path)/output")
    let trace = "\(site.folder.path)/trace.txt"
    let result = try Tool.run(
      "/usr/bin/strace",
      [
        "-f", "--seccomp-bpf", "-qq", "-o", trace, "-e", "trace=openat,rename,unlink,mkdir,write",
        Tool.payPress, "build",
      ], in: site.folder.path)
    #expect(result.error == BuildOutcome.unchanged(linkCount: 21))
    let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    let touching = calls.filter { call in
      let isOutput = call.contains("output/") && !call.contains("output/.paypress/")
      return isOutput && !call.contains(" = -1 ")
        && ["O_WRONLY", "O_RDWR", "O_CREAT", "rename(", "unlink(", "mkdir("].contains {
          call.contains($0)
        }
    }
    #expect(touching.isEmpty, "\(touching)")
    #expect(try SiteFixture.inodes("\(site.folder.path)/output") == before)
  }

  @Test func bytesAreNotReadWhereMetadataTellsEachChange() throws {
    let site = try SiteFixture(links: 5)
    let tellsChanges = try FolderHandle(site.folder.path).openNew("probe").givesChangesOwnTimes
    #expect(try site.build().status == 0)
    let trace = "\(site.folder.path)/trace.txt"
    let result = try Tool.run(
      "/usr/bin/strace",
      ["-f", "-qq", "-o", trace, "-e", "trace=openat,openat2", Tool.payPress, "build"],
      in: site.folder.path)
    #expect(result.error == BuildOutcome.unchanged(linkCount: 6))
    let calls = try String(contentsOfFile: trace, encoding: .utf8)
    #expect(calls.contains("\"record\""))
    #expect(!tellsChanges || !calls.contains("\"links.json\""))
  }

  @Test func saysTheSameWarningsWhenNothingChanged() throws {
    let site = try SiteFixture(links: 2)
    try site.folder.write(
      try site.folder.text("paypress.yml").replacing("stable: true, ", with: ""),
      to: "paypress.yml")
    let first = try site.build()
    #expect(first.error.contains("warning"))
    let second = try site.build()
    func warnings(_ text: String) -> [Substring] {
      Array(text.split(separator: "\n").prefix { !$0.contains(" links in ") })
    }
    #expect(warnings(second.error) == warnings(first.error) && second.status == 0)
    let chinese = try site.build(environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.error.contains("没有变化") && !chinese.error.contains("can change"))
  }

  @Test func aVariableThatChangedIsSeen() throws {
    let site = try SiteFixture(links: 2)
    try site.folder.write(
      try site.folder.text("paypress.yml").replacing(
        "tokens: { t: x }", with: "tokens: { t: \"${T}\" }"),
      to: "paypress.yml")
    #expect(try site.build(environment: ["T": "first"]).status == 0)
    #expect(try site.build(environment: ["T": "first"]).error.contains("nothing has changed"))
    #expect(try site.build(environment: ["T": "second"]).status == 0)
    #expect(try site.folder.text("output/links.json").contains("token=second"))
    #expect(try site.build().status == 1)
  }

  @Test func aCopyOfTheFolderIsNotMadeAnew() throws {
    let site = try SiteFixture(links: 5)
    #expect(try site.build().status == 0)
    _ = try Tool.run("/bin/cp", ["-r", "output", "copy"], in: site.folder.path)
    let before = try SiteFixture.inodes("\(site.folder.path)/copy")
    let result = try site.build(["-o", "copy"])
    #expect(result.error == BuildOutcome.unchanged(linkCount: 6, in: "copy"))
    #expect(try SiteFixture.inodes("\(site.folder.path)/copy") == before)
  }
}
