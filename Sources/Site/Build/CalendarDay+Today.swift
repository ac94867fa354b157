internal import Catalog
internal import Support

extension CalendarDay {
  /// The local date; nil when the clock is far off.
  static var today: CalendarDay? {
    Clock.localDay.flatMap { CalendarDay(year: $0.year, month: $0.month, day: $0.day) }
  }
}
