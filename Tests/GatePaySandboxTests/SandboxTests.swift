import Catalog
import Foundation
import GatePay
import GatePaySandbox
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Support
import TestSupport
import Testing

private let appkey = "00112233445566778899aabbccddeeff"

/// Two merchants; products in stock, scarce, sold out, and another merchant's.
private let config = """
  site:
    title: 湖畔茶馆
  merchants:
    lakeside:
      name: 湖畔茶馆
      appkey: \(appkey)
      tokens:
        counter: qflknfokn
    bakery:
      name: 糕点铺
      appkey: ffeeddccbbaa99887766554433221100
      tokens:
        counter: other
  defaults:
    token: lakeside/counter
  products:
    8: { title: 桂花糕, price: 28.50, merchant: lakeside }
    7: { title: 龙井, price: 28.50, in_stock: 2, merchant: lakeside }
    9: { title: 售罄, price: 1.00, in_stock: 0, merchant: lakeside }
    6: { title: 面包, price: 9.00, merchant: bakery }
  links:
    - id: counter
      title: 到店付款

  """

@Suite struct SandboxTests {
  /// An order from its creation to its expiry, the same in memory and over a loopback socket.
  @Test(arguments: [false, true])
  func answersInMemoryAsOverASocket(isOverSocket: Bool) async throws {
    let folder = try TemporaryFolder()
    let sandbox = try Sandbox(settings(in: folder, at: 1_556_614_084_000))
    let request = try order("order-a")
    let secret = try #require(Secret("test-secret"))
    try await sandbox.withApplication { application in
      try await application.test(isOverSocket ? .ahc() : .router) { client in
        let created = try await client.execute(
          uri: "/api/anypay/create", method: .post,
          body: ByteBuffer(string: request.form(signedWith: secret).encoded))
        let order = try CreatedOrder(reading: Array(created.body.readableBytesView), of: .anypay)
        #expect(order.time == 1_556_614_084 && order.qrcode?.format == .png)
        #expect(order.parameters.map(\.value).contains("桂花 a+b&c"))
        let check = OrderCheckRequest(appkey: request.appkey, outOrderID: request.outOrderID)
        let checked = try await client.execute(
          uri: "/api/order/check?\(check.form(signedWith: secret).encoded)", method: .get)
        let state = try CheckedOrder(reading: Array(checked.body.readableBytesView))
        #expect(state.orderID == "1" && state.name == "任意金额支付:10.23元")
        #expect(state.price.description == "10.23" && state.status == .unpaid)
        let path = try #require(order.payURL.firstRange(of: "/pay/api")).lowerBound
        let page = try await client.execute(uri: String(order.payURL[path...]), method: .get)
        #expect(page.status == .ok && String(buffer: page.body).contains("10.23"))
        #expect(
          try await client.execute(uri: "/api/anypay/create", method: .get).status.code == 405)
        #expect(try await client.execute(uri: "/nowhere", method: .get).status.code == 404)
      }
    }
  }

  @Test func escapesWhatStrangersSend() async throws {
    let folder = try TemporaryFolder()
    let sandbox = try Sandbox(settings(in: folder, at: 1_556_614_084_000))
    let hostile = "\"><script>alert(1)</script><i title='"
    try await sandbox.withApplication { application in
      try await application.test(.router) { client in
        let link = FormFields([
          .init("appkey", appkey), .init("token", "qflknfokn"), .init("custom", hostile),
        ])
        for lock in ["", "&stable=1"] {
          let page = try await client.execute(uri: "/pay/any?\(link.encoded)\(lock)", method: .get)
          #expect(page.status == .ok)
          let html = String(buffer: page.body)
          #expect(!html.contains("<script") && html.contains("&lt;script&gt;"))
        }
        let chosen = try await client.execute(
          uri: "/pay/any?\(link.encoded)", method: .post,
          body: ByteBuffer(
            string: FormFields([
              .init("price", "1.00"), .init("type", "wechat"), .init("custom", hostile),
            ]).encoded))
        let place = try #require(chosen.headers[.location])
        let cashier = String(buffer: try await client.execute(uri: place, method: .get).body)
        #expect(!cashier.contains("<script") && cashier.contains("&lt;script&gt;"))
        let policy = try await client.execute(uri: place, method: .get)
          .headers[.contentSecurityPolicy]
        #expect(policy?.hasPrefix("default-src 'none'; style-src 'self'") == true)
      }
    }
  }

  @Test func refusesASecretThatMayBeTheRealOne() throws {
    let folder = try TemporaryFolder()
    var settings = try settings(in: folder, at: 0)
    settings.secret = try #require(Secret("s3cret"))
    #expect(throws: SandboxRefusal.secretNotForTests) { try Sandbox(settings) }
    #expect(!folder.has("orders.sqlite"))
  }

  /// Python with its own MD5, forms and HTTP server, and curl: every code, button and notification.
  @Test func satisfiesAnIndependentClient() throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let client = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("client.py").path
    let result = try Tool.run("/usr/bin/python3", [client, Tool.payPress], in: folder.path)
    #expect(result.status == 0, "\(result.text) \(result.error)")
    #expect(result.text.contains("92 status codes of 5 endpoints reached"))
    #expect(result.text.contains("rows of the document hold"))
    #expect(result.text.contains("the command presses every button"))
  }

  /// Unknown hosts, forgeries, 1,000 idle connections, and senders that send byte by byte; and SIGTERM
  /// while they are there.
  @Test func bearsBadGuests() throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let crowd = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("crowd.py").path
    let result = try Tool.run("/usr/bin/python3", [crowd, Tool.payPress], in: folder.path)
    #expect(result.status == 0, "\(result.text) \(result.error)")
    #expect(result.text.contains("1000 idle connections"))
    #expect(result.text.contains("it ends in 5 s, whatever is open"))
  }

  /// All steps with the example shop: build, scan, choose, pay, be notified, check, come back.
  @Test func letsTheExampleShopBePaid() throws {
    let script = "\(Tool.packageFolder)/scripts/pay-once"
    let config = "\(Tool.packageFolder)/examples/teahouse/paypress.yml"
    let result = try Tool.run("/usr/bin/python3", [script, Tool.payPress, config, "longjing"])
    #expect(result.status == 0, "\(result.text) \(result.error)")
    #expect(result.text.contains("Recorded once; the order check says paid"))
  }

  private func settings(
    in folder: TemporaryFolder, at now: Int64
  ) throws -> SandboxSettings {
    try folder.write(config, to: "paypress.yml")
    let sink = FindingSink()
    let accounts = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?.accounts)
    var settings = SandboxSettings(
      merchants: accounts.merchants, products: accounts.products,
      secret: try #require(Secret("test-secret")), database: "\(folder.path)/orders.sqlite",
      clock: { now })
    settings.notifyURL = "http://127.0.0.1:9/notify"
    settings.returnURL = "http://127.0.0.1:9/back"
    return settings
  }

  private func order(_ number: String) throws -> OrderRequest {
    OrderRequest(
      appkey: try #require(Appkey(appkey)), subject: .anypay(try Amount("10.23")), type: .wechat,
      outOrderID: try #require(OutOrderID(number)), custom: "桂花 a+b&c")
  }
}

@Suite struct SandboxCommandTests {
  @Test(arguments: ["s3cret", "Test-1", "testing9", "sandbox_"])
  func doesNotStartWithASecretThatMayBeTheRealOne(secret: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let result = try Tool.payPress(
      ["sandbox"], in: folder.path, environment: ["GATEPAY_APPSECRET": secret])
    #expect(result.status == 64 && result.text.isEmpty)
    #expect(result.error.hasPrefix("paypress: error: the appsecret is not marked as a test secret"))
    #expect(!result.error.contains(secret) && !folder.has(".paypress-sandbox.sqlite"))
  }

  @Test func readsASecretOnlyFromAFileOfOnesOwn() throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    try folder.write("real-secret\n", to: "secret.txt")
    func run() throws -> Tool.Result {
      try Tool.payPress(["sandbox", "--secret-file", "secret.txt"], in: folder.path)
    }
    func setMode(_ mode: Int) throws {
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: "\(folder.path)/secret.txt")
    }
    for mode in [0o644, 0o640, 0o604, 0o660] {
      try setMode(mode)
      let result = try run()
      #expect(result.status == 1 && !result.error.contains("real-secret"))
      #expect(result.error.hasSuffix("hint: run `chmod 600 secret.txt`\n"))
    }
    try setMode(0o600)
    // It was read, but is not a test secret.
    #expect(try run().status == 64)
    try folder.write("two words\n", to: "secret.txt")
    try setMode(0o600)
    let result = try run()
    #expect(result.status == 64 && result.error.contains("has a space or an invisible character"))
    #expect(!result.error.contains("two words"))
    let missing = try Tool.payPress(["sandbox", "--secret-file", "none"], in: folder.path)
    #expect(missing.status == 74)
  }

  @Test func buildsTheSiteForAnotherGateway() throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let sandbox = "http://127.0.0.1:18080"
    let links = try Tool.payPress(["links", "--gateway", sandbox], in: folder.path)
    #expect(links.text == "\(sandbox)/pay/any?appkey=\(appkey)&token=qflknfokn\n")
    let built = try Tool.payPress(["build", "--gateway", sandbox], in: folder.path)
    #expect(built.status == 0)
    let code = try Tool.readCodes(["\(folder.path)/output/qr/counter.png"])
    #expect(code == [String(links.text.dropLast())])
    let wrong = try Tool.payPress(["build", "--gateway", "127.0.0.1"], in: folder.path)
    #expect(wrong.status == 64)
  }
}
