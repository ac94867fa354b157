package import GatePay
package import Support

// The sentences about the config as YAML: its form, keys and single values.

/// Names in a row, shortened when there are many.
package func list(_ names: [String]) -> String {
  let limit = 16
  let shown = names.prefix(limit).map(shortened).joined(separator: ", ")
  return names.count > limit ? "\(shown), … (\(names.count))" : shown
}

extension Problem {
  /// The candidate somebody probably meant.
  package static func nearest(_ text: String, among candidates: [String]) -> String? {
    NearestName.of(text, among: candidates)
  }

  // MARK: YAML

  static func configTooLarge(_ limit: Int) -> Problem {
    Problem(
      Sentence("the config is larger than \(limit) bytes", "配置文件超过 \(limit) 字节"),
      hint: Sentence(
        "move long lists to a CSV file and name it in rows", "请把长清单放进 CSV 文件，用 rows 引用"))
  }

  static let notUTF8 = Problem(
    Sentence("this is not UTF-8 text", "这里不是 UTF-8 文本"),
    hint: Sentence(
      "save the file as UTF-8 (in a spreadsheet program: CSV UTF-8; GBK and UTF-16 are not read)",
      "请另存为 UTF-8（表格软件里选“CSV UTF-8”；不支持 GBK 和 UTF-16）"))

  static let emptyConfig = Problem(
    Sentence("the config is empty", "配置文件是空的"),
    hint: Sentence(
      "run `paypress init` in an empty folder for a config to start from",
      "可在空文件夹里运行 `paypress init` 生成一份起步配置"))

  static let severalDocuments = Problem(
    Sentence("a second YAML document starts here", "这里开始了第二个 YAML 文档"),
    hint: Sentence("keep one document: remove the line ---", "只保留一个文档：删掉 --- 这一行"))

  static func tooDeep(_ limit: Int) -> Problem {
    Problem(
      Sentence("more than \(limit) levels inside each other", "嵌套超过 \(limit) 层"),
      hint: Sentence("no part of the config needs more than 5", "配置的任何部分都不需要超过 5 层"))
  }

  static let anchorRefused = Problem(
    Sentence("anchors (&name) are not accepted", "不接受锚点（&名称）"),
    hint: Sentence(
      "write the value out, or put it in defaults; quote a text that starts with &",
      "请直接写出值，或放进 defaults；以 & 开头的文字请加引号"))

  static let aliasRefused = Problem(
    Sentence("aliases (*name) are not accepted", "不接受别名（*名称）"),
    hint: Sentence(
      "write the value out, or put it in defaults; quote a text that starts with *",
      "请直接写出值，或放进 defaults；以 * 开头的文字请加引号"))

  static let tagRefused = Problem(
    Sentence("tags (!name) are not accepted", "不接受标签（!名称）"),
    hint: Sentence("remove it; quote a text that starts with !", "请删掉它；以 ! 开头的文字请加引号"))

  static let keyNotText = Problem(
    Sentence("a key must be a word", "键必须是一个词"),
    hint: Sentence(
      "quote a text that starts with { or [: id: \"{sku}\"", "以 { 或 [ 开头的文字请加引号：id: \"{sku}\""))

  static func duplicateKey(_ key: String, first: Position, isInList: Bool) -> Problem {
    let another = Sentence(
      isInList ? "; if another entry starts here, put `- ` before it" : "",
      isInList ? "；若这里是另一项的开头，请在前面加 `- `" : "")
    return Problem(
      Sentence("\(quoted(key)) is given twice", "\(quoted(key)) 重复出现"),
      hint: Sentence(
        "keep one of the two; the first is in line \(first.line)\(another.english)",
        "只保留一个；第一个在第 \(first.line) 行\(another.chinese)"))
  }

  // MARK: Keys and kinds

  static func missingKey(_ key: String) -> Problem {
    Problem(
      Sentence("\(quoted(key)) is missing", "缺少 \(quoted(key))"),
      hint: Sentence("add `\(key): …` here", "请在这里加上 `\(key): …`"))
  }

  static func renamedKey(_ key: String, to name: String) -> Problem {
    Problem(
      Sentence("the key \(quoted(key)) has a new name", "键 \(quoted(key)) 已改名"),
      hint: Sentence("write `\(name):` instead", "请改写成 `\(name):`"))
  }

  static func unknownKey(_ key: String, accepted: [String]) -> Problem {
    Problem(
      Sentence("there is no key \(quoted(key)) here", "这里没有 \(quoted(key)) 这个键"),
      hint: suggestion(key, accepted))
  }

  static func secretInConfig(_ key: String) -> Problem {
    Problem(
      Sentence(
        "a secret must never stand in the config (\(key))", "配置里绝不能写密钥（\(key)）"),
      hint: Sentence(
        "delete the line, and change the secret in the gateway's console if the file was ever shared; "
          + "links do not need it",
        "请删掉这一行；文件若曾外传，请到网关后台更换密钥；生成链接用不到它"))
  }

  static let expectedMapping = Problem(
    Sentence("`key: value` lines are expected here", "这里应该是 `键: 值` 的形式"),
    hint: Sentence(
      "write a plain colon with a space after it", "冒号要用半角，后面加一个空格"))

  static let expectedList = Problem(
    Sentence("a list is expected here", "这里应该是一个列表"),
    hint: Sentence("start each item with `- `", "每一项以 `- ` 开头"))

  static let expectedText = Problem(
    Sentence("a single value is expected here", "这里应该是单个值"),
    hint: Sentence(
      "quote a text that starts with { or [: id: \"{sku}\"", "以 { 或 [ 开头的文字请加引号：id: \"{sku}\""))

  static let noValue = Problem(
    Sentence("the value is missing", "缺少值"),
    hint: Sentence("write a value after the colon, or delete the line", "请在冒号后写上值，或删掉这一行"))

  static let emptyList = Problem(
    Sentence("this is empty", "这里是空的"),
    hint: Sentence("add at least one entry", "请至少写一项"))

  static func badName(_ name: String) -> Problem {
    Problem(
      Sentence("\(quoted(name)) cannot be a name", "\(quoted(name)) 不能用作名称"),
      hint: Sentence(
        "start with a letter; then letters, digits, - and _", "以字母开头，之后可用字母、数字、- 和 _"))
  }

  // MARK: Values

  static func notOneOf(_ text: String, accepted: [String]) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: suggestion(text, accepted))
  }

  static func notInRange(_ text: String, _ lowest: String, _ highest: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: Sentence(
        "write a whole number from \(lowest) to \(highest)", "请写 \(lowest) 到 \(highest) 之间的整数"))
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

  /// Why something is not a gateway's address.
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

  static func insecureGateway(_ origin: String) -> Problem {
    Problem(
      Sentence(
        "\(origin) is not encrypted: anyone on the way can change who is paid",
        "\(origin) 没有加密：途中任何人都能改掉收款方"),
      hint: Sentence("write https:// instead of http://", "请把 http:// 改成 https://"))
  }

  static func badBaseURL(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not the address of a folder", "\(quoted(text)) 不是文件夹的网址"),
      hint: Sentence(
        "write it as https://pay.example.com/ without ? and #; non-ASCII parts percent-encoded",
        "请写成 https://pay.example.com/ 的形式，不带 ? 和 #；非 ASCII 部分要百分号编码"))
  }

  static func badAppkey(characterCount: Int) -> Problem {
    let isTooLong = characterCount > 64
    return Problem(
      Sentence(
        "this is not an appkey: "
          + (isTooLong
            ? "it has \(characterCount) characters"
            : "it holds something besides letters and digits"),
        "这不是 appkey：" + (isTooLong ? "共 \(characterCount) 个字符" : "含有字母和数字以外的字符")),
      hint: Sentence(
        "copy it from the gateway's console: usually 32 digits and letters from a to f",
        "请从网关后台复制：一般是 32 个字符，由数字和字母 a–f 组成"))
  }

  static func unusualAppkey(characterCount: Int) -> Problem {
    Problem(
      Sentence(
        "this appkey looks unusual: it has \(characterCount) characters, "
          + "not 32 digits and letters from a to f",
        "这个 appkey 不太寻常：共 \(characterCount) 个字符，不是 32 个由数字和字母 a–f 组成的字符"),
      hint: Sentence("compare it with the gateway's console", "请与网关后台核对"))
  }

  static let sampleAppkey = Problem(
    Sentence(
      "this is a sample appkey: nobody is paid by these links", "这是示例 appkey：付款不会到任何人账上"),
    hint: Sentence(
      "put in your own from the gateway's console; until then every page says that it is a sample",
      "请换成网关后台里您自己的 appkey；在此之前每个页面都会标明是示例"))

  static let badToken = Problem(
    Sentence(
      "this is not a token: it is longer than 128 bytes, or has spaces or characters in it that cannot "
        + "be seen",
      "这不是令牌：超过 128 字节，或含有空白或看不见的字符"),
    hint: Sentence("copy the quick-collect token from the gateway's console", "请从网关后台复制快捷收款令牌"))

  static let unusualToken = Problem(
    Sentence(
      "this token looks unusual: it has more in it than letters, digits, - _ and .",
      "这个令牌不太寻常：除字母、数字、- _ 和 . 外还有别的字符"),
    hint: Sentence(
      "compare it with the gateway's console; an environment variable is written ${NAME}",
      "请与网关后台核对；环境变量要写成 ${NAME}"))

  static func environmentMissing(_ name: String) -> Problem {
    Problem(
      Sentence(
        "the environment variable \(name) is not set, or is empty", "环境变量 \(name) 没有设置，或是空的"),
      hint: Sentence(
        "set it before the command: `\(name)=… paypress build`; for a plain ${ write $${",
        "请在命令前设置：`\(name)=… paypress build`；如果只是要写 ${，请写 $${"))
  }

  static func loneBrace(_ text: String) -> Problem {
    Problem(
      Sentence("a } without its { in \(quoted(text))", "\(quoted(text)) 里有 } 却没有对应的 {"),
      hint: Sentence("write }} for a plain }", "如果只是要写 }，请写 }}"))
  }

  static func unclosedBrace(_ text: String) -> Problem {
    Problem(
      Sentence("no field name and } follow in \(quoted(text))", "\(quoted(text)) 后面没有字段名和 }"),
      hint: Sentence(
        "write {name} for a field, {{ for a plain {", "字段写成 {名称}；如果只是要写 {，请写 {{"))
  }

  static let unclosedVariable = Problem(
    Sentence("no variable name and } follow ${", "${ 后面没有变量名和 }"),
    hint: Sentence(
      "write ${NAME} for an environment variable, $${ for a plain ${",
      "环境变量写成 ${NAME}；如果只是要写 ${，请写 $${"))

  /// The nearest name, and what else is accepted.
  package static func suggestion(_ text: String, _ accepted: [String]) -> Sentence {
    let names = list(accepted)
    guard let nearest = NearestName.of(text, among: accepted) else {
      return Sentence("accepted: \(names)", "可用：\(names)")
    }
    return Sentence(
      "did you mean \(quoted(nearest))? accepted: \(names)",
      "是不是 \(quoted(nearest))？可用：\(names)")
  }
}
