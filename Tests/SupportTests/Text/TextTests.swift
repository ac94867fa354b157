import Support
import TestSupport
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

  /// Optimal string alignment, as the table is usually written.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var table = (0...one.count).map { row in (0...other.count).map { max(row, $0) } }
    for row in 1...one.count {
      for column in 1...other.count {
        let cost = one[row - 1] == other[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
        if row > 1, column > 1, one[row - 1] == other[column - 2], one[row - 2] == other[column - 1]
        {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[one.count][other.count]
  }

  @Test func findsNamesWithinAThirdOfTheirLength() {
    var random = Xorshift(seed: 5)
    for _ in 0..<5_000 {
      let name = (0..<random.below(9) + 2).map { _ in Character(["a", "b", "c"][random.below(3)]) }
      var other = name
      for _ in 0..<random.below(4) + 1 {
        let index = random.below(other.count)
        switch random.below(4) {
        case 0: other[index] = "b"
        case 1: other.insert("c", at: index)
        case 2 where other.count > 1: other.remove(at: index)
        default: other.swapAt(index, (index + 1) % other.count)
        }
      }
      let isNear =
        other.starts(with: name) || Self.distance(other, name) <= name.count / 3
      let found = NearestName.of(String(name), among: [String(other)])
      #expect((found != nil) == isNear, "\(String(name)) \(String(other))")
    }
  }

  @Test func spellsOutWhatCannotBeSeen() {
    #expect(quoted("a\u{200B}b\n") == "\"a[U+200B]b[U+000A]\"")
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
