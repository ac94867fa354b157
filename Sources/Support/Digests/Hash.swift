#if canImport(CryptoKit)
  internal import CryptoKit
#else
  internal import CLibCrypto
#endif

/// MD5 (RFC 1321), for the gateway's signatures only: it is not secure.
package enum MD5 {
  /// The 16 bytes of the digest of some bytes.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] {
    #if canImport(CryptoKit)
      return Array(Insecure.MD5.hash(data: bytes))
    #else
      var context = MD5_CTX()
      check(MD5_Init(&context))
      check(MD5_Update(&context, bytes, bytes.count))
      return result(byteCount: Int(MD5_DIGEST_LENGTH)) { MD5_Final($0, &context) }
    #endif
  }
}

/// SHA-256 (FIPS 180-4), piece by piece.
package struct SHA256Hash: Sendable {
  /// The 32 bytes of the digest of some bytes.
  package static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256Hash()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  #if canImport(CryptoKit)
    private var hash = SHA256()

    mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

    /// The 32 bytes of the digest; more bytes can be added afterwards.
    func finish() -> [UInt8] { Array(hash.finalize()) }
  #else
    private var context = SHA256_CTX()

    init() { check(SHA256_Init(&context)) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      check(SHA256_Update(&context, bytes.baseAddress, bytes.count))
    }

    /// The 32 bytes of the digest; more bytes can be added afterwards.
    func finish() -> [UInt8] {
      var last = context
      return result(byteCount: Int(SHA256_DIGEST_LENGTH)) { SHA256_Final($0, &last) }
    }
  #endif
}

#if !canImport(CryptoKit)
  private func result(
    byteCount: Int, _ finish: (UnsafeMutablePointer<UInt8>?) -> Int32
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      check(finish(buffer.baseAddress))
      count = byteCount
    }
  }

  /// A digest of anything else than all the bytes would be worse than no program.
  private func check(_ status: Int32) {
    precondition(status == 1, "libcrypto failed")
  }
#endif
