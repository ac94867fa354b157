internal import Catalog
internal import Support

/// Judges printed codes; the reasons for its limits are in `docs/decisions.md`.
struct CodeJudge {
  let job: PrintJob

  /// Lengths and shares that differ by less count as equal.
  static let tolerance = 1e-6

  /// All issues of a code.
  func issues(_ facts: CodeFacts) -> [CodeIssue] {
    moduleIssues(facts) + distanceIssues(facts) + printerIssues(facts) + densityIssues(facts)
      + levelIssues(facts) + edgeIssues(facts) + pageIssues(facts) + markIssues(facts)
  }

  /// The severity of a value below its limits; nil when it is not below any.
  func severity(
    _ value: Double, error: Double, warning: Double, note: Double? = nil
  ) -> Finding.Severity? {
    if value < error - Self.tolerance { return .error }
    if value < warning - Self.tolerance { return .warning }
    if let note, value < note - Self.tolerance { return .note }
    return nil
  }
}

/// A number with at most two decimals.
func hundredths(_ value: Double) -> String { Decimals.text(value, decimals: 2) }

/// A share as a whole percentage.
func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }

/// Millimetres with at most one decimal.
func tenths(_ millimetres: Double) -> String { Decimals.text(millimetres, decimals: 1) }
