internal import ArgumentParser
internal import Console

/// The browser that prints, for commands that make PDFs.
struct BrowserOptions: ParsableArguments {
  @Option(
    help: .words(
      "A Chromium, Chrome or Edge: its path or name. (default: $PAYPRESS_BROWSER, else one that "
        + "is found)",
      "Chromium、Chrome 或 Edge 的路径或名称。（默认：$PAYPRESS_BROWSER，否则自动查找）", value: "path"))
  var browser: String?

  @Option(
    help: .words(
      "How long the browser may take for 64 sheets.", "浏览器处理 64 页最多用多久。", value: "seconds"))
  var timeout = 300

  func validate() throws {
    if !(1...86_400).contains(timeout) {
      throw ValidationError(
        localized(
          "--timeout takes a whole number of seconds from 1 to 86400",
          "--timeout 需要 1 到 86400 的整数（秒）"))
    }
    if browser == "" {
      throw ValidationError(
        localized("--browser takes the path or name of a browser", "--browser 需要浏览器的路径或名称"))
    }
  }
}
