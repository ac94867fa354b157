import Foundation

/// Compares a program's output with expected files, byte for byte.
public enum Golden {
  /// The environment variable that makes tests write the files instead; such a run always fails.
  public static let recordVariable = "PAYPRESS_RECORD"

  /// Compares with a file in the folder `Goldens` beside a test's source file; returns nil when
  /// equal, else what differs.
  public static func difference(
    _ actual: Data, from name: String, beside test: String = #filePath
  ) throws -> String? {
    let folder = URL(fileURLWithPath: test).deletingLastPathComponent()
      .appendingPathComponent("Goldens")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment[recordVariable] != nil {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try actual.write(to: file)
      return "recorded \(name); run again without \(recordVariable)"
    }
    guard let expected = try? Data(contentsOf: file) else {
      return "\(name) does not exist; record it with \(recordVariable)=1"
    }
    return expected == actual ? nil : firstDifference(actual, expected, name)
  }

  private static func firstDifference(_ actual: Data, _ expected: Data, _ name: String) -> String {
    let actualLines = String(decoding: actual, as: UTF8.self).components(separatedBy: "\n")
    let expectedLines = String(decoding: expected, as: UTF8.self).components(separatedBy: "\n")
    for (index, pair) in zip(actualLines, expectedLines).enumerated() where pair.0 != pair.1 {
      return "\(name):\(index + 1): expected \(pair.1), got \(pair.0)"
    }
    return "\(name): expected \(expectedLines.count) lines, got \(actualLines.count)"
  }
}
