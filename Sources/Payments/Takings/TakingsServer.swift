public import Catalog
internal import GatePay
internal import HTTPTypes
package import Hummingbird
internal import Pages
package import Serving
internal import Support

/// Shows the takings of a shop as a page, on this machine only.
///
/// It reads the ledger and changes nothing. It opens it for each page: a database that was put back from a
/// backup is shown at once, and no old connection can write into it.
public struct TakingsServer: Sendable {
  private let responder: TakingsResponder

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - open: opens the ledger.
  ///   - options: what commands about this database need, with a blank before each option, such as
  ///     ` -c shop.yml`; the page shows them.
  ///   - clock: the time in Unix seconds.
  public init(
    _ catalogue: Catalogue, calendar: ShopCalendar,
    opening open: @escaping @Sendable () throws -> Ledger, options: String,
    clock: @escaping @Sendable () -> Int64
  ) throws(CatalogueChanged) {
    let site = catalogue.outline.site
    responder = TakingsResponder(
      report: TakingsReport(
        shop: site.title, language: site.language, calendar: calendar, openLedger: open,
        titles: try catalogue.linkTitles(), options: options), clock: clock)
  }

  /// Answers until SIGTERM or SIGINT.
  ///
  /// - Parameters:
  ///   - port: 0 for a free one.
  ///   - onListening: called with the port once requests are answered.
  /// - Throws: `PortRefusal`.
  public func run(port: Int, onListening: @escaping @Sendable (Int) -> Void) async throws {
    try await server(port: port, onListening: onListening).run()
  }

  /// The application, for tests in memory.
  package var application: Application<TakingsResponder> {
    server(port: 0) { _ in }.application
  }

  private func server(
    port: Int, onListening: @escaping @Sendable (Int) -> Void
  ) -> WebServer<TakingsResponder> {
    WebServer(
      responder, host: "127.0.0.1", port: port, idleLimit: .seconds(300),
      onListening: onListening)
  }
}

/// Makes the page from the ledger as it is now.
struct TakingsReport: Sendable {
  let shop: String
  let language: Language
  let calendar: ShopCalendar
  let openLedger: @Sendable () throws -> Ledger
  let titles: [String: String]
  let options: String

  /// The number of days of the chart.
  private static let dayCount: Int64 = 30
  /// The most payments in the list of the latest.
  private static let latestCount = 8

  /// The page with the lists for some days.
  func page(at now: Int64, days: Int64) async throws -> Markup {
    let ledger = try openLedger()
    let today = calendar.day(of: now)
    var takings = Takings(days: today - Self.dayCount + 1...today)
    var chosen = Takings(days: today - days + 1...today)
    for payment in try ledger.payments(onDays: takings.days, in: calendar) {
      let day = calendar.day(of: payment.moment)
      takings.add(payment, on: day)
      chosen.add(payment, on: day)
    }
    let open = try await ledger.openMessages(limit: TakingsPage.maximumRowCount)
    return TakingsPage(
      shop: shop, language: language, calendar: calendar, takings: takings, chosen: chosen,
      latest: try await ledger.latestPayments(count: Self.latestCount),
      attention: open.latest.map(item), attentionCount: open.count, titles: titles, now: now,
      options: options
    ).html
  }
}

extension TakingsReport {
  private func item(_ message: InboxMessage) -> AttentionItem {
    let contact = message.fields.extend
    return AttentionItem(
      reason: message.attention,
      moment: min(message.paidAt ?? message.receivedAt, message.receivedAt),
      paid: message.realPrice, price: message.price,
      what: contact.isEmpty ? message.fields.outOrderID : contact,
      commands: Self.decisions(about: message).map {
        "paypress payments judge \(message.id)\($0)\(options)"
      })
  }

  /// What the owner can do: accepting calls an order fully paid, so it is no advice about one that
  /// is not.
  private static func decisions(about message: InboxMessage) -> [String] {
    switch message.reason {
    case .otherPayment?: return [" --accept", " --dismiss"]
    // Nothing can tell what it is about.
    case .unreadable?: return [" --dismiss"]
    default: break
    }
    return switch message.verdict {
    case .unclear: [""]
    case .underpaid: [" --dismiss"]
    case .paid, .unexpected, .duplicate: [" --accept"]
    }
  }
}

/// Reads requests and writes answers.
package struct TakingsResponder: HTTPResponder {
  let report: TakingsReport
  let clock: @Sendable () -> Int64

  /// Answers a request.
  package func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    if let refusal = HostRule(port: context.port).refusal(request.head) {
      return Self.text(refusal == .target ? .badRequest : .forbidden, "refused: \(refusal)\n")
    }
    guard request.method == .get || request.method == .head else {
      return Self.text(.methodNotAllowed, "only GET\n")
    }
    let (path, query) = request.target
    switch path {
    case "/takings.css":
      return Response(.ok, type: "text/css; charset=utf-8", TakingsStyle.text.utf8)
    case "/icon.svg": return Response(.ok, type: "image/svg+xml", TakingsStyle.icon.utf8)
    case "/":
      let days = (try? FormFields(decoding: query))?["days"].flatMap(Int64.init) ?? 30
      guard TakingsPage.periods.contains(days) else {
        return Self.text(.badRequest, "days=1, 7 or 30\n")
      }
      do {
        return Self.page(try await report.page(at: clock(), days: days))
      } catch let error as LedgerError {
        return Self.text(.serviceUnavailable, "\(error.path): \(error.reason)\n")
      }
    default: return Self.text(.notFound, "not here\n")
    }
  }

  private static func text(_ status: HTTPResponse.Status, _ words: String) -> Response {
    Response(status, type: "text/plain; charset=utf-8", words.utf8)
  }

  /// A page that loads nothing from other hosts, runs no script, sends no form and cannot be framed.
  private static func page(_ html: Markup) -> Response {
    Response(
      .ok, type: "text/html; charset=utf-8", html.bytes,
      adding: [
        .contentSecurityPolicy:
          "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'"
      ])
  }
}
