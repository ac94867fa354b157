internal import Support

/// A merchant's key: in every link by design, but kept out of messages and logs.
public struct Appkey: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The key itself.
  public let text: String

  /// Takes a key of 1 to 64 ASCII letters and digits; nil for anything else.
  public init?(_ text: String) {
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(\.isLetterOrDigit) else {
      return nil
    }
    self.text = text
  }

  /// Whether the key is a sample from documentation, which pays nobody.
  public var isSample: Bool { Self.samples.contains(text) }

  /// The two keys of the interface document's examples, and this project's own sample.
  private static let samples: Set<String> = [
    "e3d704f3542b44a621ebed70dc0efe13",
    "098f6bcd4621d373cade4e832627b4f6",
    "0123456789abcdef0123456789abcdef",
  ]

  /// A placeholder, never the key.
  public var description: String { "<appkey>" }
  /// A placeholder, never the key.
  public var debugDescription: String { description }
}

/// The form of a gateway's appkeys, as a config names it.
public enum AppkeyForm: String, Hashable, Sendable, CaseIterable {
  /// 32 lower-case hexadecimal digits, as in the public gateway's every example (interface document,
  /// the requests of every section).
  case hexadecimal
  /// 1 to 64 ASCII letters and digits.
  case lettersAndDigits = "letters-and-digits"

  /// Whether a key has the form.
  public func accepts(_ appkey: Appkey) -> Bool {
    switch self {
    case .hexadecimal:
      appkey.text.utf8.count == 32 && appkey.text.utf8.allSatisfy(\.isLowercaseHexadecimalDigit)
    case .lettersAndDigits: true
    }
  }
}
