/// Times as text in Coordinated Universal Time.
public enum UTCTime {
  /// Seconds since 1970 as `2026-11-24T19:03:05Z` (RFC 3339), clamped to the years 1970 to 9999.
  public static func stamp(_ seconds: Int64) -> String {
    let parts = parts(seconds)
    return "\(parts.date)T\(parts.time):\(twoDigits(parts.second))Z"
  }

  /// A time for people, as `2026-11-24 19:03 UTC`.
  public static func words(_ seconds: Int64) -> String {
    let parts = parts(seconds)
    return "\(parts.date) \(parts.time) UTC"
  }

  /// Parses what `stamp` writes; nil for anything else.
  public static func seconds(ofStamp text: String) -> Int64? {
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int64($0) }
    guard numbers.count == 6, text.utf8.count == 20 else { return nil }
    let day = daysSince1970(numbers[0], numbers[1], numbers[2])
    let seconds = day * 86_400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
    return stamp(seconds) == text ? seconds : nil
  }

  /// Parses a day such as `2026-11-24`; nil for anything else.
  package static func daysSince1970(ofDate text: String) -> Int64? {
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int64($0) }
    guard numbers.count == 3, text.utf8.count == 10 else { return nil }
    let days = daysSince1970(numbers[0], numbers[1], numbers[2])
    return numbers[0] > 0 && date(daysSince1970: days) == text ? days : nil
  }

  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    // Days since 0000-03-01; years begin in March, so that the leap day is the last one.
    let monthFromMarch = (month + 9) % 12
    let year = year - (month <= 2 ? 1 : 0)
    let days = 365 * year + year / 4 - year / 100 + year / 400
    return days + (153 * monthFromMarch + 2) / 5 + day - 1 - daysBefore1970
  }

  /// From 0000-03-01 to 1970-01-01 in the Gregorian calendar.
  private static let daysBefore1970: Int64 = 719_468

  private static func parts(_ seconds: Int64) -> (date: String, time: String, second: Int64) {
    let moment = min(max(seconds, 0), 253_402_300_799)
    let second = moment % 86_400
    let time = "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60))"
    return (date(daysSince1970: moment / 86_400), time, second % 60)
  }

  /// The day as `2026-11-24`, a number of days after 1970-01-01; from the year 1 to 9999.
  package static func date(daysSince1970: Int64) -> String {
    let days = daysSince1970 + daysBefore1970
    // 400 years have 146,097 days; the divisions take out the leap days first.
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return "\(Decimals.padded(year, digitCount: 4))-\(twoDigits(month))-\(twoDigits(day))"
  }

  private static func twoDigits(_ number: Int64) -> String {
    Decimals.padded(number, digitCount: 2)
  }
}
