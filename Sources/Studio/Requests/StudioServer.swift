package import Editing
internal import Hummingbird
internal import Serving
package import Support

/// A shop while it is made, in a browser: `Site` builds it again after every change, and `Editing` changes
/// its files.

/// Shows a shop while it is made: its links, sheets, findings and paper, and its site.
///
/// It builds into a folder of its own, rebuilds when an input changes, and reloads the pages that are open. Only
/// this machine can reach it unless the user lets the local network in.
package struct StudioServer: Sendable {
  private let workshop: Workshop
  private let access: StudioAccess
  private let language: Language
  private let payments: PaymentList?
  private let editor: ProjectEditor?
  private let printing: PrintDesk?

  /// The payments of a sandbox, the latest first.
  package typealias PaymentList = @Sendable () async throws -> [StudioPayment]

  /// Creates a server.
  ///
  /// - Parameters:
  ///   - language: that of pages for a browser that does not name one.
  ///   - payments: lists the payments of the sandbox that runs beside the studio; nil without one.
  ///   - editor: changes the project by forms; nil where no page may change anything.
  ///   - printing: makes PDFs when a form asks for it; nil for a sandbox, whose codes nobody may print.
  package init(
    _ workshop: Workshop, access: StudioAccess, language: Language, payments: PaymentList? = nil,
    editor: ProjectEditor? = nil, printing: PrintDesk? = nil
  ) {
    self.editor = editor
    self.printing = printing
    self.workshop = workshop
    self.access = access
    self.language = language
    self.payments = payments
  }

  /// Builds and answers until SIGTERM or SIGINT.
  ///
  /// - Parameters:
  ///   - port: 0 for a free one.
  ///   - onListening: called with the port once requests are answered.
  /// - Throws: `PortRefusal`.
  package func run(port: Int, onListening: @escaping @Sendable (Int) -> Void) async throws {
    let host = access.addresses.isEmpty ? "127.0.0.1" : "0.0.0.0"
    // Browsers keep connections open without a request.
    let server = WebServer(
      StudioResponder(
        workshop: workshop, access: access, language: language, payments: payments,
        desk: editor.map {
          EditDesk(
            editor: $0, workshop: workshop, printing: printing, token: StudioAccess.makeToken())
        }, run: StudioAccess.makeToken()),
      host: host, port: port, idleLimit: .seconds(300), onListening: onListening)
    try await server.run { [workshop, printing] in
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await workshop.run() }
        if let printing {
          group.addTask { try await printing.run { await workshop.noteChange() } }
        }
        try await group.waitForAll()
      }
    }
  }
}

/// A payment at the sandbox, as the studio lists it.
package struct StudioPayment: Sendable {
  /// What the order is called.
  package var name: String
  /// The amount, such as `12.00`.
  package var price: String
  /// The contact that comes back with the payment; empty for none.
  package var contact: String
  /// When it was paid, in Unix seconds; nil for an order that is open or has expired.
  package var paidAt: Int64?
  /// Whether it can still be paid.
  package var isOpen: Bool

  /// A payment.
  package init(name: String, price: String, contact: String, paidAt: Int64?, isOpen: Bool) {
    self.name = name
    self.price = price
    self.contact = contact
    self.paidAt = paidAt
    self.isOpen = isOpen
  }
}
