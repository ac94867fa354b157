import Catalog
import Editing
import Foundation
import GatePay
import Site
import Support
import TestSupport
import Testing

@testable import Studio

/// Forms for new links in a shop where several could be paid.
@Suite struct PayeeTests {
  private static func text(_ config: String) throws -> ConfigText {
    try ConfigText(Array(config.utf8))
  }

  /// Merchants and defaults, and whom a new link may name.
  @Test(arguments: [
    ("merchants: { a: { tokens: { t: x } } }", [] as [String]),
    ("merchants: { a: { tokens: { t: x } }, b: { tokens: { t: x } } }", ["a", "b"]),
    ("merchants: { a: { tokens: { t: x, u: y } } }", ["a/t", "a/u"]),
    ("merchants: { a: { tokens: { t: x, u: y }, defaults: { token: t } } }", []),
    (
      "merchants: { a: { tokens: { t: x, u: y }, defaults: { token: t } }, b: { tokens: { t: x } } }",
      ["a", "a/t", "a/u", "b"]
    ),
    (
      "merchants: { a: { tokens: { t: x } }, b: { tokens: { t: x } } }\ndefaults: { token: a/t }",
      []
    ),
    (
      "merchants: { a: { tokens: { t: x } }, b: { tokens: { t: x } } }\ndefaults: { merchant: b }",
      []
    ),
    (
      "merchants: { a: { tokens: { t: x, u: y } }, b: { tokens: { t: x } } }\ndefaults: { merchant: a }",
      ["a/t", "a/u"]
    ),
  ])
  func asksWhoIsPaidWhereNoDefaultSaysIt(config: String, names: [String]) throws {
    #expect(try Payees(in: Self.text(config)).names == names)
  }

  /// In a copy of the example, whose links all say it.
  @Test(arguments: ["records", "bakery/orders"])
  func makesLinksOfAShopWithTwoMerchants(payee: String) throws {
    let folder = try TemporaryFolder()
    let example = try String(
      contentsOfFile: "\(Tool.packageFolder)/examples/two-merchants/paypress.yml", encoding: .utf8)
    var text = try Self.text(example)
    let list = "品名,单价\n豆浆,3\n煎饼,8\n"
    try folder.write(list, to: "goods.csv")
    let file = try NewSpreadsheet(named: "goods.csv", Array(list.utf8))
    text = try EditAction.newLink(id: "tea", title: "Tea", price: "12", payee: payee).apply(
      to: text)
    text = try EditAction.newTables(first: "1", last: "2", title: "Table {n}", payee: payee)
      .apply(to: text)
    text = try text.appending(
      file.entry(of: "goods.csv", id: "品名", title: "品名", price: "单价", payee: payee), to: "links")
    try folder.write(text.text, to: "paypress.yml")
    let sink = FindingSink()
    let site = try #require(
      try Site.check("\(folder.path)/paypress.yml", environment: [:], into: sink),
      "\(sink.findings.map { $0.text(in: .english) })")
    let merchant = site.catalogue.outline.merchantKeys.firstIndex {
      payee.split(separator: "/")[0] == $0
    }
    let reader = site.catalogue.makeReader()
    var count = 0
    while let link = try reader.next() {
      guard link.id == "tea" || link.id.hasPrefix("table-") || link.source != nil else { continue }
      #expect(link.merchant == merchant, "\(link.id)")
      if payee == "bakery/orders" { #expect(link.url.contains("bakeryorders"), "\(link.url)") }
      count += 1
    }
    #expect(count == 5)
  }

  @Test func showsTheQuestionInTheForms() throws {
    let visit = StudioVisit(
      base: "/", language: .english, run: "", state: StudioState(), hasPayments: false,
      canEdit: true)
    func html(_ config: String) throws -> String {
      let page = EditPage(
        visit: visit, token: "", text: .success(try Self.text(config)), canUndo: false)
      return String(decoding: page.html().bytes, as: UTF8.self)
    }
    let two = try html("merchants: { a: { tokens: { t: x } }, b: { tokens: { t: x } } }")
    #expect(two.components(separatedBy: "<select name=\"payee\" required>").count == 3)
    #expect(try !html("merchants: { a: { tokens: { t: x } } }").contains("payee"))
  }
}
