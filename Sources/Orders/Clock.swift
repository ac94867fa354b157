#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The machine's clock.
package enum Clock {
  /// Now, in Unix seconds.
  package static var now: Int64 { Int64(time(nil)) }
}
