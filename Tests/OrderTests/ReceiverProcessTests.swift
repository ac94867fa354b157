import Foundation
import Support
import TestSupport
import Testing

/// The receiver as a process, called with curl.
@Suite struct ReceiverProcessTests {
  private static let links = "  - { id: o, order: anypay, type: wechat, price: 5, custom: =1+1 }"

  /// After any kill: a payment answered with success is recorded, and after the gateway's next try
  /// every payment is recorded once and delivered.
  @Test func losesAndDoublesNothingHoweverItIsKilled() throws {
    let shop = try ShopFixture(links: Self.links)
    try #require(!ShopFixture.killer.isEmpty)
    #expect(try shop.place().status == 0)
    let number = try #require(try shop.values("out_order_id").first)
    try shop.folder.write("#!/bin/sh\necho \"$PAYPRESS_KEY\" >> told\n", to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/tell.sh"])
    try Listener(shop).stop()
    let path = "\(shop.folder.path)/payments.sqlite"
    // A receiver that ends in a hurry leaves its tables in the log beside the database.
    let checkpoint =
      "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint')"
    #expect(try Tool.run("/usr/bin/python3", ["-c", checkpoint, path]).status == 0)
    let empty = try Data(contentsOf: URL(fileURLWithPath: path))
    // Every call on an empty database until the receiver outlives five, and some of those that create one.
    var killedCount = 0
    var outlivedCount = 0
    var call = 0
    while outlivedCount < 5 {
      call += 1
      if try Self.isKilled(shop, number, at: call, database: empty) {
        killedCount += 1
      } else {
        outlivedCount += 1
      }
      try #require(call < 400, "\(killedCount) kills")
    }
    #expect(killedCount >= 20)
    for call in stride(from: 1, to: 160, by: 16) {
      _ = try Self.isKilled(shop, number, at: call, database: nil)
    }
  }

  /// Whether the receiver is killed at a call while it takes a payment; if so, the next one mends it.
  private static func isKilled(_ shop: ShopFixture, _ number: String, at call: Int, database: Data?)
    throws -> Bool
  {
    let body = try body(outOrderID: number)
    shop.remove(["payments.sqlite", "payments.sqlite-wal", "payments.sqlite-shm", "told", "log"])
    try database?.write(to: URL(fileURLWithPath: "\(shop.folder.path)/payments.sqlite"))
    let first = try Listener(shop, ShopFixture.killing(at: call))
    let answer = first.post(body)
    if answer == "success" { first.wait { (try? shop.lines("told").count) ?? 0 > 0 } }
    first.wait(atMost: 0.3) { false }
    guard first.wasKilled else {
      first.stop()
      let log = try shop.folder.text("log")
      #expect(answer == "success", "call \(call): \(log)")
      return false
    }
    if answer == "success" { #expect(try payments(shop) == 1, "call \(call)") }
    let second = try Listener(shop)
    if answer != "success" { #expect(second.post(body) == "success", "call \(call)") }
    second.wait { (try? shop.lines("told").count) ?? 0 > 0 }
    second.stop()
    #expect(try payments(shop) == 1, "call \(call)")
    #expect(
      try Set(shop.lines("told")) == ["\(shop.gateway)/shop/500/\(number)/paid"], "call \(call)")
    return true
  }

  @Test func answersRecordsListsAndLeaksNothing() throws {
    let shop = try ShopFixture(links: Self.links)
    #expect(try shop.place().status == 0)
    let number = try #require(try shop.values("out_order_id").first)
    let body = try Self.body(outOrderID: number)
    let program = "#!/bin/sh\nenv >> environment\n"
    try shop.folder.write(program, to: "tell.sh")
    _ = try Tool.run("/bin/chmod", ["+x", "\(shop.folder.path)/tell.sh"])
    let listener = try Listener(shop)
    #expect(listener.post(body) == "success" && listener.post(body) == "success")
    #expect(listener.post(body.replacing("price=5.00", with: "price=6.00")) == "fail")
    #expect(listener.post(body + "&price=5.00") == "fail" && listener.post("x") == "fail")
    // The gateway's own sample receivers read the query.
    #expect(listener.post("", query: body) == "success")
    listener.wait { shop.folder.has("environment") }
    listener.stop()
    let log = try shop.folder.text("log")
    #expect(log.contains("¥5.00 paid: recorded") && log.contains("¥5.00 paid: already known"))
    #expect(log.contains(" #1 shop "))
    #expect(log.contains("refused: sign is not the signature of these fields (shop)"))
    #expect(log.contains("refused: \"price\" appears twice"))

    let told = try shop.folder.text("environment")
    #expect(told.contains("PAYPRESS_REALPRICE=5.00\n") && told.contains("PAYPRESS_CUSTOM==1+1\n"))
    #expect(!told.contains("GATEPAY_APPSECRET"))
    let csv = try shop.run(["payments", "--csv"])
    #expect(
      csv.text.contains(
        ",shop,o,Shop,\"'=1+1\",paid,5.00,5.00,wechat,500,\(number),\(shop.gateway)\r\n"))
    #expect(csv.text.split(separator: "\r\n").count == 2)
    let json = try JSONSerialization.jsonObject(with: try shop.run(["payments", "--json"]).output)
    let sums = try #require((json as? [String: Any])?["by_custom"] as? [[String: Any]])
    #expect(sums.first?["paid"] as? String == "5.00" && sums.first?["paid_count"] as? Int == 1)
    let verified = try shop.run(["notify", "verify", body])
    #expect(verified.status == 0 && verified.text.contains("state         paid\n"))
    let shifted = body.replacing("price=5.00&real", with: "price=5.0&real")
    let refused = try shop.run(["notify", "verify", shifted])
    #expect(refused.status == 1)
    #expect(refused.error.contains("error: sign is not the signature of these fields"))
    try shop.folder.write(csv.error + verified.error + refused.error, to: "errors")
    #expect(try shop.leaks().isEmpty)
  }

  /// A failed delivery is repeated with the same payment and key until the address accepts it.
  @Test func forwardsAPaymentUntilItIsTaken() throws {
    let shop = try ShopFixture(links: Self.links)
    #expect(try shop.place().status == 0)
    let number = try #require(try shop.values("out_order_id").first)
    let body = try Self.body(outOrderID: number)
    let office = Office(shop.folder)
    let address = try office.open()
    let listener = try Listener(shop, passingOn: ["--forward", address])
    #expect(listener.post(body) == "success")
    listener.wait { (try? shop.lines("office").count) ?? 0 > 1 }
    #expect(listener.post(body) == "success")
    listener.wait(atMost: 0.5) { false }
    listener.stop()
    office.close()
    let told = try shop.lines("office")
    #expect(told.count == 2 && told[0] == told[1], "\(told)")
    let json = try JSONSerialization.jsonObject(with: Data((told.first ?? "").utf8))
    let fields = try #require(json as? [String: String])
    #expect(fields["key"] == "\(shop.gateway)/shop/500/\(number)/paid")
    #expect(fields["gateway"] == shop.gateway && fields["realprice"] == "5.00")
    #expect(fields["link"] == "o" && fields["custom"] == "=1+1")
    #expect(try shop.leaks().isEmpty)
  }

  /// The gateway's message about an order, signed here without the program's code.
  static func body(
    outOrderID: String, orderID: String = "500", price: String = "5.00", extend: String = "=1+1"
  ) throws -> String {
    let fields = [
      ("order_id", orderID), ("out_order_id", outOrderID), ("price", price), ("realprice", price),
      ("type", "wechat"), ("paytime", "1700000100"), ("extend", extend),
    ]
    let joined = "00112233445566778899aabbccddeeff" + fields.map(\.1).joined()
    let sign = try md5(try md5(joined) + ShopFixture.secret)
    let form = (fields + [("sign", sign)]).map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    return form.replacing("==1+1", with: "=%3D1%2B1")
  }

  private static func md5(_ text: String) throws -> String {
    let program = "import hashlib, sys; print(hashlib.md5(sys.argv[1].encode()).hexdigest())"
    let lines = try Tool.run("/usr/bin/python3", ["-c", program, text]).text
    return String(lines.prefix(32))
  }

  private static func payments(_ shop: ShopFixture) throws -> Int {
    try shop.run(["payments", "--csv-raw"]).text.split(separator: "\r\n").count - 1
  }
}
