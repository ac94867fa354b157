/// The machine's clock.
package enum Clock {
  /// Now, in Unix seconds.
  package static var now: Int64 { Int64(time(nil)) }

  /// Now, in milliseconds since 1970.
  package static var milliseconds: Int64 { nanoseconds / 1_000_000 }

  /// Now, in nanoseconds since 1970.
  package static var nanoseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }

  /// The day in the machine's time zone; nil when its clock is far off.
  package static var localDay: (year: Int, month: Int, day: Int)? {
    var now = time(nil)
    var parts = tm()
    guard localtime_r(&now, &parts) != nil else { return nil }
    return (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
  }
}
