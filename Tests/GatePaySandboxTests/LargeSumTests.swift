import Catalog
import GatePay
import GatePaySandbox
import HummingbirdTesting
import NIOCore
import Support
import TestSupport
import Testing

@Suite struct LargeSumTests {
  @Test func refusesASetWhoseSumNoIntegerHolds() async throws {
    let folder = try TemporaryFolder()
    let ids = 1...11
    try folder.write(
      """
      site: { title: Test, language: en }
      max_price: 999999999999.99
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      products:
      \(ids.map { "  \($0): { title: P, price: 999999999999.99 }" }.joined(separator: "\n"))
      links: [{ id: plain }]
      """, to: "paypress.yml")
    let sink = FindingSink()
    let accounts = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?.accounts)
    let secret = try #require(Secret("test-secret"))
    var settings = SandboxSettings(
      merchants: accounts.merchants, products: accounts.products, secret: secret,
      database: "\(folder.path)/orders.sqlite", clock: { 1_556_614_084_000 })
    settings.maximumPrice = accounts.maximumPrice
    settings.notifyURL = "http://127.0.0.1:9/notify"
    settings.returnURL = "http://127.0.0.1:9/back"
    func request(_ fields: String, _ number: String) throws -> String {
      OrderRequest(
        appkey: accounts.merchants[0].appkey,
        subject: .grouppay(try #require(ProductSet(fields))), type: .wechat,
        outOrderID: try #require(OutOrderID(number)), custom: "c"
      ).form(signedWith: secret).encoded
    }
    let large = try request(ids.map { "\($0):9999" }.joined(separator: ","), "large")
    let single = try request("1:1", "single")
    try await Sandbox(settings).withApplication { application in
      try await application.test(.router) { client in
        for (body, code) in [(large, 204), (single, 100)] {
          let reply = try await client.execute(
            uri: "/api/grouppay/create", method: .post, body: ByteBuffer(string: body))
          #expect(String(buffer: reply.body).contains("\"code\": \(code),"), "\(reply.body)")
        }
      }
    }
  }
}
