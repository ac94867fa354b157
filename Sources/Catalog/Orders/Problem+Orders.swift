package import GatePay
package import Support

// Messages about products and links that are orders.

extension Problem {
  // MARK: Products

  static func badProductID(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) cannot be the id of a product", "\(quoted(text)) 不能用作产品编号"),
      hint: Sentence(
        "copy its number from the gateway's console: 1 to 18 digits, the first of them not 0",
        "请从网关后台复制产品编号：1 到 18 位数字，首位不为 0"))
  }

  /// No product has this id; the ids of those that there are.
  package static func unknownProduct(_ id: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no product \(quoted(id))", "没有编号为 \(quoted(id)) 的产品"),
      hint: known.isEmpty
        ? Sentence("add it to the config under `products:`", "请在配置的 `products:` 下加上它")
        : suggestion(id, known))
  }

  // MARK: Orders

  /// A gateway or a browser cannot call this address.
  package static func badCallbackURL(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) is not an address that can be called", "\(quoted(text)) 不是可以回调的网址"),
      hint: Sentence(
        "write it as https://shop.example.com/notify, non-ASCII parts percent-encoded, without #",
        "请写成 https://shop.example.com/notify 的形式，非 ASCII 部分要百分号编码，不带 #"))
  }

  /// No order was created for a link yet.
  package static func orderNotCreated(_ id: String) -> Problem {
    Problem(
      Sentence(
        "no order has been created for \(quoted(id)) yet", "\(quoted(id)) 还没有创建订单"),
      hint: Sentence(
        "set the merchant's secret in the environment variable GATEPAY_APPSECRET, then run "
          + "`paypress build --online`",
        "请先把商户密钥设为环境变量 GATEPAY_APPSECRET，再运行 `paypress build --online`"))
  }

  /// An order was requested for a link, and no answer is recorded.
  package static func orderUnanswered(_ id: String, _ number: String) -> Problem {
    Problem(
      Sentence(
        "order \(number) of \(quoted(id)) was asked for, but no answer is recorded",
        "\(quoted(id)) 的订单 \(number) 已请求创建，但没有记录到回复"),
      hint: Sentence(
        "run `paypress build --online`: it asks the gateway first",
        "请运行 `paypress build --online`：它会先向网关查询"))
  }

  /// The gateway does not know an order whose address is recorded.
  package static func orderNotFound(_ id: String, _ number: String) -> Problem {
    Problem(
      Sentence(
        "the gateway does not know order \(number) of \(quoted(id)), but its payment page is on record; "
          + "the site keeps leading there, and no new order is created",
        "网关说没有 \(quoted(id)) 的订单 \(number)，但它的付款页已有记录；网页仍指向那里，不会另建订单"),
      hint: Sentence(
        "open the payment page: if it can be paid, do nothing (a gateway may not know cloudpay orders); "
          + "if not, delete the line of order \(number) from the .lock file beside the config, and run "
          + "`paypress build --online`, which creates a new order",
        "请打开付款页：能付款就不必处理（网关可能查不到 cloudpay 订单）；不能付款时，请从配置旁边的 .lock 文件里"
          + "删掉订单 \(number) 那一行，再运行 `paypress build --online` 创建新的订单"))
  }

  /// The gateway charges another amount than the config states.
  package static func orderHasOtherPrice(
    _ id: String, _ number: String, price: Amount, wanted: Amount
  ) -> Problem {
    Problem(
      Sentence(
        "the gateway asks \(price) for order \(number) of \(quoted(id)), the config says \(wanted)",
        "网关对 \(quoted(id)) 的订单 \(number) 收取 \(price)，配置写的是 \(wanted)"),
      hint: Sentence(
        "make the two prices the same, in `products:` or in the gateway's console; a set costs less there "
          + "if a product is out of stock",
        "请把 `products:` 里的价格和网关后台的价格改成一致；后台有产品缺货时，套装的价格会变少"))
  }

  /// The file of orders is broken.
  package static var orderFileDamaged: Problem {
    Problem(
      Sentence(
        "this line of the record of orders is damaged: PayPress did not write it",
        "订单记录的这一行已损坏，不是 PayPress 写入的"),
      hint: Sentence(
        "restore the file from version control or a backup; only without either, delete the line: its "
          + "order is then forgotten",
        "请从版本库或备份恢复该文件；两者都没有时才删掉这一行，那个订单就不再有记录"))
  }

  /// A spreadsheet changed between two readings.
  package static var spreadsheetChanged: Problem {
    Problem(
      Sentence("a spreadsheet changed while it was read", "表格在读取过程中被改动"),
      hint: Sentence(
        "close the program that writes it, and run the command again", "请关闭正在改动它的程序，再运行一次"))
  }
}
