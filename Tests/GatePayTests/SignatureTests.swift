import GatePay
import TestSupport
import Testing

let sampleAppkey = "e3d704f3542b44a621ebed70dc0efe13"

func sampleKey() throws -> Appkey { try #require(Appkey(sampleAppkey)) }
func sampleSecret() throws -> Secret { try #require(Secret("s3cret")) }

@Suite struct SignatureTests {
  /// Computed with another MD5 (Python's hashlib).
  @Test(
    arguments: [
      (["0.82", "wechat", "5cc75a6a0b418", "terry"], "3f5669b5e8f469f8951f7a498bba4d3c"),
      (["10.23", "alipay", "A-1", "用户@例子.cn"], "c1979fab885931cb7d90dd1a5fb41328"),
      (["8:1,7:1", "wechat", "2d5fdb06", "terry"], "720b85e02d0a39e9238b171598866729"),
      (["8", "alipay", "6bfad15e", "a b+c&d"], "50af6e240b3f1ad4e3c6ea8804d450cc"),
      (["5cc75a6a0b418"], "f383305deddbce5551c3adfb75df43d7"),
    ] as [([String], String)])
  func signsTheFieldsInTheirOrder(fields: [String], signature: String) throws {
    let made = Signature(appkey: try sampleKey(), fields: fields, secret: try sampleSecret())
    #expect(made.text == signature)
    #expect(Signature(signature.uppercased()) == made)
  }

  @Test func signsEveryRequestAsTheDocumentSays() throws {
    let products = try #require(ProductSet("8:1,7:1"))
    let product = try #require(PlainNumber("8"))
    let requests: [(OrderRequest.Subject, PaymentType, String, String, String)] = [
      (
        .anypay(try Amount("0.82")), .wechat, "5cc75a6a0b418", "terry",
        "3f5669b5e8f469f8951f7a498bba4d3c"
      ),
      (
        .cloudpay(try Amount("10.23")), .alipay, "A-1", "用户@例子.cn",
        "c1979fab885931cb7d90dd1a5fb41328"
      ),
      (.grouppay(products), .wechat, "2d5fdb06", "terry", "720b85e02d0a39e9238b171598866729"),
      (.stablepay(product), .alipay, "6bfad15e", "a b+c&d", "50af6e240b3f1ad4e3c6ea8804d450cc"),
    ]
    for (subject, type, number, custom, signature) in requests {
      let request = OrderRequest(
        appkey: try sampleKey(), subject: subject, type: type,
        outOrderID: try #require(OutOrderID(number)), custom: custom,
        notifyURL: "https://shop.example/notify", returnURL: "https://shop.example/back")
      let form = request.form(signedWith: try sampleSecret())
      let callbacks = request.kind == .cloudpay ? [] : ["notify_url", "return_url"]
      #expect(
        form.fields.map(\.name)
          == ["appkey", request.kind.ownFieldName, "type", "out_order_id", "custom", "sign"]
          + callbacks)
      #expect(form["sign"] == signature)
      #expect(try FormFields(decoding: form.encoded) == form)
    }
    let check = OrderCheckRequest(
      appkey: try sampleKey(), outOrderID: try #require(OutOrderID("5cc75a6a0b418")))
    #expect(
      check.form(signedWith: try sampleSecret()).encoded
        == "appkey=\(sampleAppkey)&out_order_id=5cc75a6a0b418"
        + "&sign=f383305deddbce5551c3adfb75df43d7")
  }

  @Test func differsInEveryBitFromAnyOtherSignature() throws {
    let right = try #require(Signature("3f5669b5e8f469f8951f7a498bba4d3c"))
    for bit in 0..<128 {
      var digits = Array(right.text)
      let value = try #require(digits[bit / 4].hexDigitValue) ^ (1 << (bit % 4))
      digits[bit / 4] = try #require(String(value, radix: 16).first)
      #expect(try #require(Signature(String(digits))) != right)
    }
  }

  @Test(arguments: [
    "", "3f5669b5e8f469f8951f7a498bba4d3", "3f5669b5e8f469f8951f7a498bba4d3c0",
    "3f5669b5e8f469f8951f7a498bba4d3g", " 3f5669b5e8f469f8951f7a498bba4d3c",
    "３f5669b5e8f469f8951f7a498bba4d3c",
  ])
  func refusesTextsThatAreNoSignature(text: String) {
    #expect(Signature(text) == nil)
  }

  @Test func keepsTheSecretOutOfEveryDescription() throws {
    let secret = try #require(Secret("canary-5e4f"))
    var dumped = ""
    dump(secret, to: &dumped)
    dump([secret], to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] {
      #expect(!text.contains("canary") && !text.contains("99, 97, 110"))
    }
    #expect(!secret.isMarkedAsTest)
    #expect(try #require(Secret("test-1")).isMarkedAsTest)
    #expect(Secret("") == nil && Secret("a b") == nil && Secret("a\n") == nil)
  }
}

@Suite struct FormTests {
  @Test(
    arguments: [
      ("a=1&b=x+y&c=%E8%8C%B6", [("a", "1"), ("b", "x y"), ("c", "茶")]),
      ("a=1&&b", [("a", "1"), ("b", "")]),
      ("a=b=c", [("a", "b=c")]), ("", []), ("=x", [("", "x")]), ("a=%2B%26", [("a", "+&")]),
    ] as [(String, [(String, String)])])
  func readsBodiesAndQueries(text: String, fields: [(String, String)]) throws {
    let form = try FormFields(decoding: text)
    #expect(form.fields == fields.map { FormFields.Field($0.0, $0.1) })
    #expect(try FormFields(decoding: form.encoded) == form)
  }

  @Test(arguments: [
    ("a=1&a=2", FormError.repeated("a")), ("a=1&%61=2", .repeated("a")), ("a=%", .notText),
    ("a=%4", .notText), ("a=%zz", .notText), ("a=%ff", .notText), ("%ff=1", .notText),
    (String(repeating: "a=1&", count: 65), .tooMany),
  ])
  func refusesWhatCanBeReadInTwoWays(text: String, error: FormError) {
    #expect(throws: error) { try FormFields(decoding: text) }
  }
}

@Suite struct OutOrderIDTests {
  @Test func makesNumbersThatBeginAndEndWithALetter() throws {
    var seen: Set<OutOrderID> = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<10_000 {
      let number = OutOrderID.generate(using: &random)
      #expect(number.isUnambiguous && OutOrderID(number.text) == number)
      #expect(number.text.utf8.count == 24)
      seen.insert(number)
    }
    #expect(seen.count == 10_000)
  }

  @Test(arguments: [
    ("5cc75a6a0b418", false), ("a1", false), ("1a", false), ("A-1_b", true), ("a", true),
    ("-a", false),
  ])
  func knowsNumbersWhoseBordersCanMove(text: String, isUnambiguous: Bool) throws {
    #expect(try #require(OutOrderID(text)).isUnambiguous == isUnambiguous)
  }

  @Test(arguments: ["", "a.b", "a b", "茶", "a\u{301}", String(repeating: "a", count: 65)])
  func refusesOtherCharacters(text: String) {
    #expect(OutOrderID(text) == nil)
  }

  @Test func readsSetsOfProductsAsTheDocumentWritesThem() throws {
    #expect(try #require(ProductSet("8:2,7:3,10:1")).items.map(\.count) == [2, 3, 1])
    for text in [
      "", "8", "8:", ":1", "8:0", "8:01", "08:1", "8:1,", "8:1,8:2", "8:1;7:1", "8:10000", "a:1",
    ] {
      #expect(ProductSet(text) == nil, "\(text)")
    }
  }
}
