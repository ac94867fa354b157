import Support
import Testing

@Suite struct EncodingTests {
  /// The vectors of RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func encodesBase64(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test func encodesEveryByteInBase64() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    #expect(Base64.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
  }

  @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "Z=g=", "Zm9v====", "Zm 9", "Zm9-", "Zm9é"])
  func refusesWhatIsNotBase64(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  /// RFC 3986, section 2.3: unreserved characters.
  @Test func encodesPercent() {
    let plain = "AZaz09-._~"
    #expect(PercentEncoding.encode(plain) == plain)
    #expect(PercentEncoding.encode(" +/?&=%é茶") == "%20%2B%2F%3F%26%3D%25%C3%A9%E8%8C%B6")
    #expect(PercentEncoding.encode(path: "/a b/茶//c") == "/a%20b/%E8%8C%B6//c")
  }

  @Test func decodesPercent() {
    #expect(PercentEncoding.decode("%e8%8C%b6+%2B") == "茶++")
    for text in ["%", "%2", "%2G", "%+1", "%FF", "%C3"] {
      #expect(PercentEncoding.decode(text) == nil, "\(text)")
    }
  }

  @Test func writesAndReadsHexadecimalDigits() {
    #expect(Hexadecimal.text([0, 0x0F, 0xA5, 0xFF]) == "000fa5ff")
    #expect(Hexadecimal.text(0xA5, digitCount: 4) == "00a5")
    #expect(Hexadecimal.text(0x1F375, digitCount: 4, uppercase: true) == "1F375")
    let digits = "0123456789abcdefABCDEF".utf8.map { Hexadecimal.value(of: $0) }
    #expect(digits == (Array(0...15) + Array(10...15)).map(UInt8.init))
    #expect("/:@G`g".utf8.allSatisfy { Hexadecimal.value(of: $0) == nil })
  }

  @Test(arguments: [
    (0, 2, "0", "0.00"), (1.5, 2, "1.5", "1.50"), (12.345, 2, "12.35", "12.35"),
    (-0.05, 2, "-0.05", "-0.05"), (-0.001, 2, "0", "0.00"), (100, 3, "100", "100.000"),
    (99.9996, 3, "100", "100.000"), (0.04, 1, "0", "0.0"), (1e9, 1, "1000000000", "1000000000.0"),
  ])
  func writesDecimals(value: Double, decimals: Int, trimmed: String, padded: String) {
    #expect(Decimals.text(value, decimals: decimals) == trimmed)
    #expect(Decimals.text(value, decimals: decimals, isPadded: true) == padded)
  }

  @Test func writesHundredthsExactly() {
    #expect(Decimals.text(of: 5, decimals: 2) == "0.05")
    #expect(Decimals.text(of: -105, decimals: 2) == "-1.05")
    #expect(Decimals.text(of: Int64.max, decimals: 2) == "92233720368547758.07")
    #expect(Decimals.text(of: Int64.min, decimals: 2) == "-92233720368547758.08")
    #expect(Decimals.text(of: Int128(Int64.max) * 10, decimals: 2) == "922337203685477580.70")
  }

  @Test func padsNumbersWithZeros() {
    #expect(Decimals.padded(7, digitCount: 3) == "007")
    #expect(Decimals.padded(UInt8(255), digitCount: 2) == "255")
    #expect(Hexadecimal.text(0x2028, digitCount: 6, uppercase: true) == "002028")
  }
}
