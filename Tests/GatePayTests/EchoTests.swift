import GatePay
import TestSupport
import Testing

/// Replies to create calls that are about something else.
@Suite struct EchoTests {
  private static let address = "https://gatepay.io/pay/api?id=1&type=wechat"

  private func contradiction(
    _ echo: String, _ address: String = Self.address, on gateway: Gateway = .standard
  ) throws -> String? {
    let request = OrderRequest(
      appkey: try sampleKey(), subject: .anypay(try Amount("1.80")), type: .wechat,
      outOrderID: try #require(OutOrderID("order-a")), custom: "terry")
    let reply =
      "{\"code\":100,\"msg\":\"\",\"data\":{\"pay_url\":\"\(address)\",\"params\":{\(echo)}}}"
    return try CreatedOrder(reading: Array(reply.utf8), of: .anypay)
      .contradiction(to: request, on: gateway)?.name
  }

  @Test(arguments: [
    ("", nil), ("\"price\":\"1.80\"", nil), ("\"price\":1.8", nil), ("\"price\":\"1.81\"", "price"),
    ("\"price\":\"x\"", "price"), ("\"out_order_id\":\"order-a\",\"extra\":\"x\"", nil),
    ("\"out_order_id\":\"order-b\"", "out_order_id"), ("\"type\":\"alipay\"", "type"),
    ("\"appkey\":\"ffffffffffffffffffffffffffffffff\"", "appkey"),
    ("\"appkey\":\"\(sampleAppkey)\"", nil),
    ("\"custom\":\"terry\",\"type\":\"wechat\"", nil), ("\"custom\":\"mallory\"", "custom"),
  ])
  func anEchoOfAnotherOrderIsNoticed(echo: String, field: String?) throws {
    #expect(try contradiction(echo) == field)
  }

  @Test(arguments: [
    ("https://gatepay.io/pay", nil), ("http://gatepay.io/pay", "pay_url"),
    ("https://gatepay.io.example.com/pay", "pay_url"), ("https://gatepay.io:8443/pay", "pay_url"),
    ("https://cloud.gatepay.io/pay", "pay_url"),
  ])
  func anAddressElsewhereIsNoticed(address: String, field: String?) throws {
    #expect(try contradiction("", address) == field)
  }

  @Test func allNamesOfThisMachineAreOneHost() throws {
    let sandbox = try Gateway("http://localhost:8080")
    #expect(try contradiction("", "http://127.0.0.1:8080/pay", on: sandbox) == nil)
    #expect(try contradiction("", "http://127.0.0.1:8081/pay", on: sandbox) == "pay_url")
  }
}
