internal import Catalog
internal import Pages
internal import Support

/// The print jobs with pictures of their sheets, or one job.
struct PrintPage {
  let visit: StudioVisit
  let jobs: [StudioJob]
  /// Makes PDFs; nil where no page may do that.
  let buttons: PrintButtons?
  /// The number of the first sheet of one job, counted from 0; nil for the list of all jobs.
  var start: Int?
  /// Whether the shop was made just now.
  var isFirst = false

  /// The most sheets of a job in the list of all jobs.
  private static let shortCount = 6
  /// The most sheets on the page of a job.
  private static let capacity = 24

  /// The whole document.
  var html: Markup {
    let title = start == nil ? visit.say("Print", "打印") : jobs.first?.name ?? ""
    return StudioPage(visit: visit, tab: .print, isUnfinished: buttons?.isBusy ?? false).html(
      title: title,
      """
      <h1>\(title)</h1>
      \(isFirst ? FirstRunWelcome(visit: visit).markup : "")
      <div id="results" data-live>\(content)</div>
      """)
  }

  private var content: Markup {
    guard !jobs.isEmpty else {
      let words =
        visit.unbuiltWords
        ?? visit.say(
          "There is no print job: add one under `print:`.", "没有打印任务：请在 `print:` 下添加。")
      return "<p class=\"empty\">\(words)</p>\n"
    }
    let sections = jobs.map(section)
    return "\(start == nil ? buttons?.ofAll(count: jobs.count) : nil)\(sections)"
  }

  private func section(_ job: StudioJob) -> Markup {
    """
    <section class="job" id="\(Self.anchor(of: job.name))">
    <h2><a href="\(address: path(of: job))">\(job.name)</a></h2>
    \(edit(job))\(content(job))</section>

    """
  }

  private func edit(_ job: StudioJob) -> Markup? {
    guard visit.canEdit else { return nil }
    let path = visit.base + "job/" + PercentEncoding.encode(job.name)
    return """
      <p><a class="button" href="\(address: path)" aria-label="\(visit.say("Edit \(job.name)", "编辑 \(job.name)"))">\(visit.say("Edit", "编辑"))</a></p>

      """
  }

  private func content(_ job: StudioJob) -> Markup {
    switch job.sheets {
    case .failure(let fault):
      """
      <section class="trouble" role="alert"><p>\(visit.say("The sheets cannot be shown.", "无法显示这些页。"))</p>
      <pre class="excerpt">\(visit.say(fault.words))</pre></section>
      \(buttons?.of(job.name))
      """
    case .success(let sheets) where sheets.count == 0:
      "<p class=\"empty\">\(visit.say("Nothing of this job is to be printed now.", "这个任务现在没有要打印的内容。"))</p>\n"
    case .success(let sheets): content(job, sheets)
    }
  }

  private func path(of job: StudioJob) -> String {
    visit.base + "print/" + PercentEncoding.encode(job.name)
  }

  private func content(_ job: StudioJob, _ sheets: StudioJob.Sheets) -> Markup {
    let first = min(start ?? 0, sheets.count - 1)
    let count = start == nil ? Self.shortCount : Self.capacity
    let numbers = Array(first + 1...sheets.count).prefix(count)
    let pictures = numbers.map { picture(job, sheets, number: $0) }
    let page = visit.base + "site/" + PercentEncoding.encode(path: OutputLayout.printPage(job.name))
    let path = path(of: job)
    var links: [Markup] = []
    if start == nil {
      if sheets.count > count {
        let words = visit.say(
          "All \(sheets.count) sheets", "全部 \(sheets.count) 张")
        links.append("<a class=\"button\" href=\"\(address: path)\">\(words)</a>")
      }
    } else {
      if first > 0 {
        let address = path + "?from=\(max(0, first - Self.capacity))"
        links.append(
          "<a class=\"button\" rel=\"prev\" href=\"\(address: address)\">\(visit.say("Previous", "上一页"))</a>"
        )
      }
      if first + Self.capacity < sheets.count {
        let address = path + "?from=\(first + Self.capacity)"
        links.append(
          "<a class=\"button\" rel=\"next\" href=\"\(address: address)\">\(visit.say("Next", "下一页"))</a>"
        )
      }
    }
    return """
      <p class="quiet">\(visit.say(kind(job.kind))) · \(sheets.width) × \(sheets.height) mm · \(visit.say(counted(sheets.count, "sheet"), "\(sheets.count) 张")) · <a href="\(address: page)">\(visit.say("Page to print", "打印页面"))</a></p>
      \(buttons?.of(job.name))<ul class="sheets">
      \(pictures)</ul>
      <nav class="steps" aria-label="\(job.name)">\(links)</nav>

      """
  }

  /// Where a job is on the page.
  static func anchor(of job: String) -> String { "job-\(PercentEncoding.encode(job))" }

  private func picture(
    _ job: StudioJob, _ sheets: StudioJob.Sheets, number: Int
  ) -> Markup {
    let path = visit.base + "sheet/\(PercentEncoding.encode(job.name))/\(number).svg"
    let words = visit.say("\(job.name), sheet \(number)", "\(job.name) 第 \(number) 张")
    return """
      <li><a href="\(address: path)"><img src="\(address: path + "?\(visit.state.siteNumber)")" loading="lazy" \
      width="\(Self.pixels(sheets.width))" height="\(Self.pixels(sheets.height))" alt="\(words)"></a></li>

      """
  }

  /// A length as the whole number that the attributes of a picture take; only its ratio matters.
  private static func pixels(_ length: String) -> Int64 {
    Int64(((Double(length) ?? 1) * 10).rounded())
  }

  private func kind(_ kind: PrintJob.Kind) -> Sentence {
    switch kind {
    case .poster: Sentence("Poster", "海报")
    case .tent: Sentence("Table tents", "桌卡")
    case .labels: Sentence("Labels", "标签")
    case .cards: Sentence("Cards", "卡片")
    case .roll: Sentence("Labels on a roll", "卷装标签")
    case .plate: Sentence("Table plates", "桌牌")
    case .menu: Sentence("Menu", "价目单")
    case .board: Sentence("Board", "多码立牌")
    }
  }
}
