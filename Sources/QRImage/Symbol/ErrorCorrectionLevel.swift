/// The share of a symbol that can be lost and still be read (ISO/IEC 18004:2015, section 7.5.1).
public enum ErrorCorrectionLevel: String, Hashable, Comparable, Sendable, CaseIterable {
  /// About 7 % of the codewords.
  case low = "L"
  /// About 15 %.
  case medium = "M"
  /// About 25 %.
  case quartile = "Q"
  /// About 30 %.
  case high = "H"

  /// The default level: Q up to 60 bytes and M above, because M reads best from 61 to 200 bytes at
  /// equal printed size (`docs/decisions.md`).
  public static func recommended(forByteCount byteCount: Int) -> ErrorCorrectionLevel {
    byteCount > 60 ? .medium : .quartile
  }

  /// Orders by the share that can be lost.
  public static func < (left: ErrorCorrectionLevel, right: ErrorCorrectionLevel) -> Bool {
    left.index < right.index
  }

  var index: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .quartile: 2
    case .high: 3
    }
  }
}
