internal import Support

/// A date.
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// The year, 2000 to 2199.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day, 1 to 31.
  public let day: Int

  /// Parses an existing date such as `2026-12-31`.
  public init?(_ text: String) {
    guard UTCTime.daysSince1970(ofDate: text) != nil else { return nil }
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    guard (2000...2199).contains(numbers[0]) else { return nil }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
  }

  /// An existing date of the years 2000 to 2199, or nil.
  package init?(year: Int, month: Int, day: Int) {
    self.init(Self.text(year, month, day))
  }

  private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
    func padded(_ number: Int) -> String { Decimals.padded(number, digitCount: 2) }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  /// Whether a date is earlier than another.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDay: CustomStringConvertible {
  /// Such as `2026-12-31`.
  public var description: String { Self.text(year, month, day) }
}
