import Foundation
import TestSupport
import Testing

@Suite struct HookTests {
  /// Every script of `examples/hooks` against a server in the place of its service: hostile texts
  /// arrive as they are, and a failure is a status that makes PayPress try again.
  @Test func theExampleHooksPushPayments() throws {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("hooks.py").path
    let result = try Tool.run(
      "/usr/bin/python3", [script, "\(Tool.packageFolder)/examples/hooks"], in: folder.path)
    #expect(result.status == 0 && result.text == "7 hooks\n", "\(result.error)")
  }
}
