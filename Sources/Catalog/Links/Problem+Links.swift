internal import GatePay
internal import QRImage
internal import Support

// Messages about prices, names and links.

/// The kind of a name in a link.
enum NameKind {
  case merchant
  case token(of: String)
  case price
  case skin

  fileprivate func missing(_ name: String) -> Sentence {
    let name = quoted(name)
    return switch self {
    case .merchant: Sentence("there is no merchant \(name)", "没有名为 \(name) 的商户")
    case .token(let merchant):
      // The value may be the token itself, which must not be logged.
      Sentence("merchant \(merchant) has no token of this name", "商户 \(merchant) 没有这个名称的令牌")
    case .price: Sentence("there is no price \(name)", "没有名为 \(name) 的价格")
    case .skin: Sentence("there is no skin \(name)", "没有名为 \(name) 的外观")
    }
  }
}

extension Problem {
  // MARK: Names

  static func unknownName(_ kind: NameKind, _ name: String, known: [String]) -> Problem {
    if let character = InvisibleCharacter.first(in: name, for: .compared) {
      if case .token = kind { return .invisibleCharacter(character, in: nil) }
      return .invisibleCharacter(character, in: name)
    }
    if case .price = kind {
      // `CNY` or a word for "free" must not become a price that the payer enters.
      let names = known.filter { $0 != LinkResolver.anyPrice }
      let nearest = NearestName.of(name, among: names, upTo: 100)
      let question = nearest.map {
        Sentence("did you mean \(quoted($0))? ", "是不是 \(quoted($0))？")
      }
      let listed = names.isEmpty ? nil : list(names)
      return Problem(
        kind.missing(name),
        hint: Sentence(
          (question?.english ?? "") + "accepted: an amount such as 12.50, "
            + (listed.map { "\($0.english), " } ?? "") + "or `any`: the payer enters the amount",
          (question?.chinese ?? "") + "可用：金额（例如 12.50）、"
            + (listed.map { "\($0.chinese)、" } ?? "") + "`any`（金额由付款人填写）"))
    }
    let hint = suggestion(name, known)
    guard case .token = kind else { return Problem(kind.missing(name), hint: hint) }
    return Problem(
      kind.missing(name),
      hint: hint.map { hint in
        Sentence(
          "\(hint.english); write a name from tokens, not the token itself",
          "\(hint.chinese)；这里写 tokens 下的名称，不是令牌本身")
      }
        ?? Sentence(
          "write the token below the merchant, as `tokens: { NAME: … }`, and its name here",
          "请把令牌写在商户下面：`tokens: { 名称: … }`，这里写它的名称"))
  }

  static func whichMerchant(_ names: [String]) -> Problem {
    Problem(
      Sentence("no merchant is given", "没有写明由哪个商户收款"),
      hint: Sentence(
        "add `token: merchant/token` or `merchant: …` here or in defaults; "
          + "merchants: \(list(names).english)",
        "请在这里或 defaults 里加上 `token: 商户/令牌` 或 `merchant: …`；商户：\(list(names).chinese)"))
  }

  // MARK: each

  static func textTooLong(_ limit: Int) -> Problem {
    Problem(
      Sentence("the text has more than \(limit) characters", "文字超过 \(limit) 个字符"),
      hint: Sentence("shorten it", "请缩短"))
  }

  // MARK: Links

  static var nothingToLock: Problem {
    Problem(
      Sentence(
        "stable has nothing to lock: there is neither price nor custom",
        "stable 没有可固定的内容：既没有价格也没有 custom"),
      hint: Sentence("add a price or custom, or delete stable", "请加上价格或 custom，或去掉 stable"))
  }

  static func addressTooLong(_ id: String, _ error: TextTooLong) -> Problem {
    Problem(
      Sentence(
        "the address of \(quoted(id)) has \(error.byteCount) bytes, "
          + "\(error.excessByteCount) more than any code of level \(error.level.rawValue) holds",
        "\(quoted(id)) 的地址有 \(error.byteCount) 字节，"
          + "比 \(error.level.rawValue) 级二维码的容量多 \(error.excessByteCount) 字节"),
      hint: Sentence(
        "shorten custom: a Chinese character takes 9 bytes in the address, a letter or digit 1",
        "请缩短 custom：一个汉字在地址里占 9 个字节，一个字母或数字占 1 个"))
  }

  /// A place as it is named within a message.
  static func place(_ position: Position) -> Sentence { position.words }
}
