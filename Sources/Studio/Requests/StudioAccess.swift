internal import Support

/// Who may reach a studio, and by which address.
package struct StudioAccess: Sendable {
  /// The first part of every path, which nobody can guess; nil where only this machine can call.
  package var token: String?
  /// The machine's addresses in the local network, if it may be reached there.
  package var addresses: [String] = []

  /// Only this machine may call.
  package init() {}

  /// The local network may call, with a token.
  package init(token: String, addresses: [String]) {
    self.token = token
    self.addresses = addresses
  }

  /// A token of 128 random bits.
  package static func makeToken() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in Hexadecimal.text(random.next() as UInt64, digitCount: 16) }.joined()
  }

  /// The folder of all paths, ending in a slash.
  package var base: String { token.map { "/\($0)/" } ?? "/" }

  /// The path within the studio; nil without the token.
  func path(_ target: String) -> Substring? {
    guard let token else { return target.dropFirst() }
    let parts = target.dropFirst().split(
      separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, Self.areEqual(parts[0], token) else { return nil }
    return parts[1]
  }

  /// Compares in a time that does not tell how much is right.
  private static func areEqual(_ text: Substring, _ other: String) -> Bool {
    guard text.utf8.count == other.utf8.count else { return false }
    return zip(text.utf8, other.utf8).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
