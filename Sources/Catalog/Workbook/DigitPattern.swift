internal import Support

/// The section of a number format that shows digits, such as `#,##0.00`.
struct DigitPattern: Sendable {
  private enum Part: Sendable {
    case literal(String)
    /// A place for one digit of the whole part.
    case digit(Character)
    /// The point and the places of the decimals.
    case decimals([Character], hasPoint: Bool)
  }

  private var parts: [Part] = []
  private var isGrouped = false
  private var percentCount = 0
  private var decimalCount = 0

  /// Compiles tokens; nil for a format that is not supported: exponents, fractions, thousands.
  init?(_ tokens: [NumberFormatToken]) {
    var places: [Character]?
    var hasPoint = false
    func isDigit(_ index: Int) -> Bool {
      guard tokens.indices.contains(index), case .digit = tokens[index] else { return false }
      return true
    }
    for (index, token) in tokens.enumerated() {
      switch token {
      case .literal(let text):
        // A fraction, such as `# ?/?`.
        if text == "/", isDigit(index - 1) || isDigit(index + 1) { return nil }
        parts.append(.literal(text))
      case .percent:
        percentCount += 1
        parts.append(.literal("%"))
      case .digit(let place):
        guard places == nil else {
          // Decimals with something between them.
          guard isDigit(index - 1) || tokens[index - 1] == .point else { return nil }
          places?.append(place)
          parts[parts.count - 1] = .decimals(places ?? [], hasPoint: true)
          continue
        }
        parts.append(.digit(place))
      case .point:
        guard !hasPoint else { return nil }
        hasPoint = true
        places = []
        parts.append(.decimals([], hasPoint: true))
      case .comma:
        // A comma behind the last digit divides by 1,000.
        guard places == nil, isDigit(index - 1), isDigit(index + 1) else { return nil }
        isGrouped = true
      default: return nil
      }
    }
    decimalCount = places?.count ?? 0
    guard percentCount <= 1 else { return nil }
    if !hasPoint, let last = parts.lastIndex(where: Self.isDigit) {
      parts.insert(.decimals([], hasPoint: false), at: last + 1)
    }
  }

  private static func isDigit(_ part: Part) -> Bool {
    if case .digit = part { true } else { false }
  }

  /// The literal texts.
  private var literals: [String] {
    parts.compactMap { part in
      if case .literal(let text) = part { text } else { nil }
    }
  }

  /// Whether there are places for digits; without them, the number itself is not shown.
  private var hasDigits: Bool {
    parts.contains { part in
      if case .decimals = part { true } else { false }
    }
  }

  /// What a number shows as.
  func shown(_ value: ExactDecimal, isSigned: Bool) -> Result<NumberFormat.Shown, Problem> {
    let scaled = value.scaled(byPowerOfTen: 2 * percentCount)
    let sign = isSigned && value.isNegative ? "-" : ""
    guard hasDigits else {
      // Such as a dash for zero.
      let text = sign + literals.joined()
      return value.isZero
        ? .success(NumberFormat.Shown(text: text, number: value.text))
        : .failure(.roundedNumber(value.text, shown: text))
    }
    let rounded = scaled.rounded(toDecimals: decimalCount)
    let text = sign + text(of: rounded.magnitude)
    guard rounded == scaled else { return .failure(.roundedNumber(value.text, shown: text)) }
    let number = percentCount == 0 && value.isZero ? value.text : nil
    var shown = NumberFormat.Shown(text, of: value, literals: literals)
    if shown.number == nil, text != value.text { shown.number = number }
    return .success(shown)
  }

  private func text(of value: ExactDecimal) -> String {
    let (whole, decimals) = value.parts(minimumDecimalCount: decimalCount)
    // The places of the whole part are filled from the right.
    var pieces: [String] = []
    var digits = whole[...]
    var digitCount = 0
    let firstPlace = parts.firstIndex(where: Self.isDigit)
    func put(_ digit: String) {
      if isGrouped && digitCount > 0 && digitCount.isMultiple(of: 3) { pieces.append(",") }
      digitCount += 1
      pieces.append(digit)
    }
    for (index, part) in parts.enumerated().reversed() {
      switch part {
      case .literal(let text): pieces.append(text)
      case .decimals(let places, let hasPoint):
        // LibreOffice shows no point without decimals; Excel does, which is hard to read.
        let decimals = Self.text(of: decimals, places: places)
        pieces.append(hasPoint && !decimals.isEmpty ? "." + decimals : "")
        if firstPlace == nil {
          pieces.append(String(decoding: digits, as: UTF8.self))
          digits = []
        }
      case .digit(let place):
        if let digit = digits.popLast() {
          put(String(UnicodeScalar(digit)))
        } else if place == "0" {
          put("0")
        }
        if index == firstPlace {
          while let digit = digits.popLast() { put(String(UnicodeScalar(digit))) }
        }
      }
    }
    return pieces.reversed().joined()
  }

  /// The decimals, without zeros at the end whose place may be empty.
  private static func text(of decimals: [UInt8], places: [Character]) -> String {
    var digits = Array(decimals.prefix(places.count))
    while let last = digits.last, last == UInt8(ascii: "0"), places[digits.count - 1] != "0" {
      digits.removeLast()
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
