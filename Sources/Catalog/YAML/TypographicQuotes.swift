/// Quotes as word processors and Chinese keyboards write them, around a whole text.
struct TypographicQuotes {
  /// The first one.
  let opening: Unicode.Scalar
  /// The text between them.
  let inner: String

  private static let double: Set<Unicode.Scalar> = ["“", "”", "„", "‟", "＂", "〝", "〞", "\""]
  private static let single: Set<Unicode.Scalar> = ["‘", "’", "‚", "‛", "＇", "'"]

  /// The quotes that may close what one opens; nil for any other character, and for an apostrophe.
  static func closing(_ opening: Unicode.Scalar) -> Set<Unicode.Scalar>? {
    guard opening.value >= 0x80, opening != "’" else { return nil }
    return [double, single].first { $0.contains(opening) }
  }

  /// The quotes of a text that begins with one and ends with one of the same kind, or has no second.
  init?(_ text: String) {
    var inner = text.unicodeScalars[...]
    guard inner.count > 1, let opening = inner.popFirst(), opening.value >= 0x80 else { return nil }
    guard let kind = [Self.double, Self.single].first(where: { $0.contains(opening) }) else {
      return nil
    }
    if let last = inner.last, kind.contains(last) {
      inner.removeLast()
      // Two quotations, such as “A” und “B”, are a text.
      if inner.contains(where: kind.contains) && kind == Self.double { return nil }
    } else if kind == Self.single || inner.contains(where: kind.contains) {
      return nil
    }
    self.opening = opening
    self.inner = String(inner)
  }
}
