internal import GatePay
internal import Support

/// Decodes one entry under `merchants:`.
enum MerchantDecoder {
  static let keys = ["name", "appkey", "tokens", "defaults"]

  /// Decodes a merchant whose appkey must have the gateway's form; its name may be in several
  /// languages, the main one of the site among them.
  static func decode(
    _ key: String, _ cursor: ConfigCursor, form: AppkeyForm, main: Language
  ) -> MerchantSpec {
    let values = cursor.values(
      keys: keys, settings: (keys: LinkFieldsDecoder.commonKeys, name: "defaults"))
    var merchant = MerchantSpec(key: key, name: key, tokens: [])
    if let names = values["name"]?.translated(main: main, TextRules.singleLine) {
      (merchant.name, merchant.names) = (names.main ?? key, names.others)
    }
    guard case .mapping = cursor.node.content else {
      merchant.hasUnreadTokens = cursor.node.isRefused
      return merchant
    }
    let tokens = values["tokens"]?.namedEntries().map { ($0.name, $0.value, $0.value.text()) } ?? []
    if values["tokens"] == nil { cursor.report(.missingKey("tokens")) }
    merchant.hasUnreadTokens = values["tokens"]?.node.isRefused == true
    if let appkey = values["appkey"] {
      merchant.appkey = self.appkey(appkey, form: form, tokens: tokens.compactMap(\.2))
    } else {
      cursor.report(.missingKey("appkey"))
    }
    merchant.tokens = tokens.map { name, cursor, text in
      (name, text.flatMap { token($0, cursor, appkey: merchant.appkey) })
    }
    if let defaults = values["defaults"] {
      merchant.defaults = LinkFieldsDecoder.decodeMerchantDefaults(defaults)
    }
    return merchant
  }

  private static func appkey(
    _ cursor: ConfigCursor, form: AppkeyForm, tokens: [String]
  ) -> Appkey? {
    guard let text = cursor.text() else { return nil }
    if let character = InvisibleCharacter.first(in: text, for: .compared) {
      cursor.report(.invisibleCharacter(character, in: nil))
      return nil
    }
    guard let appkey = Appkey(text), form.accepts(appkey) else {
      let isSwapped = tokens.compactMap(Appkey.init).contains(where: form.accepts)
      cursor.report(
        isSwapped && form == .hexadecimal ? .swappedCredentials : .badAppkey(text, form: form))
      return nil
    }
    if appkey.isSample { cursor.warn(.sampleAppkey) }
    return appkey
  }

  private static func token(_ text: String, _ cursor: ConfigCursor, appkey: Appkey?) -> Token? {
    if let character = InvisibleCharacter.first(in: text, for: .compared) {
      cursor.report(.invisibleCharacter(character, in: nil))
      return nil
    }
    guard let token = Token(text) else {
      cursor.report(.badToken)
      return nil
    }
    if token.text == appkey?.text {
      cursor.report(.tokenIsAppkey)
      return nil
    }
    if !token.hasUsualForm { cursor.warn(.unusualToken) }
    return token
  }
}

extension Problem {
  static func badAppkey(_ text: String, form: AppkeyForm) -> Problem {
    let reason = reason(text, form: form)
    return Problem(
      Sentence("this is not an appkey: \(reason.english)", "这不是 appkey：\(reason.chinese)"),
      hint: form == .hexadecimal
        ? Sentence(
          "copy it from the gateway's console: 32 characters, digits and letters from a to f; "
            + "if your gateway's appkeys have other letters, write exactly the words "
            + "`appkey: letters-and-digits` below `gateway:`, beside its `url:`",
          "请从网关后台复制：32 个字符，由数字和字母 a–f 组成；"
            + "若网关的 appkey 含有别的字母，请在 `gateway:` 下面、它的 `url:` 旁边"
            + "原样写上 `appkey: letters-and-digits`")
        : Sentence(
          "copy it from the gateway's console: up to 64 letters and digits",
          "请从网关后台复制：最多 64 个字母和数字"))
  }

  /// What is wrong with an appkey, without showing it.
  private static func reason(_ text: String, form: AppkeyForm) -> Sentence {
    let count = text.unicodeScalars.count
    if form == .hexadecimal,
      text.utf8.allSatisfy({ $0.asciiLowercased.isLowercaseHexadecimalDigit })
    {
      return count == 32
        ? Sentence("it has capital letters", "含有大写字母")
        : Sentence("it has \(count) characters, not 32", "共 \(count) 个字符，应为 32 个")
    }
    if text.utf8.allSatisfy(\.isLetterOrDigit) {
      return form == .hexadecimal
        ? Sentence(
          "it has \(counted(count, "character")) and letters beyond f",
          "共 \(count) 个字符，含有 f 以后的字母")
        : Sentence("it has \(count) characters", "共 \(count) 个字符")
    }
    return Sentence("it has more in it than letters and digits", "含有字母和数字以外的字符")
  }

  static var swappedCredentials: Problem {
    Problem(
      Sentence(
        "appkey and token seem to be swapped: the token looks like an appkey, and the appkey does not",
        "appkey 和令牌似乎写反了：令牌是 appkey 的形式，appkey 却不是"),
      hint: Sentence(
        "swap them; an appkey is 32 characters: digits and letters from a to f",
        "请对调两者；appkey 是 32 个字符，由数字和字母 a–f 组成"))
  }

  static var tokenIsAppkey: Problem {
    Problem(
      Sentence("the token is the same as the appkey", "令牌与 appkey 相同"),
      hint: Sentence(
        "copy the quick-collect token from the gateway's console", "请从网关后台复制快捷收款令牌"))
  }

  static var badToken: Problem {
    Problem(
      Sentence(
        "this is not a token: it is longer than 128 bytes, or has spaces in it",
        "这不是令牌：超过 128 字节，或含有空格"),
      hint: Sentence("copy the quick-collect token from the gateway's console", "请从网关后台复制快捷收款令牌"))
  }

  static var unusualToken: Problem {
    Problem(
      Sentence(
        "this token looks unusual: it has more in it than letters, digits, - _ and .",
        "这个令牌不太寻常：除字母、数字、- _ 和 . 外还有别的字符"),
      hint: Sentence(
        "compare it with the gateway's console; an environment variable is written ${NAME}",
        "请与网关后台核对；环境变量要写成 ${NAME}"))
  }
}
