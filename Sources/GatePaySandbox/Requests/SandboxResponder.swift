internal import Catalog
internal import GatePay
internal import HTTPTypes
package import Hummingbird
internal import Pages
package import Serving
internal import Support

/// Checks the caller of a request, finds the handler, and writes the response.
package struct SandboxResponder: HTTPResponder {
  /// What a phone in the local network may open: the pages of payers and what belongs to them.
  private static let payerPaths: Set = [
    "/pay/any", "/pay/api", "/qrcode/build", "/sandbox/act", "/sandbox/0.css", "/sandbox/1.css",
  ]
  /// The largest body in bytes.
  static let maximumBodyLength = 1 << 20

  let settings: SandboxSettings
  let store: OrderStore
  let notifier: Notifier
  let report: @Sendable (SandboxEvent) -> Void
  private let desk: OrderDesk
  private let cashier: Cashier

  init(
    settings: SandboxSettings, store: OrderStore, notifier: Notifier,
    report: @escaping @Sendable (SandboxEvent) -> Void
  ) {
    self.settings = settings
    self.store = store
    self.notifier = notifier
    self.report = report
    desk = OrderDesk(settings: settings, store: store)
    cashier = Cashier(settings: settings, store: store, notifier: notifier)
  }

  /// Answers a request.
  package func respond(
    to request: Request, context: ConnectionContext
  ) async throws -> Response {
    let network = settings.networkAddresses
    let rule = HostRule(port: context.port, addresses: network)
    if let refusal = rule.refusal(request.head) {
      return .plain(refusal == .target ? .badRequest : .forbidden, "refused: \(refusal)\n")
    }
    let (path, query) = request.target
    if !network.isEmpty, !context.isFromThisMachine, !Self.payerPaths.contains(path) {
      return .plain(.notFound, "not here\n")
    }
    let visit = Visit(
      origin: "http://\(request.head.authority ?? "")",
      language: Self.language(request.head.headerFields[.acceptLanguage]),
      now: settings.clock())
    do {
      switch (request.method, path) {
      case (.get, "/api/order/check"): return try check(query, visit)
      case (.get, "/qrcode/build"): return try picture(query)
      case (.get, "/pay/any"): return quickCollect(query, visit)
      case (.post, "/pay/any"): return try await quickCollect(query, await form(request), visit)
      case (.get, "/pay/api"): return try payment(query, visit)
      case (.post, "/sandbox/act"): return try await act(await form(request), visit)
      case (.get, "/"): return page(.about(merchants: settings.merchants), visit)
      case (.get, "/sandbox/0.css"): return .style(Stylesheet.text(skin: .standard))
      case (.get, "/sandbox/1.css"): return .style(Stylesheet.text(skin: .one))
      case (let method, let path):
        let kind = OrderKind.allCases.first { $0.endpoint.path == path }
        if let kind, method == .post { return try await create(kind, await form(request), visit) }
        let isEndpoint = Endpoint.allCases.contains { $0.path == path }
        return .plain(isEndpoint ? .methodNotAllowed : .notFound, "not here\n")
      }
    } catch is FormError {
      return .plain(.badRequest, "not a form\n")
    } catch is BodyTooLong {
      return .plain(.contentTooLarge, "too long\n")
    }
  }

  // MARK: The protocol

  private func create(_ kind: OrderKind, _ form: FormFields, _ visit: Visit) async throws
    -> Response
  {
    let answer = SandboxAnswer(origin: visit.origin, time: visit.now / 1000)
    do {
      let order = try await desk.create(kind, form)
      report(.created(order: order.id, kind: order.kind, price: order.price.description))
      return .json(try answer.created(order, kind, form))
    } catch let error as StatusError {
      return refused(error.cause, on: kind.endpoint, answer)
    }
  }

  private func check(_ query: String, _ visit: Visit) throws -> Response {
    let answer = SandboxAnswer(origin: visit.origin, time: visit.now / 1000)
    do {
      let order = try desk.check(FormFields(decoding: query))
      return .json(answer.checked(order, now: visit.now))
    } catch let error as StatusError {
      return refused(error.cause, on: .orderCheck, answer)
    }
  }

  private func refused(
    _ cause: StatusCause, on endpoint: Endpoint, _ answer: SandboxAnswer
  ) -> Response {
    report(.refused(endpoint, code: cause.code(on: endpoint) ?? 199, cause))
    return .json(answer.refusal(cause, on: endpoint))
  }

  private func picture(_ query: String) throws -> Response {
    let form = try FormFields(decoding: query)
    let text = form["text"] ?? ""
    guard let size = Int(form["size"] ?? "130"), QRCodeFile.sizes.contains(size),
      (1...QRCodeFile.maximumTextLength).contains(text.utf8.count)
    else { return .plain(.badRequest, "size=29…2000&text=1…1000 bytes\n") }
    guard let picture = try QRCodeFile.png(text, sizeInPixels: size) else {
      return .plain(.badRequest, "this text needs a larger size\n")
    }
    return .png(picture)
  }

  // MARK: The pages

  private func quickCollect(_ query: String, _ visit: Visit) -> Response {
    switch QuickCollectVisit.read(query, desk) {
    case .success(let link): page(.quickCollect(link, query: query), visit)
    case .failure(let problem):
      page(.problem(PageWords.name(problem.reason)), visit, .notFound)
    }
  }

  private func quickCollect(
    _ query: String, _ form: FormFields, _ visit: Visit
  ) async throws -> Response {
    switch QuickCollectVisit.read(query, desk).flatMap({ $0.choice(form) }) {
    case .failure(let problem):
      if form["format"] == "json" {
        return .json(.members(["refused": .string(problem.reason.rawValue)]), .badRequest)
      }
      return page(.problem(PageWords.name(problem.reason)), visit, .badRequest)
    case .success(let choice):
      do {
        let order = try await desk.create(
          choice.merchant, price: choice.price, type: choice.type, custom: choice.custom)
        report(.created(order: order.id, kind: order.kind, price: order.price.description))
        let answer = SandboxAnswer(origin: "", time: 0)
        return .redirect(answer.payURL(order) + "&skin=\(choice.skin.rawValue)")
      } catch let error as StatusError {
        if form["format"] == "json" {
          let answer = SandboxAnswer(origin: visit.origin, time: visit.now / 1000)
          return .json(answer.refusal(error.cause, on: .create(.anypay)), .badRequest)
        }
        let problem = Sentence(error.cause.english, error.cause.chinese)
        return page(.problem(problem), visit, .badRequest)
      }
    }
  }

  private func payment(_ query: String, _ visit: Visit) throws -> Response {
    let form = try FormFields(decoding: query)
    let isForProgram = form["format"] == "json"
    let answer = SandboxAnswer(origin: visit.origin, time: visit.now / 1000)
    guard let order = try store.order(payID: form["id"] ?? ""),
      form["type"] == order.type.rawValue, let merchant = desk.merchant(order.appkey)
    else {
      return isForProgram
        ? .json(answer.refusal(.orderNotFound, on: .orderCheck))
        : page(.problem(PageWords.noSuchOrder), visit, .notFound)
    }
    if isForProgram {
      return .json(answer.payment(order, merchant: merchant.name, now: visit.now))
    }
    let skin: GatewaySkin = form["skin"] == "1" ? .one : .standard
    let notifications = try store.notifications(of: order.id)
    return page(
      .cashier(
        order, merchant: merchant.name, notifications, skin: skin, now: visit.now,
        back: order.paid == nil
          ? nil : cashier.returnAddress(order, merchant.appkey, after: notifications)), visit)
  }

  private func act(_ form: FormFields, _ visit: Visit) async throws -> Response {
    guard let action = CashierAction(rawValue: form["action"] ?? ""),
      let order = try store.order(payID: form["id"] ?? ""),
      let merchant = desk.merchant(order.appkey)
    else {
      return form["format"] == "json"
        ? .json(.members(["refused": .string("no-such-order")]), .notFound)
        : page(.problem(PageWords.noSuchOrder), visit, .notFound)
    }
    let asked = form["times"].flatMap(Int.init) ?? (action == .notifiedTwice ? 2 : 1)
    let repeats = min(max(asked, 1), Cashier.maximumRepeatCount)
    let isForProgram = form["format"] == "json"
    let sum = form["realprice"].flatMap { try? Amount($0, maximum: .absoluteMaximum) }
    guard sum != nil || form["realprice"] == nil else {
      return .plain(.badRequest, "realprice is not an amount\n")
    }
    // The sum decides: an order that is paid too little stays unpaid.
    let done = action.paying(sum, for: order.price)
    guard
      let outcome = try await cashier.act(
        done, on: order, of: merchant.appkey, repeats: repeats, paying: sum)
    else {
      return isForProgram
        ? .json(.members(["refused": .string("not-possible")]), .conflict)
        : page(.problem(PageWords.notPossible), visit, .conflict)
    }
    report(.acted(order: order.id, done))
    if isForProgram {
      let changed = try store.order(payID: order.payID) ?? order
      return .json(SandboxAnswer.acted(changed, outcome, now: settings.clock()))
    }
    let skin = form["skin"] == "1" ? "1" : "0"
    return .redirect(
      outcome.returnAddress
        ?? SandboxAnswer(origin: "", time: 0).payURL(order) + "&skin=\(skin)")
  }

  private func page(
    _ page: SandboxPage, _ visit: Visit, _ status: HTTPResponse.Status = .ok
  ) -> Response {
    .page(page.html(in: visit.language), formTargets: page.formTargets, status)
  }

  // MARK: Requests

  private func form(_ request: Request) async throws -> FormFields {
    try FormFields(decoding: try await request.bytes(upTo: Self.maximumBodyLength))
  }

  /// Chinese if the browser prefers it, else English.
  private static func language(_ header: String?) -> Language {
    let first = (header ?? "").split(separator: ",").first ?? ""
    return first.lowercased().hasPrefix("zh") ? .chinese : .english
  }
}

/// What all handlers of a request share.
struct Visit: Sendable {
  /// The sandbox's origin, as the request names it.
  var origin: String
  var language: Language
  /// In milliseconds since 1970.
  var now: Int64
}
