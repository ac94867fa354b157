public import Catalog
internal import Foundation
public import Support

/// Days, weeks and months as the shop counts them: in its own time zone, whatever the machine's.
///
/// The zones and their rules come with the program (ICU), so a machine without `tzdata` works too.
public struct ShopCalendar: Sendable {
  /// The name in the IANA time zone database, such as `Asia/Shanghai`.
  public let zone: String

  private let rules: TimeZone

  /// Takes a name of the IANA time zone database; nil for any other text.
  public init?(zone: String) {
    guard TimeZoneNames.all.contains(zone), let rules = TimeZone(identifier: zone) else {
      return nil
    }
    self.zone = zone
    self.rules = rules
  }

  /// The calendar of a site: `site.time_zone`, or else the default of its language.
  ///
  /// - Throws: `UnknownTimeZone`.
  public init(_ site: SiteSettings) throws(UnknownTimeZone) {
    let name = site.timeZone ?? Self.standardZone(of: site.language)
    guard let calendar = ShopCalendar(zone: name) else {
      throw UnknownTimeZone(name: name)
    }
    self = calendar
  }

  /// Where a shop is whose config does not say so: in China if its pages are Chinese.
  ///
  /// For others UTC, not the machine's zone: the same file gives the same sums on every machine.
  public static func standardZone(of language: Language) -> String {
    switch language {
    case .chinese: "Asia/Shanghai"
    case .english: "UTC"
    }
  }

  // MARK: From moments

  /// The day of a moment in Unix seconds, as a number of days after 1970-01-01.
  public func day(of seconds: Int64) -> Int64 { Self.floor(local(seconds), 86_400) }

  /// The minute of a moment as the shop's clocks show it, counted from 1970-01-01 00:00.
  public func minute(of seconds: Int64) -> Int64 { Self.floor(local(seconds), 60) }

  /// The time of day of a moment, as `19:03`.
  public func time(of seconds: Int64) -> String {
    let minute = Self.remainder(minute(of: seconds), 1440)
    func digits(_ number: Int64) -> String { "\(number < 10 ? "0" : "")\(number)" }
    return "\(digits(minute / 60)):\(digits(minute % 60))"
  }

  /// A moment for people, as `2026-11-24 19:03`.
  public func words(_ seconds: Int64) -> String {
    "\(Self.date(of: day(of: seconds))) \(time(of: seconds))"
  }

  private func local(_ seconds: Int64) -> Int64 {
    seconds + Int64(rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
  }

  /// The moment at which the shop's clocks show a minute, counted from 1970-01-01 00:00; of two, one of
  /// them.
  func moment(ofMinute minute: Int64) -> Int64 {
    func offset(_ seconds: Int64) -> Int64 { local(seconds) - seconds }
    let wall = minute * 60
    return wall - offset(wall - offset(wall))
  }

  /// A period in Unix seconds that holds all moments of some days, and some hours more: zones are up
  /// to 14 hours from Greenwich.
  public func bounds(of days: ClosedRange<Int64>) -> Range<Int64> {
    let margin: Int64 = 15 * 3600
    return (days.lowerBound * 86_400 - margin)..<((days.upperBound + 1) * 86_400 + margin)
  }

  /// The first moment of a day, in Unix seconds.
  public func start(of day: Int64) -> Int64 {
    var (before, from) = (bounds(of: day...day).lowerBound, day * 86_400 + 15 * 3600)
    while from - before > 1 {
      let middle = (before + from) / 2
      if self.day(of: middle) < day { before = middle } else { from = middle }
    }
    return from
  }

  // MARK: From days

  /// A day as `2026-11-24`.
  public static func date(of day: Int64) -> String { UTCTime.date(daysSince1970: day) }

  /// The month of a day, as `2026-11`.
  public static func month(of day: Int64) -> String { String(date(of: day).prefix(7)) }

  /// The week of a day as `2026-W48` (ISO 8601): weeks begin on Monday, and a week belongs to the
  /// year that holds its Thursday.
  public static func week(of day: Int64) -> String {
    // 1970-01-01 was a Thursday.
    let thursday = day - weekday(of: day) + 3
    let year = date(of: thursday).prefix(4)
    let firstDay = UTCTime.daysSince1970(ofDate: "\(year)-01-01") ?? thursday
    let number = (thursday - firstDay) / 7 + 1
    return "\(year)-W\(number < 10 ? "0" : "")\(number)"
  }

  /// The day of the week, from 0 for Monday to 6.
  public static func weekday(of day: Int64) -> Int64 { remainder(day + 3, 7) }

  private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
    (value - remainder(value, divisor)) / divisor
  }

  private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }
}

/// A text is not a name of the IANA time zone database.
public struct UnknownTimeZone: Error, Hashable, Sendable {
  /// The text.
  public let name: String
  /// A known name that is spelled much like it.
  public let nearest: String?

  /// Looks for a name that is spelled much like a text.
  public init(name: String) {
    self.name = name
    nearest = TimeZoneNames.nearest(name)
  }
}
