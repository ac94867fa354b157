import Editing
import Site
import Support
import TestSupport
import Testing

@Suite struct FirstShopTests {
  private static func shop() -> FirstShop {
    var shop = FirstShop()
    shop.name = "Lake"
    shop.items = [FirstShop.Item(title: "Tea", price: "12")]
    return shop
  }

  /// What a build would refuse is asked again.
  @Test(arguments: [
    ("appkey", FirstShop.Fault.Answer.appkey), ("swapped", .appkey), ("token", .token),
    ("name", .name), ("separator", .name),
    ("tab", .title(1)), ("price", .price(0)), ("no price", .price(0)), ("tables", .tables),
    ("half", .token),
  ])
  func asksAgainForWhatABuildRefuses(what: String, answer: FirstShop.Fault.Answer) throws {
    var shop = Self.shop()
    let appkey = "e3d704f3542b44a621ebed70dc0efe13"
    (shop.appkey, shop.token) = (appkey, "qflknfokn")
    switch what {
    case "appkey": shop.appkey = "abc"
    case "swapped": (shop.appkey, shop.token) = (shop.token, shop.appkey)
    case "token": shop.token = "two words"
    case "name": shop.name = "La\tke"
    case "separator": shop.name = "La\u{2028}ke"
    case "tab": shop.items.append(FirstShop.Item(title: "Ca\tke", price: "3"))
    case "price": shop.items[0].price = "12.345"
    case "no price": shop.items[0].price = ""
    case "tables": shop.tableCount = 501
    default: shop.token = ""
    }
    #expect {
      try shop.config()
    } throws: {
      ($0 as? FirstShop.Fault)?.answer == answer
    }
  }

  @Test func takesPricesAndTextsAsPeopleWriteThem() throws {
    let folder = try TemporaryFolder()
    var shop = Self.shop()
    shop.name = "${HOME} & {co}"
    shop.items = [
      FirstShop.Item(title: "Tea {big}", price: "12元"),
      FirstShop.Item(title: "- \"a\": #b", price: "¥1,288.00"),
    ]
    shop.tableCount = 12
    try folder.write(try shop.config(), to: "paypress.yml")
    let site = try #require(
      try Site.check(
        "\(folder.path)/paypress.yml", environment: ["HOME": "/root"], into: FindingSink()))
    #expect(site.catalogue.outline.site.title == shop.name && site.catalogue.linkCount == 15)
    let reader = site.catalogue.makeReader()
    var links: [String: String] = [:]
    while let link = try reader.next() { links[link.title] = link.address.price?.description }
    #expect(links["Tea {big}"] == "12.00" && links["- \"a\": #b"] == "1288.00")
  }
}
