internal import Catalog
internal import GatePay
internal import Pages
internal import Support

/// What payers see when their browser comes back.
struct ReturnPage {
  let language: Language

  func html(_ payment: Payment) -> Markup {
    let amount = (payment.realPrice ?? payment.price).description
    let words: Sentence =
      switch payment.state {
      case .paid: Sentence("Paid: ¥\(amount). Thank you.", "已付款 ¥\(amount)，谢谢。")
      case .underpaid:
        Sentence(
          "¥\(amount) of ¥\(payment.price) arrived. Please ask the shop.",
          "应付 ¥\(payment.price)，只收到 ¥\(amount)，请联系商家。")
      case .returned:
        Sentence(
          "Your payment of ¥\(amount) is being confirmed.", "付款 ¥\(amount) 正在确认中。")
      }
    return page(words)
  }

  /// The page of a payment that the gateway has not confirmed yet.
  var pending: Markup {
    page(Sentence("Your payment is being confirmed.", "付款正在确认中。"))
  }

  /// The page of an order that the gateway calls unpaid.
  var unpaid: Markup {
    page(
      Sentence(
        "This order is not paid. If you have just paid, reload this page in a minute.",
        "该订单尚未付款。如果刚刚付款，请一分钟后刷新本页。"))
  }

  /// The page for a URL that the gateway did not write.
  var refusal: Markup {
    page(
      Sentence(
        "This does not prove a payment. Please ask the shop.", "这不能证明已付款，请联系商家。"))
  }

  private func page(_ words: Sentence) -> Markup {
    """
    <!DOCTYPE html>
    <html lang="\(language.rawValue)">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Sentence("Payment", "付款").text(in: language))</title>
    <h1>\(words.text(in: language))</h1>
    </html>

    """
  }
}
