internal import Support

/// The section of a number format that shows a date or a time, which is read in the form of
/// ISO 8601: `2026-11-24`, `2026-11-24 19:03` or `19:03:05`.
struct DatePattern: Sendable {
  private enum Hours: Sendable {
    case none
    case ofDay
    case elapsed
  }

  private var hasDate = false
  private var hours = Hours.none
  private var hasSeconds = false

  /// The last day that spreadsheet programs know, 9999-12-31.
  private static let lastDay = 2_958_465
  private static let daysFrom1900To1904 = 1462
  /// Days from 1899-12-30, the day 0 of all dates after February 1900, to 1970-01-01.
  private static let daysBefore1970: Int64 = 25_569

  /// Compiles the tokens of a section with letters of a date.
  static func kind(of tokens: [NumberFormatToken]) -> NumberSection.Kind {
    var letters: Set<String> = []
    var pattern = DatePattern()
    var previous: Character?
    let dates = tokens.compactMap { token -> (letter: Character, count: Int)? in
      switch token {
      case .date(let letter, let count): (letter, count)
      case .elapsedHours: ("h", 0)
      default: nil
      }
    }
    for (index, date) in dates.enumerated() {
      var name = String(date.letter)
      if date.letter == "m", date.count <= 2 {
        let next = index + 1 < dates.count ? dates[index + 1].letter : nil
        if previous == "h" || next == "s" { name = "minute" }
      }
      // The day of the week is not the day of the month.
      if date.letter == "d", date.count > 2 { name = "weekday" }
      letters.insert(name)
      previous = date.letter
    }
    for token in tokens {
      switch token {
      case .elapsedHours: pattern.hours = .elapsed
      case .literal(let text) where isSeparator(text): break
      case .date, .halfDay, .comma, .point: break
      default: return .unknown
      }
    }
    let dateLetters = letters.intersection(["y", "m", "d", "weekday"])
    pattern.hasDate = !dateLetters.isEmpty
    if pattern.hasDate && !dateLetters.isSuperset(of: ["y", "m", "d"]) { return .partialDate }
    let hasTime = !letters.isDisjoint(with: ["h", "minute", "s"])
    if hasTime && !letters.isSuperset(of: ["h", "minute"]) { return .unknown }
    if hasTime && pattern.hours == .none { pattern.hours = .ofDay }
    if pattern.hasDate && pattern.hours == .elapsed { return .unknown }
    pattern.hasSeconds = letters.contains("s")
    return .date(pattern)
  }

  /// Whether a literal only divides the parts of a date, so that it can be left out.
  private static func isSeparator(_ text: String) -> Bool {
    text.allSatisfy { " -/.,:'T年月日号时時分秒년월일시분초".contains($0) }
  }

  /// A number of days as a date or time; rounded to the nearest second, as programs show it.
  func shown(_ value: ExactDecimal, countsFrom1904: Bool) -> Result<String, Problem> {
    guard !value.isNegative, var day = value.wholePart, day <= Self.lastDay else {
      return .failure(.impossibleDate(value.text))
    }
    // 14 decimals of a day are a nanosecond.
    let unit = 100_000_000_000_000
    var seconds = (value.decimals(inUnitsOfDecimals: 14) * 86_400 + unit / 2) / unit
    if seconds == 86_400 {
      day += 1
      seconds = 0
    }
    var text = ""
    if hasDate {
      guard let date = Self.date(day, countsFrom1904: countsFrom1904) else {
        return .failure(.impossibleDate(value.text))
      }
      text = date
    }
    if hours == .none { return .success(text) }
    let hour = seconds / 3600 + (hours == .elapsed ? 24 * day : 0)
    if hasDate { text += " " }
    text += Self.twoDigits(hour) + ":" + Self.twoDigits(seconds / 60 % 60)
    if hasSeconds { text += ":" + Self.twoDigits(seconds % 60) }
    return .success(text)
  }

  /// The day with a number; nil for one that does not exist.
  ///
  /// Programs differ about days before March 1900, because 1900-02-29 exists for Excel (Microsoft,
  /// "Excel incorrectly assumes that the year 1900 is a leap year"), so that these are nil too.
  private static func date(_ number: Int, countsFrom1904: Bool) -> String? {
    let day = countsFrom1904 ? number + daysFrom1900To1904 : number
    guard day > 60, day <= lastDay else { return nil }
    return UTCTime.date(daysSince1970: Int64(day) - daysBefore1970)
  }

  /// The number of a date in the form of ISO 8601, which strict workbooks hold; nil for another text.
  static func number(of text: String, countsFrom1904: Bool) -> ExactDecimal? {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard let date = parts.first, date.utf8.count == 10,
      let days = UTCTime.daysSince1970(ofDate: String(date))
    else { return nil }
    var seconds = 0
    if parts.count == 2 {
      let time = parts[1].split(separator: ":").map { $0.prefix { $0 != "." && $0 != "Z" } }
      let numbers = time.compactMap { Int($0) }
      guard (2...3).contains(time.count), numbers.count == time.count else { return nil }
      seconds = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
      guard (0..<86_400).contains(seconds) else { return nil }
    }
    let day = days + daysBefore1970 - (countsFrom1904 ? Int64(daysFrom1900To1904) : 0)
    // Ten decimals of a day are nine microseconds.
    let fraction = Decimals.padded(seconds * 10_000_000_000 / 86_400, digitCount: 10)
    return ExactDecimal(Array("\(day).\(fraction)".utf8))
  }

  private static func twoDigits(_ number: Int) -> String {
    Decimals.padded(number, digitCount: 2)
  }
}
