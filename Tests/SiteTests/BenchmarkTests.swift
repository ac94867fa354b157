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
      "PayPress's compressor", "zlib at level 4",
    ] {
      #expect(result.text.contains("| \(row)"))
    }
    // What must be and what is aimed at, beside what is measured; memory only at its own size.
    #expect(result.text.contains("| | measured | must | aim |"))
    for row in [
      /\| cold build: Hugo's .* \| – \| ≥ 4 \| ≥ 5 \|/,
      /\| cold build: PayPress's .* \| [0-9.]+ \| ≤ 0.45 \| ≤ 0.35 \|/,
      /\| nothing changed: Hugo's .* \| – \| ≥ 120 \| ≥ 150 \|/,
      /\| peak memory of a cold build of 30 links \| \d+ MB \| – \| – \|/,
      /\| bytes a PNG \| \d+ \| ≤ 745 \| ≤ 700 \|/,
    ] {
      #expect(result.text.contains(row), "\(result.text)")
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
