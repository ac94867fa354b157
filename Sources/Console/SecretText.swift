internal import Catalog
internal import GatePay
internal import Support

/// The rule for a secret as people save it, in a file or a variable.
///
/// What cannot be part of it is removed at its ends, and whatever is ambiguous is refused. No
/// message shows any of the text.
enum SecretText {
  /// Finds the secret in the bytes of a file or variable.
  ///
  /// - Parameter place: the file or variable, for messages.
  /// - Throws: `Failure` with the reason.
  static func secret(in bytes: some Collection<UInt8>, of place: String) throws(Failure) -> Secret {
    guard bytes.count <= 1024 else { throw .usage(.overlongSecret(place)) }
    // UTF-16 has zero bytes between ASCII letters, with a mark or without.
    if bytes.contains(0) || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw .usage(.encodedSecret(place))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .usage(.encodedSecret(place))
    }
    let scalars = trimmed(text.unicodeScalars[...])
    if scalars.isEmpty { throw .usage(.emptySecret(place)) }
    if scalars.contains(where: isLineEnd) { throw .usage(.severalSecrets(place)) }
    if hasName(String(scalars)) { throw .usage(.labelledSecret(place)) }
    if quotes.contains(scalars[scalars.startIndex]) || scalars.last.map(quotes.contains) == true {
      throw .usage(.quotedSecret(place))
    }
    if let scalar = scalars.first(where: { !(0x21...0x7E).contains($0.value) }) {
      throw .usage(isInvisible(scalar) ? .spacedSecret(place) : .foreignSecret(place))
    }
    guard let secret = Secret(String(scalars)) else { throw .usage(.overlongSecret(place)) }
    return secret
  }

  /// The secret in an environment variable; nil if it is not set, or empty.
  static func secretIfSet(in variable: String) throws(Failure) -> Secret? {
    if InvalidUTF8.isInVariable(variable) { throw .usage(.encodedSecret(variable)) }
    guard let text = Terminal.environment[variable], !text.isEmpty else { return nil }
    return try secret(in: Array(text.utf8), of: variable)
  }

  private static func trimmed(_ text: String.UnicodeScalarView.SubSequence)
    -> String.UnicodeScalarView.SubSequence
  {
    var text = text.drop(while: isInvisible)
    while text.last.map(isInvisible) == true { text.removeLast() }
    return text
  }

  /// Blanks, line ends, byte-order marks and other characters that cannot be seen.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace { return true }
    switch scalar.properties.generalCategory {
    case .control, .format: return true
    default: return false
    }
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  private static let quotes: Set<Unicode.Scalar> = [
    "\"", "'", "`", "“", "”", "„", "‘", "’", "‚", "«", "»", "「", "」", "『", "』", "＂", "＇",
  ]

  /// Whether a name is in front of the value, as in `GATEPAY_APPSECRET=…`, `export SECRET=…`,
  /// `appsecret: …` or `密钥：…`.
  private static func hasName(_ text: String) -> Bool {
    guard let sign = text.firstIndex(where: { "=:：＝".contains($0) }) else { return false }
    let words = text[..<sign].split(whereSeparator: { $0.isWhitespace || "{,\"'".contains($0) })
    guard let name = words.last, words.count == 1 || (words.count == 2 && words[0] == "export")
    else { return false }
    let isVariable =
      name.utf8.count >= 3 && text[sign] == "="
      && name.utf8.allSatisfy { (65...90).contains($0) || $0 == 95 }
    return isVariable || SecretName.isSecret(String(name)) || words.count == 2
  }
}

extension Problem {
  private static let copyAgain = Sentence(
    "copy the secret alone from the console once more", "请从后台重新复制，只要密钥本身")

  fileprivate static func emptySecret(_ place: String) -> Problem {
    Problem(
      Sentence("\(place) is empty: it holds no appsecret", "\(place) 是空的：里面没有 appsecret"),
      hint: copyAgain)
  }

  fileprivate static func overlongSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "\(place) is too long for an appsecret: that has 256 bytes at most",
        "\(place) 太长，不是 appsecret：最多 256 字节"),
      hint: copyAgain)
  }

  fileprivate static func encodedSecret(_ place: String) -> Problem {
    Problem(
      Sentence("\(place) is not UTF-8 text, but perhaps UTF-16", "\(place) 不是 UTF-8 文本，也许是 UTF-16"),
      hint: Sentence(
        "save it again as UTF-8 or \"plain text\"", "请另存为 UTF-8（“纯文本”）"))
  }

  fileprivate static func severalSecrets(_ place: String) -> Problem {
    Problem(
      Sentence(
        "\(place) has several lines: it is not clear which of them is the appsecret",
        "\(place) 有好几行：不清楚哪一行是 appsecret"),
      hint: Sentence("leave only the line with the secret", "请只留下密钥那一行"))
  }

  fileprivate static func labelledSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "\(place) has a name in front of the appsecret", "\(place) 里的 appsecret 前面有名称"),
      hint: Sentence(
        "delete the name, the sign after it and any quotes: only the secret itself belongs there",
        "请删掉名称、它后面的符号和引号：只写密钥本身"))
  }

  fileprivate static func quotedSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "the appsecret in \(place) begins or ends with a quote", "\(place) 里的 appsecret 以引号开头或结尾"),
      hint: Sentence(
        "delete the quotes: they would be signed as part of the secret",
        "请删掉引号：否则引号会被当作密钥的一部分参与签名"))
  }

  fileprivate static func spacedSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "the appsecret in \(place) has a space or an invisible character in its middle",
        "\(place) 里的 appsecret 中间有空白或看不见的字符"),
      hint: copyAgain)
  }

  fileprivate static func foreignSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "the appsecret in \(place) has a character that no appsecret has: a letter with an accent, a "
          + "full-width or Chinese one",
        "\(place) 里的 appsecret 有不该出现的字符：带重音的、全角的或中文的字符"),
      hint: copyAgain)
  }
}
