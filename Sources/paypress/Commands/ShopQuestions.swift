internal import Console
internal import Editing
internal import Support

/// Asks somebody at a terminal what the first shop is to be.
struct ShopQuestions {
  /// Whether there is somebody to ask.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  private let language: Language?

  /// Questions; a language that is given is not asked for.
  init(language: Language?) { self.language = language }

  /// How many items are asked for.
  private static let itemCount = 3

  /// The config of the answers, nil at the end of the input; a wrong answer is asked for again.
  func ask() -> String? {
    var shop = FirstShop()
    guard let name = answer(localized("What is the shop called?", "店铺叫什么名字？")) else { return nil }
    shop.name = name
    guard let chosen = language ?? askLanguage() else { return nil }
    shop.language = chosen
    guard
      let appkey = answer(
        localized(
          "Your appkey, from the gateway's console (Enter: just trying):",
          "网关后台里的 appkey（回车：只是试用）："))
    else { return nil }
    shop.appkey = appkey
    if !appkey.isEmpty {
      guard let token = answer(localized("Your token:", "令牌：")) else { return nil }
      shop.token = token
    }
    for number in 1...Self.itemCount {
      guard
        let title = answer(
          localized(
            "What do you sell? Item \(number) of \(Self.itemCount) (Enter: no more):",
            "卖什么？第 \(number) 样，共 \(Self.itemCount) 样（回车：没有了）："))
      else { return nil }
      if title.isEmpty { break }
      guard let price = answer(localized("Its price:", "价格：")) else { return nil }
      shop.items.append(FirstShop.Item(title: title, price: price))
    }
    guard let tables = answer(localized("How many tables? [0]", "有几张桌子？[0]")) else { return nil }
    shop.tableCount = tables.isEmpty ? 0 : Int(tables) ?? -1
    return mended(&shop)
  }

  /// The customers' language, asked for until there is one; nil at the end of the input.
  private func askLanguage() -> Language? {
    while true {
      guard
        let chosen = answer(
          localized(
            "Which language do your customers read, zh-CN or en? [en]",
            "顾客用哪种语言，zh-CN 还是 en？[zh-CN]"))
      else { return nil }
      if chosen.isEmpty { return Terminal.language }
      let small = chosen.lowercased()
      if let found = Language.allCases.first(where: { $0.rawValue.lowercased() == small }) {
        return found
      }
    }
  }

  /// The config, once every answer that cannot be used was given again.
  private func mended(_ shop: inout FirstShop) -> String? {
    while true {
      do throws(FirstShop.Fault) {
        return try shop.config()
      } catch {
        let words = error.sentence
        guard let again = answer(localized("\(words.english):", "\(words.chinese)：")) else {
          return nil
        }
        switch error.answer {
        // No answer is "just trying", as at first.
        case .appkey where again.isEmpty, .token where again.isEmpty:
          (shop.appkey, shop.token) = ("", "")
        case .name: shop.name = again
        case .appkey: shop.appkey = again
        case .token: shop.token = again
        case .title(let index): shop.items[index].title = again
        case .price(let index): shop.items[index].price = again
        case .tables: shop.tableCount = Int(again) ?? -1
        }
      }
    }
  }

  /// A line of the input without white space at its ends; nil at the end.
  private func answer(_ question: String) -> String? {
    Terminal.showProgress(question + " ")
    guard let line = readLine() else { return nil }
    let start = line.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
