import TestSupport
import Testing

@testable import QRImage

@Suite struct MaskPenaltyTests {
  @Test(arguments: [21, 25, 29, 41, 57, 61, 64])
  func equalsThePlainRulesOnRandomSymbols(side: Int) {
    var random = Xorshift(seed: UInt64(side))
    for number in 0..<60 {
      let modules = Self.modules(side, runsOf: 1 + number % 5, &random)
      let expected = PlainPenalty(modules)
      #expect(Self.penalty(modules) == expected.sum, "\(side) \(number): \(expected)")
    }
  }

  /// Every rule applies to some symbols, so a rule that counts nothing would be noticed.
  @Test func randomSymbolsMeetEveryRule() {
    var random = Xorshift(seed: 3)
    var sums = PlainPenalty([])
    for number in 0..<200 {
      let penalty = PlainPenalty(Self.modules(45, runsOf: 1 + number % 5, &random))
      sums.runs += penalty.runs
      sums.blocks += penalty.blocks
      sums.finders += penalty.finders
      sums.wideFinders += penalty.wideFinders
      sums.balance += penalty.balance
    }
    #expect(sums.runs > 0 && sums.blocks > 0 && sums.balance > 0)
    #expect(sums.finders > 40 && sums.wideFinders > 40)
  }

  /// Rows of random runs with some 1 : 1 : 3 : 1 : 1 patterns; dark for half on average, or not.
  private static func modules(
    _ side: Int, runsOf longest: Int, _ random: inout Xorshift
  ) -> [[Bool]] {
    let share = 30 + random.below(40)
    return (0..<side).map { _ in
      var row: [Bool] = []
      while row.count < side {
        if random.below(6) == 0 {
          let unit = 1 + random.below(3)
          for (index, length) in [1, 1, 3, 1, 1].enumerated() {
            row += Array(repeating: index % 2 == 0, count: length * unit)
          }
          row += Array(repeating: false, count: random.below(5) * unit)
        } else {
          row += Array(repeating: random.below(100) < share, count: 1 + random.below(longest))
        }
      }
      return Array(row.prefix(side))
    }
  }

  private static func penalty(_ modules: [[Bool]]) -> Int {
    func words(_ lines: [[Bool]]) -> [UInt64] {
      lines.map { line in
        line.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt64($1.offset) : 0) }
      }
    }
    return MaskPenalty.of(rows: words(modules), columns: words(PlainPenalty.turned(modules)))
  }
}

/// The penalty by the text of the standard, slow and plain.
private struct PlainPenalty {
  var runs = 0
  var blocks = 0
  var finders = 0
  var wideFinders = 0
  var balance = 0

  var sum: Int { runs + blocks + finders + wideFinders + balance }

  init(_ modules: [[Bool]]) {
    let side = modules.count
    for line in modules + Self.turned(modules) {
      // Adjacent modules of one colour, 5 + i of them: 3 + i points.
      var start = 0
      while start < side {
        let length = line[start...].prefix { $0 == line[start] }.count
        if length >= 5 { runs += 3 + length - 5 }
        start += length
      }
      // 1 : 1 : 3 : 1 : 1 with 4 light modules before or after: 40 points.
      for start in 0..<side {
        for unit in 1...(side / 7) where Self.isFinder(line, start, unit) {
          if unit == 1 { finders += 40 } else { wideFinders += 40 }
        }
      }
    }
    for y in 1..<max(1, side) {
      for x in 1..<side {
        // 2 × 2 modules of one colour: 3 points.
        let block = [modules[y - 1][x - 1], modules[y - 1][x], modules[y][x - 1], modules[y][x]]
        if Set(block).count == 1 { blocks += 3 }
      }
    }
    // 5 × k % to 5 × (k + 1) % off 50 % dark, rounded to whole percentages: 10 × k points.
    guard side > 0 else { return }
    let dark = Double(modules.joined().count { $0 })
    let percent = Int((100 * dark / Double(side * side)).rounded())
    balance = abs(percent - 50) / 5 * 10
  }

  static func turned(_ modules: [[Bool]]) -> [[Bool]] {
    modules.indices.map { x in modules.map { $0[x] } }
  }

  private static func isFinder(_ line: [Bool], _ start: Int, _ unit: Int) -> Bool {
    func isDark(_ index: Int) -> Bool { line.indices.contains(index) && line[index] }
    func are(_ dark: Bool, _ first: Int, _ length: Int) -> Bool {
      (first..<(first + length)).allSatisfy { isDark($0) == dark }
    }
    let end = start + 7 * unit
    return are(true, start, unit) && are(false, start + unit, unit)
      && are(true, start + 2 * unit, 3 * unit) && are(false, start + 5 * unit, unit)
      && are(true, start + 6 * unit, unit) && are(false, start - 1, 1) && are(false, end, 1)
      && (are(false, start - 4 * unit, 4 * unit) || are(false, end, 4 * unit))
  }
}
