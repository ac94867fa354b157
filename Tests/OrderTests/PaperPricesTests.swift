import Catalog
import GatePay
import Payments
import Support
import TestSupport
import Testing

/// What a receiver knows of old paper.
@Suite struct PaperPricesTests {
  private static let key = "e3d704f3542b44a621ebed70dc0efe13"

  private func prices(_ language: String = "en") throws -> PaperPrices {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Shop, language: \(language), base_url: https://pay.example.com/ }
      merchants: { m: { appkey: \(Self.key), tokens: { c: qflknfokn } } }
      links: [{ id: tea, price: 30, stable: true, forward: true }]
      """, to: "paypress.yml")
    let url = "https://gatepay.io/pay/any?appkey=\(Self.key)&token=qflknfokn"
    try folder.write(
      """
      {"paypress.paper": "1", "about": ""}
      {"slug": "j9cx9", "link": "tea", "url": "\(url)&price=25.00&stable=1", "title": "Tea", \
      "since": "2026-10-01T00:00:00Z"}
      {"print": "22222", "job": "posters", "kind": "poster", "design": "seal", \
      "place": "the front door", "date": "2026-11-02"}
      {"paper": "22222-1", "link": "tea", "text": "https://pay.example.com/p/j9cx9/", \
      "target": "\(url)&price=28.00&stable=1", "title": "Tea", "price": "28.00", "words": [], \
      "side_mm": 80, "sheet": 1, "position": 1, "stamp": "7K3M"}
      {"gone": "22222-1", "date": "2026-12-01"}

      """, to: "paypress.paper")
    let sink = FindingSink()
    let loaded = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink))
    return PaperPrices(try #require(loaded.checkLinks().catalogue, "\(sink.findings)"))
  }

  @Test func aPriceOnAPieceNamesThePiece() throws {
    let place = try prices().place(merchant: "m", price: Amount("28.00"), custom: nil)
    #expect(place?.link == "tea")
    #expect(place?.description == "old price, poster at the front door, printed 2026-11-02")
    let chinese = try prices("zh-CN").place(merchant: "m", price: Amount("28.00"), custom: "x")
    #expect(chinese?.description == "旧价，the front door的海报，2026-11-02 印")
  }

  @Test func aPriceOfAShortAddressNamesTheAddress() throws {
    let place = try prices().place(merchant: "m", price: Amount("25.00"), custom: nil)
    #expect(place?.description == "old price, short address \"j9cx9\", from 2026-10-01")
  }

  @Test func otherPricesAndMerchantsAreUnknown() throws {
    #expect(try prices().place(merchant: "m", price: Amount("28.01"), custom: nil) == nil)
    #expect(try prices().place(merchant: "n", price: Amount("28.00"), custom: nil) == nil)
  }
}
