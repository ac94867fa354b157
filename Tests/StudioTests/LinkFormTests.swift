import Catalog
import Editing
import GatePay
import Testing

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
}
