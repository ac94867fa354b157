import Foundation
import TestSupport
import Testing

@Suite struct BenchmarkTests {
  /// The benchmark runs; its figures are not tested.
  @Test func theBenchmarkMeasuresEveryStageBesideTheFloor() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/benchmarks/run",
      [Tool.payPress, "--links", "30", "--runs", "1", "--only", "floor"])
    #expect(result.status == 0, "\(result.error)")
    for row in [
      "PayPress, cold", "PayPress, nothing changed", "PayPress, one row changed", "the C floor",
    ] {
      #expect(result.text.contains("| \(row)"))
    }
  }
}
