public import GatePay

/// Why a message is not accepted.
public enum NotificationRefusal: Error, Hashable, Sendable {
  /// It is not a form.
  case notAForm(FormError)
  /// It is longer than 64 KiB.
  case tooLong
  /// A field is missing, or the signature is wrong; in a browser's query, a field does not match.
  case fault(NotificationFault, merchant: String?)
  /// The config no longer has the order's merchant, or it has no secret.
  case noSecret(merchant: String)
  /// A browser's query is authentic, but no order has this number and no link has this price: only
  /// `paypress notify verify` refuses it.
  case noLink(merchant: String, price: Amount, custom: String?)
  /// Many messages with this signature came already that cannot be read.
  case tooManyReadings
}

extension NotificationRefusal {
  /// The reason in English, for the log of refused messages.
  package var words: String {
    switch self {
    case .notAForm(.repeated(let name)): "\(name) appears twice"
    case .notAForm(.notText): "it is not percent-encoded UTF-8"
    case .notAForm(.tooMany): "it has too many fields"
    case .tooLong: "it is longer than 64 KiB"
    case .fault(.missing(let name), _): "\(name) is missing"
    case .fault(.malformedSignature, _): "sign is not 32 hexadecimal digits"
    case .fault(.wrongSignature, _): "sign is not the signature of these fields"
    case .fault(.notCanonical(let name), _): "\(name) has the wrong format"
    case .fault(.unexpected(let name), _): "\(name) does not match the order"
    case .fault(.ambiguous, _): "its signature fits several messages"
    case .noSecret: "the merchant has no secret"
    case .noLink: "no link has this price"
    case .tooManyReadings: "too many messages that cannot be read have this signature"
    }
  }
}
