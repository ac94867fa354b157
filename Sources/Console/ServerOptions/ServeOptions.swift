package import ArgumentParser

/// The options of `paypress serve`.
package struct ServeOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: ServerWord.serve.rawValue,
    abstract: ServerWord.serve.abstract,
    discussion: localized(
      "It builds into .paypress/studio beside the config, again after every change, reloads the pages "
        + "that are open, and stops at Ctrl-C. Only this machine can reach it, unless --lan is given.",
      "它构建到配置旁边的 .paypress/studio，每次改动后重新构建，并刷新已打开的页面；按 Ctrl-C 停止。除非使用 --lan，否则只有本机能访问。"))

  package init() {}

  @OptionGroup package var site: ConfigOption

  @Option(
    help: .words("Where it answers; 0 takes a free port.", "监听的端口；0 表示空闲端口。", value: "port"))
  package var port: UInt16 = 8482

  @Flag(help: .words("Open the page in a browser.", "用浏览器打开页面。"))
  package var open = false

  @Flag(
    help: .words(
      "Let the local network in, by an address that nobody can guess; print it as a code for a "
        + "phone.",
      "允许局域网访问，网址无法猜到；并打印成二维码供手机扫描。"))
  package var lan = false

  @Flag(
    help: .words(
      "Show forms that change the config and its spreadsheets, where comments, order and style stay, and "
        + "buttons that make PDFs.",
      "显示可以修改配置和表格的表单（注释、顺序和写法保持不变），以及制作 PDF 的按钮。"))
  package var edit = false

  @Flag(
    help: .words(
      "Run a sandbox too: the codes lead to it, and what is paid appears in a list.",
      "同时运行沙箱：二维码指向沙箱，付款会显示在列表中。"))
  package var sandbox = false
}
