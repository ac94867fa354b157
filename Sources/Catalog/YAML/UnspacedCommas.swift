internal import Support

/// Finds amounts that the commas of a list between brackets split: `[1,288.00, 2,388.00]`.
///
/// `[1,2,3]` and `[100,200,300]` are honest lists. A comma without a space is in doubt before
/// `288.00` or `088`, before three digits after fewer (`1,288`), and before two or three digits
/// where other commas of the list have a space.
struct UnspacedCommas {
  private let source: YAMLSource
  private var last: YAMLScalar?
  private var hasSpaces = false
  /// The first pair that is an amount whatever the other commas are.
  private var certain: YAMLFlaw?
  /// The first pair that is one if other commas have a space.
  private var possible: YAMLFlaw?

  /// The commas of a list without items.
  init(_ source: YAMLSource) {
    self.source = source
  }

  /// The flaw, or nil.
  var flaw: YAMLFlaw? { certain ?? (hasSpaces ? possible : nil) }

  /// The flaw of a value between braces and what seems to be the next key, `50` of `{ tea: 12,50 }`.
  static func flaw(
    _ value: YAMLScalar, _ key: YAMLScalar, in source: YAMLSource
  ) -> YAMLFlaw? {
    guard value.isPlain, key.isPlain, source[value.range.upperBound] == ",",
      key.range.lowerBound == value.range.upperBound + 1
    else { return nil }
    let first = PriceReader.withoutPrefix(value.text).utf8
    let second = PriceReader.withoutSuffix(key.text).utf8
    guard !first.isEmpty, first.allSatisfy(\.isDigit), second.first?.isDigit == true,
      second.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") })
    else { return nil }
    return YAMLFlaw(.unspacedComma(value.text, key.text), at: value.range.lowerBound)
  }

  /// Adds the next item.
  mutating func add(_ scalar: YAMLScalar) {
    defer { last = scalar }
    guard let last else { return }
    guard source[last.range.upperBound] == ",", scalar.range.lowerBound == last.range.upperBound + 1
    else {
      hasSpaces = true
      return
    }
    guard last.isPlain, scalar.isPlain else { return }
    let first = PriceReader.withoutPrefix(last.text).utf8
    let second = PriceReader.withoutSuffix(scalar.text).utf8
    guard (1...3).contains(first.count), first.allSatisfy(\.isDigit) else { return }
    let digits = second.prefix(while: \.isDigit)
    let decimals = second.dropFirst(digits.count)
    let hasDecimals =
      decimals.count == 3 && decimals.first == UInt8(ascii: ".")
      && decimals.dropFirst().allSatisfy(\.isDigit)
    guard decimals.isEmpty || hasDecimals, (2...3).contains(digits.count) else { return }
    let flaw = YAMLFlaw(.unspacedComma(last.text, scalar.text), at: last.range.lowerBound)
    let isCertain =
      digits.count == 3 && (hasDecimals || first.count < 3 || digits.first == UInt8(ascii: "0"))
    if isCertain {
      certain = certain ?? flaw
    } else if decimals.isEmpty {
      possible = possible ?? flaw
    }
  }
}

extension Problem {
  static func unspacedComma(_ first: String, _ second: String) -> Problem {
    let (whole, pair) = ("\(first),\(second)", "\(first), \(second)")
    let amount = SplitNumber.joined(whole) ?? "\"\(whole)\""
    return Problem(
      Sentence(
        "the comma in \(quoted(whole)) can be part of an amount, or separate two values",
        "\(quoted(whole)) 里的逗号可能属于金额，也可能是在分隔两个值"),
      hint: Sentence(
        "for one amount, write \(amount); for two values, put a space after the comma: \(pair)",
        "若是一个金额，请写 \(amount)；若是两个值，请在逗号后面加空格：\(pair)"))
  }
}
