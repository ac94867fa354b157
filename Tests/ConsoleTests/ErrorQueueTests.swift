import Foundation
import Testing

@testable import Console

@Suite struct ErrorQueueTests {
  /// A reader that stalls holds nobody up; afterwards it gets what there was room for, and how much
  /// is missing.
  @Test func aReaderThatStallsHoldsNobodyUp() throws {
    let pipe = Pipe()
    let queue = ErrorQueue(pipe.fileHandleForWriting.fileDescriptor) { "\($0) dropped" }
    let line = String(repeating: "x", count: 999) + "\n"
    let start = ContinuousClock.now
    // More than the pipe, what is being written and what waits.
    let count = 5000
    for _ in 0..<count { queue.add(line) }
    queue.drain(within: .milliseconds(200))
    #expect(ContinuousClock.now - start < .seconds(2))
    let reader = DispatchQueue(label: "reader")
    let text = Text()
    reader.async {
      let data = pipe.fileHandleForReading.readDataToEndOfFile()
      text.lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    queue.drain(within: .seconds(20))
    queue.add("after\n")
    queue.drain(within: .seconds(20))
    try pipe.fileHandleForWriting.close()
    reader.sync {}
    let whole = text.lines.filter { $0.hasPrefix("x") }
    #expect(whole.allSatisfy { $0.count == 999 } && whole.count > 1000 && whole.count < count)
    let gaps = text.lines.filter { $0.hasSuffix(" dropped") }
    #expect(gaps.compactMap { Int($0.prefix { $0 != " " }) }.reduce(0, +) == count - whole.count)
    #expect(text.lines.last == "after")
  }

  private final class Text: @unchecked Sendable {
    var lines: [String] = []
  }
}
