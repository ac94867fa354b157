internal import Support

/// Recognises cells that a program has damaged: an error instead of a result, a placeholder for
/// nothing, a number that lost digits, an escape that was taken for text.
///
/// Only a cell that is used is an error. Where honest texts look alike (`Null` is a surname, `'90s`
/// a decade), only the form that programs write counts.
enum DamagedCell {
  /// The problem of a cell's text; nil for a sound one.
  static func problem(of text: String) -> Problem? {
    guard mayBeDamaged(text) else { return nil }
    let text = InvisibleCharacter.trimmed(text)
    if isErrorValue(text) { return .errorValue(text) }
    if placeholders.contains(text) { return .placeholder(text) }
    if isShortenedNumber(text) { return .shortenedNumber(text) }
    if text.utf8.count > 1, text.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) {
      return .hiddenNumber(text)
    }
    if let plain = escapedText(text) { return .textEscape(text, plain: plain) }
    return isFormula(text) ? .formulaText(text) : nil
  }

  /// Whether a look at the first character does not settle it; most cells end here.
  private static func mayBeDamaged(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first.isDigit
      ? text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") || $0 == UInt8(ascii: "#") }
      : " \t\u{A0}#='<([\\+-EnNu".utf8.contains(first)
  }

  // MARK: Errors and placeholders

  /// `#N/A` and its like in the languages of Excel that translate them (Microsoft, "Formulas and
  /// functions", error values), and LibreOffice's `Err:502` (LibreOffice Help, "Error codes").
  private static func isErrorValue(_ text: String) -> Bool {
    if text.hasPrefix("Err:") {
      return text.utf8.count == 7 && text.utf8.suffix(3).allSatisfy(\.isDigit)
    }
    return text.hasPrefix("#") && errorNames.contains(text.dropFirst().uppercased())
  }

  private static let errorNames: Set<String> = Set(
    """
    N/A REF! VALUE! DIV/0! NAME? NULL! NUM! SPILL! CALC! GETTING_DATA FIELD! BLOCKED! CONNECT! \
    UNKNOWN! EXTERNAL! PYTHON! BUSY! ERROR! TIMEOUT! EXT!
    NV BEZUG! WERT! ZAHL! ÜBERLAUF! KALK! FELD! BLOCKIERT! VERBINDEN! UNBEKANNT! NULL!
    VALEUR! NOM? NUL! NOMBRE! PROPAGATION! CALCUL! CHAMP! BLOQUÉ! CONNEXION! INCONNU!
    ¡REF! ¡VALOR! ¡DIV/0! ¿NOMBRE? ¡NULO! ¡NUM! ¡DESBORDAMIENTO! ¡CALC! ¡CAMPO!
    N/D RIF! VALORE! NOME? NULLO! VALOR! NULO! NÚM! DESPEJAR!
    N/B VERW! WAARDE! NAAM? LEEG! GETAL! OVERLOPEN! DEEL/0!
    ADR! ARG! NAZWA? ZERO! LICZBA! ROZLANIE!
    REFERENS! VÄRDEFEL! NAMN? SKÄRNING! OGILTIGT! SAKNAS! DIVISION/0!
    REFERENCE! VÆRDI! NAVN? I/T VERDI! TILSVARER! ARVO! VIITTAUS! NIMI? TYHJÄ! LUKU! PUUTTUU! JAKO/0!
    Н/Д ССЫЛКА! ЗНАЧ! ДЕЛ/0! ИМЯ? ПУСТО! ЧИСЛО! ПЕРЕНОС!
    YOK BAŞV! DEĞER! SAYI/0! AD? BOŞ! SAYI! HODNOTA! NÁZEV? ODKAZ! DĚLENÍ_NULOU! ČÍSLO!
    HIÁNYZIK HIV! ÉRTÉK! ZÉRÓOSZTÓ! NÉV? SZÁM!
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// What programs and people write for a missing value, in exactly this case: pandas, JavaScript,
  /// databases, C, and the sign `N/A` (pandas, `read_csv`, `na_values`).
  private static let placeholders: Set<String> = [
    "nan", "NaN", "-nan", "-NaN", "<NA>", "NaT", "None", "null", "NULL", "(null)", "undefined",
    "[object Object]", "\\N", "N/A", "n/a", "1.#QNAN", "-1.#QNAN", "1.#IND", "-1.#IND", "(blank)",
    "[NULL]", "[null]", "(NULL)", "(Null)", "<null>", "<NULL>",
  ]

  // MARK: Numbers

  /// Whether a text is a number as Excel shortens it: `6.93217E+12`, `1E+05`, `5.00E-07`.
  ///
  /// `12E4` is what somebody typed, and so is `5E-12`: Excel gives small numbers decimals.
  private static func isShortenedNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if let sign = rest.first, "+-".utf8.contains(sign) { rest = rest.dropFirst() }
    guard rest.popFirst()?.isDigit == true else { return false }
    var hasDecimals = false
    if let point = rest.first, point == UInt8(ascii: ".") || point == UInt8(ascii: ",") {
      rest = rest.dropFirst()
      let decimals = rest.prefix(while: \.isDigit)
      guard !decimals.isEmpty else { return false }
      hasDecimals = true
      rest = rest.dropFirst(decimals.count)
    }
    // Without a sign, as `6.93217E12`: databases and LibreOffice write it so.
    if hasDecimals, let letter = rest.first, letter | 0x20 == UInt8(ascii: "e"),
      rest.count == 3, rest.dropFirst().allSatisfy(\.isDigit)
    {
      return true
    }
    guard let letter = rest.popFirst(), letter | 0x20 == UInt8(ascii: "e"),
      let sign = rest.popFirst(),
      sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") && hasDecimals
    else { return false }
    return (2...3).contains(rest.count) && rest.allSatisfy(\.isDigit)
  }

  // MARK: Lost characters

  /// Whether a text holds what a wrong encoding leaves of characters: U+FFFD, or what UTF-8 of two
  /// of them is in GBK.
  static func hasLostCharacters(_ text: String) -> Bool {
    text.unicodeScalars.contains("\u{FFFD}") || text.contains("锟斤拷")
  }

  /// Whether a text is a whole number as programs write it that know only fractions: `1001.0`.
  static func isWholeNumberWithDecimal(_ text: String) -> Bool {
    text.utf8.count > 2 && text.hasSuffix(".0") && text.utf8.dropLast(2).allSatisfy(\.isDigit)
  }

  // MARK: Escapes and formulas

  /// The text behind an escape that keeps a program from reading a number or formula: `'0017`,
  /// `="0017"`.
  private static func escapedText(_ text: String) -> String? {
    if text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 2 {
      let inner = text.dropFirst(2).dropLast()
      return inner.contains("\"") ? nil : String(inner)
    }
    guard text.hasPrefix("'"), text.utf8.count > 1 else { return nil }
    let rest = text.dropFirst()
    let isNumber = rest.utf8.allSatisfy { $0.isDigit || ".,-+".utf8.contains($0) }
    let isFormula = rest.utf8.first.map { "=+-@".utf8.contains($0) } ?? false
    return isNumber || isFormula ? String(rest) : nil
  }

  /// Whether a text is a formula: an equals sign before a call, a cell, or a calculation.
  private static func isFormula(_ text: String) -> Bool {
    guard text.hasPrefix("="), text.utf8.count > 1 else { return false }
    let rest = text.dropFirst()
    let isCalculation = rest.utf8.allSatisfy { $0.isDigit || "+-*/^(). %".utf8.contains($0) }
    if isCalculation { return rest.utf8.contains(where: \.isDigit) }
    let isInName = { (character: Character) in
      character.isLetter || character.isNumber || "_.$".contains(character)
    }
    let name = rest.prefix(while: isInName)
    if !name.isEmpty && rest.dropFirst(name.count).first == "(" { return true }
    return rest.split { !isInName($0) }.contains { isCell($0.filter { $0 != "$" }) }
  }

  /// Whether a word is the name of a cell, such as `B2`.
  private static func isCell(_ word: String) -> Bool {
    let column = word.utf8.prefix { !$0.isDigit }
    let row = word.utf8.dropFirst(column.count)
    return (1...3).contains(column.count) && column.allSatisfy(\.isLetterOrDigit)
      && (1...7).contains(row.count) && row.allSatisfy(\.isDigit)
  }
}

extension Problem {
  static func errorValue(_ text: String) -> Problem {
    Problem(
      Sentence("the cell holds the error \(quoted(text))", "单元格里是错误值 \(quoted(text))"),
      hint: Sentence(
        "correct its formula in the spreadsheet program and save again", "请在表格软件里改正公式，再重新保存"))
  }

  static func placeholder(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) is what a program writes for a missing value",
        "\(quoted(text)) 是程序用来表示缺值的文字"),
      hint: Sentence("clear the cell, or write what it should say", "请清空单元格，或写上应有的内容"))
  }

  static func lostCharacters(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) holds characters that were lost in a wrong encoding",
        "\(quoted(text)) 里有因编码错误而丢失的字"),
      hint: Sentence("type the text again", "请重新输入这段文字"))
  }

  static func shortenedNumber(_ text: String) -> Problem {
    Problem(
      Sentence(
        "a spreadsheet program shortened this number to \(quoted(text))",
        "表格软件把这个数字缩写成了 \(quoted(text))"),
      hint: Sentence(
        "format the column as text, write the number in full, and save again",
        "请把这一列设为文本格式，写上完整的数字，再重新保存"))
  }

  static func hiddenNumber(_ text: String) -> Problem {
    Problem(
      Sentence(
        "the column was too narrow to show this value: \(quoted(text))",
        "列太窄，没有显示出这个值：\(quoted(text))"),
      hint: Sentence("widen the column and save again", "请加宽这一列，再重新保存"))
  }

  static func textEscape(_ text: String, plain: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has a sign in it that only means \"text\" to a spreadsheet program",
        "\(quoted(text)) 里有表格软件用来表示“文本”的符号"),
      hint: Sentence("write \(shortened(plain))", "请写成 \(shortened(plain))"))
  }

  static func formulaText(_ text: String) -> Problem {
    Problem(
      Sentence(
        "the cell holds the formula \(quoted(text)) instead of its result",
        "单元格里是公式 \(quoted(text))，不是它的结果"),
      hint: Sentence(
        "copy the column and paste it as values, then save again", "请复制这一列，选择性粘贴为数值，再重新保存"))
  }
}
