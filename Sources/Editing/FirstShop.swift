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
  package struct Fault: Error, Hashable, Sendable {
    /// The question.
    package enum Answer: Hashable, Sendable {
      case name
      case appkey
      case token
      /// The title of an item, counted from 0.
      case title(Int)
      /// The price of an item, counted from 0.
      case price(Int)
      case tables
    }

    /// The question that is asked again.
    package let answer: Answer
    /// What to do about it.
    package let sentence: Sentence
  }

  /// The config, with comments: one that can be built.
  ///
  /// - Throws: the first fault.
  package func config() throws(Fault) -> String {
    try checkPresence()
    let text = text
    try check(text)
    return text
  }

  private var text: String {
    let isTrying = appkey.isEmpty && token.isEmpty
    let title = scalar(name, .text)
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
    let key = isTrying ? Self.sampleAppkey : scalar(appkey, .text)
    let main = isTrying ? "sampletoken" : scalar(token, .text)
    lines += ["    appkey: \(key)", "    tokens:", "      main: \(main)", ""]
    lines += ["links:", say("  # The customer enters the amount.", "  # 金额由顾客填写。")]
    lines += ["  - id: counter", "    title: \(say("Pay at the counter", "到店付款"))"]
    for (index, item) in sold.enumerated() {
      lines += [
        "  - id: item-\(index + 1)", "    title: \(scalar(item.title, .textWithFields))",
        "    price: \(scalar(item.price, .textWithFields))",
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

  /// What is sold.
  private var sold: [Item] { items.filter { !$0.title.isEmpty } }

  private var tables: [String] {
    let last = Decimals.padded(tableCount, digitCount: 2)
    let first = Decimals.padded(1, digitCount: last.utf8.count)
    return [
      say("  # One link a table.", "  # 每张桌子一个链接。"), "  - id: table-{n}",
      "    each: { n: \(first)..\(last) }", "    title: \"\(say("Table {n}", "{n} 号桌"))\"",
      "    custom: table-{n}", "    stable: true",
    ]
  }

  /// What a config cannot say is missing.
  private func checkPresence() throws(Fault) {
    if name.isEmpty {
      throw Fault(answer: .name, sentence: Sentence("give the shop a name", "请填写店名"))
    }
    if appkey.isEmpty != token.isEmpty {
      throw appkey.isEmpty
        ? Fault(
          answer: .appkey,
          sentence: Sentence(
            "copy the appkey from the gateway's console too", "请从网关后台把 appkey 也复制过来"))
        : Fault(
          answer: .token,
          sentence: Sentence(
            "copy the token from the gateway's console too", "请从网关后台把令牌也复制过来"))
    }
    for (index, item) in items.enumerated() where !item.title.isEmpty && item.price.isEmpty {
      throw Fault(
        answer: .price(index),
        sentence: Sentence(
          "write the price of item \(index + 1), such as 12 or 12.50",
          "请填写第 \(index + 1) 样的价格，例如 12 或 12.50"))
    }
    if !(0...Self.maximumTableCount).contains(tableCount) {
      throw Fault(
        answer: .tables,
        sentence: Sentence(
          "the number of tables is from 0 to \(Self.maximumTableCount)",
          "桌数为 0 到 \(Self.maximumTableCount)"))
    }
  }

  /// Reads the config as a build does; its first error is the fault of an answer.
  private func check(_ text: String) throws(Fault) {
    let path = "first-shop.yml"
    let sink = FindingSink()
    InputOverlay.$current.withValue(InputOverlay([path: Array(text.utf8)])) {
      _ = (try? LoadedConfig.load(path, environment: [:], into: sink))?.checkLinks()
    }
    for finding in sink.findings where finding.severity == .error {
      guard let answer = answer(at: finding.keyPath ?? "") else { continue }
      let (message, hint) = (finding.problem.message, finding.problem.hint)
      throw Fault(
        answer: answer,
        sentence: hint.map {
          Sentence("\(message.english): \($0.english)", "\(message.chinese)：\($0.chinese)")
        } ?? message)
    }
  }

  /// The answer that a place of the config holds.
  private func answer(at path: String) -> Fault.Answer? {
    if path.hasPrefix("merchants.shop.appkey") { return .appkey }
    if path.hasPrefix("merchants.shop.tokens") { return .token }
    if path.hasPrefix("site.title") || path.hasPrefix("merchants.shop.name") { return .name }
    // The first link has no answer in it; those of items follow.
    for (number, item) in items.enumerated().filter({ !$0.element.title.isEmpty }).enumerated() {
      let entry = "links[\(number + 1)]."
      if path.hasPrefix("\(entry)price") { return .price(item.offset) }
      if path.hasPrefix(entry) { return .title(item.offset) }
    }
    return nil
  }

  /// The appkey of the samples, with which every page says that it is one.
  private static let sampleAppkey = "0123456789abcdef0123456789abcdef"

  private func say(_ english: String, _ chinese: String) -> String {
    Sentence(english, chinese).text(in: language)
  }

  private func scalar(_ text: String, _ place: ConfigValue.Place) -> String {
    ScalarText(ConfigValue.written(text, in: place), like: .plain).text
  }
}
