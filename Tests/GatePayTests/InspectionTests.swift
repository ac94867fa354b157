import GatePay
import Support
import TestSupport
import Testing

private let good =
  "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=qflknfokn"

@Suite struct InspectionTests {
  @Test func namesEachPart() throws {
    let inspection = QuickCollectInspection(good + "&price=1.88&custom=a%20b&stable=1&skin=1")
    let parts = inspection.parts.map { "\($0.name)=\($0.value)" }
    #expect(
      parts == [
        "appkey=00112233445566778899aabbccddeeff", "token=qflknfokn", "price=1.88", "custom=a b",
        "stable=1", "skin=1",
      ])
    #expect(inspection.gateway == .standard)
    #expect(inspection.problems.isEmpty)
    let link = try #require(inspection.link)
    #expect(link.price?.cents == 188 && link.custom == "a b" && link.stable && link.skin == .one)
  }

  @Test(
    arguments: [
      (good + "&colour=red", .unknown("colour")),
      (good + "&PRICE=1", .unknown("PRICE")),
      (good + "&price=1.00&price=2.00", .repeated("price")),
      (good + "&token=other", .repeated("token")),
      (good + "&price=abc", .malformed("price", value: "abc")),
      (good + "&price=%201.00", .malformed("price", value: " 1.00")),
      (good + "&price=0", .malformed("price", value: "0")),
      (good + "&skin=2", .malformed("skin", value: "2")),
      (good + "&stable=yes", .malformed("stable", value: "yes")),
      (good + "&custom=%zz", .malformed("custom", value: "%zz")),
      (good + "&custom=%ff", .malformed("custom", value: "%ff")),
      (good + "&skin=%2B1", .malformed("skin", value: "+1")),
      (good + "&custom=a%0Ab", .malformed("custom", value: "a\nb")),
      (good + "&custom=x#\u{301}&price=1.88", .hasFragment),
      (good + "&custom=a+\u{301}", .plusSign("custom")),
      (good + "&custom=", .malformed("custom", value: "")),
      (good + "&custom=a+b", .plusSign("custom")),
      (good + "&stable=1", .nothingToLock),
      (good + "#top", .hasFragment),
      ("https://gatepay.io/pay/any?token=x", .missing(.appkey)),
      ("https://gatepay.io/pay/any?appkey=abc", .missing(.token)),
      ("https://gatepay.io/pay/any", .missing(.token)),
      ("https://gatepay.io/pay/api?appkey=abc&token=x", .otherPath("/pay/api")),
      ("ftp://gatepay.io/pay/any?appkey=abc&token=x", .notAnAddress(.notHTTP)),
      ("https://me@gatepay.io/pay/any?appkey=abc&token=x", .notAnAddress(.hasUser)),
      ("https://gate_pay/pay/any?appkey=abc&token=x", .notAnAddress(.badHost)),
      ("hello", .notAnAddress(.notHTTP)), ("", .notAnAddress(.notHTTP)),
    ] as [(String, QuickCollectInspection.Problem)])
  func reportsWhatIsWrong(url: String, problem: QuickCollectInspection.Problem) {
    let inspection = QuickCollectInspection(url)
    #expect(inspection.problems.contains(problem))
    #expect(inspection.link == nil)
  }

  @Test func acceptsOtherSpellingsAndSaysTheCanonicalOne() {
    for url in [
      good + "&stable=0", good + "&skin=0",
      good.replacing("https://gatepay.io", with: "HTTPS://GatePay.IO:443"),
      "https://gatepay.io/pay/any?token=qflknfokn&appkey=00112233445566778899aabbccddeeff",
    ] {
      let inspection = QuickCollectInspection(url)
      #expect(inspection.link?.url == good)
      #expect(inspection.problems == [.notCanonical(good)])
    }
  }

  @Test func warnsOfPlainHTTPButNotOnThisMachine() {
    let plain = QuickCollectInspection(good.replacing("https", with: "http"))
    #expect(plain.link != nil && plain.problems == [.insecure])
    let local = good.replacing("https://gatepay.io", with: "http://127.0.0.1:8080")
    #expect(QuickCollectInspection(local).problems.isEmpty)
  }

  @Test func noAddressCrashesTheReader() throws {
    var mutator = Mutator(
      seed: 3,
      fragments: [
        "&", "=", "?", "#", "%", "%2", "%00", "%E8", "+", "price=", "stable=1", "skin=1", "://",
        "http", "[::1]",
        ":", "@", "/", "..", " ", "茶", "custom=", "appkey=",
      ])
    let seed = Array((good + "&price=1.88&custom=terry&stable=1&skin=1").utf8)
    for _ in 0..<20_000 {
      let text = String(decoding: mutator.mutate(seed), as: UTF8.self)
      let inspection = QuickCollectInspection(text)
      #expect((inspection.link == nil) == inspection.problems.contains(where: \.isError), "\(text)")
      if let link = inspection.link {
        #expect(QuickCollectInspection(link.url).link == link, "\(text)")
      }
    }
  }

  @Test func saysWhenNobodyIsPaidOrSomebodyElse() {
    let sample = good.replacing(
      "00112233445566778899aabbccddeeff", with: "e3d704f3542b44a621ebed70dc0efe13")
    #expect(QuickCollectInspection(sample).problems == [.sampleAppkey])
    let other = good.replacing("gatepay.io", with: "gatepay.evil.example")
    #expect(QuickCollectInspection(other).problems == [.otherGateway("gatepay.evil.example")])
  }

  @Test func endsQuicklyOnAnyBytes() {
    for text in [
      "?&&&===", "https://", "https://a/pay/any?&=&", "https://[::1]/pay/any?x", "https://[/",
    ] {
      #expect(QuickCollectInspection(text).link == nil)
    }
  }
}

@Suite struct GatewayTests {
  @Test(arguments: [
    ("https://gatepay.io", "https://gatepay.io"), ("HTTPS://GatePay.io/", "https://gatepay.io"),
    ("https://gatepay.io:443", "https://gatepay.io"),
    ("http://localhost:8080", "http://localhost:8080"),
    ("https://[::1]:9000", "https://[::1]:9000"),
  ])
  func readsOrigins(text: String, origin: String) throws {
    #expect(try Gateway(text).origin == origin)
  }

  @Test(arguments: [
    ("gatepay.io", GatewayError.notHTTP), ("https://gatepay.io/x", .hasPath),
    ("https://gatepay.io?x", .hasPath), ("https://a:b@gatepay.io", .hasUser),
    ("https://", .badHost), ("https://-a.io", .badHost), ("https://a..io", .badHost),
    ("https://例子.cn", .badHost), ("https://gatepay.io:0", .badPort),
    ("https://999.1.1.1", .badHost), ("https://[:]", .badHost), ("https://\u{212A}.io", .badHost),
    ("https://gatepay.io:65536", .badPort), ("https://gatepay.io:", .badPort),
  ])
  func refusesOthers(text: String, error: GatewayError) {
    #expect(throws: error) { try Gateway(text) }
  }

  @Test(arguments: [
    ("http://localhost", true), ("http://127.9.8.7:1", true), ("http://[::1]:80", true),
    ("http://128.0.0.1", false), ("http://127.evil.test", false),
    ("http://localhost.evil.test", false),
  ])
  func knowsThisMachine(text: String, isLoopback: Bool) throws {
    #expect(try Gateway(text).isLoopback == isLoopback)
  }
}
