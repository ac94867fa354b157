internal import GatePay
internal import Support

/// Says what is wrong with a text that is not a price.
enum PriceFault {
  /// The problem of a text; `number` is what remains without signs of the currency.
  static func problem(of text: String, number: String, _ error: AmountError) -> Problem {
    switch error {
    case .zero: return .zeroPrice(text)
    case .aboveMaximum(let maximum): return .priceAboveMaximum(text, maximum)
    case .tooManyDecimals:
      return noiselessForm(of: number).map { .binaryNoise(text, near: $0) }
        ?? .tooManyDecimals(text, number: number)
    case .notAnAmount: break
    }
    if InvisibleCharacter.trimmed(text).isEmpty { return .noPrice }
    if isOtherCurrency(text) { return .otherCurrency(text) }
    if let unit = otherUnit(of: text) { return .otherUnit(text, unit) }
    // Yuan anywhere else than at the ends: `-¥5`, `12元-15元`.
    let number = number.filter { !"¥￥元圆".contains($0) }
    // A sheet may have thousands of such prices: by the kinds of characters, without expressions.
    let shape = shape(of: number)
    let isNegative =
      shape.hasPrefix("-9") || shape.hasPrefix("(9")
      || (shape.hasPrefix("9") && shape.hasSuffix("9-") && !shape.contains(","))
    if isNegative { return .negativePrice(text) }
    let isRange =
      shape.hasPrefix("9") && shape.hasSuffix("9") && shape.contains("-")
      && !shape.contains("?") && !shape.contains("e")
    if isRange { return isDate(number) ? .dateAsPrice(text) : .priceRange(text) }
    if number.utf8.first == UInt8(ascii: "."), shape == ".9" {
      return .missingZero(text, number: "0\(number)")
    }
    switch shape {
    case "9e9", "9.9e9", "9,9e9", "9e-9", "9.9e-9", "9,9e-9": return .numberWithExponent(text)
    case "9.", "9,", "9.-", "9,-": return .missingCents(text, number: number)
    default: break
    }
    guard !shape.isEmpty, shape.allSatisfy({ "9.,_".contains($0) }), shape.first == "9" else {
      return .notAnAmount(text)
    }
    if hasDecimalComma(number) { return .decimalComma(text, number: number) }
    let groups = number.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1, !shape.contains("."), !shape.contains("_"),
      (1...3).contains(groups[0].count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    {
      return .unclearComma(text, number: number)
    }
    if shape.contains(",") || shape.contains("_") {
      return .misplacedGroups(text, number: number)
    }
    return .notAnAmount(text)
  }

  /// The problem of a text with a special space between digits, in whose place an ordinary one
  /// would be wrong, too; nil for any other.
  static func spaceInNumber(_ text: String) -> Problem? {
    let scalars = Array(text.unicodeScalars)
    let spaces = "\u{A0}\u{2009}\u{202F}".unicodeScalars
    let isDigit = { (scalar: Unicode.Scalar) in ("0"..."9") ~= scalar }
    let index = scalars.indices.dropFirst().dropLast().first { index in
      spaces.contains(scalars[index]) && isDigit(scalars[index - 1]) && isDigit(scalars[index + 1])
    }
    return index.map { .spaceInNumber(text, scalars[$0]) }
  }

  /// Whether a number is like `2026-11-26`.
  private static func isDate(_ number: String) -> Bool {
    let parts = number.split(separator: "-")
    return parts.count == 3 && parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) }
      && (parts[0].count == 4 || parts[2].count == 4)
  }

  /// The kinds of characters in a number, each run once: `9` for digits, `-` for a minus, a
  /// dash or 至, `_` for what separates groups of digits besides a comma, `e` for an exponent;
  /// `?` for anything else.
  private static func shape(of number: String) -> String {
    var shape = ""
    for character in number.prefix(40) {
      let kind: Character =
        switch character {
        case "0"..."9": "9"
        case ".", ",", "(": character
        case "-", "−", "–", "—", "~", "～", "至", "到": "-"
        case " ", "'", "’", "\u{A0}", "\u{2009}", "\u{202F}": "_"
        case "e", "E": "e"
        case "+" where shape.hasSuffix("e"): "e"
        default: "?"
        }
      if shape.last != kind || kind == "." || kind == "," { shape.append(kind) }
    }
    return shape.replacing("_-", with: "-").replacing("-_", with: "-")
  }

  /// Whether a number is like `12,50` or `1.288,00`.
  private static func hasDecimalComma(_ number: String) -> Bool {
    let parts = number.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[1].count), parts[1].utf8.allSatisfy(\.isDigit)
    else { return false }
    let groups = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    return groups.allSatisfy { $0.utf8.allSatisfy(\.isDigit) && !$0.isEmpty }
      && (groups.count == 1 || groups.dropFirst().allSatisfy { $0.count == 3 })
  }

  /// Whether a number has commas between groups of three digits, and two decimals, so that it can
  /// mean nothing else: `1,288.00`.
  static func isGrouped(_ number: String) -> Bool {
    let parts = number.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, parts[1].allSatisfy(\.isDigit) else {
      return false
    }
    let groups = parts[0].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return groups.count > 1 && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 }
      && groups.allSatisfy { $0.allSatisfy(\.isDigit) }
  }

  private static func isOtherCurrency(_ text: String) -> Bool {
    let signs = text.unicodeScalars.filter {
      $0.properties.generalCategory == .currencySymbol && !"¥￥".unicodeScalars.contains($0)
    }
    if !signs.isEmpty { return true }
    let words = [
      "USD", "EUR", "JPY", "HKD", "TWD", "NTD", "MOP", "GBP", "KRW", "SGD", "MYR", "THB", "CHF",
      "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "VND", "IDR", "PHP", "INR", "RUB",
      "美元", "美金", "欧元", "日元", "日圆", "円", "港币", "港元", "港圆", "台币", "英镑", "韩元", "韩圆",
      "원", "澳元", "加元", "新元", "纽元", "坡币", "马币", "泰铢", "越南盾", "卢布", "澳门元",
      "澳门币", "加币", "新台币", "瑞郎", "DOLLAR", "EURO", "JP¥", "JPY¥", "KR", "ZŁ", "RM", "FR.",
    ]
    let letters = InvisibleCharacter.trimmed(text).uppercased().replacing("RMB", with: "")
    return letters.utf8.contains(where: \.isDigit)
      && words.contains { letters.hasPrefix($0) || letters.hasSuffix($0) }
  }

  /// The unit, other than yuan, in which a number is: 分, or 万 as in `1.2万元`.
  private static func otherUnit(of text: String) -> String? {
    let units = ["万元", "千元", "百元", "亿元", "分", "角", "毛", "万", "千", "百", "亿", "w", "W", "k", "K"]
    let text = InvisibleCharacter.trimmed(text)
    guard let unit = units.first(where: text.hasSuffix),
      InvisibleCharacter.trimmed(String(text.dropLast(unit.count))).utf8.last?.isDigit == true
    else { return nil }
    return unit
  }

  /// A number with more decimals, cut to two and rounded up to two: 12.34 and 12.35 of 12.345.
  static func roundedForms(of number: String) -> (lower: String, upper: String)? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count > 2, let whole = Int64(parts[0]),
      let cents = Int64(parts[1].prefix(2)), (0..<1_000_000_000_000).contains(whole)
    else { return nil }
    let lower = whole * 100 + cents
    let isExact = parts[1].dropFirst(2).allSatisfy { $0 == "0" }
    return (
      Decimals.text(of: lower, decimals: 2),
      Decimals.text(of: isExact ? lower : lower + 1, decimals: 2)
    )
  }

  /// The two decimals of which a binary number is a trace away, such as 59.90 of
  /// 59.900000000000006; nil if the decimals are somebody's own.
  private static func noiselessForm(of number: String) -> String? {
    let parts = number.split(separator: ".")
    guard parts.count == 2, parts[1].count >= 10, let whole = Int64(parts[0]),
      let cents = Int64(parts[1].prefix(2))
    else { return nil }
    let trace = parts[1].dropFirst(2).prefix(7)
    if trace.allSatisfy({ $0 == "0" }) { return "\(parts[0]).\(parts[1].prefix(2))" }
    guard trace.allSatisfy({ $0 == "9" }), whole < 1_000_000_000_000 else { return nil }
    return Decimals.text(of: whole * 100 + cents + 1, decimals: 2)
  }
}

extension Problem {
  static func notAnAmount(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not an amount", "\(quoted(text)) 不是金额"),
      hint: Sentence("write only the number, such as 12 or 12.50", "请只写数字，例如 12 或 12.50"))
  }

  static var noPrice: Problem {
    Problem(
      Sentence("the price is empty", "价格是空的"),
      hint: Sentence(
        "write an amount, the name of a price, or `any` to let the payer enter the amount",
        "请写金额、价格名称，或写 `any` 由付款人填写"))
  }

  static func tooManyDecimals(_ text: String, number: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) has more than two decimals", "\(quoted(text)) 的小数超过两位"),
      hint: PriceFault.roundedForms(of: number).map { lower, upper in
        if upper == "0.00" { return leastPrice }
        if lower == upper { return Sentence("write \(lower)", "请写 \(lower)") }
        // Many countries write thousands like this.
        if number.wholeMatch(of: /[1-9][0-9]{0,2}\.[0-9]{3}/) != nil {
          let whole = number.replacing(".", with: "")
          return Sentence(
            "write \(whole) if the point separates thousands; else round it: \(lower) or \(upper)",
            "如果小数点是千位分隔符，请写 \(whole)；否则请取两位小数：\(lower) 或 \(upper)")
        }
        // Nobody can pay nothing.
        if lower == "0.00" {
          return Sentence(
            "round it to two decimals: write \(upper)", "请取两位小数：写 \(upper)")
        }
        return Sentence(
          "round it to two decimals: write \(lower) or \(upper)",
          "请取两位小数：写 \(lower) 或 \(upper)")
      } ?? Sentence("write at most two decimals", "请最多写两位小数"))
  }

  static func binaryNoise(_ text: String, near amount: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has the rounding error of a program, and is not an amount",
        "\(quoted(text)) 带有程序计算的误差，不是金额"),
      hint: Sentence(
        "if \(amount) is meant, write that; if a program makes the file, let it round prices to two decimals",
        "若是指 \(amount)，请这样写；若文件由程序生成，请让它把价格四舍五入到两位小数"))
  }

  static func zeroPrice(_ text: String) -> Problem {
    Problem(
      Sentence("nobody can pay \(quoted(text))", "\(quoted(text)) 不能作为金额"),
      hint: leastPrice)
  }

  private static let leastPrice = Sentence(
    "write 0.01 or more, or `any` to let the payer enter the amount",
    "请写 0.01 或以上；若由付款人填写金额，请写 `any`")

  static func priceAboveMaximum(_ text: String, _ maximum: Amount) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is more than \(maximum)", "\(quoted(text)) 超过了 \(maximum)"),
      hint: Sentence("check the amount, or raise max_price", "请核对金额，或调高 max_price"))
  }

  static func negativePrice(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is negative", "\(quoted(text)) 是负数"),
      hint: Sentence("write what the payer pays, without a sign", "请写付款人要付的金额，不带符号"))
  }

  static func otherCurrency(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) is in another currency: the gateway takes yuan",
        "\(quoted(text)) 是别的货币：网关只收人民币"),
      hint: Sentence("write the amount in yuan", "请写人民币金额"))
  }

  static func otherUnit(_ text: String, _ unit: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) is in \(quoted(unit)), not in yuan", "\(quoted(text)) 的单位是“\(unit)”，不是元"),
      hint: Sentence("write the amount in yuan, in digits", "请用数字写以元为单位的金额"))
  }

  static func dateAsPrice(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is a date, not an amount", "\(quoted(text)) 是日期，不是金额"),
      hint: Sentence("check whether the price is in another column", "请检查价格是否在另一列"))
  }

  static func missingZero(_ text: String, number: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) has no digit before the point", "\(quoted(text)) 的小数点前面没有数字"),
      hint: Sentence("write \(number)", "请写成 \(number)"))
  }

  static func spaceInNumber(_ text: String, _ space: Unicode.Scalar) -> Problem {
    let point = codePoint(space)
    return Problem(
      Sentence(
        "\(quoted(text)) has the space \(point) between its digits",
        "\(quoted(text)) 的数字之间有空格 \(point)"),
      hint: Sentence(
        "delete it: an ordinary space is refused, too; write a point before the decimals",
        "请删掉它，普通空格也不行；小数请用小数点"))
  }

  static func numberWithExponent(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is a number with an exponent", "\(quoted(text)) 用了科学记数法"),
      hint: Sentence("write all digits of the number", "请写出完整的数字"))
  }

  static func priceRange(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is a range, not an amount", "\(quoted(text)) 是范围，不是金额"),
      hint: Sentence(
        "write one amount, or `any` to let the payer enter the amount", "请写一个金额；若由付款人填写金额，请写 `any`")
    )
  }

  static func missingCents(_ text: String, number: String) -> Problem {
    let plain = String(number.prefix { $0.isASCII && $0.isNumber })
    return Problem(
      Sentence("\(quoted(text)) has no digits after the point", "\(quoted(text)) 的小数点后面没有数字"),
      hint: Sentence("write \(shortened(plain))", "请写 \(shortened(plain))"))
  }

  static func decimalComma(_ text: String, number: String) -> Problem {
    let plain = SplitNumber.joined(number) ?? "12.50"
    return Problem(
      Sentence(
        "\(quoted(text)) has a comma before its decimals", "\(quoted(text)) 用逗号作小数点"),
      hint: Sentence(
        "write a point: \(shortened(plain))", "请写小数点：\(shortened(plain))"))
  }

  static func unclearComma(_ text: String, number: String) -> Problem {
    let (plain, whole) = (shortened(number.replacing(",", with: "")), shortened(number))
    return Problem(
      Sentence(
        "the comma in \(quoted(text)) can mean thousands or decimals",
        "\(quoted(text)) 里的逗号可能是千位分隔符，也可能是小数点"),
      hint: Sentence(
        "write it without the comma, or with two decimals: \(plain) or \(whole).00",
        "请去掉逗号，或写上两位小数：\(plain) 或 \(whole).00"))
  }

  static func misplacedGroups(_ text: String, number: String) -> Problem {
    // Only a last group of three is of thousands: 12 50 may well be 12.50.
    let isGrouped =
      number.wholeMatch(of: /[0-9]{1,3}([^0-9.][0-9]{2,3})*[^0-9.][0-9]{3}(\.[0-9]{1,2})?/) != nil
    let plain = number.filter { $0.isASCII && ($0.isNumber || $0 == ".") }
    return Problem(
      Sentence(
        "the digits of \(quoted(text)) are not separated as in 1,288.00",
        "\(quoted(text)) 的数字分隔方式不像 1,288.00"),
      hint: isGrouped
        ? Sentence(
          "if \(shortened(plain)) is meant, write that", "若是指 \(shortened(plain))，请这样写")
        : Sentence(
          "write the number without separators, such as 1288.00", "请不用分隔符，写成 1288.00 的形式"))
  }
}
