internal import Catalog
public import Support

/// The result of one attempt to notify a merchant; it contains nothing secret.
public enum NotificationOutcome: Hashable, Sendable {
  /// The answer that ends the attempts (interface document, "返回结果表" of the notification).
  case success
  /// The answer that asks for another attempt.
  case fail
  /// Any other answer.
  case anotherAnswer
  /// An HTTP status that is not a success.
  case status(Int)
  /// No answer in time.
  case noAnswer
  /// The address is on another machine; nothing was sent.
  case notSent
  /// The sandbox was stopped meanwhile.
  case interrupted

  private static let words: [String: NotificationOutcome] = [
    "success": .success, "fail": .fail, "another answer": .anotherAnswer, "no answer": .noAnswer,
    "not sent: not this machine": .notSent, "interrupted": .interrupted,
  ]

  /// Parses `text`; nil for anything else.
  init?(_ text: String) {
    if let known = Self.words[text] {
      self = known
    } else if text.hasPrefix("HTTP "), let status = Int(text.dropFirst(5)) {
      self = .status(status)
    } else {
      return nil
    }
  }

  /// The outcome in the database and in the English log.
  var text: String {
    if case .status(let status) = self { return "HTTP \(status)" }
    return Self.words.first { $0.value == self }?.key ?? ""
  }

  /// The outcome for people; the protocol's words are not translated.
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
