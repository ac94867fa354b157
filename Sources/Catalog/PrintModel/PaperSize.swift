/// The size of a page in millimetres.
public struct PaperSize: Hashable, Sendable {
  /// The name of a standard size, without its orientation; nil for a custom size.
  public var name: String?
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double

  /// A custom size.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  private init(_ name: String, _ width: Double, _ height: Double) {
    self.name = name
    self.width = width
    self.height = height
  }

  /// The named sizes, in portrait but for Ledger: ISO 216, JIS P 0138 and the usual American ones
  /// (ANSI/ASME Y14.1 and the trade's).
  public static let named =
    series(
      "A",
      [
        (841, 1189), (594, 841), (420, 594), (297, 420), (210, 297), (148, 210), (105, 148),
        (74, 105), (52, 74), (37, 52), (26, 37),
      ])
    + series("ISO B", isoB) + series("B", isoB)
    + series(
      "JIS B",
      [
        (1030, 1456), (728, 1030), (515, 728), (364, 515), (257, 364), (182, 257), (128, 182),
        (91, 128), (64, 91), (45, 64), (32, 45),
      ]) + [
      PaperSize("Letter", 215.9, 279.4), PaperSize("Legal", 215.9, 355.6),
      PaperSize("Tabloid", 279.4, 431.8), PaperSize("Ledger", 431.8, 279.4),
      PaperSize("Executive", 184.15, 266.7), PaperSize("Half Letter", 139.7, 215.9),
      PaperSize("Statement", 139.7, 215.9), PaperSize("Hagaki", 100, 148),
      chinese16K,
    ]

  /// 16K, 16开: the smaller of the two that PWG 5101.1 lists, which is cut off on neither.
  private static let chinese16K = PaperSize("16K", 184, 260)

  private static let isoB: [(Double, Double)] = [
    (1000, 1414), (707, 1000), (500, 707), (353, 500), (250, 353), (176, 250), (125, 176),
    (88, 125), (62, 88), (44, 62), (31, 44),
  ]

  private static func series(_ name: String, _ sizes: [(Double, Double)]) -> [PaperSize] {
    sizes.enumerated().map { PaperSize("\(name)\($0)", $1.0, $1.1) }
  }

  private static let byKey = Dictionary(
    named.compactMap { paper in paper.name.map { (key($0), paper) } }, uniquingKeysWith: { $1 })

  /// A name without case, blanks and hyphens, in Latin letters.
  private static func key(_ name: some StringProtocol) -> String {
    name.lowercased().replacing("开", with: "k").filter { !" -_".contains($0) }
  }

  /// A standard size by its name, ignoring case, blanks and hyphens: `jis-b5`, `Half Letter`.
  public static func named(_ name: some StringProtocol) -> PaperSize? { byKey[key(name)] }

  /// Whether the name alone does not say which size is meant: ISO's or Japan's of the B series, which
  /// is ISO's, or one of those called 16K.
  var isAmbiguous: Bool { name?.hasPrefix("B") == true || name == Self.chinese16K.name }

  /// Whether a page has the same size, by whatever name.
  public func isSame(as other: PaperSize) -> Bool {
    abs(width - other.width) < 0.01 && abs(height - other.height) < 0.01
  }

  /// Letter, portrait.
  public static let letter = PaperSize("Letter", 215.9, 279.4)

  /// A4, portrait.
  public static let a4 = PaperSize("A4", 210, 297)

  /// The size with width and height swapped.
  public var turned: PaperSize {
    var size = self
    (size.width, size.height) = (height, width)
    return size
  }

  /// The smallest and the largest side of a page in millimetres.
  static let sideRange = 10.0...2000.0
}

/// The size of a card, portrait or landscape.
public struct CardSize: Hashable, Sendable {
  /// The width in millimetres.
  public var width: Double
  /// The height in millimetres.
  public var height: Double

  /// A size.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Business cards by the country that uses them, and bank cards (ISO/IEC 7810 ID-1).
  public static let named: [String: CardSize] = [
    "CN": CardSize(width: 90, height: 54), "EU": CardSize(width: 85, height: 55),
    "US": CardSize(width: 88.9, height: 50.8), "JP": CardSize(width: 91, height: 55),
    "ID-1": CardSize(width: 85.6, height: 53.98),
  ]
}
