internal import Pages
internal import Support

/// The payments at the sandbox that runs beside the studio.
struct PaymentsPage {
  let visit: StudioVisit
  let payments: [StudioPayment]

  /// The whole document.
  var html: Markup {
    StudioPage(visit: visit, tab: .payments).html(
      title: visit.say("Sandbox", "沙箱"),
      """
      <h1>\(visit.say("Payments at the sandbox", "沙箱里的付款"))</h1>
      <p>\(visit.say("Every code here leads to a sandbox, which takes no money: scan one, choose “Pay”, and press a button of the cashier's page.", "这里的每个二维码都指向沙箱，不会收取真钱：扫一个码，点“付款”，再按收银页上的按钮。"))</p>
      <div id="results" data-live>\(list)</div>
      """)
  }

  private var list: Markup {
    guard !payments.isEmpty else {
      return "<p class=\"empty\">\(visit.say("No order yet.", "还没有订单。"))</p>"
    }
    let rows: [Markup] = payments.map { payment in
      let (kind, words) = state(payment)
      return """
        <tr><td><span class="badge \(kind)">\(words)</span></td>
        <th scope="row"><bdi>\(payment.name)</bdi> <span class="quiet"><bdi>\(payment.contact)</bdi></span></th>
        <td class="sum"><span class="unit">¥</span>\(payment.price)</td></tr>

        """
    }
    return """
      <table class="list"><thead><tr><th scope="col">\(visit.say("State", "状态"))</th>\
      <th scope="col">\(visit.say("Order", "订单"))</th><th scope="col">\(visit.say("Amount", "金额"))</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>
      """
  }

  private func state(_ payment: StudioPayment) -> (kind: String, words: String) {
    if let moment = payment.paidAt {
      let time = LocalTime.text(moment)
      return ("good", visit.say("paid at \(time)", "\(time) 已付款"))
    }
    return payment.isOpen
      ? ("warn", visit.say("open", "待付款")) : ("", visit.say("expired", "已过期"))
  }
}
