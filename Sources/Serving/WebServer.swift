internal import Dispatch
package import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Support

/// The HTTP server of the sandbox, the receiver and the studio, which slow or many clients cannot stop. Knows
/// nothing of payments.

/// The port cannot be used.
package struct PortRefusal: Error, Hashable, Sendable {
  /// The system's message.
  package let reason: String
}

/// An HTTP/1.1 server whose requests must arrive in time.
///
/// ```swift
/// let server = WebServer(responder, host: "127.0.0.1", port: 0) { print("port \($0)") }
/// try await server.run { try await notifier.run() }
/// ```
package struct WebServer<Responder: HTTPResponder>: Sendable
where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
  /// The Hummingbird application, for tests in memory too.
  package let application: Application<Responder>

  private let listening: AsyncStream<Void>

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - host: the interface; only this machine can reach `127.0.0.1`.
  ///   - port: 0 for a free one.
  ///   - idleLimit: how long a connection may be idle between requests.
  ///   - onListening: called with the port once requests are answered.
  package init(
    _ responder: Responder, host: String, port: Int, idleLimit: Duration,
    onListening: @escaping @Sendable (Int) -> Void
  ) {
    let (listening, listener) = AsyncStream.makeStream(of: Void.self)
    self.listening = listening
    let connections = OpenConnections(fileLimit: OpenFiles.allowMany())
    let logger = Logger(label: "http") { _ in SwiftLogNoOpLogHandler() }
    application = Application(
      responder: responder,
      server: HTTPServerBuilder {
        TimedChannel(
          responder: $0, idleLimit: TimeAmount(idleLimit), connections: connections)
      },
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), backlog: 1024,
        // A connection that is told to close takes a moment; nobody else is let in before.
        availableConnectionsDelegate: MaximumAvailableConnections(
          connections.limit + OpenConnections.closingCount, logger: logger)),
      onServerRunning: { channel in
        onListening(channel.localAddress?.port ?? port)
        listener.finish()
      }, logger: logger)
  }

  /// Answers until SIGTERM or SIGINT, and runs `work` meanwhile, once the port is taken.
  ///
  /// Both end within some seconds of the signal, whatever is open; and the process 4.5 seconds after
  /// it, even if something holds the end up.
  ///
  /// - Parameter isSecond: whether another server of the process takes the signals, and the task is
  ///   cancelled then.
  /// - Throws: `PortRefusal`, and what the work throws.
  package func run(
    isSecond: Bool = false, alongside work: (@Sendable () async throws -> Void)? = nil
  ) async throws {
    // The library's own way sets the signals to be ignored first, which would take them away from others.
    let services = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], logger: application.logger))
    let (isEnded, end) = AsyncStream.makeStream(of: Void.self)
    let handling =
      isSecond
      ? nil
      : await ProcessSignals([SIGTERM, SIGINT], isUrgent: true) { _ in
        end.finish()
        Task { await services.triggerGracefulShutdown() }
        // A disk or a lock may hold everything else up. Status 0, as after an end in time: the process
        // was told to end, and what was not answered is not promised.
        DispatchQueue(label: "end", qos: .userInteractive)
          .asyncAfter(deadline: .now() + .milliseconds(4500)) { _exit(0) }
      }
    defer { withExtendedLifetime(handling) {} }
    try await withThrowingTaskGroup(of: Part.self) { group in
      if let work {
        group.addTask {
          // If the port is taken, the process that holds it does the work.
          for await _ in listening {}
          if !Task.isCancelled { try await Self.run(work, until: isEnded) }
          return .work
        }
      }
      group.addTask {
        do {
          try await services.run()
          return .server
        } catch let error as IOError {
          throw PortRefusal(reason: String(cString: strerror(error.errnoCode)))
        } catch is SocketAddressError {
          throw PortRefusal(reason: "no such address")
        }
      }
      // The work ends with the signal, and the server when its last answers are written.
      while let part = try await group.next(), part != .server {}
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
  }

  private enum Part {
    case work
    case server
  }

  /// Runs work that would never end.
  private static func run(
    _ work: @escaping @Sendable () async throws -> Void, until isEnded: AsyncStream<Void>
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await work() }
      group.addTask { for await _ in isEnded { break } }
      try await group.next()
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
  }
}
