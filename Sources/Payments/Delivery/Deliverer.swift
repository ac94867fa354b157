internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Support

/// Delivers each recorded payment at least once, even across restarts; no recipient waits for
/// another.
struct Deliverer: Sendable {
  let ledger: Ledger
  let recipients: [Recipient]
  /// The environment of programs, without secrets.
  let environment: [String: String]
  /// What this process is, for others that want to serve the same target.
  var words = "paypress"
  let report: @Sendable (ReceiverEvent) -> Void

  var targets: [DeliveryTarget] { recipients.map(\.target) }

  /// Time limit of a program or URL, in seconds.
  private static let limitInSeconds: Int64 = 30
  /// The most runs of a program at once.
  private static let programLimit = 4
  /// The most requests to a URL at once.
  private static let addressLimit = 8

  /// Delivers due payments until the task is cancelled.
  func run() async throws {
    while true {
      do throws(LedgerError) {
        try await ledger.adopt(targets)
        break
      } catch {
        try Task.checkCancellation()
        report(.notNoted(error))
      }
      try await Task.sleep(for: .seconds(5))
    }
    try await loops()
  }

  /// Delivers to each recipient until the task is cancelled.
  ///
  /// - Parameter locks: those of targets that this process serves already.
  func loops(holding locks: [DeliveryTarget: TargetLock] = [:]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for recipient in recipients {
        let lock = locks[recipient.target]
        switch recipient.way {
        case .program(let program):
          group.addTask {
            try await serve(recipient.target, lock) { try await loop(recipient.target, program) }
          }
        case .address(let address, let secret):
          group.addTask {
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            try await HTTPClient.withHTTPClient(configuration: configuration) { client in
              try await serve(recipient.target, lock) {
                try await loop(recipient.target, Self.addressLimit) {
                  try await post($0, to: address, secret, client)
                }
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Works for a target once no other process does.
  private func serve(
    _ target: DeliveryTarget, _ known: TargetLock?, _ work: () async throws -> Void
  ) async throws {
    let lock = if let known { known } else { try await lock(of: target) }
    defer { withExtendedLifetime(lock) {} }
    try await work()
  }

  private func lock(of target: DeliveryTarget) async throws -> TargetLock {
    var hasSaid = false
    while true {
      do throws(LedgerError) {
        switch try TargetLock.take(target, of: ledger.realPath, words: words) {
        case .taken(let lock): return lock
        case .held(let holder):
          if !hasSaid { report(.servedElsewhere(target, holder: holder)) }
        }
      } catch {
        if !hasSaid { report(.notNoted(error)) }
      }
      hasSaid = true
      try await Task.sleep(for: .seconds(1))
    }
  }

  /// Delivers to a program, and reports what it writes.
  private func loop(_ target: DeliveryTarget, _ program: ExternalProgram) async throws {
    let lines = try await lines(of: target)
    defer { lines.finish() }
    try await loop(target, Self.programLimit) { try await run(program, $0, lines) }
  }

  private func lines(of target: DeliveryTarget) async throws -> LinePipe {
    while true {
      do throws(WritingError) {
        return try LinePipe { [report] in report(.said(target, $0)) }
      } catch {
        report(.notNoted(LedgerError(path: error.path, reason: error.reason)))
      }
      try await Task.sleep(for: .seconds(5))
    }
  }

  private func loop(
    _ target: DeliveryTarget, _ limit: Int,
    _ deliver: @escaping @Sendable (Delivery) async throws -> DeliveryFailure?
  ) async throws {
    try await WorkLoop(
      limit: limit, longestWaitInSeconds: Delivery.longestWaitInSeconds,
      fetch: { last, limit throws(LedgerError) in
        try await ledger.pending(for: target, after: last, limit: limit).map {
          WorkLoop.Item(place: $0.0.turn, id: $0.0.id, dueAt: $0.dueAt)
        }
      },
      work: { try await tryOnce($0, target, deliver) },
      report: { report(.notNoted($0)) }
    ).run()
  }

  /// Tries a delivery; returns how long to wait before the next try, or nil for none.
  private func tryOnce(
    _ id: Int64, _ target: DeliveryTarget,
    _ deliver: (Delivery) async throws -> DeliveryFailure?
  ) async throws -> Duration? {
    let delivery: Delivery
    do throws(LedgerError) {
      guard let pending = try await ledger.pending(id) else { return nil }
      delivery = pending
    } catch {
      try Task.checkCancellation()
      report(.notNoted(error))
      return .seconds(5)
    }
    // A stopped receiver records no failure; the payment is due at the next start.
    let failure = try await deliver(delivery)
    try Task.checkCancellation()
    report(.delivered(key: delivery.key, target, failure: failure))
    let wait = failure == nil || delivery.isLastTry ? nil : delivery.waitInSeconds
    try await note(delivery, failure, wait)
    if failure != nil && wait == nil { report(.givenUp(key: delivery.key, target)) }
    return wait.map { .seconds($0) }
  }

  /// Writes the result down; what was delivered is not delivered again because the disk is full.
  private func note(_ delivery: Delivery, _ failure: DeliveryFailure?, _ wait: Int64?) async throws
  {
    var hasFailed = false
    while true {
      do throws(LedgerError) {
        let now = Clock.now
        return try await ledger.note(delivery, failure, at: now, retryAt: wait.map { now + $0 })
      } catch {
        try Task.checkCancellation()
        if !hasFailed { report(.notNoted(error)) }
        hasFailed = true
      }
      try await Task.sleep(for: .seconds(1))
    }
  }

  // MARK: An address

  /// Posts a payment; nil if the address accepted it, else why not.
  private func post(
    _ delivery: Delivery, to address: String, _ secret: WebhookSecret?, _ client: HTTPClient
  ) async throws -> DeliveryFailure? {
    var request = HTTPClientRequest(url: address)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "idempotency-key", value: delivery.key)
    let body = delivery.json
    if let secret {
      let id = WebhookSecret.id(of: delivery.key)
      let moment = Clock.now
      request.headers.add(name: "webhook-id", value: id)
      request.headers.add(name: "webhook-timestamp", value: "\(moment)")
      request.headers.add(
        name: "webhook-signature", value: secret.signature(of: body, id: id, moment: moment))
    }
    request.body = .bytes(ByteBuffer(string: body))
    do {
      let response = try await client.execute(request, timeout: .seconds(Self.limitInSeconds))
      return (200..<300).contains(response.status.code)
        ? nil : .status(Int(response.status.code))
    } catch {
      try Task.checkCancellation()
      return Self.failure(error)
    }
  }

  private static func failure(_ error: any Error) -> DeliveryFailure {
    switch error {
    case let error as IOError: return .other(String(cString: strerror(error.errnoCode)))
    case let error as NIOConnectionError:
      return error.connectionErrors.first.map { failure($0.error) } ?? .other("no such host")
    case let error as HTTPClientError:
      let isTooSlow =
        [.connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout].contains(error)
        || [.deadlineExceeded, .readTimeout, .writeTimeout].contains(error)
      return isTooSlow ? .timedOut : .other(error.shortDescription)
    default: return .other("\(type(of: error))")
    }
  }

  // MARK: A program

  /// Runs a program without a shell, the payment in its environment; nil for status 0.
  private func run(
    _ program: ExternalProgram, _ delivery: Delivery, _ lines: LinePipe
  ) async throws -> DeliveryFailure? {
    do {
      let ending = try await program.run(
        environment: environment.merging(delivery.environment) { $1 }, lines: lines,
        limit: .seconds(Self.limitInSeconds))
      return switch ending {
      case .exited(0): nil
      case .exited(let status): .exitStatus(status)
      case .signaled(let signal): .signal(signal)
      }
    } catch let error as ProgramError {
      if case .notStarted(let reason) = error.cause { return .other(reason) }
      return .timedOut
    }
  }
}
