import Support
import Testing

@Suite struct DigestTests {
  /// The test suite of RFC 1321, appendix A.5.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    (
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "d174ab98d277d9f5a5611c2c9f419d9f"
    ),
    (String(repeating: "1234567890", count: 8), "57edf4a22be3c955ac49da2e2107b67a"),
  ])
  func computesMD5(text: String, digest: String) {
    #expect(Hexadecimal.text(MD5.digest(Array(text.utf8))) == digest)
  }

  /// The examples of FIPS 180 (NIST, "SHA256.pdf"); `ContentDigest` is the first half.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb924"), ("abc", "ba7816bf8f01cfea414140de5dae2223"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67"),
  ])
  func computesSHA256(text: String, digest: String) {
    let bytes = Array(text.utf8)
    #expect(ContentDigest(bytes).hexadecimal == digest)
    #expect(ContentDigest(hexadecimal: digest) == ContentDigest(bytes))
    var digester = ContentDigester()
    for start in stride(from: 0, to: bytes.count, by: 60_000) {
      digester.add(Array(bytes[start..<min(start + 60_000, bytes.count)]))
    }
    #expect(digester.digest == ContentDigest(bytes))
  }

  @Test func keepsCopiesOfADigesterApart() {
    var first = ContentDigester()
    first.add(Array("a".utf8))
    var second = first
    second.add(Array("bc".utf8))
    #expect(first.digest == ContentDigest(Array("a".utf8)))
    #expect(second.digest == ContentDigest(Array("abc".utf8)))
    // Reading the digest does not end it.
    first.add(Array("b".utf8))
    #expect(first.digest == ContentDigest(Array("ab".utf8)))
  }

  @Test(arguments: ["", "0", String(repeating: "g", count: 32), String(repeating: "0", count: 33)])
  func readsNoDigestThatIsNotOne(text: String) {
    #expect(ContentDigest(hexadecimal: text) == nil)
  }

  /// Vectors of draft-eastlake-fnv, appendix C.
  @Test(
    arguments: [
      ("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ] as [(String, UInt64)])
  func computesFNV(text: String, value: UInt64) {
    #expect(Digest64(text).value == value)
  }

  @Test func findsTheSameDigestTwice() {
    let digests = (0..<5_000).map { Digest64("\($0)") } + [Digest64(value: 0)]
    var set = DigestSet()
    #expect(digests.filter { !set.insert($0) }.isEmpty)
    #expect(digests.filter { set.insert($0) }.isEmpty)
  }

  @Test func separatesFields() {
    func digest(_ fields: [String?]) -> ContentDigest {
      var digester = FieldsDigester()
      for field in fields { digester.add(field) }
      return digester.take()
    }
    let all = [
      digest(["ab", "c"]), digest(["a", "bc"]), digest(["abc"]), digest(["abc", nil]),
      digest(["abc", ""]),
    ]
    #expect(Set(all).count == all.count)
  }
}
