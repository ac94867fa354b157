/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
  /// The block size of SHA-256 in bytes.
  private static let blockByteCount = 64

  /// The 32 bytes of the code of some bytes.
  package static func digest(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > blockByteCount ? SHA256Hash.digest(key) : key
    block += [UInt8](repeating: 0, count: blockByteCount - block.count)
    let inner = SHA256Hash.digest(block.map { $0 ^ 0x36 } + bytes)
    return SHA256Hash.digest(block.map { $0 ^ 0x5C } + inner)
  }
}
