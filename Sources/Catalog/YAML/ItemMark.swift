internal import Support

/// What begins a line that was meant as an item of a list, and is no hyphen with a space behind it:
/// `-id: a`, `— id: a`, `• id: a`, `1. id: a`.
struct ItemMark {
  let flaw: YAMLFlaw

  private static let dashes: Set<Unicode.Scalar> = [
    "–", "—", "−", "‐", "‑", "‒", "―", "－", "﹣", "﹘", "⸺",
  ]
  private static let bullets: Set<Unicode.Scalar> = [
    "•", "·", "‣", "◦", "▪", "▫", "●", "○", "■", "□", "◆", "・", "∙", "*", "+",
  ]

  /// Looks at what begins at an offset, the first character of its line; nil if that is no such mark.
  ///
  /// - Parameter needsKey: whether a key must follow, as in most places where a text may begin.
  init?(_ source: YAMLSource, at offset: Int, needsKey: Bool, isSecret: Bool) {
    let line = source.line(of: offset)
    let content = offset..<max(offset, source.content(ofLine: line).upperBound)
    guard source.contentStart(ofLine: line) == offset,
      let length = Self.length(source, content)
    else { return nil }
    let rest = source.trimmed(content.lowerBound + length..<content.upperBound)
    guard !rest.isEmpty, !needsKey || Self.beginsWithKey(source, rest) else { return nil }
    let mark = source.text(offset..<offset + length)
    let isHidden = isSecret || SecretName.occurs(in: source.text(content))
    let meant = isHidden ? "…" : shortened(source.text(rest))
    flaw = YAMLFlaw(
      mark == "-" ? .noSpaceAfterHyphen(line: "- \(meant)") : .itemMark(mark, line: "- \(meant)"),
      at: offset)
  }

  /// How many characters the mark has; nil if there is none.
  private static func length(_ source: YAMLSource, _ content: Range<Int>) -> Int? {
    guard let first = content.first else { return nil }
    let next = first + 1 < content.upperBound ? source.scalars[first + 1] : " "
    if source.scalars[first] == "-" {
      if next == "-", source[first + 2] == " " { return 2 }
      return next.properties.isAlphabetic ? 1 : nil
    }
    if dashes.contains(source.scalars[first]) {
      return next == " " || next.properties.isAlphabetic ? 1 : nil
    }
    if bullets.contains(source.scalars[first]) { return next == " " ? 1 : nil }
    let digits = content.prefix { ("0"..."9") ~= source.scalars[$0] }
    guard (1...3).contains(digits.count), let sign = source[first + digits.count],
      ".)、．）".unicodeScalars.contains(sign),
      sign == "、" || source[first + digits.count + 1] == " "
    else { return nil }
    return digits.count + 1
  }

  /// Whether a word with a colon behind it begins a range.
  private static func beginsWithKey(_ source: YAMLSource, _ range: Range<Int>) -> Bool {
    let word = range.prefix { offset in
      let scalar = source.scalars[offset]
      return scalar.properties.isAlphabetic || scalar == "_"
        || scalar.properties.numericType == .decimal
    }
    guard let last = word.last, let colon = source[last + 1] else { return false }
    return colon == ":" || colon == "："
  }
}

extension Problem {
  static func noSpaceAfterHyphen(line: String) -> Problem {
    Problem(
      Sentence(
        "there is no space after the hyphen that begins an item", "列表项开头的 - 后面缺少空格"),
      hint: Sentence(
        "add one: `\(line)`; quote text that starts with a hyphen",
        "请加一个空格：`\(line)`；以 - 开头的文字请加引号"))
  }

  static func itemMark(_ mark: String, line: String) -> Problem {
    Problem(
      Sentence("\(quoted(mark)) does not begin a list item", "\(quoted(mark)) 不能作为列表项的开头"),
      hint: Sentence(
        "type a hyphen and a space: `\(line)`; put text that starts like this in quotes",
        "请用减号加空格：`\(line)`；这样开头的文字请加引号"))
  }
}
