internal import Catalog
internal import GatePay
internal import Support

/// The words of the sandbox's pages, in both languages.
enum PageWords {
  static let banner = Sentence("Sandbox: no money moves here.", "沙箱：这里不会真正付款。")
  static let aboutTitle = Sentence("GatePay sandbox", "GatePay 沙箱")
  static let about = Sentence(
    "Scan or open a payment link that was built for this address. These merchants can be paid:",
    "请扫描或打开为本地址生成的收款链接。可以收款的商户：")
  static let problemTitle = Sentence("This cannot be paid", "无法付款")
  static let noSuchOrder = Sentence("There is no such order.", "订单不存在。")
  static let notPossible = Sentence(
    "The order is paid or its time is over.", "订单已付款或已过期，不能这样操作。")
  static let payee = Sentence("Paid to", "收款方")
  static let amount = Sentence("Amount in yuan", "金额（元）")
  static let fixed = Sentence("The amount is fixed.", "金额已固定")
  static let contact = Sentence("Contact", "联系方式")
  static let how = Sentence("Pay with", "支付方式")
  static let wechat = Sentence("WeChat Pay", "微信支付")
  static let alipay = Sentence("Alipay", "支付宝")
  static let order = Sentence("Order", "订单")
  static let number = Sentence("Number", "编号")
  static let state = Sentence("State", "状态")
  static let pretend = Sentence("What happens now?", "接下来发生什么？")
  static let notifications = Sentence("Notifications sent", "已发送的通知")
  static let back = Sentence("Back to the shop", "返回商家")

  static func name(_ reason: LinkRefusal) -> Sentence {
    switch reason {
    case .badAddress:
      Sentence("The address is not a quick-collect address.", "这不是快捷收款地址。")
    case .unknownAppkey: Sentence("No merchant has this appkey.", "没有使用此 appkey 的商户。")
    case .unknownToken: Sentence("The merchant has no such token.", "该商户没有此令牌。")
    case .badPrice: Sentence("The price is not an amount that can be paid.", "价格无效。")
    case .badCustom: Sentence("The contact cannot be this.", "联系方式无效。")
    case .noType: Sentence("Choose WeChat or Alipay.", "请选择微信或支付宝。")
    }
  }

  static func name(_ type: PaymentType) -> Sentence {
    switch type {
    case .wechat: wechat
    case .alipay: alipay
    }
  }

  static func name(_ status: OrderStatus) -> Sentence {
    switch status {
    case .paid: Sentence("paid", "已付款")
    case .expired: Sentence("expired", "已过期")
    default: Sentence("waiting to be paid", "等待付款")
    }
  }

  static func name(_ action: CashierAction) -> Sentence {
    switch action {
    case .paid: Sentence("Paid", "付款成功")
    case .tooLittle: Sentence("Paid one cent too little", "少付一分")
    case .tooMuch: Sentence("Paid one cent too much", "多付一分")
    case .expired: Sentence("Expired", "订单过期")
    case .paidLate: Sentence("Paid late", "过期后付款")
    case .notifiedTwice: Sentence("Paid, notified twice", "付款，通知两次")
    case .notificationLost: Sentence("Paid, notification lost", "付款，通知丢失")
    case .forged: Sentence("Forged signature", "伪造签名的通知")
    }
  }
}
