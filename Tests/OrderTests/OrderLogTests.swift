import Catalog
import Foundation
import GatePay
import Orders
import Support
import TestSupport
import Testing

/// The file of orders reads back what it writes, and does not refuse a partial last line.
@Suite struct OrderLogTests {
  /// All texts that the config accepts, with characters that join with their neighbours.
  @Test func everyTextThatTheConfigAcceptsSurvives() throws {
    let folder = try TemporaryFolder()
    var random = SystemRandomNumberGenerator()
    let texts = (Self.edgeTexts + (0..<3_000).map { _ in Self.text(using: &random) }).filter {
      InvisibleCharacter.first(in: $0, for: .compared) == nil
        && InvisibleCharacter.trimmed($0) == $0
        && $0.unicodeScalars.first.map { !"'=".unicodeScalars.contains($0) } == true
        && !$0.unicodeScalars.contains("\u{FFFD}")
    }
    #expect(texts.count > 300)
    let rows = texts.enumerated().map { index, text in
      let cell = text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
      return "\"\(index)\",\"\(cell)\"\r\n"
    }
    try folder.write("n,c\r\n" + rows.joined(), to: "rows.csv")
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links:
        - { id: "o-{n}", rows: rows.csv, title: "{c}", custom: "{c}", order: anypay, type: wechat, price: 5 }
      """, to: "paypress.yml")
    let sink = FindingSink()
    let catalogue = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
        .checkLinks().catalogue,
      "\(sink.inFileOrder.filter { $0.severity == .error }.prefix(3))")
    let links = try catalogue.orders()
    #expect(links.count == texts.count)
    var records: [OrderRecord] = []
    for link in links {
      var record = OrderRecord(
        outOrderID: .generate(using: &random), link: link.id, gateway: catalogue.outline.gateway,
        merchant: "shop", terms: link.terms, requestedAt: 1_700_000_000)
      record.payURL = "https://gatepay.io/pay/api?id=1&type=wechat"
      records.append(record)
    }
    let path = "\(folder.path)/paypress.lock"
    let writer = try OrderLogWriter(path) {}
    for record in records { try writer.add(record) }
    for isSorted in [false, true] {
      if isSorted { try writer.finish() }
      let read = try OrderLog.read(path).records
      #expect(read.count == records.count)
      for record in records {
        let found = try #require(read[record.outOrderID])
        // Bytes, because canonically equivalent texts are equal.
        #expect(Array(found.terms.custom.utf8) == Array(record.terms.custom.utf8))
        #expect(found == record)
      }
    }
  }

  /// All steps, with characters that once joined with the quotation marks.
  @Test(arguments: ["\u{301}x", "\u{FE0F}abc", "\u{1F3FB}abc", "abc\u{600}"])
  func anOrderWithACombiningCustomCanBeUsedAfterwards(custom: String) throws {
    let shop = try ShopFixture(links: "  - { id: plain }")
    let created = try shop.run([
      "order", "create", "anypay", "--price", "1", "--type", "wechat", "--custom", custom,
      "--out-order-id", "mine-a",
    ])
    #expect(created.status == 0, "\(created.error)")
    let check = try shop.run(["order", "check", "mine-a"])
    #expect(check.status == 0 && check.text.contains("unpaid"), "\(check.error)")
  }

  @Test func takesTheLineEndsOfWindows() throws {
    let (folder, records) = try Self.file(orderCount: 2)
    let text = try folder.text("paypress.lock")
    try folder.write(text.replacing("\n", with: "\r\n"), to: "paypress.lock")
    #expect(try OrderLog.read("\(folder.path)/paypress.lock").records.count == 2)
    let writer = try OrderLogWriter("\(folder.path)/paypress.lock") {}
    for record in records { #expect(writer.log.records[record.outOrderID] == record) }
    try writer.finish()
    #expect(try folder.text("paypress.lock") == text)
  }

  /// Cut after every byte: whole orders are still there, and so are later ones.
  @Test func losesNothingWhereverTheFileIsCut() throws {
    let (folder, records) = try Self.file(orderCount: 2)
    let path = "\(folder.path)/paypress.lock"
    let bytes = Array(try folder.text("paypress.lock").utf8)
    // The end of each line, without its line end.
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    for length in (ends[0] + 1)...bytes.count {
      try folder.write(Data(bytes[..<length]), to: "paypress.lock")
      let whole = ends.dropFirst().filter { $0 <= length }.count
      let writer = try OrderLogWriter(path) {}
      #expect(writer.log.records.count == whole, "cut after \(length)")
      try writer.add(records[1])
      // A process killed here has not sorted the file.
      let read = try OrderLog.read(path).records
      #expect(read.count == max(whole, 1) || read.count == 2, "cut after \(length)")
      #expect(read[records[1].outOrderID] == records[1], "cut after \(length)")
      if whole > 0 { #expect(read[records[0].outOrderID] == records[0], "cut after \(length)") }
    }
  }

  private static let head = "{\"version\": \"2\"}\n"
  private static let order = """
    {"out_order_id": "n1n", "gateway": "https://gatepay.io", "merchant": "shop", "order": "anypay", \
    "price": "5.00", "type": "wechat", "custom": "茶", "recorded": "2026-11-24T19:03:05Z"}
    """

  /// A file changed by something else is refused, with the position.
  @Test(
    arguments: [
      ("⟦<<<<<<< HEAD\n", 0), (head + "⟦<<<<<<< HEAD\n" + order + "\n", 0),
      (order.replacing("\"wechat\"", with: "⟦wechat"), 1),
      (order.replacing("\"茶\"", with: "\"茶\"⟦茶\""), 1),
      (order.replacing("\"茶\"", with: "\"\\ud800⟦\""), 1),
      (order.replacing("\"type\"", with: "⟦\"price\""), 1),
      (order + "⟦" + order, 1), ("⟦" + order.replacing("5.00", with: "5"), 1),
      ("⟦" + order.replacing("anypay", with: "pay"), 1), ("⟦[]", 1), ("⟦{}", 1),
      ("⟦" + order.replacing("\"5.00\"", with: "5.00"), 1),
      ("⟦" + order.replacing("\"price\"", with: "\"note\": \"x\", \"price\""), 1),
      ("⟦" + order.replacing("\"price\"", with: "\"checked\": \"now\", \"price\""), 1),
    ] as [(String, Int)])
  func refusesWhatIsNoOrder(text: String, hasHead: Int) throws {
    let folder = try TemporaryFolder()
    let marked = MarkedText((hasHead == 1 ? Self.head + Self.order + "\n" : "") + text + "\n")
    try folder.write(marked.text, to: "paypress.lock")
    let error = #expect(throws: OrderLogDamaged.self) {
      try OrderLog.read("\(folder.path)/paypress.lock")
    }
    #expect(error?.position.line == marked.line && error?.position.column == marked.column)
    #expect(throws: OrderLogDamaged.self) { try OrderLogWriter("\(folder.path)/paypress.lock") {} }
    #expect(try folder.text("paypress.lock") == marked.text)
  }

  /// Editors may leave out the last line end; what follows the fault, or a URL of an order that was
  /// never requested, shows that the line was not cut off.
  @Test(arguments: [
    order.replacing("\"type\":", with: "\"type\""),
    String(order.replacing("\"custom\"", with: "\"pay_url\": \"x\", \"custom\"").dropLast(2)),
  ])
  func aDamagedLastLineWithoutItsEndIsNotDropped(line: String) throws {
    let folder = try TemporaryFolder()
    let text = Self.head + line
    try folder.write(text, to: "paypress.lock")
    #expect(throws: OrderLogDamaged.self) { try OrderLogWriter("\(folder.path)/paypress.lock") {} }
    #expect(try folder.text("paypress.lock") == text)
  }

  /// It holds contacts of payers.
  @Test func onlyItsOwnerReadsTheFile() throws {
    let (folder, records) = try Self.file(orderCount: 1)
    let path = "\(folder.path)/paypress.lock"
    func mode() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode() == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    let writer = try OrderLogWriter(path) {}
    var record = records[0]
    record.payURL = "https://gatepay.io/pay/api?id=1&type=wechat"
    try writer.add(record)
    try writer.finish()
    #expect(try mode() == 0o600)
  }

  /// A file of orders, and its orders in the same order.
  private static func file(orderCount: Int) throws -> (TemporaryFolder, [OrderRecord]) {
    let folder = try TemporaryFolder()
    var random = SystemRandomNumberGenerator()
    let gateway = try Gateway("https://gatepay.io")
    let price = try Amount("5")
    let records = (0..<orderCount).map { index in
      OrderRecord(
        outOrderID: .generate(using: &random), link: "o-\(index)", gateway: gateway,
        merchant: "shop",
        terms: OrderTerms(
          subject: .anypay(price), type: .wechat, custom: "\u{301}\"\\\r\n\u{600}", price: price),
        requestedAt: 1_700_000_000)
    }
    let writer = try OrderLogWriter("\(folder.path)/paypress.lock") {}
    for record in records { try writer.add(record) }
    try writer.finish()
    return (folder, records)
  }

  // MARK: Texts

  /// Characters that join with others, change the direction, or mean something to a parser.
  private static let joiners: [Unicode.Scalar] = [
    "\u{301}", "\u{FE0F}", "\u{1F3FB}", "\u{600}", "\u{200D}", "\u{20DD}", "\u{E0020}", "\u{1F1E8}",
    "\u{11A8}", "\u{D4E}", "\"", "\\", "#", "=", "[", "]", "'", " ", "u",
  ]

  private static let edgeTexts: [String] = joiners.filter { $0 != " " }.flatMap { joiner in
    let text = String(String.UnicodeScalarView([joiner]))
    return [text, text + "x", "x" + text, "x\(text)\" = \"\(text)y", "\\\(text)"]
  }

  /// A one-line text with a visible character.
  private static func text(using random: inout some RandomNumberGenerator) -> String {
    var scalars = String.UnicodeScalarView("x".unicodeScalars)
    for _ in 0..<Int.random(in: 1...12, using: &random) {
      let scalar =
        Bool.random(using: &random)
        ? joiners.randomElement(using: &random)
        : Unicode.Scalar(UInt32.random(in: 0x20...0x1FFFF, using: &random))
      guard let scalar, isText(scalar) else { continue }
      let place = scalars.indices.randomElement(using: &random) ?? scalars.startIndex
      scalars.insert(scalar, at: place)
    }
    return String(scalars)
  }

  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: !scalar.properties.isNoncharacterCodePoint
    }
  }
}
