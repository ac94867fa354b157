internal import Support

/// Ordered names and values as `application/x-www-form-urlencoded`: a request body or a URL's query
/// (URL Living Standard, section 5).
public struct FormFields: Hashable, Sendable {
  /// A decoded name with its value.
  public struct Field: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A name with its value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The fields in order, each name once.
  public private(set) var fields: [Field]

  /// The most fields of a form; the document's messages have ten at most.
  public static let maximumCount = 64

  /// Takes fields in order; keeps the first of each name.
  public init(_ fields: [Field] = []) {
    self.fields = []
    for field in fields { append(field.name, field.value) }
  }

  /// Parses a body or a query.
  ///
  /// `+` is a space, empty pieces are skipped, and a piece without `=` has an empty value.
  ///
  /// - Throws: `FormError` for a repeated name, because parsers would disagree about its value; for
  ///   a broken escape, bytes that are not UTF-8, and more than `maximumCount` fields.
  public init(decoding bytes: some Sequence<UInt8>) throws(FormError) {
    fields = []
    let pieces = Array(bytes).split(separator: UInt8(ascii: "&"))
    guard pieces.count <= Self.maximumCount else { throw .tooMany }
    for piece in pieces {
      let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      let name = try Self.decode(piece[..<equals])
      let value = try equals == piece.endIndex ? "" : Self.decode(piece[(equals + 1)...])
      guard self[name] == nil else { throw .repeated(name) }
      fields.append(Field(name, value))
    }
  }

  /// Parses a body or a query.
  public init(decoding text: String) throws(FormError) {
    try self.init(decoding: text.utf8)
  }

  /// The value of a name, or nil.
  public subscript(name: String) -> String? {
    // Scalars, because canonically equivalent names are different names.
    fields.first { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }?.value
  }

  /// Appends a field unless its name exists.
  public mutating func append(_ name: String, _ value: String) {
    if self[name] == nil { fields.append(Field(name, value)) }
  }

  /// The fields as a body or query in ASCII; spaces are `%20`, as not all parsers decode `+`.
  public var encoded: String {
    fields.map { field in
      "\(PercentEncoding.encode(field.name))=\(PercentEncoding.encode(field.value))"
    }.joined(separator: "&")
  }

  /// The media type of a body.
  public static let mediaType = "application/x-www-form-urlencoded"

  private static func decode(_ bytes: ArraySlice<UInt8>) throws(FormError) -> String {
    let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    guard let encoded = String(validating: spaced, as: UTF8.self),
      let text = PercentEncoding.decode(encoded)
    else { throw .notText }
    return text
  }
}

/// Why bytes are not a form.
public enum FormError: Error, Hashable, Sendable {
  /// A name is repeated.
  case repeated(String)
  /// An escape is broken, or the bytes are not UTF-8.
  case notText
  /// There are more fields than `FormFields.maximumCount`.
  case tooMany
}
