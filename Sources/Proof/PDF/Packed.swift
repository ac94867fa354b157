internal import CZlib

/// Compression of PDFs and PNGs (RFC 1950).
enum Packed {
  /// Decompresses bytes and ignores the rest; nil when they are damaged or exceed the limit.
  static func unpacked(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
    var capacity = min(limit, max(1 << 12, bytes.count * 4))
    while true {
      var count = uLongf(capacity)
      var status = Z_DATA_ERROR
      let result = [UInt8](unsafeUninitializedCapacity: capacity) { room, initializedCount in
        status = bytes.withUnsafeBufferPointer { packed in
          uncompress(room.baseAddress, &count, packed.baseAddress, uLong(packed.count))
        }
        initializedCount = status == Z_OK ? Int(count) : 0
      }
      if status == Z_OK { return result }
      guard status == Z_BUF_ERROR, capacity < limit else { return nil }
      capacity = min(limit, capacity * 4)
    }
  }
}
