internal import Catalog
internal import Pages
internal import Paper
internal import Site
internal import Support

/// The frame around every page of the studio.
struct StudioPage {
  /// The pages that the navigation lists.
  enum Tab {
    case links
    case print
    case findings
    case paper
    case payments
    case edit
  }

  let visit: StudioVisit
  let tab: Tab
  /// Whether the page will soon show something else: without a script, it is then loaded again.
  var isUnfinished = false

  /// A whole document around the content of a page.
  ///
  /// - Parameter showsTabs: whether there is a shop to show.
  func html(title: String, showsTabs: Bool = true, _ content: Markup) -> Markup {
    let shop = visit.state.built?.site.catalogue.outline.site.title
    let name = shop ?? visit.say("New shop", "新店铺")
    return """
      \(visit.head(title: "\(title) · \(name)"))
      <link rel="stylesheet" href="\(address: visit.base + "studio.css")">
      <link rel="icon" href="\(address: visit.base + "icon.svg")">
      <script src="\(address: visit.base + "studio.js")" \(visit.scriptFacts(isStudio: true)) defer></script>
      \(isUnfinished ? reload : "")</head>
      <body>
      <a class="skip" href="#main">\(visit.say("Skip to the content", "跳到正文"))</a>
      <header class="top">
      <div class="bar"><p class="shop">\(name)</p>
      \(showsTabs ? statusLine : "")
      \(siteLink)</div>
      \(showsTabs ? navigation : "")
      </header>
      <main id="main" tabindex="-1">
      <div id="trouble" data-live>\(showsTabs ? trouble : "")</div>
      \(content)
      </main>
      </body>
      </html>

      """
  }

  private var reload: Markup { "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>" }

  private var navigation: Markup {
    """
    <nav id="tabs" aria-label="\(visit.say("Studio", "工作室"))" data-live><ul>
    \(tabs)</ul></nav>
    """
  }

  private var statusLine: Markup {
    """
    <p id="status" class="status\(visit.state.isOutdated ? " bad" : "")" role="status" data-live>\(status)</p>
    """
  }

  private var siteLink: Markup {
    guard visit.state.built != nil else { return "" }
    return """
      <a class="button" href="\(address: visit.base + "site/")">\(visit.say("Open the site", "打开站点"))</a>
      """
  }

  private var status: Markup {
    let state = visit.state
    guard !state.hasErrors else {
      let count = state.counts[.error, default: 0]
      return "\(visit.say("\(counted(count, "error"))", "\(count) 个错误"))"
    }
    guard let built = state.built, !state.isBehind else {
      return "\(visit.say("Building…", "正在构建……"))"
    }
    let time = LocalTime.text(built.moment)
    return """
      \(visit.say("Up to date, built at \(time) in \(built.milliseconds) ms", "已是最新，\(time) 构建，用时 \(built.milliseconds) 毫秒"))
      """
  }

  private var tabs: [Markup] {
    let state = visit.state
    let outline = state.built?.site.catalogue
    let findings = Severities.all.reduce(0) { $0 + state.counts[$1, default: 0] }
    let paper = outline?.paper.presentPapers.count ?? 0
    var tabs = [
      item(.links, "", visit.say("Links", "链接"), outline?.linkCount ?? 0),
      item(.print, "print", visit.say("Print", "打印"), outline?.outline.prints.count ?? 0),
      item(.findings, "findings", visit.say("Findings", "检查"), findings),
      item(.paper, "paper", visit.say("On paper", "印刷品"), paper),
    ]
    if visit.canEdit { tabs.append(item(.edit, "edit", visit.say("Edit", "编辑"), nil)) }
    if visit.hasPayments {
      tabs.append(item(.payments, "payments", visit.say("Sandbox", "沙箱"), nil))
    }
    return tabs
  }

  private func item(_ tab: Tab, _ path: String, _ name: String, _ count: Int?) -> Markup {
    let number: Markup = count.map { " <span class=\"count\">\(Int64($0))</span>" } ?? ""
    let current: Markup = tab == self.tab ? " aria-current=\"page\"" : ""
    return """
      <li><a href="\(address: visit.base + path)"\(current)>\(name)\(number)</a></li>

      """
  }

  /// The errors, above the content of every page but that of the findings.
  private var trouble: Markup {
    guard visit.state.isOutdated, tab != .findings else { return "" }
    return """
      <section class="trouble" role="alert">\(visit.problem)</section>
      """
  }
}

/// The severities, the gravest first.
enum Severities {
  static let all: [Finding.Severity] = [.error, .warning, .note]
}
