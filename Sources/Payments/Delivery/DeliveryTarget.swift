internal import Support

/// A target of deliveries, by a name that holds no secret: the path and query of an address may.
public struct DeliveryTarget: Hashable, Sendable, CustomStringConvertible {
  /// What a target is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A program on this machine.
    case program = "exec"
    /// A URL.
    case address = "forward"
  }

  /// What it is.
  public let kind: Kind
  /// The file name of a program; the host of an address, and a digest of the whole.
  public let name: String

  /// The target of a program.
  ///
  /// - Parameter program: as the user wrote it: its folder may change.
  public init(program: String) {
    kind = .program
    let file = program.utf8.lastIndex(of: UInt8(ascii: "/")).map { program[$0...].dropFirst() }
    name = String(file ?? program[...])
  }

  /// The target of a URL.
  public init(address: String) {
    kind = .address
    let digest = Hexadecimal.text(SHA256Hash.digest(Array(address.utf8)).prefix(4))
    let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.lastIndex(of: "@").map { authority[$0...].dropFirst() } ?? authority
    name = "\(host) \(digest)"
  }

  /// Reads back what `description` wrote; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = parts.first.flatMap({ Kind(rawValue: String($0)) }) else { return nil }
    self.kind = kind
    // Version 0.2 had one target of each kind.
    name = parts.count > 1 ? String(parts[1]) : ""
  }

  /// Such as `exec print.sh` or `forward 127.0.0.1:9000 1a2b3c4d`.
  public var description: String { name.isEmpty ? kind.rawValue : "\(kind.rawValue) \(name)" }
}
