internal import Pages
internal import Support

/// In place of a page with links that cannot be read: a spreadsheet with more rows than are kept in
/// memory has changed since the last good site.
struct ChangedInputsPage {
  let visit: StudioVisit

  /// The whole document.
  var html: Markup {
    let title = visit.say("Links", "链接")
    return StudioPage(visit: visit, tab: .links).html(
      title: title,
      """
      <h1 class="hidden">\(title)</h1>
      <div id="results" data-live><p class="empty">\(visit.say("A spreadsheet has changed since the site was built. Its links are listed again as soon as it can be read without errors.", "站点构建之后表格又有改动。表格没有错误、可以读取时，链接会重新列出。"))</p></div>
      """)
  }
}
