internal import Catalog
internal import Console
internal import GatePay
internal import Orders
internal import Support

/// The printed facts about an order.
struct OrderFacts {
  /// Names with values.
  let lines: [(name: String, value: String)]

  /// A new order.
  init(_ record: OrderRecord) {
    var lines = [("out_order_id", record.outOrderID.text)]
    if let orderID = record.orderID { lines.append(("order_id", orderID)) }
    lines.append(("price", (record.gatewayPrice ?? record.terms.price).description))
    lines.append(("type", record.terms.type.rawValue))
    if let status = record.status { lines.append(("status", status.text)) }
    lines.append(("pay_url", record.payURL ?? ""))
    self.lines = lines.map { (name: $0.0, value: $0.1) }
  }

  /// An order that was checked.
  init(_ order: CheckedOrder, _ number: OutOrderID) {
    lines = [
      ("out_order_id", number.text), ("order_id", order.orderID), ("name", order.name),
      ("price", order.price.description), ("type", order.type), ("status", order.status.text),
    ]
  }

  /// The facts as a JSON object on one line.
  var json: String {
    JSON.strings(lines).line
  }
}

extension Terminal {
  /// Prints names with values, in two columns.
  static func printFacts(_ facts: [(name: String, value: String)]) throws(Failure) {
    for (name, value) in facts {
      let padding = String(repeating: " ", count: max(0, 12 - name.count))
      try print("\(name)\(padding)  \(spelledOut(value))")
    }
  }
}
