/// What an authentic message about a payment is worth.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// It reports the payment of an order or link, within the tolerance.
  case paid
  /// It reports a payment below the price and the tolerance.
  case underpaid
  /// It reports a payment, but its link or price is not in the config: mostly an old poster. Or its
  /// order has another payment already.
  case unexpected
  /// It has several readings or belongs to no known order, and the gateway has not confirmed it.
  case unclear
  /// It adds nothing to a payment that is recorded already.
  case duplicate

  /// The verdicts that need a decision of the shop, or of the gateway.
  public static let open: [Verdict] = [.underpaid, .unexpected, .unclear]
}

/// Why a message has its verdict.
public enum VerdictReason: Hashable, Sendable {
  /// No link has this price and contact, and no order this number.
  case noLink
  /// No link has this price and contact any more, but it was printed; on what.
  case printedEarlier(String)
  /// A field differs from the order with this number.
  case otherThanOrdered(field: String)
  /// The gateway was not asked yet.
  case notAsked
  /// The gateway gave no usable answer; why.
  case gatewaySilent(String)
  /// The gateway has no order with this number.
  case noSuchOrder
  /// The gateway's order differs in a field.
  case otherAtGateway(field: String)
  /// The gateway's order is in this state, which is not "paid".
  case notPaid(status: String)
  /// A field cannot be read.
  case unreadable(field: String)
  /// Another message with the same signature is accepted.
  case sameSignature
  /// The payment is recorded.
  case alreadyRecorded
  /// Its order has a payment of another sum or time, of this sum, which counts.
  case otherPayment(recorded: String)

  /// A stable word for the database and for programs.
  public var code: String {
    switch self {
    case .noLink: "no-link"
    case .printedEarlier: "printed-earlier"
    case .otherThanOrdered: "other-than-ordered"
    case .notAsked: "not-asked"
    case .gatewaySilent: "gateway-silent"
    case .noSuchOrder: "no-such-order"
    case .otherAtGateway: "other-at-gateway"
    case .notPaid: "not-paid"
    case .unreadable: "unreadable"
    case .sameSignature: "same-signature"
    case .alreadyRecorded: "already-recorded"
    case .otherPayment: "other-payment"
    }
  }

  /// The name of a field, a state or an error; nil for reasons that need none.
  public var detail: String? {
    switch self {
    case .printedEarlier(let text), .otherThanOrdered(let text), .gatewaySilent(let text),
      .otherAtGateway(let text), .notPaid(let text), .unreadable(let text),
      .otherPayment(let text):
      text
    case .noLink, .notAsked, .noSuchOrder, .sameSignature, .alreadyRecorded: nil
    }
  }

  /// Reads a reason back; nil for an unknown code.
  init?(code: String, detail: String?) {
    let detail = detail ?? ""
    let all: [VerdictReason] = [
      .noLink, .printedEarlier(detail), .otherThanOrdered(field: detail), .notAsked,
      .gatewaySilent(detail), .noSuchOrder, .otherAtGateway(field: detail),
      .notPaid(status: detail), .unreadable(field: detail), .sameSignature, .alreadyRecorded,
      .otherPayment(recorded: detail),
    ]
    guard let reason = all.first(where: { $0.code == code }) else { return nil }
    self = reason
  }

  /// Whether another answer of the gateway can change the verdict.
  var canTheGatewaySettle: Bool {
    switch self {
    case .notAsked, .gatewaySilent, .noSuchOrder, .otherAtGateway, .notPaid: true
    case .noLink, .printedEarlier, .otherThanOrdered, .unreadable, .sameSignature,
      .alreadyRecorded, .otherPayment:
      false
    }
  }
}

/// What the shop decided about a message.
public enum OwnersDecision: String, Hashable, Sendable {
  /// It counts as a payment.
  case accepted
  /// It counts for nothing, and needs no more attention.
  case dismissed
}
