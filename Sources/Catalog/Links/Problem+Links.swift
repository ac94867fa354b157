internal import GatePay
internal import QRImage
internal import Support

// The sentences about prices, names and links.

/// What a name in a link stands for.
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
      // What stands there may be the token itself, which is not for logs.
      Sentence("merchant \(merchant) has no token of this name", "商户 \(merchant) 没有这个名称的令牌")
    case .price: Sentence("there is no price \(name)", "没有名为 \(name) 的价格")
    case .skin: Sentence("there is no skin \(name)", "没有名为 \(name) 的外观")
    }
  }
}

extension Problem {
  // MARK: Prices

  static func badAmount(_ text: String, _ error: AmountError) -> Problem {
    let form = Sentence("write it as 12 or 12.50", "请写成 12 或 12.50 的形式")
    return switch error {
    case .notAnAmount:
      Problem(
        Sentence("\(quoted(text)) is not an amount", "\(quoted(text)) 不是金额"),
        hint: Sentence(
          "\(form.english): digits and a point, no sign, currency or thousands separator",
          "\(form.chinese)：只用数字和小数点，不要正负号、货币符号和千位分隔符"))
    case .tooManyDecimals:
      Problem(
        Sentence(
          "\(quoted(text)) has more than two decimals", "\(quoted(text)) 的小数超过两位"),
        hint: form)
    case .zero:
      Problem(
        Sentence("nobody can pay \(quoted(text))", "\(quoted(text)) 不能作为金额"),
        hint: Sentence(
          "write 0.01 or more, or `any` for what the payer enters", "请写 0.01 或以上；由付款人填写金额请写 `any`"))
    case .aboveMaximum(let maximum):
      Problem(
        Sentence(
          "\(quoted(text)) is more than \(maximum)", "\(quoted(text)) 超过了 \(maximum)"),
        hint: Sentence("check the amount, or raise max_price", "请核对金额，或调高 max_price"))
    }
  }

  static let noPrice = Problem(
    Sentence("the price is empty", "价格是空的"),
    hint: Sentence(
      "write an amount, the name of a price, or `any` for what the payer enters",
      "请写金额、价格名称，或写 `any` 由付款人填写"))

  static func reservedPriceName(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) already means: what the payer enters", "\(quoted(name)) 已表示“由付款人填写”"),
      hint: Sentence("take another name", "请换一个名称"))
  }

  // MARK: Names

  static func unknownName(_ kind: NameKind, _ name: String, known: [String]) -> Problem {
    let hint = suggestion(name, known)
    guard case .token = kind else { return Problem(kind.missing(name), hint: hint) }
    return Problem(
      kind.missing(name),
      hint: Sentence(
        "\(hint.english); write a name from tokens, not the token itself",
        "\(hint.chinese)；这里写 tokens 下的名称，不是令牌本身"))
  }

  static func unknownField(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no field \(quoted(name))", "没有 \(quoted(name)) 这个字段"),
      hint: known.isEmpty
        ? Sentence(
          "this entry has neither each nor rows; write {{ for a plain {",
          "这一项没有 each 也没有 rows；如果只是要写 {，请写 {{")
        : suggestion(name, known))
  }

  static let badTokenReference = Problem(
    Sentence("this does not name a token", "这不是令牌的名称"),
    hint: Sentence("write it as merchant/token", "请写成 商户/令牌 的形式"))

  static func whichMerchant(_ names: [String]) -> Problem {
    Problem(
      Sentence("no merchant is given", "没有写明由哪个商户收款"),
      hint: Sentence(
        "add `token: merchant/token` or `merchant: …` here or in defaults; merchants: \(list(names))",
        "请在这里或 defaults 里加上 `token: 商户/令牌` 或 `merchant: …`；商户：\(list(names))"))
  }

  static func whichToken(_ merchant: String, names: [String]) -> Problem {
    Problem(
      Sentence(
        "no token of merchant \(quoted(merchant)) is given",
        "没有写明用商户 \(quoted(merchant)) 的哪个令牌收款"),
      hint: Sentence(
        "add `token: \(merchant)/…` here, in defaults or in the merchant's defaults; "
          + "tokens: \(list(names))",
        "请在这里、defaults 或商户的 defaults 里加上 `token: \(merchant)/…`；令牌：\(list(names))"))
  }

  static func merchantAndTokenDiffer(_ merchant: String, _ other: String) -> Problem {
    Problem(
      Sentence(
        "the merchant is \(quoted(merchant)), but the token belongs to \(quoted(other))",
        "商户是 \(quoted(merchant))，令牌却属于 \(quoted(other))"),
      hint: Sentence("keep the one that is meant", "请改成一致，或只保留一个"))
  }

  static let fieldInMerchantToken = Problem(
    Sentence("a merchant's default token cannot hold a field", "商户的默认令牌不能含字段"),
    hint: Sentence("name one of the merchant's tokens", "请写该商户的一个令牌名称"))

  // MARK: each

  static func idWithoutField(sample: String?) -> Problem {
    let example = sample.map { "\"item-{\($0)}\"" }
    return Problem(
      Sentence("all links of this entry would have the same id", "这一项的所有链接会用同一个 id"),
      hint: Sentence(
        "put a field in: \(example ?? "{…} with the name of a column"), in one pair of braces",
        "请加入字段：\(example ?? "{…}，里面写列名")，只用一层花括号"))
  }

  static func tooManyLinks(_ limit: Int) -> Problem {
    Problem(
      Sentence("this makes more than \(limit) links", "这里会产生超过 \(limit) 个链接"),
      hint: Sentence("divide it, or use rows with a CSV file", "请拆分，或改用 rows 和 CSV 文件"))
  }

  static func rangeInList(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not expanded in a list", "列表里的 \(quoted(text)) 不会展开"),
      hint: Sentence("write n: 1..40 without brackets, or each value", "请去掉方括号写成 n: 1..40，或逐个写出"))
  }

  static func tooManyLinksInAll(_ limit: Int) -> Problem {
    Problem(
      Sentence("the site has more than \(limit) links", "站点超过 \(limit) 个链接"),
      hint: Sentence("divide it into several configs", "请拆分成几份配置"))
  }

  static func textTooLong(_ limit: Int) -> Problem {
    Problem(
      Sentence("the text has more than \(limit) characters", "文字超过 \(limit) 个字符"),
      hint: Sentence("shorten it", "请缩短"))
  }

  static func badRange(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a range", "\(quoted(text)) 不是范围"),
      hint: Sentence("write 1..40, 01..40 or a list: [a, b, c]", "请写 1..40、01..40 或列表：[a, b, c]"))
  }

  static func backwardRange(_ text: String) -> Problem {
    Problem(
      Sentence("the range \(quoted(text)) runs backwards", "范围 \(quoted(text)) 前后写反了"),
      hint: Sentence("write the smaller number first", "请把小的数字写在前面"))
  }

  static func repeatedValue(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is given twice", "\(quoted(text)) 出现了两次"),
      hint: Sentence("keep one of the two", "只保留一个"))
  }

  // MARK: Links

  static func badID(_ id: String, maximumLength: Int) -> Problem {
    Problem(
      Sentence("\(quoted(id)) cannot be an id", "\(quoted(id)) 不能用作 id"),
      hint: Sentence(
        "it becomes a file name: 1 to \(maximumLength) of a-z, A-Z, 0-9, - _ and ., "
          + "starting with a letter or digit, not ending in a point",
        "它会成为文件名：1 到 \(maximumLength) 个 a-z、A-Z、0-9、- _ 和 .，以字母或数字开头，不能以点结尾"))
  }

  static func deviceName(_ id: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(id)) is a device on Windows, not a file", "\(quoted(id)) 是 Windows 的系统保留名，不能用作文件名"
      ),
      hint: Sentence("take another id: item-\(id)", "请换一个 id，例如 item-\(id)"))
  }

  static func duplicateID(_ id: String, first: Position) -> Problem {
    Problem(
      Sentence("the id \(quoted(id)) is taken", "id \(quoted(id)) 已被使用"),
      hint: Sentence(
        "it stands first at \(place(first)); upper and lower case count as the same",
        "它先出现在 \(place(first))；大小写视为相同"))
  }

  static func sameAddress(_ id: String, first: Position, linkCount: Int) -> Problem {
    let others = linkCount - 1
    return Problem(
      Sentence(
        "\(quoted(id)) has the same address as another link"
          + (others > 0 ? ", and so have \(others) more" : ""),
        "\(quoted(id)) 与另一个链接的地址相同" + (others > 0 ? "，另有 \(others) 个也是如此" : "")),
      hint: Sentence(
        "payments by the two cannot be told apart; the other is at \(place(first)); "
          + "set custom to tell them apart",
        "两者的付款无法区分；另一个在 \(place(first))；可设置 custom 来区分"))
  }

  static let nothingToLock = Problem(
    Sentence(
      "stable has nothing to hold: there is neither price nor custom",
      "stable 没有可固定的内容：既没有价格也没有 custom"),
    hint: Sentence("add a price or custom, or remove stable", "请加上价格或 custom，或去掉 stable"))

  static func openPrice(linkCount: Int) -> Problem {
    let many = linkCount == 1 ? "" : " (\(linkCount) links)"
    return Problem(
      Sentence("the customer can change the price\(many)", "顾客可以修改价格（\(linkCount) 个链接）"),
      hint: Sentence("add `stable: true` to fix it", "加上 `stable: true` 即可固定"))
  }

  static func addressTooLong(_ id: String, _ error: TextTooLong) -> Problem {
    Problem(
      Sentence(
        "the address of \(quoted(id)) has \(error.byteCount) bytes, "
          + "\(error.excessByteCount) more than any code of level \(error.level.rawValue) holds",
        "\(quoted(id)) 的地址有 \(error.byteCount) 字节，"
          + "超出 \(error.level.rawValue) 级二维码的容量 \(error.excessByteCount) 字节"),
      hint: Sentence(
        "shorten custom: outside a-z, A-Z, 0-9 and -._~ each byte takes three in the address",
        "请缩短 custom：除 a-z、A-Z、0-9 和 -._~ 外，每个字节在地址里占三个字节"))
  }

  static func denseCode(_ link: Link, linkCount: Int, costs: [LinkChecker.FieldCost]) -> Problem {
    let size = link.symbolSize
    let side = size.sideInModules
    let bytes = link.url.utf8.count
    let english = costs.map { cost in
      let without = cost.versionWithout.map {
        $0 < size.version ? " (version \($0) without it)" : ""
      }
      return "\(cost.parameter.rawValue) \(cost.byteCount)\(without ?? "")"
    }
    let chinese = costs.map { cost in
      let without = cost.versionWithout.map {
        $0 < size.version ? "（去掉后为版本 \($0)）" : ""
      }
      return "\(cost.parameter.rawValue) \(cost.byteCount)\(without ?? "")"
    }
    let others = linkCount - 1
    let englishOthers = others > 0 ? ", and \(others) more links like it" : ""
    let chineseOthers = others > 0 ? "，另有 \(others) 个类似的链接" : ""
    return Problem(
      Sentence(
        "the code of \(quoted(link.id)) is hard to scan: version \(size.version), "
          + "\(side) modules a side\(englishOthers)",
        "\(quoted(link.id)) 的码不易扫描：版本 \(size.version)，每边 \(side) 个模块\(chineseOthers)"),
      hint: Sentence(
        "shorten the longest field; of \(bytes) bytes \(english.joined(separator: ", "))",
        "请缩短最长的一项；\(bytes) 字节中：\(chinese.joined(separator: "、"))"))
  }

  // MARK: Texts

  static let emptyValue = Problem(
    Sentence("the text is empty", "文字是空的"),
    hint: Sentence("fill it in, or leave the whole key out of the config", "请填写，或去掉配置里的整个键"))

  static func spacesAround(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) starts or ends with a space, which becomes part of the address",
        "\(quoted(text)) 的开头或结尾有空格，空格会进入地址"),
      hint: Sentence("delete the space unless it is meant", "若不是有意为之，请删掉空格"))
  }

  static func wideBraces(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has wide braces, which are no field", "\(quoted(text)) 里是全角花括号，不会被当作字段"),
      hint: Sentence("write { and } for a field", "字段请用半角的 { 和 }"))
  }

  static func controlCharacter(_ scalar: Unicode.Scalar, in text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has the control character \(codePoint(scalar)) in it",
        "\(quoted(text)) 里有控制字符 \(codePoint(scalar))"),
      hint: Sentence("delete it; only note may have several lines", "请删掉它；只有 note 可以有多行"))
  }

  static func deceptiveCharacter(_ scalar: Unicode.Scalar, in text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has \(codePoint(scalar)) in it, which cannot be seen "
          + "or changes the direction of what follows",
        "\(quoted(text)) 里有 \(codePoint(scalar))，它看不见，或会改变后面文字的方向"),
      hint: Sentence("delete it unless it is meant", "若不是有意为之，请删掉"))
  }

  private static func place(_ position: Position) -> String {
    "\(position.file):\(position.line):\(position.column)"
  }
}
