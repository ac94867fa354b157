internal import Support

/// The sizes of type and of gaps of all designs on paper and all skins of pages.
///
/// A step of type is a fifth larger than the one below (a minor third), a step of gaps half larger.
public struct DesignScale: Sendable {
  private let smallestText: Double
  private let smallestSpace: Double

  /// Faces of posters, tents and cards, in millimetres on A4; small print is step 0.
  static let face = DesignScale(smallestText: 5.8, smallestSpace: 1.5)
  /// Labels, in millimetres on one 38.1 mm high; small print is step 0.
  static let label = DesignScale(smallestText: 2.5, smallestSpace: 0.5)
  /// Pages, in rem; body text is step 1.
  private static let page = DesignScale(smallestText: 1 / typeRatio, smallestSpace: 1.0 / 3)

  private static let typeRatio = 1.2
  private static let spaceRatio = 1.5

  /// The size of type at a step from 0.
  func text(_ step: Int) -> Double { smallestText * Self.power(Self.typeRatio, step) }

  /// The gap at a step from 0.
  func space(_ step: Int) -> Double { smallestSpace * Self.power(Self.spaceRatio, step) }

  /// Sizes of words in another language beside the first, two steps down.
  static let secondLanguage = 1 / power(typeRatio, 2)
  /// Sizes of words that do not fit in large type, three steps down.
  static let longWords = 1 / power(typeRatio, 3)

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { result, _ in result * base }
  }

  /// The scale as custom properties of a stylesheet: `--text-0` to `--text-11`, `--space-0` to
  /// `--space-6`.
  public static var stylesheet: String {
    let texts = (0...11).map { "  --text-\($0): \(length(page.text($0)))rem;" }
    let spaces = (0...6).map { "  --space-\($0): \(length(page.space($0)))rem;" }
    return """
      /* Sizes of type and gaps, the same steps as on paper. */
      :root {
      \((texts + spaces).joined(separator: "\n"))
      }

      """
  }

  private static func length(_ value: Double) -> String { Decimals.text(value, decimals: 4) }
}
