import GatePay
import TestSupport
import Testing

private func verifier() throws -> NotificationVerifier {
  NotificationVerifier(appkey: try sampleKey(), secret: try sampleSecret())
}

private func message(
  orderID: String = "522", outOrderID: String = "order-a", price: String = "1.88",
  realPrice: String = "1.88", type: String = "alipay", payTime: String = "1557056209",
  extend: String = "terry"
) throws -> AsynchronousNotification {
  AsynchronousNotification(
    orderID: orderID, outOrderID: outOrderID, price: price, realPrice: realPrice, type: type,
    payTime: payTime, extend: extend, appkey: try sampleKey(), secret: try sampleSecret())
}

private func expected(
  outOrderID: String? = "order-a", price: String? = "1.88", type: PaymentType? = .alipay,
  custom: String? = "terry", productID: String? = nil, orderID: String? = nil
) throws -> ExpectedPayment {
  ExpectedPayment(
    outOrderID: try outOrderID.map { try #require(OutOrderID($0)) },
    price: try price.map { try Amount($0) }, type: type, custom: custom,
    productID: try productID.map { try #require(PlainNumber($0)) }, orderID: orderID)
}

@Suite struct NotificationTests {
  /// Computed with another MD5 (Python's hashlib).
  @Test func signsBothNotificationsAsTheDocumentSays() throws {
    let message = try message(outOrderID: "5cc75a6a0b418", realPrice: "1.87")
    #expect(message.form["sign"] == "a1ae796fd408d2f4ff2593a1b8202b4e")
    let query = SynchronousNotification(
      price: "1.88", type: "alipay", productID: "8", orderID: "522",
      outOrderID: "5cc75a6a0b418", appkey: try sampleKey(), secret: try sampleSecret())
    #expect(query.form["sign"] == "a13fabdaa8b1b868db97df961380fbf2")
  }

  @Test func acceptsWhatWasExpectedAndSaysWhatWasPaid() throws {
    let form = try message().form
    let received = try AsynchronousNotification(FormFields(decoding: form.encoded))
    let payment = try verifier().verify(received, expecting: expected())
    #expect(payment.orderID == "522" && payment.outOrderID == "order-a" && payment.readings == 1)
    #expect(payment.payTime == 1_557_056_209 && payment.type == .alipay)
    #expect(payment.standing == .exact)
    let less = try verifier().verify(message(realPrice: "1.87"), expecting: expected())
    #expect(less.standing == .tooLittle(cents: 1))
    let more = try verifier().verify(message(realPrice: "11.88"), expecting: expected())
    #expect(more.standing == .tooMuch(cents: 1_000))
  }

  @Test func ignoresAnAppkeyThatCameWithTheMessage() throws {
    var form = try message().form
    form.append("appkey", "00112233445566778899aabbccddeeff")
    let received = try AsynchronousNotification(form)
    #expect(throws: Never.self) { try verifier().verify(received, expecting: expected()) }
  }

  @Test(
    arguments: [
      ("order_id", .notCanonical("order_id"), "0522"), ("order_id", .notCanonical("order_id"), ""),
      ("out_order_id", .notCanonical("out_order_id"), "order.a"),
      ("out_order_id", .unexpected("out_order_id"), "order-b"),
      ("price", .notCanonical("price"), "1.880"), ("price", .notCanonical("price"), "01.88"),
      ("price", .notCanonical("price"), "1."), ("price", .notCanonical("price"), ".88"),
      ("price", .unexpected("price"), "1.9"), ("price", .unexpected("price"), "1.89"),
      ("realprice", .notCanonical("realprice"), "+1.88"),
      ("type", .notCanonical("type"), "Alipay"), ("type", .unexpected("type"), "wechat"),
      ("paytime", .notCanonical("paytime"), "155705620"),
      ("extend", .notCanonical("extend"), "terry\u{0}"), ("extend", .unexpected("extend"), "terr"),
      ("extend", .unexpected("extend"), ""),
    ] as [(String, NotificationFault, String)])
  func refusesOtherFieldsThoughTheyAreSigned(
    field: String, fault: NotificationFault, value: String
  ) throws {
    let names = AsynchronousNotification.fieldNames
    var fields = try message().fields
    fields[try #require(names.firstIndex(of: field))] = value
    let signed = AsynchronousNotification(
      orderID: fields[0], outOrderID: fields[1], price: fields[2], realPrice: fields[3],
      type: fields[4], payTime: fields[5], extend: fields[6], appkey: try sampleKey(),
      secret: try sampleSecret())
    #expect(throws: fault) { try verifier().verify(signed, expecting: expected()) }
  }

  @Test func refusesMissingFieldsAndOtherSignatures() throws {
    let form = try message().form
    for name in AsynchronousNotification.fieldNames + ["sign"] where name != "extend" {
      let rest = FormFields(form.fields.filter { $0.name != name })
      #expect(throws: NotificationFault.missing(name)) { try AsynchronousNotification(rest) }
    }
    var broken = try message()
    broken.signature = Signature("0000")
    #expect(throws: NotificationFault.malformedSignature) {
      try verifier().verify(broken, expecting: expected())
    }
    let other = NotificationVerifier(
      appkey: try sampleKey(), secret: try #require(Secret("s3cret2")))
    #expect(throws: NotificationFault.wrongSignature) {
      try other.verify(message(), expecting: expected())
    }
  }

  /// PHP leaves null out of a form: a payment without a contact, and an order without a product.
  @Test func aMissingFieldThatMayBeEmptyIsEmpty() throws {
    var expected = try expected()
    expected.custom = nil
    for extend in ["", "terry"] {
      var form = try message(extend: extend).form
      form = FormFields(form.fields.filter { $0.name != "extend" })
      let read = try AsynchronousNotification(form)
      #expect(read.extend.isEmpty)
      if extend.isEmpty {
        #expect(try verifier().verify(read, expecting: expected).extend.isEmpty)
      } else {
        // The signature says that it was not empty.
        #expect(throws: NotificationFault.wrongSignature) {
          try verifier().verify(read, expecting: expected)
        }
      }
    }
    for product in ["", "8"] {
      let query = SynchronousNotification(
        price: "1.88", type: "alipay", productID: product, orderID: "522", outOrderID: "order-a",
        appkey: try sampleKey(), secret: try sampleSecret())
      let form = FormFields(query.form.fields.filter { $0.name != "product_id" })
      let read = try SynchronousNotification(form)
      if product.isEmpty {
        try verifier().authenticate(read)
      } else {
        #expect(throws: NotificationFault.wrongSignature) { try verifier().authenticate(read) }
      }
    }
  }

  /// All three messages have one signature; trusting it would turn 1.88 into 11.88.
  @Test func countsTheReadingsThatOneSignatureHas() throws {
    let paid = try message(outOrderID: "A41")
    let shifted = try message(outOrderID: "A4", price: "11.88")
    let shiftedTwice = try message(orderID: "5", outOrderID: "22A4", price: "11.88")
    #expect(shifted.signature == paid.signature && shiftedTwice.signature == paid.signature)
    // The number has three possible starts and three ends: 1.88, 11.88 and 411.88; and 1.88 with 1.87
    // can be 1.8 with 81.87.
    #expect(NotificationVerifier.readings(of: paid, numbering: .any) == 18)
    // Where the price of A4 is known, another price is no reading of it.
    #expect(throws: NotificationFault.ambiguous(readings: 17)) {
      try verifier().verify(shifted, expecting: expected(outOrderID: "A4", price: "11.88"))
    }
    // An order check says that A4 is order 523, so the message is not about it.
    let known = try expected(outOrderID: "A4", price: "11.88", orderID: "523")
    #expect(throws: NotificationFault.unexpected("order_id")) {
      try verifier().verify(shifted, expecting: known)
    }
    // An order check says that A41 is order 522, so it is.
    let right = try verifier().verify(
      paid, expecting: expected(outOrderID: "A41", orderID: "522"))
    #expect(right.readings == 17)
    // The document's example: four possible starts, four ends, and two of the price.
    let example = try message(outOrderID: "5cc75a6a0b418")
    #expect(NotificationVerifier.readings(of: example, numbering: .any) == 4 * 4 * 2)
  }

  /// Amounts without trailing zeros count for what they say, and are verified as received.
  @Test(arguments: [
    ("1.1", "1.1", 110, 110), ("2", "2", 200, 200), ("2.0", "1.9", 200, 190),
    ("0.5", "0.50", 50, 50),
  ])
  func readsAmountsWithoutTrailingZeros(
    price: String, realPrice: String, cents: Int64, realCents: Int64
  ) throws {
    let paid = try verifier().verify(
      message(price: price, realPrice: realPrice),
      expecting: expected(price: try #require(Amount(cents: cents)).description))
    #expect(paid.price.cents == cents && paid.realPrice.cents == realCents)
    #expect(paid.readings == 1)
  }

  @Test func wantsTheOrdersNumberWhereTheGatewayNumbersTheOrder() throws {
    let quick = try message(outOrderID: "q1", price: "38.00", realPrice: "38.00")
    let link = try expected(outOrderID: nil, price: "38.00", type: nil)
    #expect(throws: NotificationFault.ambiguous(readings: 9)) {
      try verifier().verify(quick, expecting: link)
    }
    let checked = try expected(outOrderID: "q1", price: "38.00", type: nil, orderID: "522")
    #expect(try verifier().verify(quick, expecting: checked).outOrderID == "q1")
  }

  @Test func verifiesTheQueryOfThePayersBrowser() throws {
    func query(outOrderID: String, productID: String) throws -> SynchronousNotification {
      SynchronousNotification(
        price: "1.88", type: "alipay", productID: productID, orderID: "522",
        outOrderID: outOrderID, appkey: try sampleKey(), secret: try sampleSecret())
    }
    let verifier = try verifier()
    let plain = try SynchronousNotification(
      FormFields(decoding: query(outOrderID: "order-a", productID: "8").form.encoded))
    #expect(throws: Never.self) { try verifier.verify(plain, expecting: expected(productID: "8")) }
    #expect(throws: NotificationFault.unexpected("product_id")) {
      try verifier.verify(plain, expecting: expected(productID: "9"))
    }
    #expect(throws: NotificationFault.unexpected("out_order_id")) {
      try verifier.verify(plain, expecting: expected(outOrderID: "order-b"))
    }
    let digits = try query(outOrderID: "7x", productID: "")
    #expect(throws: NotificationFault.ambiguous(readings: 4)) {
      try verifier.verify(digits, expecting: expected(outOrderID: "7x"))
    }
    var changed = plain
    changed.price = "1.80"
    #expect(throws: NotificationFault.wrongSignature) {
      try verifier.verify(changed, expecting: expected())
    }
  }

  /// Order 522 without a product signs like order 22 of product 5 and order 2 of product 52.
  @Test func aProductThatNobodyExpectsMovesTheBorderOfTheOrder() throws {
    let paid = SynchronousNotification(
      price: "1.88", type: "alipay", productID: "", orderID: "522", outOrderID: "order-a",
      appkey: try sampleKey(), secret: try sampleSecret())
    let verifier = try verifier()
    #expect(throws: Never.self) { try verifier.verify(paid, expecting: expected()) }
    #expect(NotificationVerifier.readings(of: paid, numbering: .lettersAtBothEnds) == 3)
    for cut in 1...2 {
      var shifted = paid
      shifted.productID = String("522".prefix(cut))
      shifted.orderID = String("522".dropFirst(cut))
      #expect(
        shifted.signature == shifted.signature(appkey: try sampleKey(), secret: try sampleSecret()))
      #expect(throws: NotificationFault.ambiguous(readings: 3)) {
        try verifier.verify(shifted, expecting: expected())
      }
      #expect(throws: NotificationFault.unexpected("order_id")) {
        try verifier.verify(shifted, expecting: expected(orderID: "522"))
      }
      // A known product or order settles the border.
      #expect(throws: Never.self) {
        try verifier.verify(shifted, expecting: expected(productID: shifted.productID))
      }
      #expect(throws: Never.self) {
        try verifier.verify(shifted, expecting: expected(orderID: shifted.orderID))
      }
    }
  }
}

@Suite struct ForgeryTests {
  /// Ten thousand orders, each with a true notification and then with every border moved.
  @Test func acceptsNoneOfTenThousandForgedAndShiftedMessages() throws {
    var random = Xorshift(seed: 0x5eed_1234)
    let strict = try verifier()
    let loose = NotificationVerifier(
      appkey: try sampleKey(), secret: try sampleSecret(), numbering: .any)
    var refusedCount = 0
    while refusedCount < 10_000 {
      let kind = random.below(4)
      let number = Self.number(kind, &random)
      let price = "\(random.below(500) + 1).\(random.below(90) + 10)"
      let paid = try message(
        orderID: "\(random.below(9_000_000) + 1)", outOrderID: number, price: price,
        realPrice: price, type: ["wechat", "alipay"][random.below(2)],
        payTime: "15\(10_000_000 + random.below(89_999_999))", extend: "table-\(random.below(40))")
      for forged in Self.forgeries(of: paid, &random) where forged != paid {
        // The forger claims exactly what is expected.
        let claim = ExpectedPayment(
          outOrderID: OutOrderID(forged.outOrderID), price: Amount(canonical: forged.price),
          type: PaymentType(rawValue: forged.type), custom: forged.extend)
        #expect(throws: NotificationFault.self, "\(forged)") {
          try (kind == 0 ? strict : loose).verify(forged, expecting: claim)
        }
        refusedCount += 1
      }
    }
  }

  /// Numbers of every kind: generated ones, and those that people write.
  private static func number(_ kind: Int, _ random: inout Xorshift) -> String {
    let letters = Array("abcdefxyz")
    let digits = (0..<(1 + random.below(8))).map { _ in "\(random.below(10))" }.joined()
    return switch kind {
    case 0: "\(letters[random.below(9)])\(digits)\(letters[random.below(9)])"
    case 1: "INV-\(digits)"
    case 2: "\(digits)x"
    default: "1\(digits)"
    }
  }

  /// Messages that were never sent, with the signature of one that was.
  private static func forgeries(
    of paid: AsynchronousNotification, _ random: inout Xorshift
  ) -> [AsynchronousNotification] {
    var forged: [AsynchronousNotification] = []
    let fields = paid.fields
    for border in 0..<(fields.count - 1) {
      let joined = Array(fields[border] + fields[border + 1])
      for place in 0...joined.count where place != fields[border].count {
        var moved = fields
        moved[border] = String(joined[..<place])
        moved[border + 1] = String(joined[place...])
        forged.append(with(moved, paid.signature))
      }
    }
    for index in fields.indices {
      var changed = fields
      changed[index] += "\(random.below(10))"
      forged.append(with(changed, paid.signature))
      var signature = Array(paid.signature?.text ?? "")
      signature[random.below(32)] = Array("0123456789abcdef")[random.below(16)]
      let other = Signature(String(signature))
      if other != paid.signature { forged.append(with(fields, other)) }
    }
    return forged
  }

  private static func with(
    _ fields: [String], _ signature: Signature?
  ) -> AsynchronousNotification {
    let form = FormFields(
      zip(AsynchronousNotification.fieldNames, fields).map { .init($0, $1) }
        + [.init("sign", signature?.text ?? "")])
    guard let message = try? AsynchronousNotification(form) else {
      preconditionFailure("all fields are there")
    }
    return message
  }
}
