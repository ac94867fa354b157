internal import Support

/// Recognises cells that a program has damaged: an error instead of a result, a placeholder for
/// nothing, a number that lost digits, an escape that was taken for text.
///
/// Only a cell that is used is an error. Where honest texts look alike (`Null` is a surname, `'90s`
/// a decade), only the form that programs write counts.
enum DamagedCell {
  /// The problem of a cell's text; nil for a sound one.
  ///
  /// - Parameter isCode: whether the text is an id, `custom` or a price, where everything that has
  ///   the form of an error counts as one, in languages that nobody has listed too.
  static func problem(of text: String, isCode: Bool) -> Problem? {
    guard mayBeDamaged(text) else { return nil }
    let text = InvisibleCharacter.trimmed(text)
    if isErrorValue(text) || isCode && hasFormOfError(text) { return .errorValue(text) }
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
    // An error of LibreOffice in other scripts ends with a number; blanks of other kinds may come
    // before anything.
    if first >= 0x80 {
      return [0xC2, 0xE2, 0xE3, 0xEF].contains(first)
        || text.utf8.last?.isDigit == true && text.utf8.contains(UInt8(ascii: ":"))
    }
    return first.isDigit
      ? text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") || $0 == UInt8(ascii: "#") }
      : " \t#='<([\\+-EFnNu".utf8.contains(first)
  }

  // MARK: Errors and placeholders

  /// `#N/A` and its like in the languages of Excel that translate them, and LibreOffice's `Err:502`
  /// (LibreOffice Help, "Error codes in LibreOffice Calc": 501 to 540).
  private static func isErrorValue(_ text: String) -> Bool {
    if text.hasPrefix("#") {
      let name = text.dropFirst()
      // A word alone may be somebody's own, as in `#yok`.
      let isWord = name.allSatisfy { $0.isLetter || $0 == "_" }
      return errorNames.contains(isWord ? String(name) : name.uppercased())
    }
    let number = text.utf8.suffix(3)
    return number.count == 3 && number.first == UInt8(ascii: "5")
      && number.allSatisfy(\.isDigit) && errorWords.contains(String(text.dropLast(3)))
  }

  /// Whether a text is `#`, capital letters and `!` or `?`.
  ///
  /// Error values are so in all languages, but for those of missing values. A title may be so too:
  /// `#WOW!`.
  private static func hasFormOfError(_ text: String) -> Bool {
    guard text.hasPrefix("#"), text.hasSuffix("!") || text.hasSuffix("?") else { return false }
    let name = text.dropFirst().dropLast()
    return name.contains(where: \.isLetter)
      && name.allSatisfy { ($0.isLetter && !$0.isLowercase) || $0.isNumber || "/_.¡¿".contains($0) }
  }

  /// What LibreOffice writes before the number in its languages; 错误 was seen in its exports.
  private static let errorWords: Set<String> = [
    "Err:", "Err :", "Fehler:", "错误:", "錯誤:", "エラー:", "오류:", "Ошибка:",
  ]

  /// The names of error values without their first sign.
  ///
  /// The seven old ones in 27 languages are those of EPPlus
  /// (`InternationalizationUtil.cs`, read on 2026-11-26); Chinese, Japanese and Korean programs, WPS
  /// Office among them, write the English ones. The newer ones are those of Microsoft's pages about
  /// `#SPILL!` and its like, and of HyperFormula (`src/i18n/languages`). The last line is what other
  /// spreadsheets write: Google Sheets, Numbers, HyperFormula, SpreadJS. The list matters in titles;
  /// elsewhere the form is enough.
  private static let errorNames: Set<String> = Set(
    """
    VALUE! NUM! DIV/0! NAME? N/A REF! NULL! \
    SPILL! CALC! GETTING_DATA FIELD! BLOCKED! CONNECT! UNKNOWN! EXTERNAL! PYTHON! BUSY! TIMEOUT!
    WERT! ZAHL! NV BEZUG! ÜBERLAUF! KALK! FELD! BLOCKIERT! VERBINDEN! UNBEKANNT! DATEN_ABRUFEN
    VÆRDI! DIVISION/0! NAVN? I/T REFERENCE! NUL! OVERLØB!
    WAARDE! GETAL! DEEL/0! NAAM? N/B VERW! LEEG! OVERLOOP!
    ARVO! LUKU! JAKO/0! NIMI? PUUTTUU! VIITTAUS! TYHJÄ! LEVITTYMINEN!
    VALEUR! NOMBRE! NOM? PROPAGATION! CALCUL! CHAMP! BLOQUÉ! CONNEXION! INCONNU! OBTENTION_DONNEES
    VALORE! NOME? N/D RIF! NULLO! ESPANSIONE! VERDI! OVERFLYT!
    ARG! LICZBA! DZIEL/0! NAZWA? N/D! ADR! ZERO! ROZLANIE!
    VALOR! NÚM! NULO! DESPEJAR!
    ЗНАЧ! ЧИСЛО! ДЕЛ/0! ИМЯ? Н/Д ССЫЛКА! ПУСТО! ПЕРЕНОС! ВЫЧИСЛ! ПОЛЕ! ДАННЫЕ! НЕИЗВЕСТНО! \
    ЗАБЛОКИРОВАНО! ПОДКЛЮЧЕНИЕ! ЗАНЯТО! ПОЛУЧЕНИЕ_ДАННЫХ
    ¡VALOR! ¡NUM! ¡DIV/0! ¿NOMBRE? ¡REF! ¡NULO! ¡DESBORDAMIENTO! ¡CALC! ¡CAMPO!
    VÄRDEFEL! OGILTIGT! NAMN? SAKNAS! REFERENS! SKÄRNING!
    VRIJEDNOST! BROJ! DIJ/0! NAZIV?
    HODNOTA! ČÍSLO! DĚLENÍ_NULOU! NÁZEV? NENÍ_K_DISPOZICI ODKAZ! PŘESAH! PRESAH!
    ΤΙΜΗ! ΑΡΙΘ! ΔΙΑΙΡ./0! ΟΝΟΜΑ? Δ/Υ ΑΝΑΦ! ΚΕΝΟ!
    ÉRTÉK! SZÁM! ZÉRÓOSZTÓ! NÉV? HIÁNYZIK HIV! NULLA!
    VALOARE! NUME? DELENIENULOU! NÁZOV? NEDOSTUPNÝ NEPLATNÝ!
    VREDN! ŠTEV! DEL/0! IME? N/V SKLIC! NIČ!
    DEĞER! SAYI! SAYI/0! AD? YOK BAŞV! BOŞ! TAŞMA!
    ERROR! EXT! CYCLE! CIRC! DIV/0 LEER! TOM! PUUTTUU
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// What programs and people write for a missing value, in exactly this case: pandas, JavaScript,
  /// databases, C, and the sign `N/A` (pandas, `read_csv`, `na_values`).
  private static let placeholders: Set<String> = [
    "nan", "NaN", "-nan", "-NaN", "<NA>", "NaT", "None", "null", "NULL", "(null)", "undefined",
    "[object Object]", "\\N", "N/A", "n/a", "1.#QNAN", "-1.#QNAN", "1.#IND", "-1.#IND", "(blank)",
    "[NULL]", "[null]", "(NULL)", "(Null)", "<null>", "<NULL>", "#N/A N/A", "#NA",
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
    text.utf8.contains { $0 >= 0x80 }
      && (text.unicodeScalars.contains("\u{FFFD}") || text.contains("锟斤拷"))
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
        "\(quoted(text)) 是程序用来表示缺失值的文字"),
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
    let sign =
      text.hasPrefix("'")
      ? Sentence("an apostrophe before it", "前面的撇号")
      : Sentence("=\"…\" around it", "外面的 =\"…\" ")
    return Problem(
      Sentence(
        "\(quoted(text)) has \(sign.english), which only tells a spreadsheet program that it is text",
        "\(quoted(text)) \(sign.chinese)只是告诉表格软件它是文本"),
      hint: Sentence("write \(shortened(plain))", "请写 \(shortened(plain))"))
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
