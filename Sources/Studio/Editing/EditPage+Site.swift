internal import Editing
internal import Pages
internal import Support

extension EditPage {
  /// The languages of pages and print jobs to choose from, the main one first.
  static let languages: [(value: String, label: String)] = [
    ("zh-CN", "中文"), ("en", "English"), ("zh-CN en", "中文, English"), ("en zh-CN", "English, 中文"),
  ]

  /// The form for languages, address and time zone of the site.
  func site(_ form: SiteForm) -> Markup {
    let fields = SiteForm.Key.allCases.compactMap { key in
      form.values[key].map { field(key, $0) }
    }
    let isWhole = fields.count == SiteForm.Key.allCases.count
    let rest: Markup =
      isWhole
      ? ""
      : """
      <p class="quiet">\(visit.say("What is not here has variables or several lines: change it in the config.", "这里没有的含有变量或多行内容：请在配置里修改。"))</p>

      """
    guard !fields.isEmpty else { return "" }
    return self.form(
      "site", visit.say("Site", "站点"), shown: form.shown, fields + [rest])
  }

  private func field(_ key: SiteForm.Key, _ value: String) -> Markup {
    switch key {
    case .language:
      return selection(
        key.rawValue, visit.say("Language, the main one first", "语言，第一个是主要语言"),
        Self.languages, value)
    case .address:
      return field(
        key.rawValue,
        visit.say(
          "Address of the published site (empty: not known yet)", "站点发布后的网址（留空表示还不知道）"),
        value, isNeeded: false)
    case .zone:
      return field(
        key.rawValue,
        visit.say(
          "Time zone, such as Asia/Shanghai (empty: the usual one of the language)",
          "时区，例如 Asia/Shanghai（留空则按语言）"),
        value, isNeeded: false)
    }
  }
}
