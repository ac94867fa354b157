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
      var hash = LibCryptoHash(.md5)
      bytes.withUnsafeBytes { hash.update($0) }
      return hash.finish()
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
    private var hash = LibCryptoHash(.sha256)

    mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bytes) }

    /// The 32 bytes of the digest; more bytes can be added afterwards.
    func finish() -> [UInt8] { hash.finish() }
  #endif
}

#if !canImport(CryptoKit)
  /// A hash function of libcrypto, with the value semantics of a struct.
  private struct LibCryptoHash: @unchecked Sendable {
    enum Function: String {
      case md5 = "MD5"
      case sha256 = "SHA2-256"
    }

    // The functions as the library hands them out, never changed; looking one up takes longer than a
    // short hash.
    // MD5 protects nothing here, so a machine whose default is FIPS 140 may use it (property "-fips").
    nonisolated(unsafe) private static let md5 = EVP_MD_fetch(nil, Function.md5.rawValue, "-fips")
    nonisolated(unsafe) private static let sha256 = EVP_MD_fetch(nil, Function.sha256.rawValue, nil)

    private final class Context {
      let pointer = EVP_MD_CTX_new()
      deinit { EVP_MD_CTX_free(pointer) }
    }

    private var context = Context()
    private let byteCount: Int

    init(_ function: Function) {
      let algorithm = function == .md5 ? Self.md5 : Self.sha256
      byteCount = function == .md5 ? 16 : 32
      let isReady = EVP_DigestInit_ex2(context.pointer, algorithm, nil)
      precondition(isReady == 1, "libcrypto has no \(function.rawValue)")
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      if !isKnownUniquelyReferenced(&context) { context = copy() }
      Self.check(EVP_DigestUpdate(context.pointer, bytes.baseAddress, bytes.count))
    }

    func finish() -> [UInt8] {
      let last = copy()
      return [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
        Self.check(EVP_DigestFinal_ex(last.pointer, buffer.baseAddress, nil))
        count = byteCount
      }
    }

    private func copy() -> Context {
      let copy = Context()
      Self.check(EVP_MD_CTX_copy_ex(copy.pointer, context.pointer))
      return copy
    }

    /// A digest of anything else than all the bytes would be worse than no program.
    private static func check(_ status: Int32) {
      precondition(status == 1, "libcrypto failed")
    }
  }
#endif
