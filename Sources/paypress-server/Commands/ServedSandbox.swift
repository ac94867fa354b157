internal import Catalog
internal import Console
internal import GatePay
internal import GatePaySandbox
internal import Studio
internal import Support
internal import Synchronization

/// The sandbox that runs beside the studio, with the merchants of its config.
struct ServedSandbox {
  private let sandbox: Sandbox
  private let host: String

  /// A sandbox that is running.
  struct Running {
    /// Where the codes lead.
    let gateway: Gateway
    /// The latest orders.
    let payments: StudioServer.PaymentList
    fileprivate let news: News

    /// Sets what happens after each order and payment.
    func onPayment(_ body: @escaping @Sendable () async -> Void) { news.set(body) }
  }

  /// What to do when something happens at the sandbox.
  final class News: Sendable {
    private let body = Mutex<(@Sendable () async -> Void)?>(nil)

    func set(_ new: @escaping @Sendable () async -> Void) { body.withLock { $0 = new } }

    func come() {
      guard let body = body.withLock({ $0 }) else { return }
      Task { await body() }
    }
  }

  /// The most orders that the studio lists.
  private static let orderCount = 100

  /// Opens the sandbox of a config.
  init(_ options: ServeOptions, _ access: StudioAccess) throws {
    let accounts = try options.site.accounts(nil)
    guard let secret = Secret(SandboxOptions.defaultSecret) else {
      throw Failure.usage(.secretMissing)
    }
    try ServedFolder.prepare(options.site)
    var settings = SandboxSettings(
      merchants: accounts.merchants, products: accounts.products, secret: secret,
      database: "\(options.site.folder).paypress/sandbox.sqlite",
      clock: { Clock.milliseconds })
    settings.maximumPrice = accounts.maximumPrice
    settings.networkAddresses = access.addresses
    host = access.addresses.first ?? "127.0.0.1"
    sandbox = try Sandbox(settings)
  }

  /// Runs the sandbox and, once it listens, the studio; ends with either.
  func run(_ studio: @escaping @Sendable (Running) async throws -> Void) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let news = News()
    let (sandbox, host) = (sandbox, host)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { continuation.finish() }
        try await sandbox.run(isSecond: true) { event in
          switch event {
          case .listening(let port): continuation.yield(port)
          default:
            Terminal.report(event.sentence)
            news.come()
          }
        }
      }
      group.addTask {
        for await port in ports {
          return try await studio(
            Running(
              gateway: try Gateway("http://\(host):\(port)"),
              payments: { try Self.payments(of: sandbox) }, news: news))
        }
      }
      // A signal ends the studio, and then the sandbox is cancelled.
      try await group.next()
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
  }

  private static func payments(of sandbox: Sandbox) throws -> [StudioPayment] {
    try sandbox.latestOrders(count: orderCount).map { order in
      StudioPayment(
        name: order.name, price: order.price.description, contact: order.custom,
        paidAt: order.paidAt, isOpen: order.status == .unpaid)
    }
  }
}
