import GatePay
import Testing

@Suite struct AmountTests {
  @Test(arguments: [
    ("1.88", "1.88"), ("1.10", "1.10"), ("12", "12.00"), ("12.5", "12.50"), ("0.01", "0.01"),
    ("  7.00\t", "7.00"), ("007", "7.00"), ("9999999.99", "9999999.99"),
  ])
  func readsDecimalTextAndWritesTwoDecimals(text: String, written: String) throws {
    #expect(try Amount(text).description == written)
  }

  @Test(arguments: [
    ("", AmountError.notAnAmount), (".5", .notAnAmount), ("5.", .notAnAmount),
    ("1,50", .notAnAmount), ("1.2.3", .notAnAmount), ("-1", .notAnAmount), ("+1", .notAnAmount),
    ("1e3", .notAnAmount), ("¥5", .notAnAmount), ("１２", .notAnAmount), ("0x10", .notAnAmount),
    ("1 2", .notAnAmount), ("1.999", .tooManyDecimals), ("0", .zero), ("0.00", .zero),
    ("10000000", .aboveMaximum(.defaultMaximum)), ("9999999.999", .tooManyDecimals),
    (String(repeating: "9", count: 400), .aboveMaximum(.defaultMaximum)),
  ])
  func refusesEverythingElse(text: String, error: AmountError) {
    #expect(throws: error) { try Amount(text) }
  }

  @Test func keepsEveryCentOfAMillionAmounts() throws {
    for cents in stride(from: 1, through: 99_999_999, by: 97) {
      let fraction = cents % 100
      let text = "\(cents / 100).\(fraction < 10 ? "0" : "")\(fraction)"
      let amount = try Amount(text)
      #expect(amount.cents == Int64(cents) && amount.description == text)
    }
  }

  @Test func takesAHigherLimitWhereOneIsGiven() throws {
    let limit = try Amount("20000000", maximum: .absoluteMaximum)
    #expect(try Amount("20000000.00", maximum: limit).cents == 2_000_000_000)
    #expect(throws: AmountError.aboveMaximum(limit)) { try Amount("20000000.01", maximum: limit) }
  }

  @Test func addsUpWithoutOverflow() throws {
    let most = Amount.absoluteMaximum
    let cent = try #require(Amount(cents: 1))
    #expect(Amount(sumOf: [(most, 1)]) == most)
    #expect(Amount(sumOf: [(cent, 9999), (try Amount("88"), 2)])?.description == "275.99")
    for parts in [[(most, 1), (cent, 1)], [(most, .max)], [(most, 2)], [(cent, -1)], []] {
      #expect(Amount(sumOf: parts) == nil)
    }
    #expect(Amount(sumOf: Array(repeating: (most, 9999), count: 100)) == nil)
  }
}
