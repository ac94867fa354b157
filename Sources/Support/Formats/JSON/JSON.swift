/// A JSON value (RFC 8259).
package indirect enum JSON: Hashable, Sendable {
  /// One member of an object.
  package struct Member: Hashable, Sendable {
    /// The key.
    package var name: String
    package var value: JSON

    /// A key with its value.
    package init(name: String, value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// An object, its members in order.
  case object([Member])
  case array([JSON])
  /// A string, decoded.
  case string(String)
  /// A number as written, without floating point.
  case number(String)
  /// `true` or `false`.
  case boolean(Bool)
  case null

  /// An object with these members in order.
  package static func members(_ members: KeyValuePairs<String, JSON>) -> JSON {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  /// An object with these strings in order.
  package static func strings(_ members: [(name: String, value: String)]) -> JSON {
    .object(members.map { Member(name: $0.name, value: .string($0.value)) })
  }

  /// The member of an object, or nil.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string, or nil.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number as floating point, or nil.
  package var double: Double? {
    guard case .number(let text) = self, let number = Double(text), number.isFinite else {
      return nil
    }
    return number
  }

  /// The elements of an array, or nil.
  package var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text of a string or of a number: the gateway sends fields as either.
  package var scalarText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean, .null, .object, .array: nil
    }
  }
}

/// Where a text stops being JSON, and why.
public struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: String, Hashable, Sendable {
    /// Another character is expected here, or the text ends too early.
    case unexpected
    /// An object repeats a key, so parsers would disagree about its value.
    case repeatedKey
    /// Brackets nest too deep.
    case tooDeep
    /// The text has too many bytes.
    case tooLong
    /// The bytes are not UTF-8, or an escape is not a character.
    case notText
  }

  /// What is wrong.
  public let reason: Reason
  /// The offset in bytes.
  public let offset: Int

  /// Creates an error.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
