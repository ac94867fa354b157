import Foundation
import TestSupport
import Testing

/// A newcomer's first steps: every starter, in both languages, from `init` to `verify`.
@Suite struct StarterTests {
  /// With TrueType and CFF fonts; with `PAYPRESS_LONG_TESTS=1` with either alone as well.
  private static let fonts =
    ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] == nil
    ? ["tests"] : ["tests", "truetype", "gallery"]

  @Test(arguments: ["shop", "marketer", "site"], ["zh-CN", "en"])
  func isPrintedAndReadBackWithoutDifference(kind: String, language: String) throws {
    for fonts in Self.fonts { try check(kind, language, fonts: fonts) }
  }

  private func check(_ kind: String, _ language: String, fonts: String) throws {
    let folder = try TemporaryFolder()
    let environment = ["FONTCONFIG_FILE": Tool.fonts(fonts)]
    func run(_ arguments: String...) throws -> Tool.Result {
      try Tool.payPress(arguments, in: folder.path, environment: environment)
    }
    let written = try run("init", kind, "--language", language)
    try #require(written.status == 0, "\(written.error)")
    let config = try folder.text("paypress.yml")
    if !config.contains("\nprint:") {
      let build = try run("build")
      try #require(build.status == 0, "\(build.error)")
      // Without print jobs, a message says that there is nothing to print.
      let pdf = try run("pdf")
      #expect(pdf.status == 1 && pdf.error.contains("print:"), "\(pdf.error)")
      let verify = try run("verify")
      #expect(verify.status == 0 && verify.text.isEmpty, "\(verify.text)\(verify.error)")
      try folder.write(
        config + "\nprint: [{ labels: \"*\", stock: avery-l7163 }]\n", to: "paypress.yml")
    }
    for arguments in [["build"], ["pdf"], ["verify", "--pdf"]] {
      let result = try Tool.payPress(arguments, in: folder.path, environment: environment)
      try #require(result.status == 0, "\(fonts) \(arguments): \(result.text)\(result.error)")
    }
  }
}
