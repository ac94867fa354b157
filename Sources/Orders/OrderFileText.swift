internal import Catalog
internal import GatePay
internal import Support

/// The text of the file of orders: tables of TOML, one an order.
///
/// Only strings are used (toml.io, version 1.0, "String"). Later tables of an order replace earlier
/// ones.
enum OrderFileText {
  /// The beginning of a new file.
  static let head = """
    # Orders that PayPress created. Keep this file beside the config and under version control:
    # without it, orders are created again. It holds no secret.
    version = "1"


    """

  /// What cannot be read, and where.
  struct Damage: Error, Hashable {
    /// The line, counted from 1.
    var line: Int
  }

  // MARK: Writing

  /// A record as a table with an empty line after it.
  ///
  /// `recorded` comes last: without it, the table was cut off while it was written.
  static func table(_ record: OrderRecord) -> String {
    let terms = record.terms
    let request = terms.subject
    var lines: [(key: String, value: String?)] = [
      ("out_order_id", record.outOrderID.text), ("link", record.link),
      ("gateway", record.gateway.origin), ("merchant", record.merchant),
      ("order", request.kind.rawValue), (request.kind.ownFieldName, request.ownFieldValue),
    ]
    if request.kind.ownFieldName != "price" { lines.append(("price", terms.price.description)) }
    lines += [
      ("type", terms.type.rawValue), ("custom", terms.custom), ("notify_url", terms.notifyURL),
      ("return_url", terms.returnURL), ("pay_url", record.payURL), ("order_id", record.orderID),
      ("gateway_price", record.gatewayPrice?.description), ("status", record.status?.text),
      ("checked", record.checkedAt.map(UTCTime.stamp)),
      ("tried", record.attempt.map { UTCTime.stamp($0.startedAt) }),
      ("undecided_until", record.attempt.map { UTCTime.stamp($0.undecidedUntil) }),
      ("recorded", UTCTime.stamp(record.requestedAt)),
    ]
    let text = lines.compactMap { line in line.value.map { "\(line.key) = \(quoted($0))\n" } }
    return "[[order]]\n" + text.joined() + "\n"
  }

  /// A whole file: one table an order, by link, then in the order of their creation.
  static func file(_ records: some Sequence<OrderRecord>) -> String {
    let sorted = records.sorted { left, right in
      key(left) == key(right)
        ? left.outOrderID.text < right.outOrderID.text : key(left) < key(right)
    }
    return head + sorted.map(table).joined()
  }

  private static func key(_ record: OrderRecord) -> (String, Int64) {
    // Orders without a link come last: no id starts with such a character.
    (record.link ?? "\u{7F}", record.requestedAt)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Reading

  /// Reads a file, byte by byte: what a text means as characters, such as accents that join with a
  /// quotation mark, plays no part.
  ///
  /// Lines may end as version control leaves them on Windows.
  ///
  /// - Returns: the records by number, the last table of each, and whether the end was cut off.
  static func read(
    _ bytes: [UInt8]
  ) throws(Damage) -> (records: [OutOrderID: OrderRecord], isCutOff: Bool) {
    var records: [OutOrderID: OrderRecord] = [:]
    var table: (fields: [String: String], line: Int)?
    var hasVersion = false
    func close() throws(Damage) {
      guard let open = table else { return }
      guard let record = record(open.fields) else { throw Damage(line: open.line) }
      records[record.outOrderID] = record
      table = nil
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What stands behind the last line end is a line that was cut off, whatever it looks like.
    var isCutOff = lines.last?.isEmpty == false
    for (index, line) in lines.enumerated() {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
      if line.elementsEqual("[[order]]".utf8) {
        try close()
        table = ([:], index + 1)
      } else if let (key, value) = pair(line), table?.fields[key] == nil {
        if key == "version" && table == nil { hasVersion = value == "1" }
        table?.fields[key] = value
      } else if index < lines.count - 1 {
        throw Damage(line: index + 1)
      }
    }
    // `recorded` is written last: with it, nothing but the line end is missing.
    if let open = table, open.fields["recorded"] == nil { isCutOff = true } else { try close() }
    guard hasVersion || bytes.isEmpty else { throw Damage(line: 1) }
    return (records, isCutOff)
  }

  /// Reads `key = "value"`.
  private static func pair(_ line: ArraySlice<UInt8>) -> (key: String, value: String)? {
    let key = line.prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
    var rest = line[key.endIndex...]
    guard !key.isEmpty, rest.starts(with: " = \"".utf8), rest.count > 4,
      rest.last == UInt8(ascii: "\"")
    else { return nil }
    rest = rest.dropFirst(4).dropLast()
    var value: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        if byte == UInt8(ascii: "\"") { return nil }
        value.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "\"")?: value.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\")?: value.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "u")?:
        let digits = String(decoding: rest.prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, let number = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(number)
        else { return nil }
        value += Array(String(scalar).utf8)
        rest = rest.dropFirst(4)
      default: return nil
      }
    }
    guard let text = String(validating: value, as: UTF8.self) else { return nil }
    return (String(decoding: key, as: UTF8.self), text)
  }

  private static func record(_ fields: [String: String]) -> OrderRecord? {
    guard let number = fields["out_order_id"].flatMap({ OutOrderID($0) }),
      let gateway = fields["gateway"].flatMap({ try? Gateway($0) }),
      let merchant = fields["merchant"],
      let kind = fields["order"].flatMap(OrderKind.init(rawValue:)),
      let price = fields["price"].flatMap({ Amount(canonical: $0) }),
      let subject = fields[kind.ownFieldName].flatMap({
        OrderRequest.Subject(kind, ownFieldValue: $0)
      }),
      let type = fields["type"].flatMap(PaymentType.init(rawValue:)),
      let custom = fields["custom"],
      let requestedAt = fields["recorded"].flatMap(UTCTime.seconds)
    else { return nil }
    let terms = OrderTerms(
      subject: subject, type: type, custom: custom, notifyURL: fields["notify_url"],
      returnURL: fields["return_url"], price: price)
    var record = OrderRecord(
      outOrderID: number, link: fields["link"], gateway: gateway, merchant: merchant,
      terms: terms, requestedAt: requestedAt)
    record.payURL = fields["pay_url"]
    record.orderID = fields["order_id"]
    record.gatewayPrice = fields["gateway_price"].flatMap { Amount(canonical: $0) }
    record.status = fields["status"].map { OrderStatus($0) }
    record.checkedAt = fields["checked"].flatMap(UTCTime.seconds)
    if let start = fields["tried"].flatMap(UTCTime.seconds),
      let end = fields["undecided_until"].flatMap(UTCTime.seconds)
    {
      record.attempt = OrderRecord.Attempt(startedAt: start, undecidedUntil: end)
    }
    return record
  }
}

extension OrderRequest.Subject {
  /// Which call it is for.
  var kind: OrderKind {
    switch self {
    case .anypay: .anypay
    case .cloudpay: .cloudpay
    case .grouppay: .grouppay
    case .stablepay: .stablepay
    }
  }

  /// The value of the field that only this kind has, as it is sent.
  var ownFieldValue: String {
    switch self {
    case .anypay(let price), .cloudpay(let price): price.description
    case .grouppay(let products): products.description
    case .stablepay(let product): product.text
    }
  }

  /// Reads that value back, or nothing else.
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
