internal import AsyncHTTPClient
internal import GatePay
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Orders
internal import Support

/// Passes recorded payments on, each at least once, however often the receiver is stopped in between.
struct Deliverer: Sendable {
  let ledger: Ledger
  /// The program that is told of payments; nil without one.
  let program: String?
  /// The address that is told of payments; nil without one.
  let address: String?
  /// The environment of the program, without secrets.
  let environment: [String: String]
  let report: @Sendable (ReceiverEvent) -> Void

  /// Where payments are passed on to.
  var targets: [DeliveryTarget] {
    (program == nil ? [] : [.program]) + (address == nil ? [] : [.address])
  }

  /// How long a program or an address may take, in seconds.
  private static let limitInSeconds: Int64 = 30

  /// Passes on what is due, until the task is cancelled.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if let program {
        group.addTask { try await loop(.program) { await run(program, $0) } }
      }
      if let address {
        group.addTask {
          var configuration = HTTPClient.Configuration()
          configuration.redirectConfiguration = .disallow
          let client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
          let result: Result<Void, any Error>
          do {
            try await loop(.address) { await post($0, to: address, client) }
            result = .success(())
          } catch {
            result = .failure(error)
          }
          try? await client.shutdown()
          try result.get()
        }
      }
      try await group.waitForAll()
    }
  }

  private func loop(
    _ target: DeliveryTarget, _ deliver: (Delivery) async -> DeliveryFailure?
  ) async throws {
    while !Task.isCancelled {
      for delivery in try await ledger.due(for: target, at: Clock.now) {
        let failure = await deliver(delivery)
        if Task.isCancelled { return }
        let now = Clock.now
        try await ledger.note(
          delivery, at: now, retryAt: failure.map { _ in now + delivery.waitInSeconds })
        report(.delivered(key: delivery.key, target, failure: failure))
      }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  // MARK: An address

  /// - Returns: nil when it was taken, else why not.
  private func post(
    _ delivery: Delivery, to address: String, _ client: HTTPClient
  ) async -> DeliveryFailure? {
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
      return Self.failure(error)
    }
  }

  /// What an error of the library means.
  private static func failure(_ error: any Error) -> DeliveryFailure {
    switch error {
    case is CancellationError: return .interrupted
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

  /// Runs a program with the payment in its environment, not through a shell.
  ///
  /// - Returns: nil when it ended with 0, else why not.
  private func run(_ program: String, _ delivery: Delivery) async -> DeliveryFailure? {
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted() + delivery.environment
    let process: pid_t
    switch Self.start(program, variables) {
    case .success(let started): process = started
    case .failure(let failure): return failure
    }
    var status: Int32 = 0
    let deadline = Clock.now + Self.limitInSeconds
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0 && errno != EINTR { return .other(String(cString: strerror(errno))) }
      if Clock.now > deadline { kill(process, SIGKILL) }
      try? await Task.sleep(for: .milliseconds(20))
      // A receiver that is told to end does not wait; the program is told again at the next start.
      if Task.isCancelled { return .interrupted }
    }
    // POSIX, <sys/wait.h>: the low seven bits are the signal, the next eight the exit status.
    if status & 0x7F != 0 { return .signal(status & 0x7F) }
    let code = status >> 8 & 0xFF
    return code == 0 ? nil : .exitStatus(code)
  }

  private static func start(
    _ program: String, _ variables: [String]
  ) -> Result<pid_t, DeliveryFailure> {
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
      var actions: posix_spawn_file_actions_t?
    #else
      var attributes = posix_spawnattr_t()
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    // What the program prints is no result of the receiver; and its signals are as in a shell.
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    var flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
    // Nor does it get the port, which it would hold for as long as it runs, or the database.
    #if canImport(Darwin)
      posix_spawn_file_actions_addinherit_np(&actions, STDERR_FILENO)
      flags |= Int16(POSIX_SPAWN_CLOEXEC_DEFAULT)
    #else
      closeOthers(&actions)
    #endif
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, flags)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
    var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process: pid_t = 0
    let error = posix_spawnp(&process, program, &actions, &attributes, &arguments, &environment)
    return error == 0
      ? .success(process) : .failure(.other(String(cString: strerror(error))))
  }

  #if !canImport(Darwin)
    /// Closes every descriptor but the three that all programs have.
    private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
      typealias CloseFrom =
        @convention(c) (
          UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32
        ) -> Int32
      // glibc has it since 2.34, but shows it to GNU's own dialect of C only.
      if let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") {
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, STDERR_FILENO + 1)
        return
      }
      for descriptor in 3..<Int32(clamping: min(sysconf(Int32(_SC_OPEN_MAX)), 65_536)) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      }
    }
  #endif
}
