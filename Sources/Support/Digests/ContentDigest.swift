/// The first 128 bits of SHA-256 (FIPS 180-4): a file's versions never collide by accident.
package struct ContentDigest: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64

  /// A placeholder: the digest of a file whose inputs are not recorded.
  package static let none = ContentDigest(high: 0, low: 0)

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Parses 32 hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: String) {
    guard text.utf8.count == 32, text.allSatisfy(\.isHexDigit),
      let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// The digest of some bytes.
  package init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { ContentDigest($0) }
  }

  /// The digest of some bytes.
  package init(_ bytes: UnsafeRawBufferPointer) {
    var hash = SHA256Hash()
    hash.update(bytes)
    self.init(firstHalfOf: hash.finish())
  }

  fileprivate init(firstHalfOf digest: [UInt8]) {
    (high, low) = digest.withUnsafeBytes { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }

  /// The digest as 32 hexadecimal digits.
  package var hexadecimal: String {
    [high, low].map { Hexadecimal.text($0, digitCount: 16) }.joined()
  }
}

/// Hashes bytes piece by piece.
package struct ContentDigester: Sendable {
  private var hash = SHA256Hash()

  package init() {}

  package mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update($0) }
  }

  /// The digest of all that was added.
  package var digest: ContentDigest { ContentDigest(firstHalfOf: hash.finish()) }
}

/// Hashes several values in order, each with its length.
package struct FieldsDigester {
  private var buffer: [UInt8]

  package init() {
    buffer = []
    buffer.reserveCapacity(512)
  }

  /// Adds an optional text.
  package mutating func add(_ text: String?) {
    guard let text else {
      buffer.append(0)
      return
    }
    let count = UInt32(truncatingIfNeeded: text.utf8.count)
    buffer.append(1)
    withUnsafeBytes(of: count.littleEndian) { buffer.append(contentsOf: $0) }
    buffer.append(contentsOf: text.utf8)
  }

  /// Adds a whole number.
  package mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { buffer.append(contentsOf: $0) }
  }

  package mutating func add(_ digest: ContentDigest) {
    add(Int(truncatingIfNeeded: digest.high))
    add(Int(truncatingIfNeeded: digest.low))
  }

  /// The digest of everything added; then starts again.
  package mutating func take() -> ContentDigest {
    let digest = ContentDigest(buffer)
    buffer.removeAll(keepingCapacity: true)
    return digest
  }
}
