import Support
import Testing

/// Where a line may end, on paper and on a terminal.
@Suite struct LineBreakTests {
  @Test(arguments: [
    ("用支付宝付款", ["用", "支付宝", "付", "款"]), ("微信支付或微信", ["微信支付", "或", "微信"]),
    ("微信/支付宝", ["微信", "/", "支付宝"]), ("云闪付", ["云闪付"]),
    ("共 38.00 元整", ["共", " ", "38.00 元", "整"]), ("¥ 1,288.50起", ["¥ 1,288.50", "起"]),
    ("￥38.00", ["￥38.00"]), ("满30元减5元", ["满", "30元", "减", "5元"]),
    ("RMB 38 CNY", ["RMB", " ", "38 CNY"]), ("2026 年", ["2026", " ", "年"]),
    ("见 https://例子.cn/茶?a=1 页", ["见", " ", "https://例子.cn/茶?a=1", " ", "页"]),
    ("12 号桌", ["12", " ", "号", "桌"]), ("（茶）好。", ["（茶）", "好。"]), ("a  b", ["a", " ", " ", "b"]),
  ])
  func walletsAmountsAndURLsStayWhole(text: String, pieces: [String]) {
    #expect(LineBreaks.pieces(text) == pieces)
  }

  @Test(arguments: [
    ("手冲咖啡（耶加雪菲）", ["手", "冲", "咖", "啡", "（耶加雪菲）"]),
    ("Coffee (hot or cold) 大", ["Coffee", " ", "(hot or cold)", " ", "大"]),
    ("《茶》（大）。", ["《茶》", "（大）。"]), ("（一", ["（一"]),
    ("（一二三四五六七八九）", ["（一", "二", "三", "四", "五", "六", "七", "八", "九）"]),
  ])
  func shortWordsInBracketsStayWhole(text: String, pieces: [String]) {
    #expect(LineBreaks.pieces(keepingBracketsOf: text) == pieces)
  }
}
