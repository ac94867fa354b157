/// The version and level for a text of a given length.
public struct SymbolSize: Hashable, Sendable {
  /// The symbol's version, 1 to 40.
  public let version: Int
  /// The level, which may be higher than requested.
  public let level: ErrorCorrectionLevel

  /// Modules on one side without the quiet zone: 21 for version 1, four more for each version.
  public var sideInModules: Int { 17 + 4 * version }

  /// The light border of every picture, in modules on each side (ISO/IEC 18004:2015, section 9.1).
  public static let quietZoneInModules = 4

  /// Modules on one side with the quiet zone.
  public var sideWithQuietZoneInModules: Int { sideInModules + 2 * Self.quietZoneInModules }

  /// Finds the smallest version for 1 or more bytes, then the highest level that still fits.
  ///
  /// - Parameter level: the minimum; nil for the recommended one.
  /// - Throws: `TextTooLong` when no version holds the text at that level.
  public init(
    byteCount: Int, level wanted: ErrorCorrectionLevel? = nil
  ) throws(TextTooLong) {
    let level = wanted ?? .recommended(forByteCount: byteCount)
    let versions = 1...Self.maximumVersion
    guard
      let version = versions.first(where: {
        Self.byteCapacity(version: $0, level: level) >= byteCount
      })
    else {
      let capacity = Self.byteCapacity(version: Self.maximumVersion, level: level)
      throw TextTooLong(byteCount: byteCount, level: level, excessByteCount: byteCount - capacity)
    }
    self.version = version
    self.level =
      ErrorCorrectionLevel.allCases.last {
        Self.byteCapacity(version: version, level: $0) >= byteCount
      } ?? level
  }

  /// The size of a symbol with so many modules on a side; nil if none has.
  public init?(sideInModules: Int, level: ErrorCorrectionLevel) {
    version = (sideInModules - 17) / 4
    self.level = level
    guard (1...Self.maximumVersion).contains(version), self.sideInModules == sideInModules else {
      return nil
    }
  }

  static let maximumVersion = 40

  /// The bytes that a symbol of version 1 to 40 holds in byte mode.
  public static func byteCapacity(version: Int, level: ErrorCorrectionLevel) -> Int {
    byteCapacities[level.index][version - 1]
  }

  /// Byte-mode capacities of versions 1 to 40, one row per level (ISO/IEC 18004:2015, table 7).
  private static let byteCapacities: [[Int]] = [
    [
      17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792,
      858, 929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188, 2303,
      2431, 2563, 2699, 2809, 2953,
    ],
    [
      14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624,
      666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809,
      1911, 1989, 2099, 2213, 2331,
    ],
    [
      11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482,
      509, 565, 611, 661, 715, 751, 805, 868, 908, 982, 1030, 1112, 1168, 1228, 1283, 1351, 1423,
      1499, 1579, 1663,
    ],
    [
      7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382,
      403, 439, 461, 511, 535, 593, 625, 658, 698, 742, 790, 842, 898, 958, 983, 1051, 1093, 1139,
      1219, 1273,
    ],
  ]
}

/// A text is too long for every version at a level.
public struct TextTooLong: Error, Hashable, Sendable {
  /// The length of the text in bytes.
  public let byteCount: Int
  /// The level.
  public let level: ErrorCorrectionLevel
  /// The number of bytes too many.
  public let excessByteCount: Int
}
