internal import Catalog
internal import GatePay
internal import Pages
internal import Support

/// The page of a shop's takings: today, the last days as a chart, tables and channels, and what needs
/// attention.
struct TakingsPage {
  /// The shop's name.
  let shop: String
  let language: Language
  let calendar: ShopCalendar
  /// The sums of the chart's days, of which the last is today.
  let takings: Takings
  /// The sums of the chosen days, for the lists.
  let chosen: Takings
  /// The latest payments, the newest first.
  let latest: [Payment]
  /// What somebody must look at, the newest first.
  let attention: [AttentionItem]
  /// How many there are; more than the list holds, perhaps.
  let attentionCount: Int
  /// The titles of the links, by id.
  let titles: [String: String]
  /// When the sums were made, in Unix seconds.
  let now: Int64
  /// What commands about this database need, with a blank before each option.
  let options: String

  /// The numbers of days that the lists can be made for.
  static let periods: [Int64] = [1, 7, 30]
  /// The most rows of a list; the others are added up in one row.
  static let maximumRowCount = 12

  /// The whole document.
  var html: Markup {
    """
    \(Markup.unlistedHead(in: language))
    <meta name="color-scheme" content="light dark">
    <title>\(words(.takings)) · \(shop)</title>
    <link rel="stylesheet" href="takings.css">
    <link rel="icon" href="icon.svg">
    </head>
    <body>
    <header class="top">
    <h1>\(shop)</h1>
    <p>\(words(.asOf)) <time>\(calendar.words(now))</time> · \(calendar.zone)</p>
    </header>
    <main>
    \(hero)
    \(attentionList)
    \(lists)
    </main>
    </body>
    </html>

    """
  }

  private func words(_ word: TakingsWord) -> String { word.sentence.text(in: language) }

  // MARK: Today and the chart

  private var hero: Markup {
    """
    <section class="hero">
    <div class="today">
    <h2>\(words(.today))</h2>
    \(money(takings.today.cents, class: "large"))
    <p class="quiet">\(count(takings.today.count))</p>
    <dl>
    \(fact(.yesterday, sum(ofLast: 2, butLast: 1)))
    \(fact(.lastWeek, sum(ofLast: 7)))
    \(fact(.lastMonth, takings.total))
    </dl>
    </div>
    \(TakingsChart(takings: takings, language: language).markup)
    </section>
    """
  }

  private func fact(_ word: TakingsWord, _ sum: Takings.Sum) -> Markup {
    "<div><dt>\(words(word))</dt><dd>\(money(sum.cents))</dd></div>\n"
  }

  private func sum(ofLast dayCount: Int, butLast: Int = 0) -> Takings.Sum {
    takings.byDay.dropLast(butLast).suffix(dayCount - butLast).reduce(into: Takings.Sum()) {
      $0.count += $1.count
      $0.cents += $1.cents
    }
  }

  private func money(_ cents: Int128, class name: String = "") -> Markup {
    var sum = Takings.Sum()
    sum.cents = cents
    return """
      <span class="sum \(name)"><span class="unit">¥</span>\(sum.text)</span>
      """
  }

  /// What was paid, and the price if that is another sum.
  private func sums(paid: Amount?, price: Amount?) -> Markup {
    let paidCents = Int128(paid?.cents ?? 0)
    guard let price, price != paid else { return money(paidCents) }
    var sum = Takings.Sum()
    sum.cents = Int128(price.cents)
    let words = Sentence("of ¥\(sum.text)", "应付 ¥\(sum.text)").text(in: language)
    return "\(money(paidCents)) <span class=\"quiet\">\(words)</span>"
  }

  private func count(_ number: Int) -> String {
    Sentence("\(number) \(number == 1 ? "payment" : "payments")", "\(number) 笔")
      .text(in: language)
  }

  // MARK: What needs attention

  private var attentionList: Markup {
    guard !attention.isEmpty else { return "" }
    let rows: [Markup] = attention.map { item in
      """
      <li><p><strong>\(item.reason.text(in: language))</strong>
      <span class="quiet">\(calendar.words(item.moment))</span></p>
      <p>\(sums(paid: item.paid, price: item.price)) <bdi>\(item.what)</bdi></p>
      \(item.commands.map { "<p><code>\($0)</code></p>" as Markup })</li>

      """
    }
    let more = attentionCount - attention.count
    let inbox = "paypress payments inbox" + options
    let rest: Markup =
      more > 0
      ? "<p>\(Sentence("\(more) more: `\(inbox)`", "另有 \(more) 条：`\(inbox)`").text(in: language))</p>"
      : ""
    return """
      <section class="attention">
      <h2>\(words(.attention)) <span class="badge">\(Int64(attentionCount))</span></h2>
      <ul>
      \(rows)</ul>
      \(rest)
      </section>
      """
  }

  // MARK: Lists

  private var lists: Markup {
    let choices: [Markup] = Self.periods.map { days in
      let isChosen = chosen.days.count == Int(days)
      let name = TakingsWord.period(days: days).text(in: language)
      return isChosen
        ? "<li><a href=\"?days=\(days)\" aria-current=\"page\">\(name)</a></li>\n"
        : "<li><a href=\"?days=\(days)\">\(name)</a></li>\n"
    }
    let merchants: Markup? =
      chosen.merchants.count > 1 ? list(.merchants, chosen.merchants.map { ($0.name, $0) }) : nil
    return """
      <section class="lists" id="lists">
      <nav aria-label="\(words(.period))"><ul>
      \(choices)</ul></nav>
      <div class="grid">
      \(list(.tables, chosen.tables.map { ($0.name, $0) }))
      \(list(.channels, chosen.channels.map { (channelName($0.name), $0) }))
      \(list(.links, chosen.links(titles: titles).map { ($0.title ?? $0.name, $0) }))
      \(merchants)
      \(latestList)
      </div>
      </section>
      """
  }

  private func channelName(_ type: String?) -> String? {
    type.flatMap(PaymentType.init).map { TakingsWord.name($0).text(in: language) }
  }

  private func list(
    _ title: TakingsWord, _ groups: [(name: String?, group: Takings.Group)]
  ) -> Markup {
    guard !groups.isEmpty else {
      return """
        <article><h3>\(words(title))</h3><p class="quiet">\(words(.nothing))</p></article>
        """
    }
    let shown = groups.count > Self.maximumRowCount ? Self.maximumRowCount - 1 : groups.count
    var rows = groups.prefix(shown).map { row($0.name ?? words(.withoutName), $0.group.sum) }
    let others = groups.dropFirst(shown)
    if !others.isEmpty {
      let sum = others.reduce(into: Takings.Sum()) {
        $0.count += $1.group.sum.count
        $0.cents += $1.group.sum.cents
      }
      let name = Sentence("\(others.count) others", "其余 \(others.count) 项").text(in: language)
      rows.append(row(name, sum))
    }
    return """
      <article><h3>\(words(title))</h3>
      <table>
      <thead class="hidden"><tr><th scope="col">\(words(title))</th>
      <th scope="col">\(words(.payments))</th><th scope="col">\(words(.sum))</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table></article>
      """
  }

  private func row(_ name: String, _ sum: Takings.Sum) -> Markup {
    let share = chosen.total.cents > 0 ? Int64(sum.cents * 1000 / chosen.total.cents) : 0
    return """
      <tr><th scope="row"><bdi>\(name)</bdi>
      <svg class="share" viewBox="0 0 1000 1" preserveAspectRatio="none" aria-hidden="true">\
      <rect width="\(share)" height="1"/></svg></th>
      <td class="count">\(Int64(sum.count))</td><td>\(money(sum.cents))</td></tr>

      """
  }

  /// A moment of today as `19:03`, an earlier one as `11-24 19:03`.
  private func moment(_ seconds: Int64) -> String {
    let isToday = calendar.day(of: seconds) == takings.days.upperBound
    return isToday ? calendar.time(of: seconds) : String(calendar.words(seconds).dropFirst(5))
  }

  private var latestList: Markup {
    guard !latest.isEmpty else { return "" }
    let rows: [Markup] = latest.map { payment in
      let title = payment.link.map { titles[$0] ?? $0 } ?? words(.withoutLink)
      let custom = payment.custom.flatMap { $0.isEmpty ? nil : $0 } ?? ""
      let channel = channelName(payment.type.rawValue) ?? ""
      let mark: Markup =
        payment.state == .underpaid
        ? "<span class=\"badge\">\(words(.underpaid))</span>" : ""
      return """
        <tr><td class="when">\(moment(payment.moment))</td>
        <th scope="row"><bdi>\(title)</bdi> \(mark)
        <span class="quiet"><bdi>\(custom)</bdi> \(channel)</span></th>
        <td>\(sums(paid: payment.realPrice, price: payment.price))</td></tr>

        """
    }
    return """
      <article><h3>\(words(.latest))</h3>
      <table class="latest">
      <thead class="hidden"><tr><th scope="col">\(words(.time))</th>
      <th scope="col">\(words(.links))</th><th scope="col">\(words(.sum))</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table></article>
      """
  }
}

/// Something that the owner must look at.
struct AttentionItem: Sendable {
  /// Why.
  var reason: Sentence
  /// When it arrived, in Unix seconds.
  var moment: Int64
  /// What was paid; nil if unknown.
  var paid: Amount?
  /// What should have been paid; nil if unknown.
  var price: Amount?
  /// The order's number, or the payer's contact.
  var what: String
  /// What to type.
  var commands: [String]
}
