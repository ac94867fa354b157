import TestSupport
import Testing

@Suite struct RefusalTests {
  @Test(arguments: [108, 109])
  func saysWhereAddressesCanBeGiven(code: Int) throws {
    let shop = try ShopFixture(links: "  - { id: o, order: anypay, type: wechat, price: 5 }")
    try shop.folder.write("refuse \(code)\n", to: "faults")
    let result = try shop.run(["order", "create", "anypay", "--price", "1", "--type", "wechat"])
    #expect(result.status == 1 && result.error.contains("the gateway refuses (\(code)): "))
    #expect(result.error.contains("\n  hint: give both addresses, in the gateway's console or as"))
  }
}
