internal import Catalog
internal import Console
internal import GatePay
internal import GatePayClient
internal import Orders
internal import Site
internal import Support

/// Creates the orders of a site before it is built.
struct OnlineOrders {
  let site: ConfigOption
  /// Replaces the config's gateway.
  let gateway: Gateway?
  let secret: SecretOptions

  /// Creates the missing orders of links, and checks the others.
  ///
  /// - Parameter renewsExpired: whether to replace expired orders.
  /// - Throws: `Failure` when the site has errors, before anything is sent; or when an order could
  ///   not be created, after all others were tried.
  func place(_ renewsExpired: Bool) async throws {
    let catalogue = try site.checkedSite(
      isBuild: true, gateway: gateway, needsOrders: false, showing: FindingDisplay(.errors)
    ).catalogue
    guard catalogue.hasOrders else { return }
    do {
      let links = try catalogue.orders()
      let path = OrderLog.path(besideConfig: site.config)
      let writer = try OrderLogWriter(path) { Terminal.report(OrderLogWriter.waiting(for: path)) }
      defer { try? writer.finish() }
      let placer = OrderPlacer(writer: writer, gateway: catalogue.outline.gateway)
      let createdCount = try await place(links, by: placer, catalogue, renewsExpired)
      try writer.finish()
      Terminal.report(Sentence.ordersPlaced(createdCount: createdCount, of: links.count))
    } catch {
      throw Failure(order: error)
    }
  }

  /// Places the orders by merchant; returns how many were created.
  private func place(
    _ links: [OrderLink], by placer: OrderPlacer, _ catalogue: Catalogue, _ renewsExpired: Bool
  ) async throws -> Int {
    let merchants = catalogue.accounts.merchants
    let byMerchant = Dictionary(grouping: links, by: \.merchant)
    let secrets = MerchantSecrets(secret, of: merchants)
    let doubts = FindingSink()
    defer {
      for doubt in doubts.inFileOrder { Terminal.report(doubt.diagnostic) }
    }
    // All secrets are needed before the first order.
    let groups = try byMerchant.sorted { $0.key < $1.key }.map { index, links in
      (merchants[index], links, try secrets.secret(of: merchants[index].key))
    }
    var createdCount = 0
    var doneCount = 0
    var firstFailure: Failure?
    for (merchant, links, secret) in groups {
      try await OrderClient.with(placer.gateway, secret: secret) { client in
        for link in links {
          do {
            let placement = try await placer.place(
              link, of: merchant, through: client, renewsExpired: renewsExpired)
            switch placement {
            case .created: createdCount += 1
            case .known: break
            case .notFound(let record):
              let doubt = Problem.orderNotFound(link.id, record.outOrderID.text)
              doubts.report(
                Finding(.warning, at: link.position, keyPath: link.keyPath, doubt))
            }
          } catch let error as PlacingFailure {
            let failure = Failure(order: error).about(link)
            Terminal.showProgress("")
            Terminal.report(failure.diagnostic)
            firstFailure = firstFailure ?? failure
            // If the gateway is unreachable, the next order would fail too.
            if error.isUnreachable { throw Failure.ordersStopped(failure.status) }
          }
          doneCount += 1
          Terminal.showProgress("\(doneCount) / \(byMerchant.values.map(\.count).reduce(0, +))")
        }
      }
    }
    Terminal.showProgress("")
    if let firstFailure { throw Failure.ordersStopped(firstFailure.status) }
    return createdCount
  }
}

extension PlacingFailure {
  /// Whether no byte reached the gateway.
  fileprivate var isUnreachable: Bool {
    switch self {
    case .failed(.notSent), .undecided(_, .notSent): true
    default: false
    }
  }
}

extension Failure {
  fileprivate func about(_ link: OrderLink) -> Failure {
    let problem = diagnostic.problem
    return Failure(
      status: status,
      Diagnostic(
        .error, at: .position(link.position), keyPath: "\(link.keyPath) (\(link.id))", problem))
  }

  fileprivate static func ordersStopped(_ status: Int32) -> Failure {
    let problem = Problem(
      Sentence(
        "some orders could not be created; no page was written", "部分订单无法创建；没有写入任何页面"))
    return status == 74 ? .files(problem) : .input(problem)
  }
}

extension Sentence {
  fileprivate static func ordersPlaced(createdCount: Int, of total: Int) -> Sentence {
    Sentence(
      "\(total) order\(total == 1 ? "" : "s"): \(createdCount) created, \(total - createdCount) known",
      "\(total) 个订单：新建 \(createdCount) 个，已有 \(total - createdCount) 个")
  }
}
