internal import Catalog
internal import GatePay

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

  /// Reads a file.
  ///
  /// - Returns: the records by number, the last table of each, and whether a table at the end was cut
  ///   off.
  static func read(
    _ text: String
  ) throws(Damage) -> (records: [OutOrderID: OrderRecord], isCutOff: Bool) {
    var records: [OutOrderID: OrderRecord] = [:]
    var table: (fields: [String: String], line: Int)?
    var hasVersion = false
    var isCutOff = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func close() throws(Damage) {
      guard let open = table else { return }
      guard let record = record(open.fields) else { throw Damage(line: open.line) }
      records[record.outOrderID] = record
      table = nil
    }
    for (index, line) in lines.enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      // Of a table that was cut off, the last line has no end.
      let isLast = index == lines.count - 1
      if line == "[[order]]" {
        try close()
        table = ([:], index + 1)
      } else if let (key, value) = pair(line) {
        if key == "version" && table == nil { hasVersion = value == "1" }
        table?.fields[key] = value
      } else if isLast {
        isCutOff = true
        break
      } else {
        throw Damage(line: index + 1)
      }
    }
    if let open = table, open.fields["recorded"] == nil { isCutOff = true } else { try close() }
    guard hasVersion || text.isEmpty else { throw Damage(line: 1) }
    return (records, isCutOff)
  }

  private static func pair(_ line: Substring) -> (key: String, value: String)? {
    guard let equals = line.firstRange(of: " = \""), line.hasSuffix("\"") else { return nil }
    let inner = line[equals.upperBound...]
    guard !inner.isEmpty else { return nil }
    var value = String.UnicodeScalarView()
    var scalars = inner.unicodeScalars.dropLast()
    while let scalar = scalars.popFirst() {
      guard scalar == "\\" else {
        if scalar == "\"" { return nil }
        value.append(scalar)
        continue
      }
      switch scalars.popFirst() {
      case "\""?: value.append("\"")
      case "\\"?: value.append("\\")
      case "u"?:
        let digits = String(String.UnicodeScalarView(scalars.prefix(4)))
        guard digits.utf8.count == 4, let number = UInt32(digits, radix: 16),
          let scalar = Unicode.Scalar(number)
        else { return nil }
        value.append(scalar)
        scalars = scalars.dropFirst(4)
      default: return nil
      }
    }
    return (String(line[..<equals.lowerBound]), String(value))
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
      guard let product = ProductID(text) else { return nil }
      self = .stablepay(product)
    }
  }
}
