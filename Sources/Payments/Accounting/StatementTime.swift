internal import Support

enum StatementTime {
  /// The minute of a time such as `2026-11-24 19:03:05`, `2026/11/4 9:03`, `2026年11月4日 9时3分`,
  /// `2026-11-24T19:03:05Z` or `2026-11-24 19:03 +08:00`, in Unix seconds; nil for anything else.
  ///
  /// - Parameter zone: whose clock a time without `Z` and without an offset shows.
  static func moment(_ cell: String, in zone: ShopCalendar) -> Int64? {
    let form =
      #/(\d{4})[-\/.年](\d{1,2})[-\/.月](\d{1,2})日?[T\s]*(\d{1,2})[:：时](\d{1,2})分?(?:[:：]?(\d{1,2})(?:[.,]\d+)?秒?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?/#
    guard let match = StatementColumns.plain(cell).wholeMatch(of: form)?.output,
      let hour = Int64(match.4), let minute = Int64(match.5), hour < 24, minute < 60
    else { return nil }
    func padded(_ digits: Substring) -> String { Decimals.padded(String(digits), digitCount: 2) }
    let date = "\(match.1)-\(padded(match.2))-\(padded(match.3))"
    guard let day = UTCTime.daysSince1970(ofDate: date) else { return nil }
    let wall = day * 1440 + hour * 60 + minute
    guard let offset = match.7 else { return zone.moment(ofMinute: wall) }
    return minutes(ofOffset: offset).map { (wall - $0) * 60 }
  }

  /// The minutes east of Greenwich that `+08:00` or `Z` says.
  private static func minutes(ofOffset text: Substring) -> Int64? {
    guard text.first == "+" || text.first == "-" else { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)), hours < 15,
      minutes < 60
    else { return nil }
    return (hours * 60 + minutes) * (text.first == "-" ? -1 : 1)
  }
}
