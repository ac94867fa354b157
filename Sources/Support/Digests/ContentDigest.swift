/// The first 128 bits of SHA-256: equal for equal bytes, different for different ones.
///
/// Decides whether a file or its inputs are what they were (FIPS 180-4 for the function; half of its
/// bits keep an accidental match out of reach of any site).
package struct ContentDigest: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64

  /// The digest of nothing in particular: of a file whose inputs are not kept.
  package static let none = ContentDigest(high: 0, low: 0)

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 32 hexadecimal digits, or nothing else.
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

/// Hashes bytes that come piece by piece.
package struct ContentDigester: Sendable {
  private var hash = SHA256Hash()

  package init() {}

  /// Adds bytes.
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

  /// Adds a text, or its absence.
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

  /// Adds a digest.
  package mutating func add(_ digest: ContentDigest) {
    add(Int(truncatingIfNeeded: digest.high))
    add(Int(truncatingIfNeeded: digest.low))
  }

  /// The digest of all that was added; the next one starts afresh.
  package mutating func take() -> ContentDigest {
    let digest = ContentDigest(buffer)
    buffer.removeAll(keepingCapacity: true)
    return digest
  }
}
