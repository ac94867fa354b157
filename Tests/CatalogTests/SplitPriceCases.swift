private let keys = #"id: "{sku}", price: "{price}", stable: true"#

extension FieldReportTests {
  /// Prices that a comma without quotes splits into named columns, and values that only look so.
  static let splitPrices: [SpreadsheetCase] =
    [
      "12,000元", "12,000.00元", "1,288.00元", "1,288.00 RMB", "1,288.00 ", "1, 288.00", "1,288.-",
      "人民币1,288.00",
    ].map { price in
      SpreadsheetCase(
        "split \(price)", "sku,price,stock\nsofa,\(price)\n",
        ["error shifted-cells B2"] + (price.hasPrefix("人") ? ["note price-form B2"] : [])
      ).with(keys)
    } + [
      .init(
        "decimals among whole numbers", "sku,price,stock\nsofa,1,288.50\nb,5,3\n",
        ["error shifted-cells B2"]
      ).with(keys),
      .init(
        "three parts", "sku,price,stock,note\nvilla,1,288,000.00\nb,5,3,x\n",
        ["error shifted-cells B2"]
      ).with(keys),
      .init(
        "decimal commas in a column of notes", "sku,price,note\na,12,50\nb,7,90\n",
        ["warning unclear-pair B2"], links: ["a|Shop|12.00|", "b|Shop|7.00|"]
      ).with(keys),
      .init(
        "one decimal comma among notes", "sku,price,note\na,12,50\nb,7,soft\nc,8,\n",
        ["error shifted-cells B2"]
      ).with(keys),
      .init(
        "a stock of small numbers", "sku,price,库存\na,12,50\nb,7,90\n",
        links: ["a|Shop|12.00|", "b|Shop|7.00|"]
      ).with(keys),
      .init(
        "cents written elsewhere", "sku,price,level\na,12,50\nb,7.50,3\n",
        links: ["a|Shop|12.00|", "b|Shop|7.50|"]
      ).with(keys),
    ]

  /// Prices that are no amounts, each by its own name.
  static let namedPrices: [SpreadsheetCase] =
    [
      "1200日元", "12港元", "12韩元", "12澳元", "12加元", "12新元", "JP¥12", "12kr", "12 zł", "RM12",
    ].map { price($0, "other-currency") }
    + [
      ("1288分", "other-unit"), ("1.2万元", "other-unit"), ("1.2w", "other-unit"),
      ("2026-11-26", "date-as-price"), (".5", "missing-zero"), ("1\u{A0}288.00", "space-in-number"),
      ("\"1\u{202F}288,00\"", "space-in-number"),
      ("1e2", "number-with-exponent"), ("RMB -5", "negative-price"), ("=\"0017\"", "text-escape"),
    ].map { price($0.0, $0.1) }

  /// Columns of prices, and whether their names have another unit.
  static let namedUnits: [SpreadsheetCase] = [
    ("price (USD)", true), ("price_usd", true), ("price_cents", true), ("价格（分）", true),
    ("价格（万元）", true), ("price €", true), ("价格（元）", false), ("price ¥", false),
    ("price per cup", false),
  ].map { name, isOther in
    SpreadsheetCase(
      name, "sku,\(name)\na,12\n", isOther ? ["warning column-unit B1"] : [],
      links: ["a|Shop|12.00|"]
    ).with("id: \"{sku}\", price: \"{\(name)}\", stable: true")
  }

  private static func price(_ price: String, _ code: String) -> SpreadsheetCase {
    SpreadsheetCase(price, "sku,price\na,\(price)\n", ["error \(code) B2"]).with(keys)
  }
}
