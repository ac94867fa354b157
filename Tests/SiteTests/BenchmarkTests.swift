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

  @Test func growthIsATableOfSizesAndExponents() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      "\(Tool.packageFolder)/benchmarks/run",
      [Tool.payPress, "--growth", folder.path, "--sizes", "20,40"])
    #expect(result.status == 0, "\(result.error)")
    for row in ["20", "40", "time, 20 to 40", "time, all sizes", "memory, all sizes"] {
      #expect(result.text.contains("\n| \(row) | "), "\(row)")
    }
    // The file system for the sites is gone.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
