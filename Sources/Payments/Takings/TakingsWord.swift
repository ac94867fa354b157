internal import Catalog
internal import GatePay
internal import Support

/// The words of the page of takings, in both languages.
enum TakingsWord {
  case takings
  case asOf
  case today
  case yesterday
  case lastWeek
  case lastMonth
  case attention
  case period
  case tables
  case channels
  case links
  case merchants
  case payments
  case sum
  case nothing
  case withoutName
  case withoutLink
  case latest
  case underpaid
  case time
  case day
  case numbers

  var sentence: Sentence {
    switch self {
    case .takings: Sentence("Takings", "收款")
    case .asOf: Sentence("As of", "截至")
    case .today: Sentence("Today", "今天")
    case .yesterday: Sentence("Yesterday", "昨天")
    case .lastWeek: Sentence("7 days", "近 7 天")
    case .lastMonth: Sentence("30 days", "近 30 天")
    case .attention: Sentence("Needs attention", "需要处理")
    case .period: Sentence("Period", "时间段")
    case .tables: Sentence("By table or contact", "按桌号或联系方式")
    case .channels: Sentence("By channel", "按支付渠道")
    case .links: Sentence("By link", "按链接")
    case .merchants: Sentence("By merchant", "按商户")
    case .payments: Sentence("Payments", "笔数")
    case .sum: Sentence("Sum", "金额")
    case .nothing: Sentence("Nothing yet", "暂无收款")
    case .withoutName: Sentence("without", "未填写")
    case .withoutLink: Sentence("no single link", "没有对应的单一链接")
    case .latest: Sentence("Latest payments", "最近收款")
    case .underpaid: Sentence("underpaid", "未付足")
    case .time: Sentence("Time", "时间")
    case .day: Sentence("Day", "日期")
    case .numbers: Sentence("The numbers", "查看数字")
    }
  }

  static func chart(days: Int) -> Sentence { Sentence("Last \(days) days", "最近 \(days) 天") }

  static func period(days: Int64) -> Sentence {
    days == 1 ? today.sentence : Sentence("\(days) days", "\(days) 天")
  }

  static func name(_ type: PaymentType) -> Sentence {
    switch type {
    case .wechat: Sentence("WeChat Pay", "微信支付")
    case .alipay: Sentence("Alipay", "支付宝")
    }
  }
}
