import Foundation
import GatePay
import Support
import TestSupport
import Testing

private func sample(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  return Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name).json")))
}

@Suite struct ReplyTests {
  @Test func readsTheDocumentsAnypaySample() throws {
    let order = try CreatedOrder(reading: sample("anypay"), of: .anypay)
    #expect(order.payURL == "https://gatepay.io/pay/api?id=5cc75a6a0b418&type=wechat")
    #expect(
      order.qrcodeURL == "https://gatepay.io/qrcode/build?size=130&text="
        + "https%3A%2F%2Fgatepay.io%2Fpay%2Fapi%3Fid%3D5cc75a6a0b418%26type%3Dwechat")
    #expect(order.time == 1_556_614_084)
    #expect(order.qrcode?.format == .png && (order.qrcode?.bytes.count ?? 0) > 400)
    #expect(
      order.parameters.map(\.name)
        == ["appkey", "price", "type", "out_order_id", "custom", "sign"])
    #expect(order.parameters.first { $0.name == "price" }?.value == "0.82")
  }

  @Test(
    arguments: [
      (.cloudpay, "cloudpay", "https://cloud.gatepay.io/pay/api?id=5cc75a6a0b418&type=alipay", 6),
      (
        .grouppay, "grouppay",
        "https://gatepay.io/pay/api?id=af396965-c05a-48b2-8d03-81020dddcb7c&type=wechat", 4
      ),
      (
        .stablepay, "stablepay",
        "https://gatepay.io/pay/api?id=aa9633ee-9b23-4d68-af03-5a0eaef434b2&type=wechat", 4
      ),
    ] as [(OrderKind, String, String, Int)])
  func readsTheDocumentsOtherSamples(
    kind: OrderKind, name: String, address: String, parameterCount: Int
  ) throws {
    let order = try CreatedOrder(reading: sample(name), of: kind)
    #expect(order.payURL == address && order.qrcode == nil)
    #expect(order.qrcodeURL?.contains("/qrcode/build?size=130&text=https") == true)
    #expect(order.parameters.count == parameterCount)
  }

  @Test func readsTheDocumentsOrderCheckSample() throws {
    let order = try CheckedOrder(reading: sample("order-check"))
    #expect(order.orderID == "522" && order.name == "任意金额支付:1.88元")
    #expect(order.price.description == "1.88" && order.type == "alipay")
    #expect(order.status == .expired && order.time == 1_557_056_209)
  }

  @Test(arguments: [
    #"{"code":"100","time":5,"data":{"order_id":"522","order_name":7,"order_price":1.9,"order_type":"usdt","order_status":"settling",},}"#,
    "\u{FEFF}" + #" {"code":100,"data":{"order_id":522,"order_name":"7","order_price":"1.90","#
      + #""order_type":"usdt","order_status":"settling","more":[1,{"x":null},true,]}}"#,
  ])
  func takesNumbersForTextsAndUnknownWords(text: String) throws {
    let order = try CheckedOrder(reading: Array(text.utf8))
    #expect(order.orderID == "522" && order.name == "7" && order.price.description == "1.90")
    #expect(order.type == "usdt" && order.status.text == "settling" && !order.status.isKnown)
  }

  @Test(
    arguments: [
      ("", .notJSON(.init(.unexpected, 0))),
      ("<html>", .notJSON(.init(.unexpected, 0))),
      (#"{"code":100,"code":101}"#, .notJSON(.init(.repeatedKey, 12))),
      (#"{"code":100,"data":{"pay_url":1,"pay_\u0075rl":2}}"#, .notJSON(.init(.repeatedKey, 32))),
      (#"{"code":100} x"#, .notJSON(.init(.unexpected, 13))),
      (#"{"code":0100}"#, .notJSON(.init(.unexpected, 12))),
      (#"{"a":"\ud800"}"#, .notJSON(.init(.notText, 12))),
      (String(repeating: "[", count: 100_000), .notJSON(.init(.tooDeep, 33))),
      ("{}", .missing("code")), (#"{"code":"x"}"#, .malformed("code")),
      (#"{"code":100}"#, .missing("data")), (#"{"code":100,"data":[]}"#, .missing("data.pay_url")),
      (#"{"code":100,"data":{"pay_url":null}}"#, .malformed("data.pay_url")),
      (#"{"code":100,"data":{"pay_url":"javascript:x"}}"#, .malformed("data.pay_url")),
      (#"{"code":100,"data":{"pay_url":"https://a b/"}}"#, .malformed("data.pay_url")),
    ] as [(String, ExpectedError)])
  func refusesWhatIsNoReply(text: String, error: ExpectedError) {
    #expect(throws: error.value) { try CreatedOrder(reading: Array(text.utf8), of: .anypay) }
  }

  enum ExpectedError: Sendable {
    struct Place: Sendable {
      var reason: JSONError.Reason
      var offset: Int
      init(_ reason: JSONError.Reason, _ offset: Int) {
        self.reason = reason
        self.offset = offset
      }
    }
    case notJSON(Place)
    case missing(String)
    case malformed(String)

    var value: ReplyError {
      switch self {
      case .notJSON(let place): .notJSON(JSONError(place.reason, offset: place.offset))
      case .missing(let name): .missing(name)
      case .malformed(let name): .malformed(name)
      }
    }
  }

  @Test func keepsTheGatewaysOwnWordsInARefusal() {
    let text = #"{"code":103,"msg":"\u7b7e\u540d\u5fc5\u987b","time":"1","data":""}"#
    let refusal = GatewayRefusal(endpoint: .orderCheck, code: 103, message: "签名必须")
    #expect(throws: ReplyError.refused(refusal)) { try CheckedOrder(reading: Array(text.utf8)) }
    #expect(refusal.cause == .signatureMissing)
  }

  @Test func noReplyCrashesTheReader() throws {
    var mutator = Mutator(
      seed: 11,
      fragments: ["{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud83c", "null", "1e5", "-", "0"])
    for name in ["anypay", "order-check"] {
      let bytes = try sample(name)
      for _ in 0..<2_000 {
        let mutated = mutator.mutate(bytes)
        _ = try? CreatedOrder(reading: mutated, of: .anypay)
        _ = try? CheckedOrder(reading: mutated)
      }
    }
  }
}

@Suite struct StatusCodeTests {
  /// The document's tables: their numbers of rows, and rows that differ between them.
  @Test func hasTheDocumentsTables() {
    let counts = Endpoint.allCases.map { StatusCause.table(of: $0).count - 1 }
    #expect(counts == [20, 21, 20, 18, 13])
    let meanings: [(Int, Endpoint, StatusCause)] = [
      (201, .create(.anypay), .priceInvalid), (201, .create(.grouppay), .typeInvalid),
      (201, .orderCheck, .orderNotFound), (204, .create(.cloudpay), .noTypeAvailable),
      (204, .create(.grouppay), .setOutOfStock), (204, .create(.stablepay), .queueError),
      (205, .create(.stablepay), .productUnavailable), (206, .create(.anypay), .productError),
      (206, .create(.stablepay), .productOutOfStock), (208, .create(.grouppay), .queueError),
      (209, .create(.cloudpay), .notAgent), (110, .orderCheck, .planExceeded),
    ]
    for (code, endpoint, cause) in meanings {
      #expect(StatusCause(code: code, message: "", on: endpoint) == cause)
      #expect(cause.code(on: endpoint) == code)
    }
    #expect(StatusCause(code: 209, message: "", on: .create(.anypay)) == nil)
    #expect(StatusCause(code: 202, message: "", on: .orderCheck) == nil)
    #expect(StatusCause(code: -1, message: "", on: .orderCheck) == nil)
  }

  @Test func tellsTheTwoMeaningsOf103ApartByTheMessage() {
    for endpoint in Endpoint.allCases {
      #expect(StatusCause(code: 103, message: "秘钥已过期", on: endpoint) == .appkeyExpired)
      #expect(StatusCause(code: 103, message: "签名必须", on: endpoint) == .signatureMissing)
      #expect(StatusCause(code: 103, message: "Sign required", on: endpoint) == .signatureMissing)
      #expect(StatusCause(code: 103, message: "", on: endpoint) == nil)
      #expect(StatusCause(code: 103, message: "签名已过期", on: endpoint) == nil)
    }
  }

  @Test func hasATextInBothLanguagesForEveryCause() {
    for cause in StatusCause.allCases {
      #expect(cause.chinese != cause.rawValue && cause.english != cause.rawValue)
      #expect(Endpoint.allCases.contains { cause.code(on: $0) != nil })
    }
  }
}
