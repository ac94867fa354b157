internal import Pages
internal import Site
internal import Support

/// What the pages of a request share.
struct StudioVisit: Sendable {
  /// The folder of all paths, ending in a slash.
  let base: String
  let language: Language
  /// Tells one run of the studio from the next.
  let run: String
  let state: StudioState
  /// Whether a sandbox runs beside the studio.
  let hasPayments: Bool
  /// Whether forms may change the config.
  let canEdit: Bool

  /// A text in the language of the request.
  func say(_ english: String, _ chinese: String) -> String {
    Sentence(english, chinese).text(in: language)
  }

  /// A text in the language of the request.
  func say(_ sentence: Sentence) -> String { sentence.text(in: language) }

  /// The beginning of a page, from its type to its title.
  func head(title: String) -> Markup {
    """
    \(Markup.unlistedHead(in: language))
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    """
  }

  /// What the script needs to know, as attributes.
  func scriptFacts(isStudio: Bool) -> Markup {
    let number = isStudio ? state.number : state.siteNumber
    return """
      data-base="\(base)" data-kind="\(isStudio ? "studio" : "site")" data-run="\(run)" \
      data-number="\(Int64(number))" data-lost="\(lostWords)"
      """
  }

  private var lostWords: String {
    say(
      "The studio has stopped. This page may be old: run `paypress serve` again.",
      "工作室已停止，此页可能不是最新的：请重新运行 `paypress serve`。")
  }

  /// What the script is told after each change.
  var event: JSON {
    .members([
      "run": .string(run), "site": .string("\(state.siteNumber)"),
      "number": .string("\(state.number)"),
      "problem": problem.map { .string(String(decoding: $0.bytes, as: UTF8.self)) } ?? .null,
    ])
  }

  /// Says that a page is old, and from when it is.
  var outdatedWords: String {
    guard let time = state.built.map({ LocalTime.text($0.moment) }) else {
      return state.hasErrors
        ? say("There are errors, so there is no page yet.", "有错误，还没有可显示的页面。")
        : say("The site is still being built.", "站点还在构建。")
    }
    return state.hasErrors
      ? say(
        "Old: this page is from \(time), before the errors below.",
        "旧页面：生成于 \(time)，早于下面的错误。")
      : say(
        "Old: this page is from \(time); the new one is still being built.",
        "旧页面：生成于 \(time)，新页面还在构建。")
  }

  /// Says why a list is empty before the first build; nil after it.
  var unbuiltWords: String? {
    guard state.built == nil else { return nil }
    return state.hasErrors
      ? say(
        "Not built yet: mend the errors above, then everything is here.",
        "尚未构建：请先改正上面的错误，内容就会显示在这里。")
      : say("Not built yet: it will be here in a moment.", "尚未构建：稍后就会显示在这里。")
  }

  /// What lies over a page while it is old; nil while it is not.
  var problem: Markup? {
    guard state.isOutdated else { return nil }
    guard state.hasErrors else { return "<p>\(outdatedWords)</p>" }
    let errors = state.findings.enumerated().filter { $0.element.severity == .error }
    let shown = errors.prefix(Self.overlayLimit)
    let count = state.counts[.error, default: 0]
    let rows: [Markup] = shown.map { number, finding in
      FindingMarkup(visit: self, finding: finding).item(link: "findings/\(number)")
    }
    let more = errors.count - shown.count
    let rest: Markup =
      more > 0
      ? """
      <p><a href="\(address: base + "findings")">\(say("\(more) more", "另有 \(more) 条"))</a></p>
      """ : ""
    return """
      <details open><summary><strong>\(say(
        "\(counted(count, "error"))", "\(count) 个错误"))</strong> \(outdatedWords)</summary>
      <ol>\(rows)</ol>\(rest)
      <p><a href="\(address: base + "findings")">\(say("Show in the studio", "在工作室中查看"))</a></p></details>
      """
  }

  /// The most errors over a page.
  private static let overlayLimit = 10
}

/// The machine's own time.
enum LocalTime {
  /// Hours, minutes and seconds.
  static func text(_ seconds: Int64) -> String {
    var moment = time_t(seconds)
    var parts = tm()
    guard localtime_r(&moment, &parts) != nil else { return "" }
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + "\(number)" }
    return "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
  }
}
