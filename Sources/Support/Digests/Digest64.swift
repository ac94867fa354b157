/// FNV-1a in 64 bits: a fast hash.
///
/// Not for anything that an attacker could gain from.
///
/// Source: draft-eastlake-fnv, section 2 and the 64-bit constants of section 5.
package struct Digest64: Hashable, Sendable {
  package private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  /// A digest that was taken before.
  package init(value: UInt64) { self.value = value }

  /// The digest of one text.
  package init(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes { add(byte) }
    }
  }

  package mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { add(byte) }
  }

  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { add(byte) }
  }

  /// Adds one byte.
  package mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}
