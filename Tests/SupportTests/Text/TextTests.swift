import Support
import Testing

@Suite struct TextTests {
  @Test(arguments: [
    ("pric", "price"), ("prcie", "price"), ("PRICE", "price"), ("tokn", "token"), ("x", nil),
    ("custom", nil), ("pr", "price"),
  ])
  func findsTheNearestName(name: String, nearest: String?) {
    #expect(NearestName.of(name, among: ["title", "price", "token"]) == nearest)
  }

  @Test func takesTheFirstOfTwoEquallyNearNames() {
    #expect(NearestName.of("tabel", among: ["cable", "table", "label"]) == "table")
    #expect(NearestName.of("bat", among: ["cat", "hat"]) == "cat")
  }

  @Test func spellsOutWhatCannotBeSeen() {
    #expect(quoted("a\u{200B}b\n") == "\"aU+200BbU+000A\"")
    #expect(shortened(String(repeating: "茶", count: 61)) == String(repeating: "茶", count: 60) + "…")
    #expect(codePoint("🍵") == "U+1F375")
  }

  @Test func findsTheFirstByteThatIsNoText() {
    let bytes = Array("a\n茶".utf8) + [0xFF]
    #expect(
      InvalidUTF8.firstPosition(in: bytes, file: "f") == Position(file: "f", line: 2, column: 2))
    #expect(InvalidUTF8.firstPosition(in: Array("a茶".utf8), file: "f") == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
    (951_868_799, "2000-02-29T23:59:59Z"), (1_764_000_185, "2025-11-24T16:03:05Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func writesAndReadsMoments(seconds: Int64, stamp: String) {
    #expect(UTCTime.stamp(seconds) == stamp)
    #expect(UTCTime.seconds(ofStamp: stamp) == seconds)
  }

  @Test(arguments: ["2025-02-29T00:00:00Z", "2025-1-1T00:00:00Z", "2025-01-01 00:00:00Z", ""])
  func readsNoMomentThatIsNotOne(stamp: String) {
    #expect(UTCTime.seconds(ofStamp: stamp) == nil)
  }
}
