internal import Catalog
internal import GatePay
package import Support

/// The answers to five questions, from which a first config is made.
package struct FirstShop: Sendable {
  /// The shop's name.
  package var name = ""
  /// The language of pages and of the comments in the config.
  package var language = Language.english
  /// The appkey; empty for just trying.
  package var appkey = ""
  /// The token; empty for just trying.
  package var token = ""
  /// What is sold, with the amount; an item without a title is left out.
  package var items: [Item] = []
  /// How many tables there are.
  package var tableCount = 0

  /// Something that is sold.
  package struct Item: Sendable {
    package var title: String
    package var price: String

    /// An item.
    package init(title: String, price: String) {
      self.title = title
      self.price = price
    }
  }

  /// No answers yet.
  package init() {}

  /// The most tables.
  package static let maximumTableCount = 500

  /// An answer that cannot be used.
  package enum Fault: Error, Hashable, Sendable {
    case name
    case appkey
    case token
    /// The price of an item, counted from 0.
    case price(Int)
    case tables

    /// What to do about it.
    package var sentence: Sentence {
      switch self {
      case .name: Sentence("give the shop a name", "请填写店名")
      case .appkey:
        Sentence(
          "copy the appkey from the gateway's console: 32 characters, digits and letters from a to f",
          "请从网关后台复制 appkey：共 32 位，由数字和 a 到 f 的字母组成")
      case .token:
        Sentence("copy the token from the gateway's console", "请从网关后台复制令牌")
      case .price(let index):
        Sentence(
          "write the price of item \(index + 1) as 12 or 12.50",
          "请把第 \(index + 1) 样的价格写成 12 或 12.50")
      case .tables:
        Sentence(
          "the number of tables is from 0 to \(FirstShop.maximumTableCount)",
          "桌数为 0 到 \(FirstShop.maximumTableCount)")
      }
    }
  }

  /// The first answer that cannot be used; nil if all can.
  package var fault: Fault? {
    if name.isEmpty || name.count > 80 { return .name }
    if !appkey.isEmpty || !token.isEmpty {
      guard let key = Appkey(appkey), AppkeyForm.hexadecimal.accepts(key) else { return .appkey }
      if Token(token) == nil || token == appkey { return .token }
    }
    for (index, item) in items.enumerated() where !item.title.isEmpty {
      if (try? Amount(item.price)) == nil { return .price(index) }
    }
    return (0...Self.maximumTableCount).contains(tableCount) ? nil : .tables
  }

  /// The config, with comments.
  ///
  /// - Throws: the first fault.
  package func config() throws(Fault) -> String {
    if let fault { throw fault }
    let isTrying = appkey.isEmpty && token.isEmpty
    let key = isTrying ? Self.sampleAppkey : appkey
    let title = scalar(LiteralText.of(name))
    var lines = [
      say(
        "# A shop for PayPress: edit it here, or with `paypress serve --edit`.",
        "# PayPress 的店铺配置：可以直接修改，也可以用 `paypress serve --edit`。"),
      "site:", "  title: \(title)", "  language: \(language.rawValue)", "",
      "merchants:", "  shop:", "    name: \(title)",
    ]
    if isTrying {
      lines.append(
        say(
          "    # Samples: nobody is paid until you put in your own from the gateway's console.",
          "    # 示例：换成网关后台里您自己的之前，付款不会到任何人账上。"))
    }
    let main = isTrying ? "sampletoken" : scalar(token)
    lines += ["    appkey: \(key)", "    tokens:", "      main: \(main)", ""]
    lines += ["links:", say("  # The customer enters the amount.", "  # 金额由顾客填写。")]
    lines += ["  - id: counter", "    title: \(say("Pay at the counter", "到店付款"))"]
    let sold = items.filter { !$0.title.isEmpty }
    for (index, item) in sold.enumerated() {
      lines += [
        "  - id: item-\(index + 1)", "    title: \(scalar(LiteralText.inLink(item.title)))",
        "    price: \(item.price)",
        say(
          "    stable: true   # the customer cannot change it", "    stable: true   # 顾客不能修改"),
      ]
    }
    if tableCount > 0 { lines += tables }
    let posters = ["counter"] + sold.indices.map { "item-\($0 + 1)" }
    lines += ["", "print:", "  - poster: [\(posters.joined(separator: ", "))]", "    paper: A4"]
    if tableCount > 0 { lines += ["  - tent: table-*", "    paper: A5"] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var tables: [String] {
    let last = tableCount < 10 ? "0\(tableCount)" : "\(tableCount)"
    let first = String(repeating: "0", count: last.utf8.count - 1) + "1"
    return [
      say("  # One link a table.", "  # 每张桌子一个链接。"), "  - id: table-{n}",
      "    each: { n: \(first)..\(last) }", "    title: \"\(say("Table {n}", "{n} 号桌"))\"",
      "    custom: table-{n}", "    stable: true",
    ]
  }

  /// The appkey of the samples, with which every page says that it is one.
  private static let sampleAppkey = "0123456789abcdef0123456789abcdef"

  private func say(_ english: String, _ chinese: String) -> String {
    Sentence(english, chinese).text(in: language)
  }

  private func scalar(_ text: String) -> String { ScalarText(text, like: .plain).text }
}
