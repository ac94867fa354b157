/// The machine's clock.
package enum Clock {
  /// Now, in Unix seconds.
  package static var now: Int64 { Int64(time(nil)) }
}
