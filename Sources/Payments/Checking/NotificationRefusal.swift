public import GatePay
package import Support

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
  /// The reason, with what is known only while the message is there.
  package var sentence: Sentence {
    switch self {
    case .notAForm(.repeated(let name)):
      Sentence("\(quoted(name)) appears twice", "\(quoted(name)) 出现了两次")
    case .fault(.wrongSignature, let merchant?):
      Sentence(
        "\(noted.english) (\(shortened(merchant)))", "\(noted.chinese) (\(shortened(merchant)))")
    case .fault(.ambiguous(let readings), _):
      Sentence("its signature fits \(readings) messages", "签名对 \(readings) 种消息都成立")
    case .noSecret(let merchant):
      Sentence(
        "merchant \(quoted(merchant)) does not exist or has no secret",
        "商户 \(quoted(merchant)) 不存在，或没有密钥")
    case .noLink(let merchant, let price, let custom):
      Sentence(
        "it is authentic, but no order has this number and no link of \(shortened(merchant)) asks for ¥\(price)"
          + (custom.map { " with custom \(quoted($0))" } ?? ""),
        "消息真实，但没有这个订单号的订单，\(shortened(merchant)) 也没有价格 ¥\(price)"
          + (custom.map { "、custom 为 \(quoted($0))" } ?? "") + " 的链接")
    case .tooManyReadings:
      Sentence(
        "too many messages that cannot be read have its signature", "有太多无法读取的消息带着同一个签名")
    case .notAForm, .tooLong, .fault: noted
    }
  }

  /// The reason as the log of refused messages keeps it.
  var notedWords: String { noted.english }

  /// The reason without the facts of one message.
  ///
  /// Databases hold the English: `sentence(ofNoted:)` must understand a word that changed here, too.
  private var noted: Sentence {
    switch self {
    case .notAForm(.repeated(let name)): Sentence("\(name) appears twice", "\(name) 出现了两次")
    case .notAForm(.notText):
      Sentence("it is not percent-encoded UTF-8", "消息不是百分号编码的 UTF-8")
    case .notAForm(.tooMany): Sentence("it has too many fields", "字段太多")
    case .tooLong: Sentence("it is longer than 64 KiB", "消息超过 64 KiB")
    case .fault(.missing(let name), _): Sentence("\(name) is missing", "缺少 \(name)")
    case .fault(.malformedSignature, _):
      Sentence("sign is not 32 hexadecimal digits", "sign 不是 32 位十六进制数字")
    case .fault(.wrongSignature, _):
      Sentence("sign is not the signature of these fields", "sign 与这些字段的签名不符")
    case .fault(.notCanonical(let name), _):
      Sentence("\(name) has the wrong format", "\(name) 的格式不对")
    case .fault(.unexpected(let name), _):
      Sentence("\(name) does not match the order", "\(name) 与订单不符")
    case .fault(.ambiguous, _): Self.notedAmbiguity
    case .noSecret: Self.notedLackOfSecret
    case .noLink: Self.notedLackOfLink
    case .tooManyReadings:
      Sentence(
        "too many messages that cannot be read have this signature", "有太多无法读取的消息带着同一个签名")
    }
  }

  private static let notedAmbiguity = Sentence(
    "its signature fits several messages", "签名对几种消息都成立")
  private static let notedLackOfSecret = Sentence("the merchant has no secret", "商户没有密钥")
  private static let notedLackOfLink = Sentence("no link has this price", "没有这个价格的链接")

  /// The sentence for a reason in the log of refused messages; unknown words stay as they are.
  package static func sentence(ofNoted words: String) -> Sentence {
    let name = String(words.prefix { $0 != " " })
    let faults: [NotificationFault] = [
      .missing(name), .malformedSignature, .wrongSignature, .notCanonical(name), .unexpected(name),
    ]
    let refusals: [NotificationRefusal] =
      [
        .notAForm(.repeated(name)), .notAForm(.notText), .notAForm(.tooMany), .tooLong,
        .tooManyReadings,
      ] + faults.map { .fault($0, merchant: nil) }
    if let refusal = refusals.first(where: { $0.notedWords == words }) { return refusal.sentence }
    return [notedAmbiguity, notedLackOfSecret, notedLackOfLink].first { $0.english == words }
      ?? Sentence(words, words)
  }
}
