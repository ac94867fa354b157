extension Stock {
  /// The built-in stocks.
  ///
  /// The numbers come from public label tables, named in each row, not from the makers. gLabels is
  /// jimevins/glabels-qt, its templates at commit 2da9b2d. Every row is symmetrical on its sheet;
  /// where tables differ, a symmetrical one was chosen. The box is the authority: print a test page
  /// with `paypress calibrate`.
  public static let builtIn: [Stock] =
    [
      a4("avery-l7159", 3, 8, 63.5, 33.9, 7.21, 12.90, 66.04, 33.9),
      a4("avery-l7160", 3, 7, 63.5, 38.1, 7.21, 15.15, 66.04, 38.1, source: tables),
      a4("avery-l7161", 3, 6, 63.5, 46.6, 7.21, 8.70, 66.04, 46.6),
      a4("avery-l7162", 2, 8, 99.1, 33.9, 4.65, 12.90, 101.6, 33.9),
      a4("avery-l7163", 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1, source: tables),
      a4("avery-l7165", 2, 4, 99.1, 67.7, 4.65, 13.10, 101.6, 67.7),
      a4("avery-l7120", 5, 7, 35, 35, 7.50, 11.00, 40, 40, source: "a public script for QR sheets"),
      a4("avery-l7651", 5, 13, 38.1, 21.2, 4.75, 10.70, 40.6, 21.2),
      a4(
        "a4-70x37", 3, 8, 70, 37, 0, 0.50, 70, 37,
        source: "reckoned: 3 × 70 and 8 × 37 mm; KF10647 in gLabels has 4 mm at the top"),
      letter(
        "avery-5160", 3, 10, 66.675, 25.4, 4.76, 12.70, 69.85, 25.4,
        source: "label tables with margins of 3/16 in; gLabels has 5/32 in, 0.8 mm off"),
      letter("avery-5163", 2, 5, 101.6, 50.8, 3.97, 12.70, 106.36, 50.8),
      letter(
        "avery-22805", 4, 6, 38.1, 38.1, 19.84, 12.70, 46.04, 43.18,
        source: "a project that printed it; OnlineLabels OL2681 has the same margin"),
      letter("avery-8293", 4, 5, 38.1, 38.1, 12.70, 19.05, 50.8, 50.8, isRound: true),
      letter("avery-5371", 2, 5, 88.9, 50.8, 19.05, 12.70, 88.9, 50.8, use: .cards),
      letter("avery-8371", 2, 5, 88.9, 50.8, 19.05, 12.70, 88.9, 50.8, use: .cards),
      a4("avery-c32011", 2, 5, 85, 54, 15.0, 13.50, 95, 54, use: .cards),
      letter(
        "avery-5305", 1, 2, 215.9, 127, 0, 12.7, 215.9, 127, use: .tents,
        source: "gLabels alone, commit 2da9b2d"),
    ]

  private static let glabels = "gLabels, commit 2da9b2d, and label tables that agree"
  private static let tables = "label tables; gLabels is 0.3 to 1.4 mm off and not symmetrical"

  private static func a4(
    _ name: String, _ columns: Int, _ rows: Int, _ width: Double, _ height: Double,
    _ left: Double, _ top: Double, _ columnPitch: Double, _ rowPitch: Double,
    use: Use = .labels, source: String = glabels
  ) -> Stock {
    var stock = Stock(
      name: name, use: use, paper: .a4, columns: columns, rows: rows, width: width, height: height,
      left: left, top: top, columnPitch: columnPitch, rowPitch: rowPitch)
    stock.source = source
    return stock
  }

  private static func letter(
    _ name: String, _ columns: Int, _ rows: Int, _ width: Double, _ height: Double,
    _ left: Double, _ top: Double, _ columnPitch: Double, _ rowPitch: Double,
    use: Use = .labels, isRound: Bool = false, source: String = glabels
  ) -> Stock {
    var stock = a4(
      name, columns, rows, width, height, left, top, columnPitch, rowPitch, use: use,
      source: source)
    stock.paper = .letter
    stock.isRound = isRound
    return stock
  }

  /// The built-in stock with the same sheet, number of pieces and size of a piece, by 0.5 mm.
  static func known(like stock: Stock) -> Stock? {
    func isNear(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 0.5 }
    return builtIn.first { known in
      (known.columns, known.rows) == (stock.columns, stock.rows)
        && known.isRound == stock.isRound && isNear(known.width, stock.width)
        && isNear(known.height, stock.height) && isNear(known.paper.width, stock.paper.width)
        && isNear(known.paper.height, stock.paper.height)
    }
  }
}
