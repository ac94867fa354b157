public import Support

/// A sheet in the tables of gLabels, a program that prints labels.
public struct LabelTemplate: Sendable {
  /// Why a sheet cannot be described as a stock.
  public enum Obstacle: String, Hashable, Sendable, CaseIterable {
    /// Its pieces are neither rectangles nor circles.
    case shape
    /// Its pieces are not in rows and columns at equal distances.
    case grid
    /// Its paper has a size that PayPress does not print on.
    case paper
    /// Its numbers contradict each other: pieces beyond the sheet or over each other.
    case numbers
  }

  /// The maker.
  public var brand: String
  /// The maker's number.
  public var part: String
  /// What the maker calls it, in English.
  public var title: String
  /// The name of the file.
  public var file: String
  /// The sheet as a stock that nobody has compared with paper.
  public var stock: Result<Stock, Obstacle>

  /// The name as a stock, such as `herma-4283`.
  public var stockName: String { Self.name(brand: brand, part: part) }

  /// The name as a stock: the brand and the part in letters and digits, such as `herma-4283`.
  static func name(brand: String, part: String) -> String {
    let words = "\(brand) \(part)".lowercased().split { !($0.isLetter || $0.isNumber) }
    let name = words.joined(separator: "-")
    return name.first?.isLetter == true ? name : "labels-\(name)"
  }
}

extension LabelTemplate.Obstacle: Error {}

extension LabelTemplate.Obstacle {
  /// The reason in words.
  public var reason: Sentence {
    switch self {
    case .shape:
      Sentence("its pieces are neither rectangles nor circles", "它的标签既不是矩形也不是圆形")
    case .grid:
      Sentence(
        "its pieces are not in rows and columns at equal distances", "它的标签不是等距排列的行和列")
    case .paper: Sentence("PayPress does not know its paper", "不认识它的纸张")
    case .numbers:
      Sentence(
        "its numbers contradict each other: pieces lie beyond the sheet or over each other",
        "它的数字自相矛盾：标签超出纸张或互相重叠")
    }
  }
}

/// The lengths in gLabels' files.
enum LabelTemplateLength {
  private static let units = [
    "pt": 25.4 / 72, "in": 25.4, "mm": 1, "cm": 10, "pc": 25.4 / 6,
  ]

  /// A length such as `63.5mm`, `2.625in` or `189` (points), in millimetres.
  static func millimetres(_ text: String) -> Double? {
    let digits = text.prefix { "-.0123456789".contains($0) }
    let unit = text[digits.endIndex...].filter { $0 != " " }
    guard let number = Measures.number(digits), let factor = units[unit.isEmpty ? "pt" : unit]
    else { return nil }
    return number * factor
  }
}
