extension String {
  /// A name as it stands among Chinese words: with a space on each side on which it begins or ends with
  /// a letter, digit or sign of a narrow script.
  package var withinChinese: String {
    let before = unicodeScalars.first.map(Self.needsSpace) == true ? " " : ""
    let after = unicodeScalars.last.map(Self.needsSpace) == true ? " " : ""
    return before + self + after
  }

  /// Scripts of ideographs, and the punctuation that they share with others, have their own space.
  private static func needsSpace(_ scalar: Unicode.Scalar) -> Bool {
    (0x21..<0x2000).contains(scalar.value)
  }
}
