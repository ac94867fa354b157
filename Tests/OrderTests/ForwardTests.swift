import Foundation
import TestSupport
import Testing

/// Payments that are forwarded to addresses, from the gateway's message to what the address gets.
@Suite struct ForwardTests {
  /// A shop with this many orders, and the messages that report their payment.
  private func shop(orderCount: Int) throws -> (shop: ShopFixture, bodies: [String]) {
    let shop = try ShopFixture(
      links: "  - { id: \"o-{n}\", each: { n: 1..\(orderCount) }, order: anypay, type: wechat, "
        + "price: 5, custom: =1+1 }")
    let placed = try shop.place()
    try #require(placed.status == 0, "\(placed.error)")
    let bodies = try zip(shop.values("out_order_id"), shop.values("order_id")).map {
      try ReceiverProcessTests.body(outOrderID: $0, orderID: $1)
    }
    try #require(bodies.count == orderCount)
    return (shop, bodies)
  }

  /// It hangs with more payments than it gets at once; another one has all of them long before the
  /// first gives up, and neither delays the end of the receiver.
  @Test func anAddressThatNeverAnswersDelaysNoOther() throws {
    let (shop, bodies) = try shop(orderCount: 12)
    let silent = Office(shop.folder, name: "silent", .silent)
    let office = Office(shop.folder, .accepting)
    let addresses = [try silent.open(), try office.open()]
    let listener = try Listener(shop, passingOn: addresses.flatMap { ["--forward", $0] })
    for body in bodies { #expect(listener.post(body) == "success") }
    // Less than the 30 seconds after which a try has failed.
    listener.wait(atMost: 10) { (try? shop.lines("office").count) == bodies.count }
    #expect(try Set(shop.lines("office")).count == bodies.count)
    listener.wait(atMost: 10) { (try? shop.lines("silent").count) == 8 }
    #expect(try shop.lines("silent").count == 8)
    let start = Date()
    listener.stop()
    #expect(Date().timeIntervalSince(start) < 5 && listener.status == 0)
    silent.close()
    office.close()
    let waiting = try shop.run(["payments", "deliveries", "--state", "pending"]).text
    #expect(waiting.split(separator: "\n").count == bodies.count, "\(waiting)")
  }

  /// Where the secret of signatures comes from.
  enum Source { case variable, file, nowhere }

  /// The recipient computes the signature of what arrived, also of a second try, which has the same
  /// id.
  @Test(arguments: [Source.variable, .file, .nowhere])
  func whatIsForwardedIsSignedWithTheSecretThatIsGiven(source: Source) throws {
    let (shop, bodies) = try shop(orderCount: 1)
    // Base64 with both of its signs.
    let secret = "whsec_+/v7+/MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAB"
    let office = Office(shop.folder)
    var arguments = ["--forward", try office.open()]
    if source == .file {
      try shop.folder.write(secret + "\n", to: "webhook.secret")
      _ = try Tool.run("/bin/chmod", ["600", "\(shop.folder.path)/webhook.secret"])
      arguments += ["--webhook-secret-file", "webhook.secret"]
    }
    let listener = try Listener(
      shop, source == .variable ? ["PAYPRESS_WEBHOOK_SECRET": secret] : [:], passingOn: arguments)
    #expect(listener.post(bodies[0]) == "success")
    listener.wait { (try? shop.lines("office").count) == 2 }
    listener.stop()
    office.close()
    let script = """
      import base64, hashlib, hmac, json, sys, time
      key = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
      ids = set()
      for head, body in zip(open("office-headers", "rb"), open("office", "rb")):
          head, body = json.loads(head), body.removesuffix(b"\\n")
          if "webhook-signature" not in head:
              print("unsigned", [name for name in head if name.startswith("webhook-")])
              continue
          ids.add(head["webhook-id"])
          moment = head["webhook-timestamp"]
          assert abs(int(moment) - time.time()) < 60, moment
          signed = f"{head['webhook-id']}.{moment}.".encode() + body
          mac = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
          print(head["webhook-signature"] == "v1," + mac, len(ids))
      """
    let checked = try Tool.run(
      "/usr/bin/python3", ["-c", script, secret], in: shop.folder.path)
    #expect(
      checked.text == (source == .nowhere ? "unsigned []\nunsigned []\n" : "True 1\nTrue 1\n"),
      "\(checked.text)\(checked.error)")
    let kept = try shop.folder.files().filter { $0.key != "webhook.secret" }
    #expect(kept.allSatisfy { $0.value.range(of: Data(secret.dropFirst(6).utf8)) == nil })
  }
}
