internal import AsyncHTTPClient
internal import Catalog
internal import GRDB
internal import GatePay
package import Hummingbird
internal import NIOCore
internal import Serving

/// The gateway's side of the protocol, to try a shop with. Nobody is paid, and no secret but a test's is taken.

/// A local GatePay: the whole protocol over HTTP, orders in SQLite, on the loopback interface and only
/// with a test secret; the local network reaches at most the pages of payers.
///
/// It follows the interface document; `docs/gateway.md` lists its decisions where the document is
/// silent.
public struct Sandbox: Sendable {
  private let settings: SandboxSettings
  private let store: OrderStore

  /// Creates a sandbox.
  public init(_ settings: SandboxSettings) throws(SandboxRefusal) {
    guard settings.secret.isMarkedAsTest else { throw .secretNotForTests }
    self.settings = settings
    do {
      store = try OrderStore(path: settings.database)
    } catch let error as DatabaseError {
      throw .database(error.message ?? error.resultCode.description)
    } catch {
      throw .database("\(error)")
    }
  }

  /// Runs until SIGTERM or SIGINT; throws `SandboxRefusal.port` when the port cannot be used.
  ///
  /// - Parameter isSecond: whether another server of the process takes the signals, so that this one
  ///   runs until its task is cancelled.
  public func run(
    isSecond: Bool = false, report: @escaping @Sendable (SandboxEvent) -> Void
  ) async throws {
    try await withServer(report) { server, notifier in
      do {
        try await server.run(isSecond: isSecond) { try await notifier.run() }
      } catch let refusal as PortRefusal {
        throw SandboxRefusal.port(refusal.reason)
      }
    }
  }

  /// The latest orders, the newest first.
  public func latestOrders(count: Int) throws -> [SandboxOrder] {
    let now = settings.clock()
    return try store.latest(count: count).map { SandboxOrder($0, now: now) }
  }

  /// Gives a test the application, and sends notifications meanwhile.
  package func withApplication(
    report: @escaping @Sendable (SandboxEvent) -> Void = { _ in },
    _ body: @Sendable (Application<SandboxResponder>) async throws -> Void
  ) async throws {
    try await withServer(report) { server, notifier in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await notifier.run() }
        try await body(server.application)
        group.cancelAll()
      }
    }
  }

  private func withServer(
    _ report: @escaping @Sendable (SandboxEvent) -> Void,
    _ body: (WebServer<SandboxResponder>, Notifier) async throws -> Void
  ) async throws {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(5)
    // A merchant's server that is down is an answer; the client would try for 5 seconds.
    configuration.connectionPool.retryConnectionEstablishment = false
    try await HTTPClient.withHTTPClient(configuration: configuration) { client in
      let notifier = Notifier(settings: settings, store: store, client: client, report: report)
      let responder = SandboxResponder(
        settings: settings, store: store, notifier: notifier, report: report)
      // Browsers keep connections open without a request.
      let host = settings.networkAddresses.isEmpty ? "127.0.0.1" : "0.0.0.0"
      let server = WebServer(
        responder, host: host, port: settings.port, idleLimit: .seconds(300)
      ) { report(.listening(port: $0)) }
      try await body(server, notifier)
    }
  }
}
