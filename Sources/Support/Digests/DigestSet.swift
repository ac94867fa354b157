/// A set of digests, 8 to 16 bytes each.
package struct DigestSet {
  /// 0 marks a free slot; the digest 0 has its own flag.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var count = 0
  private var hasZero = false

  package init() {}

  /// Adds a digest; returns whether it was new.
  package mutating func insert(_ digest: Digest64) -> Bool {
    let value = digest.value
    guard value != 0 else {
      defer { hasZero = true }
      return !hasZero
    }
    if count * 5 >= slots.count * 4 { grow() }
    let slot = place(of: value)
    guard slots[slot] == 0 else { return false }
    slots[slot] = value
    count += 1
    return true
  }

  /// Whether a digest was added.
  package func contains(_ digest: Digest64) -> Bool {
    digest.value == 0 ? hasZero : slots[place(of: digest.value)] != 0
  }

  /// The slot that holds a value, or the free one where it belongs.
  private func place(of value: UInt64) -> Int {
    let mask = slots.count - 1
    // FNV's low bits are its best, but similar ids differ little, so all bits are mixed.
    let mixed = (value ^ value >> 29) &* 0xbf58_476d_1ce4_e5b9
    var slot = Int(truncatingIfNeeded: mixed >> 32) & mask
    while slots[slot] != 0 && slots[slot] != value { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for value in old where value != 0 { slots[place(of: value)] = value }
  }
}
