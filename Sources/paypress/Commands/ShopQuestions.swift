internal import Console
internal import Editing
internal import Support

/// Asks somebody at a terminal what the first shop is to be.
struct ShopQuestions {
  /// Whether there is somebody to ask.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  private let language: Language?
  private var shop = FirstShop()

  /// Questions; a language that is given is not asked for.
  init(language: Language?) { self.language = language }

  /// How many items are asked for.
  private static let itemCount = 3

  /// The config of the answers; nil at the end of the input.
  mutating func ask() -> String? {
    shop.language = language ?? Terminal.language
    guard
      take(localized("What is the shop called?", "店铺叫什么名字？"), .name, { $0.name = $1 }),
      language != nil || takeLanguage(),
      take(
        localized(
          "Your appkey, from the gateway's console (Enter: just trying):",
          "网关后台里的 appkey（回车：只是试用）："), .appkey, { $0.appkey = $1 }),
      shop.appkey.isEmpty || take(localized("Your token:", "令牌："), .token, { $0.token = $1 }),
      takeItems(),
      take(
        localized("How many tables? [0]", "有几张桌子？[0]"), .tables,
        { $0.tableCount = $1.isEmpty ? 0 : Int($1) ?? -1 })
    else { return nil }
    return try? shop.config()
  }

  private mutating func takeLanguage() -> Bool {
    let question = localized(
      "Which language do your customers read, zh-CN or en? [en]",
      "顾客用哪种语言，zh-CN 还是 en？[zh-CN]")
    while let answer = answer(question) {
      if answer.isEmpty { return true }
      if let language = Language(rawValue: answer) {
        shop.language = language
        return true
      }
    }
    return false
  }

  private mutating func takeItems() -> Bool {
    for index in 0..<Self.itemCount {
      let question = localized(
        "What do you sell? Item \(index + 1) of \(Self.itemCount) (Enter: no more):",
        "卖什么？第 \(index + 1) 样，共 \(Self.itemCount) 样（回车：没有了）：")
      guard let title = answer(question) else { return false }
      if title.isEmpty { break }
      shop.items.append(FirstShop.Item(title: title, price: ""))
      let isTaken = take(localized("Its price:", "价格："), .price(index)) {
        $0.items[index].price = $1
      }
      guard isTaken else { return false }
    }
    return true
  }

  /// Asks until the answer can be used; false at the end of the input.
  private mutating func take(
    _ question: String, _ fault: FirstShop.Fault, _ put: (inout FirstShop, String) -> Void
  ) -> Bool {
    var question = question
    while let answer = answer(question) {
      put(&shop, answer)
      guard shop.fault == fault else { return true }
      question = localized("\(fault.sentence.english):", "\(fault.sentence.chinese)：")
    }
    return false
  }

  /// A line of the input without white space at its ends; nil at the end.
  private func answer(_ question: String) -> String? {
    Terminal.showProgress(question + " ")
    guard let line = readLine() else { return nil }
    let start = line.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
