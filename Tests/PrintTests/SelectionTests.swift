import Catalog
import Print
import TestSupport
import Testing

@Suite struct SelectionTests {
  @Test(arguments: [
    ("tea", ["tea"]), ("TEA", ["tea"]), ("[counter, cake]", ["counter", "cake"]),
    ("table-*", ["table-1", "table-2", "table-10"]), ("table-?", ["table-1", "table-2"]),
    ("\"*\"", ["counter", "tea", "cake", "table-1", "table-2", "table-10"]),
    ("\"*e-1*\"", ["table-1", "table-10"]), ("merchant:other", ["cake"]), ("tag:cheap", ["tea"]),
    ("[tag:drinks, tag:food]", ["tea", "cake"]), ("[cake, \"tag: food\", ca*]", ["cake"]),
  ])
  func choosesLinks(selector: String, expected: [String]) throws {
    let fixture = try PrintFixture("- { roll: \(selector), name: r, allow: [distance] }")
    #expect(try fixture.ids().flatMap { $0 } == expected)
  }

  @Test(arguments: [
    ("links", ["counter", "tea", "cake", "table-1", "table-2", "table-10"]),
    ("listed", ["table-1", "table-2", "table-10", "counter", "tea", "cake"]),
    ("id", ["cake", "counter", "table-1", "table-2", "table-10", "tea"]),
    ("title", ["tea", "cake", "counter", "table-1", "table-2", "table-10"]),
    ("price", ["tea", "cake", "counter", "table-1", "table-2", "table-10"]),
  ])
  func putsLinksInOrder(order: String, expected: [String]) throws {
    let fixture = try PrintFixture(
      "- { labels: [table-*, \"*\"], stock: avery-l7160, sort: \(order) }")
    #expect(try fixture.ids() == [expected])
  }

  @Test func startsOnAPartUsedSheetAndRepeats() throws {
    let fixture = try PrintFixture(
      "- { labels: [counter, tea], stock: avery-l7165, start: 6, copies: 3 }")
    #expect(
      try fixture.ids() == [["counter", "counter", "counter"], ["tea", "tea", "tea"]])
    let first = try #require(fixture.sheets()[0][0].codes.first)
    // Sixth label of two columns: third row, right: 4.65 + 101.6, 13.10 + 2 × 67.7.
    #expect(first.frame.x > 106.25 && first.frame.x < 106.25 + 15)
    #expect(first.frame.y > 148.5 && first.frame.y < 148.5 + 15)
  }

  @Test(arguments: [
    ("- poster: tee", "no link matches \"tee\"", "did you mean \"tea\"?"),
    ("- poster: tabel-*", "no link matches \"tabel-*\"", "did you mean \"table-*\"?"),
    ("- poster: merchant:othr", "no link matches \"merchant:othr\"", "did you mean \"other\"?"),
    ("- poster: tag:drink", "no link matches \"tag:drink\"", "did you mean \"drinks\"?"),
  ])
  func namesNearMissesWhereASelectorChoosesNothing(
    job: String, message: String, hint: String
  ) throws {
    let fixture = try PrintFixture(job)
    let text = try #require(fixture.texts.first)
    #expect(fixture.sink.errorCount == 1 && fixture.texts.count == 1)
    #expect(text.hasPrefix("paypress.yml:16:13: error: print[0].poster: \(message)"), "\(text)")
    #expect(text.contains("\n  hint: \(hint)"))
  }

  @Test(arguments: [
    ("[tea, tea]", "tea"), ("[tea, TEA]", "TEA"), ("[table-*, cake, Table-*]", "Table-*"),
    ("[tag:food, tea, \"tag: food\"]", "tag: food"),
    ("[merchant:other, merchant:other]", "merchant:other"),
  ])
  func refusesWhatIsNamedTwice(selectors: String, second: String) throws {
    let fixture = try PrintFixture("- poster: \(selectors)")
    let text = try #require(fixture.texts.first)
    #expect(fixture.texts.count == 1, "\(fixture.texts)")
    #expect(text.contains("error: print[0].poster["), "\(text)")
    #expect(text.contains(": \"\(second)\" is named twice [selector-twice]\n  hint: delete one; "))
  }

  @Test(arguments: [
    ("poster: tee, name: window", "print[window].poster: "),
    ("poster: tea, name: window, paper: A77", "print[window].paper: "),
    ("labels: tea, name: window", "print[window]: "),
    ("poster: tea, name: \"a b\"", "print[0].name: "), ("poster: tee", "print[0].poster: "),
  ])
  func findingsNameTheJob(job: String, start: String) throws {
    let fixture = try PrintFixture("- { \(job) }")
    #expect(fixture.texts.contains { $0.contains("error: \(start)") }, "\(fixture.texts)")
  }

  @Test func refusesLinksThatExpire() throws {
    let fixture = try PrintFixture(
      "- poster: tea",
      links: "- { id: tea, title: A cup of tea, order: anypay, type: wechat, price: 12 }")
    #expect(fixture.texts.contains { $0.contains("link \"tea\" is an order that expires") })
    #expect(fixture.sink.errorCount == 1)
  }

  @Test func leavesOutOrdersThatOnlyAPatternChooses() throws {
    let orders = """
      \(PrintFixture.links)
      - { id: deposit, title: Deposit, merchant: shop, order: anypay, type: wechat, price: 200 }
      - { id: advance, title: Advance, merchant: shop, order: anypay, type: wechat, price: 300 }
      """
    let all = try PrintFixture("- { labels: \"*\", stock: avery-l7160 }", links: orders)
    #expect(
      try all.ids() == [["counter", "tea", "cake", "table-1", "table-2", "table-10"]])
    #expect(all.sink.errorCount == 0)
    let notes = all.texts.filter { $0.contains("orders") }
    #expect(notes.count == 1, "\(all.texts)")
    #expect(
      notes.first?.contains("note: print[0] (labels *): 2 orders are left out of this job") == true)
    let named = try PrintFixture(
      "- { labels: [\"*\", deposit], stock: avery-l7160 }", links: orders)
    #expect(named.sink.errorCount == 1)
    #expect(named.texts.contains { $0.contains("link \"deposit\" is an order that expires") })
    let only = try PrintFixture("- { poster: \"*a*ce\" }", links: orders)
    #expect(only.sink.errorCount == 1)
    #expect(only.texts.contains { $0.contains("this job chooses nothing but orders") })
  }
}
