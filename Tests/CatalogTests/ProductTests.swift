import Catalog
import Support
import TestSupport
import Testing

@Suite struct ProductTests {
  @Test func readsProductsWithTheirMerchantsPricesAndStock() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: Test, language: en }
      merchants:
        a: { name: A, appkey: 00112233445566778899aabbccddeeff, tokens: { x: a-x } }
        b: { name: B, appkey: ffeeddccbbaa99887766554433221100, tokens: { z: b-z } }
      prices: { tea: 1.10 }
      products:
        8: { title: 龙井一罐, price: tea, in_stock: 20, merchant: a }
        12: { title: Gift, price: 88, merchant: b, in_stock: 0 }
        700: { title: Bond, price: 7.5, merchant: a }
      links: [{ id: open, merchant: a }]
      """)
    let accounts = try #require(fixture.catalogue?.accounts, "\(fixture.texts)")
    #expect(accounts.products.map(\.id) == ["8", "12", "700"])
    #expect(accounts.products.map(\.title) == ["龙井一罐", "Gift", "Bond"])
    #expect(accounts.products.map(\.price.description) == ["1.10", "88.00", "7.50"])
    #expect(accounts.products.map(\.inStock) == [20, 0, nil])
    #expect(accounts.products.map { accounts.merchants[$0.merchant].key } == ["a", "b", "a"])
    #expect(accounts.merchants[1].tokens.map(\.name) == ["z"])
    #expect(accounts.merchants[1].tokens.map(\.token.text) == ["b-z"])
  }

  /// The mark shows the finding's position; the base takes the first six lines.
  @Test(arguments: [
    ("products: ⟦{}", "products: this is empty"),
    ("products: ⟦8", "products: `key: value` lines are expected here"),
    (
      "products: { ⟦\"8:1\": { title: T, price: 1 } }",
      "products.8:1: \"8:1\" cannot be the id of a product"
    ),
    ("products: { ⟦0: { title: T, price: 1 } }", "products.0: \"0\" cannot be the id of a product"),
    ("products: { 8: ⟦T }", "products.8: `key: value` lines are expected here"),
    ("products: { 8: ⟦{ price: 1 } }", "products.8: \"title\" is missing"),
    ("products: { 8: ⟦{ title: T } }", "products.8: \"price\" is missing"),
    (
      "products: { 8: { title: T, price: 1, ⟦sotck: 1 } }",
      "products.8.sotck: there is no key \"sotck\" here"
    ),
    (
      "products: { 8: { title: T, price: 1, ⟦stock: 1 } }",
      "products.8.stock: the key \"stock\" has a new name"
    ),
    (
      "products: { 8: { title: T, price: ⟦any } }",
      "products.8.price: a product needs a fixed price"
    ),
    ("products: { 8: { title: T, price: ⟦teh } }", "products.8.price: there is no price \"teh\""),
    ("products: { 8: { title: T, price: ⟦} }", "products.8.price: the price is empty"),
    ("products: { 8: { title: T, price: ⟦0 } }", "products.8.price: nobody can pay \"0\""),
    (
      "products: { 8: { title: T, price: 1, in_stock: ⟦-1 } }",
      "products.8.in_stock: \"-1\" is not accepted here"
    ),
    (
      "products: { 8: { title: T, price: 1, merchant: ⟦shpo } }",
      "products.8.merchant: there is no merchant \"shpo\""
    ),
    (
      "products: { 8: { title: T, price: 1 }, ⟦8: { title: U, price: 2 } }",
      "products.8: \"8\" is given twice"
    ),
  ])
  func refusesWhatNoOrderCouldUse(marked: String, message: String) throws {
    let text = MarkedText(CatalogueFixture.base + marked + "\nlinks: [{ id: open }]\n")
    let fixture = try CatalogueFixture(text.text)
    #expect(fixture.catalogue == nil)
    let place = "paypress.yml:\(text.line):\(text.column): error: \(message)"
    #expect(fixture.texts.contains { $0.hasPrefix(place) }, "\(place)\n\(fixture.texts)")
  }

  @Test func asksWhoSellsAProductWhereThereAreSeveralMerchants() throws {
    let fixture = try CatalogueFixture(
      """
      site: { title: Test, language: en }
      merchants:
        a: { name: A, appkey: 00112233445566778899aabbccddeeff, tokens: { x: a-x } }
        b: { name: B, appkey: ffeeddccbbaa99887766554433221100, tokens: { z: b-z } }
      products: { 8: { title: T, price: 1 } }
      links: [{ id: open, merchant: a }]
      """)
    #expect(
      fixture.texts == [
        """
        paypress.yml:5:16: error: products.8: no merchant is given for this product
          hint: add `merchant: …`; merchants: a, b
        """
      ])
  }

  @Test func accountsAreReadWithoutOpeningASpreadsheet() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      CatalogueFixture.base + """
        products: { 8: { title: T, price: 1 } }
        links: [{ id: "{n}", rows: is-not-there.csv }]
        """, to: "paypress.yml")
    let sink = FindingSink()
    let accounts = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)?.accounts
    #expect(accounts?.products.map(\.id) == ["8"] && sink.findings.isEmpty)
  }
}
