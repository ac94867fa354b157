import Foundation
import Support
import Synchronization
import TestSupport
import Testing

@testable import Studio

@Suite struct WorkshopTests {
  /// A check that reads a file, counts its runs, and lasts until it may end.
  private final class Reading: Sendable {
    let path: String
    let count = Atomic(0)
    let mayEnd = Atomic(true)

    init(_ path: String) { self.path = path }

    func workshop(patience: Duration) -> Workshop {
      var settings = Workshop.Settings(
        folder: "\(path)-site", jobs: 1,
        check: { _ in
          _ = try InputFile.bytes(of: self.path)
          self.count.add(1, ordering: .relaxed)
          repeat { usleep(20_000) } while !self.mayEnd.load(ordering: .acquiring)
          return nil
        }, examine: { _ in nil },
        explain: { Diagnostic(.error, Problem(Sentence("\($0)", "\($0)"))) }, environment: [:])
      settings.patience = patience
      return Workshop(settings)
    }
  }

  @Test func buildsOnceAfterAnEditHoweverManyAsk() async throws {
    let folder = try TemporaryFolder()
    try folder.write("one", to: "input.txt")
    let reading = Reading("\(folder.path)/input.txt")
    let workshop = reading.workshop(patience: .seconds(60))
    let run = Task { try await workshop.run() }
    // A file that is so new is read twice, because it may change before it is watched.
    for _ in 0..<2 { _ = await workshop.settled() }
    for number in 2...4 {
      let before = reading.count.load(ordering: .relaxed)
      try folder.write("number \(number)", to: "input.txt")
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<10 { group.addTask { _ = await workshop.settled() } }
      }
      #expect(reading.count.load(ordering: .relaxed) == before + 1)
    }
    run.cancel()
    _ = await run.result
  }

  @Test func asksNobodyToWaitForEver() async throws {
    let folder = try TemporaryFolder()
    try folder.write("one", to: "input.txt")
    let reading = Reading("\(folder.path)/input.txt")
    let workshop = reading.workshop(patience: .milliseconds(100))
    reading.mayEnd.store(false, ordering: .releasing)
    let run = Task { try await workshop.run() }
    let early = await workshop.settled()
    #expect(early.isBehind && early.isOutdated)
    let states = workshop.feed.states(for: .seconds(60))
    reading.mayEnd.store(true, ordering: .releasing)
    for await state in states where !state.isBehind { break }
    #expect(await !workshop.settled().isOutdated)
    run.cancel()
    _ = await run.result
  }
}
