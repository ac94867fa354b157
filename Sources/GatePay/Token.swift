internal import Support

/// A merchant's quick-collect token: in every link by design, but kept out of messages and logs.
public struct Token: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The token itself.
  public let text: String

  /// Takes 1 to 128 bytes of visible characters; nil for anything else.
  public init?(_ text: String) {
    guard (1...128).contains(text.utf8.count), text.unicodeScalars.allSatisfy(Self.isVisible) else {
      return nil
    }
    self.text = text
  }

  /// Whether the token consists of letters, digits, `.`, `_` and `-`, as every example does.
  public var hasUsualForm: Bool {
    text.utf8.allSatisfy { byte in
      byte.isLetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
    }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace || scalar == "\u{FFFD}" { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// A placeholder, never the token.
  public var description: String { "<token>" }
  /// A placeholder, never the token.
  public var debugDescription: String { description }
}
