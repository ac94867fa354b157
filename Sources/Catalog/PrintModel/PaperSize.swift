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

  /// The named sizes in portrait (ISO 216; ANSI/ASME Y14.1).
  public static let named = [
    PaperSize("A3", 297, 420), PaperSize("A4", 210, 297), PaperSize("A5", 148, 210),
    PaperSize("A6", 105, 148), PaperSize("Letter", 215.9, 279.4),
  ]

  /// A standard size by its name, ignoring case.
  public static func named(_ name: some StringProtocol) -> PaperSize? {
    named.first { $0.name?.lowercased() == name.lowercased() }
  }

  /// Letter, portrait.
  public static let letter = named[4]

  /// A4, portrait.
  public static let a4 = named[1]

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
