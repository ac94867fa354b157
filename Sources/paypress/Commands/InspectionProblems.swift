internal import Catalog
internal import GatePay
internal import Support

extension QuickCollectInspection.Problem {
  /// What is wrong with an address.
  var diagnostic: Diagnostic {
    Diagnostic(isError ? .error : .warning, at: nil, Support.Problem(sentence))
  }

  private var sentence: Sentence {
    switch self {
    case .notAnAddress(let error):
      Support.Problem.badGateway(error)
    case .otherPath(let path):
      Sentence(
        "the path is \(quoted(path)), not /pay/any: this is not a quick-collect address",
        "路径是 \(quoted(path))，不是 /pay/any：这不是快捷收款地址")
    case .hasFragment:
      Sentence("what follows # never reaches the gateway; remove it", "# 后面的内容不会发送到网关；请删掉")
    case .missing(let parameter):
      Sentence("\(parameter.rawValue) is missing", "缺少 \(parameter.rawValue)")
    case .repeated(let name):
      Sentence(
        "\(quoted(name)) is given more than once; which one counts is up to the gateway",
        "\(quoted(name)) 出现了不止一次；以哪个为准取决于网关")
    case .unknown(let name):
      Sentence(
        "\(quoted(name)) is not a parameter of quick collect; accepted: "
          + QuickCollectParameter.allCases.map(\.rawValue).joined(separator: ", "),
        "\(quoted(name)) 不是快捷收款的参数；可用："
          + QuickCollectParameter.allCases.map(\.rawValue).joined(separator: "、"))
    case .malformed(let name, let value):
      Self.malformed(name, value)
    case .plusSign(let name):
      Sentence(
        "\(quoted(name)) has a +, which some programs read as a space; write %20 or %2B",
        "\(quoted(name)) 里有 +，有的程序会读成空格；请写 %20 或 %2B")
    case .otherGateway(let host):
      Sentence(
        "the gateway is \(host), not gatepay.io: make sure that it is yours",
        "网关是 \(host)，不是 gatepay.io：请确认这是您的网关")
    case .sampleAppkey:
      Sentence("this is a sample appkey: nobody is paid", "这是示例 appkey：付款不会到任何人账上")
    case .insecure:
      Sentence(
        "the connection is not encrypted: anyone on the way can change who is paid",
        "连接没有加密：途中任何人都能改掉收款方")
    case .nothingToLock:
      Sentence(
        "stable has nothing to hold: neither price nor custom is given",
        "stable 没有可固定的内容：既没有价格也没有 custom")
    case .notCanonical:
      Sentence("PayPress would write it in another form", "PayPress 会写成另一种形式")
    }
  }

  private static func malformed(_ name: String, _ value: String) -> Sentence {
    let form =
      switch QuickCollectParameter(rawValue: name) {
      case .appkey: Sentence("letters and digits", "字母和数字")
      case .token: Sentence("a text without spaces", "没有空格的文字")
      case .price: Sentence("an amount such as 1.88", "1.88 这样的金额")
      case .stable: Sentence("0 or 1", "0 或 1")
      case .skin: Sentence("0 or 1", "0 或 1")
      case .custom, nil: Sentence("percent-encoded UTF-8 text", "百分号编码的 UTF-8 文字")
      }
    return Sentence(
      "\(quoted(name)) cannot be \(quoted(value)): it is \(form.english)",
      "\(quoted(name)) 不能是 \(quoted(value))：应为\(form.chinese)")
  }
}
