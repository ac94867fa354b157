// What swift-argument-parser uses of FoundationEssentials, in place of the toolchain's 5 MB.
//
// `make generator` compiles this file as a module of the same name, ahead of the toolchain's in the
// search path (docs/decisions.md). A use of anything else is a compile error. Its names and the
// bytes it writes are those of swift-foundation.

/// An error with a text for people.
///
/// Nothing in the generator conforms to it.
public protocol LocalizedError: Error {
  /// The text.
  var errorDescription: String? { get }
}

/// Bytes.
public struct Data {
  fileprivate var text: String
}

extension String {
  /// How bytes stand for characters.
  public struct Encoding: Sendable {
    /// UTF-8, the only one here.
    public static let utf8 = Encoding()
  }

  /// The characters of bytes.
  public init?(data: Data, encoding: Encoding) { self = data.text }
}

/// Writes values as JSON: strings, booleans, integers, arrays and objects.
public final class JSONEncoder {
  /// How the text looks.
  public struct OutputFormatting: OptionSet, Sendable {
    /// The options as bits.
    public let rawValue: UInt
    /// Options of bits.
    public init(rawValue: UInt) { self.rawValue = rawValue }
    /// A line for each value, as is always written.
    public static let prettyPrinted = OutputFormatting(rawValue: 1)
    /// Keys in the order of the alphabet, which they always have.
    public static let sortedKeys = OutputFormatting(rawValue: 2)
  }

  /// How the text looks.
  public var outputFormatting: OutputFormatting = []

  /// An encoder.
  public init() {}

  /// The text of a value.
  public func encode<Value: Encodable>(_ value: Value) throws -> Data {
    let node = Node()
    try value.encode(to: NodeEncoder(node: node))
    var text = ""
    node.write(to: &text, indent: "")
    return Data(text: text)
  }
}

/// A value on its way to the text.
private final class Node {
  enum Content {
    case plain(String)
    case string(String)
    case array([Node])
    case object([String: Node])
  }

  var content = Content.plain("{}")

  var count: Int { if case .array(let nodes) = content { nodes.count } else { 0 } }

  func member(_ key: any CodingKey) -> Node {
    let node = Node()
    if case .object(var members) = content {
      members[key.stringValue] = node
      content = .object(members)
    } else {
      content = .object([key.stringValue: node])
    }
    return node
  }

  func element() -> Node {
    let node = Node()
    if case .array(let nodes) = content { content = .array(nodes + [node]) }
    return node
  }

  func write(to text: inout String, indent: String) {
    let inner = indent + "  "
    switch content {
    case .plain(let word): text += word
    case .string(let string): Self.write(string, to: &text)
    case .array(let nodes):
      text += "[\n"
      for (index, node) in nodes.enumerated() {
        text += (index == 0 ? "" : ",\n") + inner
        node.write(to: &text, indent: inner)
      }
      text += "\n\(indent)]"
    case .object(let members):
      text += "{\n"
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        text += (index == 0 ? "" : ",\n") + inner
        Self.write(member.key, to: &text)
        text += " : "
        member.value.write(to: &text, indent: inner)
      }
      text += "\n\(indent)}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\", "/": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{C}": text += "\\f"
      case "\0"..<" ":
        let code = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

/// Encodes one value into its node.
private struct NodeEncoder: Encoder {
  var node: Node
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = node.content {} else { node.content = .object([:]) }
    return KeyedEncodingContainer(Members(node: node))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = node.content {} else { node.content = .array([]) }
    return Elements(node: node)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node) }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  var node: Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { node.member(key).content = .plain("null") }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try value.encode(to: NodeEncoder(node: node.member(key)))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    NodeEncoder(node: node.member(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.member(key)).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: node) }
  func superEncoder(forKey key: Key) -> any Encoder { NodeEncoder(node: node.member(key)) }
}

private struct Elements: UnkeyedEncodingContainer {
  var node: Node
  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  func encodeNil() { node.element().content = .plain("null") }

  func encode<Value: Encodable>(_ value: Value) throws {
    try value.encode(to: NodeEncoder(node: node.element()))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    NodeEncoder(node: node.element()).container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    NodeEncoder(node: node.element()).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { NodeEncoder(node: node.element()) }
}

/// The standard library hands strings, booleans and numbers to the methods for them.
private struct Single: SingleValueEncodingContainer {
  var node: Node
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { node.content = .plain("null") }
  func encode(_ value: Bool) { node.content = .plain("\(value)") }
  func encode(_ value: String) { node.content = .string(value) }
  func encode(_ value: Double) throws { throw refusal(value) }
  func encode(_ value: Float) throws { throw refusal(value) }
  func encode(_ value: Int) { node.content = .plain("\(value)") }
  func encode(_ value: Int8) { node.content = .plain("\(value)") }
  func encode(_ value: Int16) { node.content = .plain("\(value)") }
  func encode(_ value: Int32) { node.content = .plain("\(value)") }
  func encode(_ value: Int64) { node.content = .plain("\(value)") }
  func encode(_ value: UInt) { node.content = .plain("\(value)") }
  func encode(_ value: UInt8) { node.content = .plain("\(value)") }
  func encode(_ value: UInt16) { node.content = .plain("\(value)") }
  func encode(_ value: UInt32) { node.content = .plain("\(value)") }
  func encode(_ value: UInt64) { node.content = .plain("\(value)") }

  func encode<Value: Encodable>(_ value: Value) throws {
    try value.encode(to: NodeEncoder(node: node))
  }

  private func refusal(_ value: Any) -> EncodingError {
    .invalidValue(value, .init(codingPath: [], debugDescription: "no fractions here"))
  }
}
