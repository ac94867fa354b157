/// The commands that `paypress-server` runs: they listen or call out.
package enum ServerWord: String, CaseIterable, Sendable {
  case serve
  case sandbox
  case order
  case notify
  case payments

  /// What the command does, in one line.
  package var abstract: String {
    switch self {
    case .serve:
      localized(
        "Shows the shop in a browser while you make it: links, sheets, mistakes, the site.",
        "一边制作一边在浏览器里查看：链接、打印页、错误和站点。")
    case .sandbox:
      localized(
        "Runs a local GatePay: the config's merchants, tokens and products, and no money.",
        "在本机运行一个 GatePay：有配置里的商户、令牌和产品，没有真钱。")
    case .order:
      localized(
        "Creates orders at the gateway, or asks for their state.", "在网关创建订单，或查询订单的状态。")
    case .notify:
      localized(
        "Takes the gateway's notifications of payments, or checks one.",
        "接收网关的付款通知，或检查一条通知。")
    case .payments:
      localized(
        "Lists the payments that were received, settles doubtful ones, passes them on.",
        "列出收到的付款，处理存疑的消息，转发付款。")
    }
  }
}
