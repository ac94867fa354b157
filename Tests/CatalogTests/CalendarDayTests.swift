import Catalog
import Testing

/// Days of `valid_until`.
@Suite struct CalendarDayTests {
  @Test(arguments: ["2000-01-01", "2024-02-29", "2100-02-28", "2199-12-31"])
  func readsDaysThatExist(text: String) {
    #expect(CalendarDay(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026", "1999-12-31", "2200-01-01", "2026-02-29", "2100-02-29", "2026-00-01", "2026-13-01",
    "2026-04-31", "2026-01-00", "2026-1-01", "2026-01-1", "2026/01/01", "-2026-1-1", "２026-01-01",
    "2026-12-31 ", "99999-01-01",
  ])
  func readsNoOtherDay(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test func takesNumbers() {
    #expect(CalendarDay(year: 2028, month: 2, day: 29)?.description == "2028-02-29")
    for (month, day) in [(2, 30), (0, 1), (-1, 1), (100, 1), (1, -1), (1, 100)] {
      #expect(CalendarDay(year: 2028, month: month, day: day) == nil)
    }
    #expect(CalendarDay(year: 2200, month: 1, day: 1) == nil)
  }
}
