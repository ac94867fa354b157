import GatePay
import Support
import Synchronization
import TestSupport
import Testing

@testable import Payments

/// Work that waits: by the monotonic clock, however the wall clock jumps.
@Suite struct WorkLoopTests {
  /// The items of a ledger, with the wall clock of its machine.
  private final class Machine: Sendable {
    struct State {
      var dueAt: [Int64: Int64] = [:]
      var wallClock: Int64 = 1_700_000_000
      var tries: [(id: Int64, at: ContinuousClock.Instant)] = []
    }

    let state = Mutex(State())

    func loop(
      rescan: Duration? = nil, longestWait: Int64 = 3600,
      _ work: @escaping @Sendable (Int) -> Duration?
    ) -> WorkLoop {
      WorkLoop(
        limit: 4, longestWaitInSeconds: longestWait,
        fetch: { last, limit in
          self.state.withLock { state in
            state.dueAt.keys.sorted().filter { $0 > last }.prefix(limit).map {
              WorkLoop.Item(place: $0, id: $0, dueAt: state.dueAt[$0] ?? 0)
            }
          }
        },
        work: { id in
          let count = self.state.withLock { state in
            state.tries.append((id, .now))
            return state.tries.count { $0.id == id }
          }
          let wait = work(count)
          if wait == nil { self.state.withLock { $0.dueAt[id] = nil } }
          return wait
        }, report: { _ in }, rescan: rescan, wallClock: { self.state.withLock(\.wallClock) })
    }

    func tries(of id: Int64) -> [ContinuousClock.Instant] {
      state.withLock { $0.tries.filter { $0.id == id }.map(\.at) }
    }

    /// Waits until an item was tried so often.
    func wait(for count: Int, of id: Int64, atMost seconds: Int64 = 300) async throws {
      let end = ContinuousClock.now + .seconds(seconds)
      while tries(of: id).count < count, .now < end { try await Task.sleep(for: .milliseconds(10)) }
    }
  }

  private static let start: Int64 = 1_700_000_000

  /// The next try comes after its wait, though the machine's clock jumps a day meanwhile.
  @Test(arguments: [86_400, -86_400] as [Int64])
  func aJumpOfTheClockNeitherHurriesNorDelaysTheNextTry(jump: Int64) async throws {
    let machine = Machine()
    machine.state.withLock { $0.dueAt[1] = Self.start }
    let task = Task { try await machine.loop { $0 == 1 ? .seconds(1) : nil }.run() }
    try await machine.wait(for: 1, of: 1)
    machine.state.withLock { $0.wallClock += jump }
    try await machine.wait(for: 2, of: 1)
    task.cancel()
    _ = await task.result
    let tries = machine.tries(of: 1)
    try #require(tries.count == 2)
    let wait = tries[0].duration(to: tries[1])
    #expect(wait >= .seconds(1) && wait < .seconds(3600), "\(wait)")
  }

  /// What an earlier run left behind is due by the wall clock; a date far ahead, from a clock that was
  /// wrong, holds it up for the longest wait at most.
  @Test(arguments: [(-86_400, 0), (0, 0), (1, 1), (34_560_000, 2)] as [(Int64, Int64)])
  func aDateFarAheadHoldsNothingUpForLong(ahead: Int64, seconds: Int64) async throws {
    let machine = Machine()
    machine.state.withLock { $0.dueAt[1] = Self.start + ahead }
    let start = ContinuousClock.now
    let task = Task { try await machine.loop(longestWait: 2) { _ in nil }.run() }
    try await machine.wait(for: 1, of: 1)
    task.cancel()
    _ = await task.result
    let wait = start.duration(to: try #require(machine.tries(of: 1).first))
    #expect(wait >= .seconds(seconds) && wait < .seconds(3600), "\(wait)")
  }

  @Test func theEarliestIsDueFirstAndNothingBefore() {
    var queue = RetryQueue()
    let now = ContinuousClock.now
    for (id, seconds) in [(3, 3), (1, 1), (2, 2), (5, 9), (4, 3)] as [(Int64, Int)] {
      queue.add(id, at: now + .seconds(seconds))
    }
    #expect(queue.popDue(now) == nil && queue.popDue(now + .milliseconds(999)) == nil)
    #expect(queue.popDue(now + .seconds(1)) == 1 && queue.popDue(now + .seconds(1)) == nil)
    var rest: [Int64] = []
    while let id = queue.popDue(now + .seconds(100)) { rest.append(id) }
    #expect(rest.first == 2 && Set(rest.dropFirst().prefix(2)) == [3, 4] && rest.last == 5)
    #expect(queue.popDue(now + .seconds(100)) == nil)
  }

  /// Another process makes a settled item wait again; one that waits here already is left alone.
  @Test func whatIsMadeToWaitAgainIsFoundAgain() async throws {
    let machine = Machine()
    machine.state.withLock { $0.dueAt = [1: Self.start, 2: Self.start] }
    let task = Task {
      try await machine.loop(rescan: .milliseconds(200)) { _ in nil }.run()
    }
    let waiting = Machine()
    waiting.state.withLock { $0.dueAt[1] = Self.start }
    let other = Task {
      try await waiting.loop(rescan: .milliseconds(200)) { _ in .seconds(3600) }.run()
    }
    try await machine.wait(for: 1, of: 2)
    #expect(machine.tries(of: 1).count == 1)
    machine.state.withLock { $0.dueAt[1] = Self.start }
    try await machine.wait(for: 2, of: 1)
    try await Task.sleep(for: .seconds(1))
    for task in [task, other] {
      task.cancel()
      _ = await task.result
    }
    #expect(machine.tries(of: 1).count == 2 && machine.tries(of: 2).count == 1)
    #expect(waiting.tries(of: 1).count == 1)
  }

  /// A message that `payments judge` made unclear while the receiver runs is asked about again.
  @Test func asksAgainAboutWhatAnotherProcessMadeUnclear() async throws {
    let quick = ["q1": (orderID: "77", price: try Amount("1.88"))]
    let desk = try DeskFixture(orderCount: 0, quickOrders: quick)
    let (receiver, ledger) = try desk.receiver()
    let strange = AsynchronousNotification(
      orderID: "77", outOrderID: "q1", price: "1.88", realPrice: "1.88", type: "alipay",
      payTime: "1700000100", extend: "nobody", appkey: desk.appkey, secret: desk.secret)
    #expect(await receiver.takePayment(strange.form).text == "success")
    let task = Task { try await receiver.judge.run() }
    func wait(for verdict: Verdict) async throws -> InboxMessage? {
      let end = ContinuousClock.now + .seconds(300)
      while try desk.inbox(ledger).first?.verdict != verdict, .now < end {
        try await Task.sleep(for: .milliseconds(50))
      }
      return try desk.inbox(ledger).first
    }
    #expect(try await wait(for: .unexpected)?.reason == .noLink)
    _ = try await ledger.judge(
      1, Judgement(.unclear, .gatewaySilent("timed out")), checkAt: Clock.now, wasAsked: true,
      at: Clock.now, targets: [])
    #expect(try desk.inbox(ledger).first?.verdict == .unclear)
    #expect(try await wait(for: .unexpected)?.reason == .noLink)
    task.cancel()
    _ = await task.result
  }
}
