internal import Catalog
public import Support

/// What came of one try to notify a merchant; nothing secret is in it.
public enum NotificationOutcome: Hashable, Sendable {
  /// The answer that ends the tries (interface document, "返回结果表" of the notification).
  case success
  /// The answer that asks for another try.
  case fail
  /// An answer that is neither.
  case anotherAnswer
  /// A status of HTTP that is no success.
  case status(Int)
  /// Nobody answered in time.
  case noAnswer
  /// The address is not one of this machine, and nothing was sent.
  case notSent
  /// The sandbox was told to end meanwhile.
  case interrupted

  private static let words: [String: NotificationOutcome] = [
    "success": .success, "fail": .fail, "another answer": .anotherAnswer, "no answer": .noAnswer,
    "not sent: not this machine": .notSent, "interrupted": .interrupted,
  ]

  /// Reads what `text` writes, or nothing else.
  init?(_ text: String) {
    if let known = Self.words[text] {
      self = known
    } else if text.hasPrefix("HTTP "), let status = Int(text.dropFirst(5)) {
      self = .status(status)
    } else {
      return nil
    }
  }

  /// The outcome as the database and the English log have it.
  var text: String {
    if case .status(let status) = self { return "HTTP \(status)" }
    return Self.words.first { $0.value == self }?.key ?? ""
  }

  /// The outcome for people.
  ///
  /// The protocol's own words stay as they are.
  public var sentence: Sentence {
    switch self {
    case .success, .fail, .status: Sentence(text, text)
    case .anotherAnswer: Sentence(text, "其他应答")
    case .noAnswer: Sentence(text, "没有应答")
    case .notSent: Sentence(text, "没有发送：不是本机地址")
    case .interrupted: Sentence(text, "中断")
    }
  }
}
