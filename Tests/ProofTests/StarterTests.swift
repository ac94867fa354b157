import Foundation
import TestSupport
import Testing

/// A newcomer's first steps: every starter, in both languages, from `init` to `verify`.
@Suite struct StarterTests {
  @Test(arguments: ["shop", "marketer", "site"], ["zh-CN", "en"])
  func isPrintedAndReadBackWithoutDifference(kind: String, language: String) throws {
    let folder = try TemporaryFolder()
    func run(_ arguments: String...) throws -> Tool.Result {
      try Tool.payPress(arguments, in: folder.path)
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
      let result = try Tool.payPress(arguments, in: folder.path)
      try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
    }
  }
}
