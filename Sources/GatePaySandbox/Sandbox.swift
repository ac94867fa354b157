internal import AsyncHTTPClient
internal import Catalog
internal import GRDB
internal import GatePay
package import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import Support

/// A local GatePay: the whole protocol over HTTP, orders in SQLite.
///
/// It answers only on the loopback interface, and only with a secret that is marked as one for
/// tests.
///
/// What it answers is the interface document's; what it decides where the document is silent is in
/// `docs/gateway.md`.
public struct Sandbox: Sendable {
  private let settings: SandboxSettings
  private let store: OrderStore

  /// A sandbox that is ready to run.
  ///
  /// - Throws: `SandboxRefusal`.
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

  /// Runs until the process is told to end (SIGTERM or SIGINT).
  ///
  /// - Parameter report: told of events.
  /// - Throws: `SandboxRefusal.port` when the port cannot be taken.
  public func run(report: @escaping @Sendable (SandboxEvent) -> Void) async throws {
    OpenFiles.allowMany()
    try await withClient { client in
      let notifier = notifier(client, report)
      let application = application(notifier, report)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await notifier.run() }
        group.addTask {
          do {
            try await application.runService()
          } catch let error as IOError {
            throw SandboxRefusal.port(String(cString: strerror(error.errnoCode)))
          }
        }
        // The server ends by itself; the notifications would go on for ever.
        try await group.next()
        group.cancelAll()
      }
    }
  }

  /// Gives a test the application and runs what else belongs to it meanwhile.
  package func withApplication(
    report: @escaping @Sendable (SandboxEvent) -> Void = { _ in },
    _ body: @Sendable (Application<SandboxResponder>) async throws -> Void
  ) async throws {
    try await withClient { client in
      let notifier = notifier(client, report)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await notifier.run() }
        try await body(application(notifier, report))
        group.cancelAll()
      }
    }
  }

  private func withClient(_ body: (HTTPClient) async throws -> Void) async throws {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(5)
    let client = HTTPClient(
      eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      try await body(client)
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
  }

  private func notifier(
    _ client: HTTPClient, _ report: @escaping @Sendable (SandboxEvent) -> Void
  ) -> Notifier {
    Notifier(settings: settings, store: store, client: client, report: report)
  }

  private func application(
    _ notifier: Notifier, _ report: @escaping @Sendable (SandboxEvent) -> Void
  ) -> Application<SandboxResponder> {
    let responder = SandboxResponder(
      settings: settings, store: store, notifier: notifier, report: report)
    var logger = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    return Application(
      responder: responder, server: HTTPServerBuilder { SandboxChannel(responder: $0) },
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: settings.port), backlog: 1024),
      onServerRunning: { channel in
        report(.listening(port: channel.localAddress?.port ?? settings.port))
      }, logger: logger)
  }
}
