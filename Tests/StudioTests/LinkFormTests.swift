import Catalog
import Foundation
import GatePay
import Site
import Support
import TestSupport
import Testing

@testable import Editing
@testable import Studio

/// Whether the payer of a link can change its price, as the form asks it.
@Suite struct LinkFormTests {
  /// A link's own settings, the price and the box as they are sent, and the settings then.
  @Test(arguments: [
    ("id: a, title: A", "12", "on", "id: a, title: A, price: 12, stable: true"),
    ("id: a, title: A", "12", "", "id: a, title: A, price: 12, stable: false"),
    ("id: a, title: A", "", "on", "id: a, title: A"),
    ("id: a, title: A", "", "", "id: a, title: A"),
    ("id: a, title: A, stable: true", "12", "on", "id: a, title: A, stable: true, price: 12"),
    ("id: a, title: A, stable: false", "12", "on", "id: a, title: A, stable: true, price: 12"),
    ("id: a, title: A, price: 3", "3", "on", "id: a, title: A, price: 3, stable: true"),
    ("id: a, title: A, price: 3", "4", "", "id: a, title: A, price: 4"),
    (
      "id: a, title: A, price: 3, stable: true", "4", "on",
      "id: a, title: A, price: 4, stable: true"
    ),
    (
      "id: a, title: A, price: 3, stable: true", "3", "",
      "id: a, title: A, price: 3, stable: false"
    ),
    ("id: a, title: A, stable: '${X}'", "12", "on", "id: a, title: A, stable: '${X}', price: 12"),
  ])
  func locksThePriceOnRequest(old: String, price: String, box: String, new: String) throws {
    let text = try ConfigText(Array("links: [{ \(old) }]\n".utf8))
    let form = try LinkForm.find("a", in: text).get()
    let shown = form.showsLock(false) ? LinkForm.locked : ""
    let fields = FormFields(
      [
        ("action", "link"), ("id", "a"), ("title", "A"), ("was-title", "A"), ("price", price),
        ("was-price", form.price), ("lock", box), ("was-lock", shown),
      ].map { FormFields.Field($0.0, $0.1) })
    let changed = try #require(EditAction(fields)).apply(to: text)
    #expect(changed.text == "links: [{ \(new) }]\n")
  }

  /// As new links are locked; a setting of the shop for all its links counts too.
  @Test func checksTheBoxOfALinkThatGetsAPrice() throws {
    func form(_ link: String) throws -> LinkForm {
      try LinkForm.find("a", in: ConfigText(Array("links: [{ id: a, \(link) }]\n".utf8))).get()
    }
    #expect(try form("title: A").showsLock(false))
    #expect(try !form("title: A, stable: false").showsLock(false))
    #expect(try !form("title: A, price: 3").showsLock(false))
    #expect(try form("title: A, price: 3").showsLock(true))
    #expect(try form("title: A, stable: '${X}'").lock == nil)
  }

  private static func merchant(_ key: String, _ defaults: String) -> String {
    let appkey = "00112233445566778899aabbccddee\(key == "m" ? "ff" : "fe")"
    return "\(key): { name: \(key), appkey: \(appkey), tokens: { t: abc\(key) }\(defaults) }"
  }

  private static let one = "merchants: { \(merchant("m", "")) }\n"
  private static let two =
    "merchants: { \(merchant("m", ", defaults: { price: 5 }")), \(merchant("n", "")) }\n"

  /// What the config says for all links, a link's own settings, the price that the form shows and the one that
  /// is sent, and the settings then: an empty field means that the payer enters the amount, whatever the
  /// defaults say.
  @Test(
    arguments: [
      ("\(one)defaults: { price: 5 }\n", "price: 3", "3", "", "price: any"),
      ("\(one)defaults: { price: 5 }\n", "price: 3, stable: true", "3", "", "price: any"),
      ("\(one)defaults: { price: 5 }\n", "title: A", "5", "", "title: A, price: any"),
      ("\(one)defaults: { price: 5 }\n", "title: A", "5", "7", "title: A, price: 7"),
      ("\(one)defaults: { price: 5 }\n", "price: any", "", "7", "price: 7, stable: true"),
      ("\(one)defaults: { price: any }\n", "note: x, price: 3", "3", "", "note: x"),
      (
        "\(one)defaults: { price: cup }\nprices: { cup: 12 }\n", "title: A", "12", "13",
        "title: A, price: 13"
      ),
      (two, "merchant: m, price: 3", "3", "", "merchant: m, price: any"),
      (two, "token: m/t, price: 3", "3", "", "token: m/t, price: any"),
      (two, "merchant: m", "5", "", "merchant: m, price: any"),
      (two, "merchant: n, price: 3", "3", "", "merchant: n"),
      ("\(two)defaults: { merchant: m }\n", "title: A", "5", "", "title: A, price: any"),
      ("\(two)defaults: { merchant: n }\n", "price: 3, note: x", "3", "", "note: x"),
      (
        "\(two)defaults: { merchant: m }\n", "merchant: n", "", "4",
        "merchant: n, price: 4, stable: true"
      ),
      // The lock stays where it has something to lock.
      ("\(one)defaults: { custom: c }\n", "price: 3, stable: true", "3", "", "stable: true"),
      (
        "merchants: { \(merchant("m", ", defaults: { custom: c }")) }\n", "price: 3, stable: true",
        "3", "", "stable: true"
      ),
      (
        "\(one)defaults: { custom: c }\n", "price: 3, stable: true, custom: ~", "3", "",
        "custom: ~"
      ),
      ("\(one)defaults: { stable: true }\n", "price: 3", "3", "", "stable: false"),
      (
        "\(one)defaults: { stable: true, price: 5 }\n", "title: A", "5", "",
        "title: A, price: any, stable: false"
      ),
    ] as [(String, String, String, String, String)])
  func anEmptyPriceIsForThePayer(
    rest: String, old: String, shown: String, typed: String, new: String
  ) throws {
    func config(_ link: String) -> String {
      "site: { title: S, language: en }\n\(rest)links: [{ id: a, \(link) }]\n"
    }
    let text = try ConfigText(Array(config(old).utf8))
    let form = try LinkForm.find("a", in: text).get()
    #expect(form.price == shown && form.priceName == nil)
    let lock = form.showsLock(false) ? LinkForm.locked : ""
    let fields = FormFields(
      [
        ("action", "link"), ("id", "a"), ("title", form.title), ("was-title", form.title),
        ("price", typed), ("was-price", form.price), ("lock", lock), ("was-lock", lock),
      ].map { FormFields.Field($0.0, $0.1) })
    let changed = try #require(EditAction(fields)).apply(to: text)
    #expect(changed.text == config(new))
    // So it is for whoever builds it.
    #expect(try Self.prices(changed.text) == [typed.isEmpty ? "" : "\(typed).00"])
  }

  /// New links too, of a form and of a spreadsheet without prices.
  @Test(arguments: [one, "\(one)defaults: { price: 5 }\n", "\(two)defaults: { merchant: m }\n"])
  func newLinksAreForThePayerToo(rest: String) throws {
    let config = "site: { title: S, language: en }\n\(rest)links: [{ id: a, price: 5 }]\n"
    var text = try EditAction.newLink(id: "b", title: "B", price: "").apply(
      to: ConfigText(Array(config.utf8)))
    #expect(text.text.contains("any") == (rest != Self.one))
    let goods = try NewSpreadsheet(named: "goods.csv", Array("sku,name\nc,C\nd,D\n".utf8))
    let folder = try TemporaryFolder()
    try folder.write(text.text, to: "paypress.yml")
    let fields = [("id", "sku"), ("title", "name"), ("price", "")]
    let edit = try #require(
      SpreadsheetEdit(FormFields(fields.map { FormFields.Field($0.0, $0.1) }), goods))
    var draft = ProjectDraft(config: "\(folder.path)/paypress.yml")
    try edit.apply(to: &draft, in: ProjectFolder(path: "\(folder.path)/"))
    text = try ConfigText(try #require(draft.changes.last).new)
    #expect(try Self.prices(text.text, goods: goods.bytes) == ["5.00", "", "", ""])
  }

  /// Tables too, which have a contact to lock; a link without one is not locked.
  @Test(arguments: [
    "\(one)defaults: { price: 5, stable: true }\n", "\(one)defaults: { stable: true }\n",
    "\(one)defaults: { price: 5, stable: true, custom: c }\n",
  ])
  func newLinksAndTablesCanBeBuiltBesideALock(rest: String) throws {
    let config =
      "site: { title: S, language: en }\n\(rest)links: [{ id: a, price: 5, custom: x }]\n"
    var text = try EditAction.newLink(id: "b", title: "B", price: "").apply(
      to: ConfigText(Array(config.utf8)))
    text = try EditAction.newTables(first: "1", last: "2", title: "Table {n}").apply(to: text)
    #expect(try Self.prices(text.text) == ["5.00", "", "", ""])
    #expect(text.text.contains("stable: false") == !rest.contains("custom"))
  }

  /// Where it cannot be told what the payer pays, there is no such form.
  @Test(arguments: [
    "\(one)defaults: { price: \"${PRICE}\" }\n", two,
    "\(one)defaults: { price: cup }\nprices: { cup: \"${PRICE}\" }\n",
  ])
  func leavesPricesAloneThatItCannotTell(rest: String) throws {
    let text = try ConfigText(Array("\(rest)links: [{ id: a }]\n".utf8))
    #expect(throws: LinkForm.Obstacle.notText) { try LinkForm.find("a", in: text).get() }
  }

  /// The prices of all links; empty where the payer enters them.
  private static func prices(_ config: String, goods: [UInt8] = []) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    try folder.write(Data(goods), to: "goods.csv")
    let sink = FindingSink()
    let site = try Site.check("\(folder.path)/paypress.yml", environment: [:], into: sink)
    let reader = try #require(site, "\(sink.findings)").catalogue.makeReader()
    var prices: [String] = []
    while let link = try reader.next() { prices.append(link.address.price?.description ?? "") }
    return prices
  }
}
