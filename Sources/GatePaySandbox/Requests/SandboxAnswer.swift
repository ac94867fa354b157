internal import GatePay
internal import Support

/// The gateway's answers: the document's samples as well-formed JSON.
struct SandboxAnswer {
  /// The sandbox's origin, such as `http://127.0.0.1:8080`.
  let origin: String
  /// In seconds since 1970.
  let time: Int64

  func refusal(_ cause: StatusCause, on endpoint: Endpoint) -> JSON {
    let code = cause.code(on: endpoint) ?? StatusCause.unknownError.code(on: endpoint) ?? 199
    return answer(code, cause, .string(""))
  }

  /// A new order.
  func created(_ order: StoredOrder, _ kind: OrderKind, _ form: FormFields) throws -> JSON {
    let payURL = self.payURL(order)
    let pictureURL =
      "\(origin)/qrcode/build?size=\(QRCodeFile.linkedSize)&text="
      + PercentEncoding.encode(payURL)
    var data: [JSON.Member] = [
      .init(name: "pay_url", value: .string(payURL)),
      .init(name: "qrcode_url", value: .string(pictureURL)),
    ]
    if kind != .cloudpay {
      let picture = try QRCodeFile.png(payURL, sizeInPixels: QRCodeFile.embeddedSize) ?? []
      data.append(
        .init(
          name: "qrcode_body", value: .string("data:image/png;base64," + Base64.encode(picture))))
    }
    // The later two calls echo four fields, the earlier two all six (the document's samples).
    let isShort = kind == .grouppay || kind == .stablepay
    let names =
      (isShort ? [] : ["appkey"]) + [kind.ownFieldName, "type", "out_order_id", "custom"]
      + (isShort ? [] : ["sign"])
    data.append(.init(name: "params", value: .strings(names.map { ($0, form[$0] ?? "") })))
    return answer(100, .success, .object(data))
  }

  /// The state of an order.
  func checked(_ order: StoredOrder, now: Int64) -> JSON {
    answer(
      100, .success,
      .members([
        "order_id": .number(String(order.id)), "order_name": .string(order.name),
        "order_price": .string(order.price.description),
        "order_type": .string(order.type.rawValue),
        "order_status": .string(order.status(at: now).text),
      ]))
  }

  /// The answer of a pay URL with `format=json`.
  func payment(_ order: StoredOrder, merchant: String, now: Int64) -> JSON {
    answer(
      100, .success,
      .members([
        "order_id": .number(String(order.id)), "out_order_id": .string(order.outOrderID),
        "order_name": .string(order.name), "order_price": .string(order.price.description),
        "order_type": .string(order.type.rawValue),
        "order_status": .string(order.status(at: now).text), "merchant": .string(merchant),
        "custom": .string(order.custom), "pay_url": .string(payURL(order)),
        "expire_time": .string(String(order.expires / 1000)),
      ]))
  }

  /// What a button did, for programs that press it.
  static func acted(_ order: StoredOrder, _ outcome: Cashier.Outcome, now: Int64) -> JSON {
    .members([
      "order_id": .number(String(order.id)), "out_order_id": .string(order.outOrderID),
      "order_price": .string(order.price.description),
      "order_status": .string(order.status(at: now).text),
      "notifications": .array(
        outcome.notifications.map { notification in
          .members([
            "url": .string(notification.url),
            "outcome": notification.outcome.map { .string($0.text) } ?? .null,
          ])
        }),
      "return_url": outcome.returnAddress.map { .string($0) } ?? .null,
    ])
  }

  /// The URL to pay an order at.
  func payURL(_ order: StoredOrder) -> String {
    "\(origin)/pay/api?id=\(order.payID)&type=\(order.type.rawValue)"
  }

  private func answer(_ code: Int, _ cause: StatusCause, _ data: JSON) -> JSON {
    .members([
      "code": .number(String(code)), "msg": .string(cause.chinese), "time": .string(String(time)),
      "data": data,
    ])
  }
}
