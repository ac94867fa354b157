import Foundation
import TestSupport
import Testing

/// What `diff` says about edits of the examples, in both languages.
@Suite struct RecordedEditTests {
  /// Replacements in the config of an example.
  struct Edit {
    let name: String
    let example: String
    let replacements: [(old: String, new: String)]

    init(_ name: String, _ example: String, _ replacements: (String, String)...) {
      self.name = name
      self.example = example
      self.replacements = replacements.map { (old: $0.0, new: $0.1) }
    }
  }

  private static let teahouse = [
    Edit("nothing", "teahouse"),
    Edit("a price", "teahouse", ("longjing: 38.00", "longjing: 40.00")),
    Edit(
      "two prices", "teahouse", ("longjing: 38.00", "longjing: 40.00"), ("cake: 28.50", "cake: 26")),
    Edit("a price is opened", "teahouse", ("    price: cake\n    stable: true\n", "")),
    Edit("a price is set", "teahouse", ("title: 到店付款", "title: 到店付款\n    price: 10")),
    Edit("a title", "teahouse", ("title: 龙井一杯", "title: 明前龙井")),
    Edit(
      "a title and a price", "teahouse",
      ("title: 龙井一杯", "title: 明前龙井"), ("longjing: 38.00", "longjing: 58.00")),
    Edit("a note", "teahouse", ("明前茶，可续水三次。", "明前茶，可续水五次。")),
    Edit("a note is added", "teahouse", ("title: 桂花糕", "title: 桂花糕\n    note: 每天现做。")),
    Edit("a note is removed", "teahouse", ("    note: 明前茶，可续水三次。\n", "")),
    Edit("a title on paper", "teahouse", ("title: 桂花糕", "title: 桂花糕\n    print_title: 糕")),
    Edit(
      "a link is renamed", "teahouse",
      ("- id: cake", "- id: osmanthus-cake"), ("biluochun, cake]", "biluochun, osmanthus-cake]")),
    Edit(
      "a link is added", "teahouse",
      (
        "  - id: table-{n}",
        "  - id: puer\n    title: 普洱\n    price: 48\n    stable: true\n\n  - id: table-{n}"
      )),
    Edit(
      "a link is removed", "teahouse",
      ("  - id: biluochun\n    title: 碧螺春一杯\n    price: biluochun\n    stable: true\n\n", ""),
      ("longjing, biluochun, cake", "longjing, cake")),
    Edit("two tables more", "teahouse", ("01..40", "01..42")),
    Edit("twenty tables less", "teahouse", ("01..40", "01..20")),
    Edit("contacts of all tables", "teahouse", ("custom: table-{n}", "custom: t{n}")),
    Edit("the token has another value", "teahouse", ("counter: sampletoken", "counter: newtoken")),
    Edit(
      "the shop has another name", "teahouse",
      ("  lakeside:\n    name: 湖畔茶馆", "  lakeside:\n    name: 西湖茶馆")),
    Edit(
      "the gateway", "teahouse",
      ("\nmerchants:", "\ngateway: https://pay.example.com\n\nmerchants:")),
    Edit("a design", "teahouse", ("design: seal", "design: classic")),
    Edit("a paper", "teahouse", ("paper: A4", "paper: A3")),
    Edit("a stock", "teahouse", ("avery-l7160", "avery-l7163")),
    Edit("copies", "teahouse", ("copies: 10", "copies: 20")),
    Edit("a job prints more links", "teahouse", ("- cards: counter", "- cards: [counter, cake]")),
    Edit(
      "a job prints fewer links", "teahouse",
      ("[counter, longjing, biluochun, cake]", "[counter, longjing, cake]")),
    Edit(
      "a job is removed", "teahouse",
      ("\n  - cards: counter\n    stock: avery-c32011\n    copies: 10\n", "")),
    Edit(
      "a job is added", "teahouse",
      (
        "print:\n",
        "print:\n  - labels: [longjing, cake]\n    stock: avery-l7160\n    name: board\n\n"
      )),
  ]

  private static let others = [
    Edit("a title in English", "two-merchants", ("Sourdough loaf", "Rye loaf")),
    Edit("a price in English", "two-merchants", ("loaf: 26.00", "loaf: 27.50")),
    Edit(
      "another payee", "two-merchants",
      ("merchant: bakery\n    title: Sourdough", "merchant: records\n    title: Sourdough")),
    Edit("another token", "two-merchants", ("token: bakery/orders", "token: bakery/counter")),
    Edit(
      "another appkey", "two-merchants",
      ("0123456789abcdef0123456789abcdef", "098f6bcd4621d373cade4e832627b4f6")),
    Edit(
      "the payer may change the price", "two-merchants",
      ("skin: night, stable: true", "skin: night")),
    Edit(
      "the payer may no longer change anything", "two-merchants",
      ("    custom: web-order\n", "    custom: web-order\n    stable: true\n")),
    Edit("a contact is removed", "two-merchants", ("    custom: web-order\n", "")),
    Edit("a skin", "two-merchants", ("skin: flour }", "skin: night }")),
    Edit("an accent", "two-merchants", ("#8a5a00", "#005a8a")),
    Edit("one crate more", "two-merchants", ("[a, b, c, d]", "[a, b, c, d, e]")),
    Edit(
      "a street vendor raises the price", "vendor", ("title: 煎饼果子", "title: 煎饼果子\n    price: 9")),
    Edit("a street vendor has another note", "vendor", ("加肠 3 元", "加肠 4 元")),
    Edit("a price of codes that forward", "forwarding", ("espresso: 18.00", "espresso: 20.00")),
    Edit(
      "a link whose codes forward is renamed", "forwarding",
      ("- id: espresso", "- id: ristretto"), ("[espresso, latte]", "[ristretto, latte]")),
  ]

  /// A copy of an example, built, and with an edited config.
  private static func edited(_ edit: Edit, from built: [String: Data]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, data) in built { try folder.write(data, to: name) }
    var config = try folder.text("paypress.yml")
    for (old, new) in edit.replacements {
      #expect(config.contains(old), "\(edit.name): \(old)")
      config = config.replacing(old, with: new)
    }
    try folder.write(config, to: "paypress.yml")
    return folder
  }

  private static func built(_ example: String) throws -> [String: Data] {
    let folder = try TemporaryFolder()
    for (name, data) in try TemporaryFolder.files(
      below: "\(Tool.packageFolder)/examples/\(example)")
    where !name.hasPrefix("output/") { try folder.write(data, to: name) }
    let build = try Tool.payPress(["build"], in: folder.path)
    #expect(build.status == 0, "\(build.error)")
    return try folder.files()
  }

  @Test func everyEditIsToldInBothLanguages() throws {
    let edits = Self.teahouse + Self.others
    #expect(edits.count == 43)
    var built: [String: [String: Data]] = [:]
    var (english, chinese) = ("", "")
    for edit in edits {
      let site = try built[edit.example] ?? Self.built(edit.example)
      built[edit.example] = site
      let folder = try Self.edited(edit, from: site)
      let result = try Tool.payPress(["diff"], in: folder.path)
      #expect(result.status == 0, "\(edit.name): \(result.error)")
      english += "# \(edit.example): \(edit.name)\n\(result.text)\n"
      let other = try Tool.payPress(
        ["diff"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
      chinese += "# \(edit.example): \(edit.name)\n\(other.text)\n"
      // As many sentences, and none that is not translated.
      #expect(
        other.text.split(separator: "\n").count == result.text.split(separator: "\n").count)
      for line in other.text.split(separator: "\n") {
        #expect(line.contains(/[\u{4E00}-\u{9FFF}]/), "\(line)")
      }
    }
    #expect(try Golden.difference(Data(english.utf8), from: "edits.txt") == nil)
    #expect(try Golden.difference(Data(chinese.utf8), from: "edits.zh-CN.txt") == nil)
  }

  @Test func aPullRequestGetsATableInBothLanguages() throws {
    let edit = Edit(
      "several", "teahouse", ("longjing: 38.00", "longjing: 40.00"), ("01..40", "01..42"),
      ("title: 桂花糕", "title: \"桂花|糕 *新*\""), ("design: seal", "design: night"))
    let folder = try Self.edited(edit, from: try Self.built("teahouse"))
    for (language, ending) in [("C", ""), ("zh_CN.UTF-8", ".zh-CN")] {
      let result = try Tool.payPress(
        ["diff", "--format", "markdown"], in: folder.path, environment: ["LC_ALL": language])
      #expect(result.status == 0)
      #expect(
        try Golden.difference(result.output, from: "pull-request\(ending).md") == nil)
    }
  }

  @Test func programsGetTheSameAsJSON() throws {
    let edit = Edit(
      "several", "teahouse", ("longjing: 38.00", "longjing: 40.00"), ("- id: cake", "- id: kuchen"),
      ("biluochun, cake]", "biluochun, kuchen]"), ("paper: A4", "paper: A3"))
    let folder = try Self.edited(edit, from: try Self.built("teahouse"))
    let result = try Tool.payPress(["diff", "--format", "json"], in: folder.path)
    #expect(result.status == 0 && !result.text.contains("sampletoken"))
    #expect(try Golden.difference(result.output, from: "diff.json") == nil)
  }
}
