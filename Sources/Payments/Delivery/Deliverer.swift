internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Support

/// Delivers each recorded payment at least once, even across restarts.
struct Deliverer: Sendable {
  let ledger: Ledger
  /// The program to run for every payment; nil for none.
  let program: ExternalProgram?
  /// The URL to post every payment to; nil for none.
  let address: String?
  /// The environment of the program, without secrets.
  let environment: [String: String]
  let report: @Sendable (ReceiverEvent) -> Void

  /// The delivery targets.
  var targets: [DeliveryTarget] {
    (program == nil ? [] : [.program]) + (address == nil ? [] : [.address])
  }

  /// Time limit of a program or URL, in seconds.
  private static let limitInSeconds: Int64 = 30

  /// Delivers due payments until the task is cancelled.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let program {
        group.addTask { try await loop(.program) { try await run(program, $0) } }
      }
      if let address {
        group.addTask {
          var configuration = HTTPClient.Configuration()
          configuration.redirectConfiguration = .disallow
          try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            try await loop(.address) { try await post($0, to: address, client) }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func loop(
    _ target: DeliveryTarget, _ deliver: (Delivery) async throws -> DeliveryFailure?
  ) async throws {
    while true {
      for delivery in try await ledger.due(for: target, at: Clock.now) {
        // A stopped receiver records no failure; the payment is due at the next start.
        let failure = try await deliver(delivery)
        try Task.checkCancellation()
        let now = Clock.now
        try await ledger.note(
          delivery, at: now, retryAt: failure.map { _ in now + delivery.waitInSeconds })
        report(.delivered(key: delivery.key, target, failure: failure))
      }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  // MARK: An address

  /// Posts a payment; nil if the address accepted it, else why not.
  private func post(
    _ delivery: Delivery, to address: String, _ client: HTTPClient
  ) async throws -> DeliveryFailure? {
    var request = HTTPClientRequest(url: address)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "idempotency-key", value: delivery.key)
    request.body = .bytes(ByteBuffer(string: delivery.json))
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
    _ program: ExternalProgram, _ delivery: Delivery
  ) async throws -> DeliveryFailure? {
    do {
      let ending = try await program.runHook(
        environment: environment.merging(delivery.environment) { $1 },
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
