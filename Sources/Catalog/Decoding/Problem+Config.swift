package import GatePay
package import Support

// Messages about the config as YAML: its form, keys and single values.

/// A list of names, shortened if there are many.
package func list(_ names: [String]) -> Sentence {
  let limit = 20
  let shown = names.prefix(limit).map(shortened)
  let isShortened = names.count > limit
  return Sentence(
    shown.joined(separator: ", ") + (isShortened ? ", … (\(names.count))" : ""),
    shown.joined(separator: "、") + (isShortened ? "……（共 \(names.count) 个）" : ""))
}

extension Problem {
  /// The candidate that was probably meant.
  package static func nearest(_ text: String, among candidates: [String]) -> String? {
    NearestName.of(text, among: candidates)
  }

  // MARK: YAML

  static var notUTF8: Problem {
    Problem(
      Sentence("this is not UTF-8 text", "这里不是 UTF-8 文本"),
      hint: Sentence("save the file as UTF-8", "请另存为 UTF-8"))
  }

  static func tooDeep(_ limit: Int) -> Problem {
    Problem(
      Sentence("entries are nested more than \(limit) levels deep", "嵌套超过 \(limit) 层"),
      hint: Sentence(
        "check indentation and brackets: no part of the config needs more than 5 levels",
        "请检查缩进和括号：配置的任何部分都不需要超过 5 层"))
  }

  // MARK: Keys and kinds

  static func missingKey(_ key: String) -> Problem {
    Problem(
      Sentence("\(quoted(key)) is missing", "缺少 \(quoted(key))"),
      hint: Sentence("add `\(key): …` here", "请在这里加上 `\(key): …`"), subject: key)
  }

  static var expectedMapping: Problem {
    Problem(
      Sentence("`key: value` lines are expected here", "这里应该是 `键: 值` 的形式"),
      hint: Sentence(
        "write them on the lines below, indented, each with a plain colon and a space",
        "请写在下面各行，缩进，每行用半角冒号加一个空格"))
  }

  static var emptyList: Problem {
    Problem(
      Sentence("this is empty", "这里是空的"),
      hint: Sentence("add at least one entry", "请至少写一项"))
  }

  static func badTimeZone(_ text: String, nearest: String?) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not the name of a time zone", "\(quoted(text)) 不是时区名称"),
      hint: nearest.map {
        Sentence("did you mean \(quoted($0))?", "是不是 \(quoted($0))？")
      }
        ?? Sentence(
          "write the region and the city, such as Asia/Shanghai, or UTC",
          "请写地区和城市，例如 Asia/Shanghai，或写 UTC"))
  }

  static func badName(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be a name", "\(quoted(name)) 不能用作名称"),
      hint: Sentence(
        "start with a letter; then letters, digits, - and _", "请以字母开头，之后可用字母、数字、- 和 _"))
  }

  // MARK: Values

  static func notOneOf(_ text: String, accepted: [String]) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: suggestion(text, accepted))
  }

  static func badColour(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a colour", "\(quoted(text)) 不是颜色"),
      hint: Sentence("write it as \"#1a2b3c\", with the quotes", "请写成 \"#1a2b3c\" 的形式，要带引号"))
  }

  static func badGateway(_ text: String, _ error: GatewayError) -> Problem {
    let reason = badGateway(error)
    return Problem(
      Sentence("\(quoted(text)): \(reason.english)", "\(quoted(text))：\(reason.chinese)"),
      hint: Sentence("write it as https://gatepay.io", "请写成 https://gatepay.io 的形式"))
  }

  /// Why a gateway's address is invalid.
  package static func badGateway(_ error: GatewayError) -> Sentence {
    switch error {
    case .notHTTP:
      Sentence("a gateway's address starts with https://", "网关地址应以 https:// 开头")
    case .hasPath:
      Sentence("nothing may follow the host of a gateway", "网关地址的主机名后面不能有其他内容")
    case .hasUser: Sentence("a gateway's address has no user name", "网关地址里不能有用户名")
    case .badHost: Sentence("the host is not a host name", "主机名不合法")
    case .badPort: Sentence("the port is not a number from 1 to 65535", "端口不是 1 到 65535 的数字")
    }
  }

  static var sampleAppkey: Problem {
    Problem(
      Sentence(
        "this is a sample appkey: nobody is paid by these links", "这是示例 appkey：付款不会到任何人账上"),
      hint: Sentence(
        "put in your own from the gateway's console; until then every page says that it is a sample",
        "请换成网关后台里您自己的 appkey；在此之前每个页面都会标明是示例"))
  }

  /// The nearest name, and the accepted ones; nil if there are none.
  package static func suggestion(_ text: String, _ accepted: [String]) -> Sentence? {
    if accepted.isEmpty { return nil }
    let names = list(accepted)
    // A table may have very many misspelt names.
    guard let nearest = NearestName.of(text, among: accepted, upTo: 100) else {
      return Sentence("accepted: \(names.english)", "可用：\(names.chinese)")
    }
    return Sentence(
      "did you mean \(quoted(nearest))? accepted: \(names.english)",
      "是不是 \(quoted(nearest))？可用：\(names.chinese)")
  }
}
