import Foundation
import TestSupport
import Testing

/// Forwarding codes as phones find them, and the record of what was printed.
@Suite struct ForwardingTests {
  /// Chromium follows a printed code from nginx and from `python3 -m http.server`.
  @Test func aPrintedCodeLeadsToThePaymentAndLaterToTheExplanation() throws {
    let folder = try TemporaryFolder()
    let script = "\(Tool.packageFolder)/Tests/ProofTests/follow.py"
    let result = try Tool.run("/usr/bin/python3", [script, Tool.payPress, folder.path])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text.split(separator: "\n").count == 8)
  }

  /// The long run: `scripts/prove-slugs PROGRAM`, 200 scripts.
  @Test func noSlugIsReassignedInRandomBranches() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/prove-slugs", [Tool.payPress, "--count", "6"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }

  /// The long run: `scripts/prove-paper PROGRAM`, 500 histories.
  @Test func staleSaysWhatThePrintedPDFsSay() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/prove-paper", [Tool.payPress, "--count", "2"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }
}
