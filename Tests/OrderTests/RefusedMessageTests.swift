import Dispatch
import TestSupport
import Testing

@testable import Payments

/// The log of what was answered with `fail`.
@Suite struct RefusedMessageTests {
  /// However many come, the last thousand are kept: also those that come while a write waits.
  @Test func theLogIsBoundedAndHasTheNewest() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    let log = RefusalLog(ledger)
    func add(_ numbers: ClosedRange<Int>) {
      for number in numbers { log.add("forged", outOrderID: "\(number)") }
    }
    func kept() async throws -> [String] { try await ledger.refusals().compactMap(\.outOrderID) }
    func names(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { "\($0)" } }
    #expect(Ledger.maximumRefusalCount == 1000)
    add(1...700)
    try await log.write()
    #expect(try await kept() == names(1...700))
    add(701...1001)
    try await log.write()
    #expect(try await kept() == names(2...1001))
    add(1002...3000)
    let gate = DispatchSemaphore(value: 0)
    async let busy: Void = ledger.write { _ in gate.wait() }
    async let writing: Void = log.write()
    try await Task.sleep(for: .milliseconds(200))
    add(3001...4600)
    gate.signal()
    _ = try await (busy, writing)
    try await log.write()
    #expect(try await kept() == names(3601...4600))
    #expect(log.count == 4600)
  }
}
