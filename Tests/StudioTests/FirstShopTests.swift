import Editing
import Site
import Support
import TestSupport
import Testing

@Suite struct FirstShopTests {
  private func shop(named name: String, selling title: String) -> FirstShop {
    var shop = FirstShop()
    shop.name = name
    shop.items = [FirstShop.Item(title: title, price: "12.50")]
    shop.tableCount = 3
    return shop
  }

  @Test(arguments: [
    "Tea", "Tea: \"hot\" # 1", "{x}", "}{", "{{n}}", "${HOME}", "$${x} {${y}", "~", "null", "- a",
    "? x", "'", "\\",
    "茶 & <b>", "😀", "@x", "[a, b]",
  ])
  func everyTextStaysAsItWasTyped(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(try shop(named: text, selling: text).config(), to: "paypress.yml")
    let sink = FindingSink()
    let checked = try Site.check("\(folder.path)/paypress.yml", environment: [:], into: sink)
    let catalogue = try #require(checked, "\(sink.findings)").catalogue
    #expect(catalogue.outline.site.title == text)
    #expect(catalogue.outline.merchantNames == [text])
    let reader = catalogue.makeReader()
    var titles: [String] = []
    while let link = try reader.next() { titles.append(link.title) }
    #expect(titles == ["Pay at the counter", text, "Table 01", "Table 02", "Table 03"])
  }

  @Test(arguments: [
    ("short", "tok", FirstShop.Fault.appkey), ("00112233445566778899AABBCCDDEEFF", "tok", .appkey),
    ("00112233445566778899aabbccddeeff", "", .token), ("", "tok", .appkey),
    ("00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeeff", .token),
  ])
  func refusesCredentialsThatTheConfigWouldRefuse(
    appkey: String, token: String, fault: FirstShop.Fault
  ) {
    var shop = shop(named: "Tea", selling: "Tea")
    shop.appkey = appkey
    shop.token = token
    #expect(shop.fault == fault)
  }
}
