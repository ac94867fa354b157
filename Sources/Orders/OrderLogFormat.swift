internal import Catalog
internal import GatePay
internal import Support

/// The format of the file of orders: JSON lines (jsonlines.org) with string values only.
///
/// The first line holds the version, every other line an order; the last line of an order counts.
enum OrderLogFormat {
  /// The first line.
  static let head =
    JSON.members([
      "version": .string("2"),
      "about": .string(
        "Orders that PayPress created. Keep this file beside the config and under version control: "
          + "without it, orders are created again. It holds no secret."),
    ]).line + "\n"

  /// The contents of a file.
  struct Contents {
    /// The orders by number.
    var records: [OutOrderID: OrderRecord] = [:]
    /// Whether lines can be appended to the file as it is.
    var isAppendable = false
  }

  /// Where a file cannot be parsed.
  struct Damage: Error, Hashable {
    /// The line, counted from 1.
    var line: Int
    /// The column in Unicode scalars, counted from 1.
    var column = 1
  }

  // MARK: Writing

  static func line(_ record: OrderRecord) -> String {
    JSON.strings(fields(record)).line + "\n"
  }

  /// A whole file: one line per order, sorted by link, then by the time of the request.
  static func file(_ records: some Sequence<OrderRecord>) -> String {
    // Orders without a link come last: no id starts with such a character.
    func key(_ record: OrderRecord) -> (String, Int64, String) {
      (record.link ?? "\u{7F}", record.requestedAt, record.outOrderID.text)
    }
    return head + records.sorted { key($0) < key($1) }.map(line).joined()
  }

  private static func fields(_ record: OrderRecord) -> [(name: String, value: String)] {
    let terms = record.terms
    let request = terms.subject
    var fields: [(name: String, value: String?)] = [
      ("out_order_id", record.outOrderID.text), ("link", record.link),
      ("gateway", record.gateway.origin), ("merchant", record.merchant),
      ("order", request.kind.rawValue), (request.kind.ownFieldName, request.ownFieldValue),
    ]
    if request.kind.ownFieldName != "price" { fields.append(("price", terms.price.description)) }
    fields += [
      ("type", terms.type.rawValue), ("custom", terms.custom), ("notify_url", terms.notifyURL),
      ("return_url", terms.returnURL), ("pay_url", record.payURL), ("order_id", record.orderID),
      ("gateway_price", record.gatewayPrice?.description), ("status", record.status?.text),
      ("checked", record.checkedAt.map(UTCTime.stamp)),
      ("tried", record.attempt.map { UTCTime.stamp($0.startedAt) }),
      ("undecided_until", record.attempt.map { UTCTime.stamp($0.undecidedUntil) }),
      ("recorded", UTCTime.stamp(record.requestedAt)),
    ]
    return fields.compactMap { field in field.value.map { (field.name, $0) } }
  }

  // MARK: Reading

  /// Reads the file at a path; a missing file has no orders.
  ///
  /// - Throws: `ReadingError`, `OrderLogDamaged`.
  static func contents(of path: String) throws -> Contents {
    let bytes: [UInt8]
    do throws(ReadingError) {
      bytes = try InputFile.bytes(of: path)
    } catch {
      if error.isMissing { return Contents() }
      throw error
    }
    do throws(Damage) {
      return try read(bytes)
    } catch {
      throw OrderLogDamaged(
        position: Position(file: path, line: error.line, column: error.column))
    }
  }

  /// Parses a file, whose lines may end in CR LF after a checkout on Windows.
  static func read(_ bytes: [UInt8]) throws(Damage) -> Contents {
    if bytes.isEmpty { return Contents() }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if OrderLogVersion1.isRecognised(bytes) {
      return Contents(records: try OrderLogVersion1.read(lines))
    }
    var contents = Contents(isAppendable: true)
    for (index, line) in lines.enumerated() where !line.allSatisfy(\.isSpace) {
      let isUnended = index == lines.count - 1
      if isUnended { contents.isAppendable = false }
      let value: JSON
      do throws(JSONError) {
        value = try JSON(reading: Array(line))
      } catch {
        if isUnended && index > 0 && isCutOff(line, error, contents.records.keys) { break }
        let text = String(decoding: line.prefix(error.offset), as: UTF8.self)
        throw Damage(line: index + 1, column: text.unicodeScalars.count + 1)
      }
      if index == 0 {
        guard value["version"] == .string("2") else { throw Damage(line: 1) }
      } else {
        guard let record = record(value) else { throw Damage(line: index + 1) }
        contents.records[record.outOrderID] = record
      }
    }
    return contents
  }

  /// Whether the program was killed while it wrote a line, so that it had not sent the request.
  ///
  /// A line that goes on after its fault is whole and damaged: its order may be paid. So is one with the
  /// URL of an order that no line before it requests.
  private static func isCutOff(
    _ line: ArraySlice<UInt8>, _ error: JSONError, _ known: some Sequence<OutOrderID>
  ) -> Bool {
    guard error.reason == .unexpected, error.offset == line.count,
      line.first == UInt8(ascii: "{")
    else { return false }
    let text = String(decoding: line, as: UTF8.self)
    return !text.contains("\"pay_url\"") || known.contains { text.contains("\"\($0.text)\"") }
  }

  private static func record(_ value: JSON) -> OrderRecord? {
    guard case .object(let members) = value else { return nil }
    var fields: [String: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else { return nil }
      fields[member.name] = text
    }
    return record(fields)
  }

  /// The order with these fields; nil if any of them is unknown or invalid.
  static func record(_ given: [String: String]) -> OrderRecord? {
    guard let number = given["out_order_id"].flatMap({ OutOrderID($0) }),
      let gateway = given["gateway"].flatMap({ try? Gateway($0) }),
      let merchant = given["merchant"],
      let kind = given["order"].flatMap(OrderKind.init(rawValue:)),
      let price = given["price"].flatMap({ Amount(canonical: $0) }),
      let subject = given[kind.ownFieldName].flatMap({
        OrderRequest.Subject(kind, ownFieldValue: $0)
      }),
      let type = given["type"].flatMap(PaymentType.init(rawValue:)),
      let custom = given["custom"],
      let requestedAt = given["recorded"].flatMap(UTCTime.seconds)
    else { return nil }
    let terms = OrderTerms(
      subject: subject, type: type, custom: custom, notifyURL: given["notify_url"],
      returnURL: given["return_url"], price: price)
    var record = OrderRecord(
      outOrderID: number, link: given["link"], gateway: gateway, merchant: merchant,
      terms: terms, requestedAt: requestedAt)
    record.payURL = given["pay_url"]
    record.orderID = given["order_id"]
    record.gatewayPrice = given["gateway_price"].flatMap { Amount(canonical: $0) }
    record.status = given["status"].map { OrderStatus($0) }
    record.checkedAt = given["checked"].flatMap(UTCTime.seconds)
    if let start = given["tried"].flatMap(UTCTime.seconds),
      let end = given["undecided_until"].flatMap(UTCTime.seconds)
    {
      record.attempt = OrderRecord.Attempt(startedAt: start, undecidedUntil: end)
    }
    // An unknown or invalid field would be lost with the next write.
    return fields(record).count == given.count ? record : nil
  }
}

extension UInt8 {
  /// Whether this is a space, a tab or a carriage return.
  fileprivate var isSpace: Bool { [0x20, 0x09, 0x0D].contains(self) }
}

extension OrderRequest.Subject {
  /// The create call.
  var kind: OrderKind {
    switch self {
    case .anypay: .anypay
    case .cloudpay: .cloudpay
    case .grouppay: .grouppay
    case .stablepay: .stablepay
    }
  }

  /// The value of the field that only this kind has, as sent.
  var ownFieldValue: String {
    switch self {
    case .anypay(let price), .cloudpay(let price): price.description
    case .grouppay(let products): products.description
    case .stablepay(let product): product.text
    }
  }

  /// Parses that value; nil for anything else.
  init?(_ kind: OrderKind, ownFieldValue text: String) {
    switch kind {
    case .anypay, .cloudpay:
      guard let price = Amount(canonical: text) else { return nil }
      self = kind == .anypay ? .anypay(price) : .cloudpay(price)
    case .grouppay:
      guard let products = ProductSet(text) else { return nil }
      self = .grouppay(products)
    case .stablepay:
      guard let product = PlainNumber(text) else { return nil }
      self = .stablepay(product)
    }
  }
}
