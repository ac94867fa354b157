internal import Catalog
internal import GatePay
internal import HTTPTypes
package import Hummingbird
internal import NIOCore
internal import Pages
package import Serving
internal import Site
internal import Support

/// Checks the caller of a request, finds the page, and writes the response.
package struct StudioResponder: HTTPResponder {
  let workshop: Workshop
  let access: StudioAccess
  let language: Language
  let payments: StudioServer.PaymentList?
  /// Takes forms; nil where no page may change anything.
  let desk: EditDesk?
  /// Tells one run of the studio from the next.
  let run: String
  private let gallery = Gallery()
  private let sheets = SheetDrawings()
  private let designs = DesignPictures()

  init(
    workshop: Workshop, access: StudioAccess, language: Language,
    payments: StudioServer.PaymentList?, desk: EditDesk?, run: String
  ) {
    self.desk = desk
    self.workshop = workshop
    self.access = access
    self.language = language
    self.payments = payments
    self.run = run
  }

  /// How long a stream of events lasts; the browser then opens the next one.
  private static let eventLimit = Duration.seconds(25)

  /// Answers a request.
  package func respond(to request: Request, context: ConnectionContext) async throws -> Response {
    let rule = HostRule(port: context.port, addresses: access.addresses)
    if let refusal = rule.refusal(request.head) {
      return Self.text(refusal == .target ? .badRequest : .forbidden, "refused: \(refusal)\n")
    }
    if Self.isForeignPart(request.headers) { return Self.text(.forbidden, "refused: site\n") }
    let (target, query) = request.target
    guard let path = access.path(target) else { return Self.text(.notFound, "not here\n") }
    let language = language(request.headers[.acceptLanguage])
    if request.method == .post, path == "edit", let desk {
      return try await answer(request, desk, language)
    }
    guard request.method == .get || request.method == .head else {
      return Self.text(.methodNotAllowed, "only GET\n")
    }
    switch path {
    case "studio.css": return Self.file("text/css; charset=utf-8", StudioStyle.text)
    case "overlay.css": return Self.file("text/css; charset=utf-8", OverlayStyle.text)
    case "studio.js": return Self.file("text/javascript; charset=utf-8", StudioScript.text)
    // Pages of the site name no icon, and browsers ask for this one.
    case "icon.svg", "favicon.ico": return Self.file("image/svg+xml", StudioStyle.icon)
    case "events": return await events(language)
    case "site": return Self.moved(to: access.base + "site/")
    default: break
    }
    // Who types gives up the search for each word that is not complete.
    return path.isEmpty
      ? try await request.whileAwaited { try await answer(path, query, language) }
      : try await answer(path, query, language)
  }

  /// How often an answer is begun while a spreadsheet changes under it.
  private static let attemptCount = 3

  private func answer(
    _ path: Substring, _ query: String, _ language: Language
  ) async throws -> Response {
    for _ in 0..<Self.attemptCount {
      do {
        return try await answer(path, query, await visit(language))
      } catch is CatalogueChanged {
        continue
      }
    }
    return Self.page(ChangedInputsPage(visit: await visit(language)).html)
  }

  private func answer(
    _ path: Substring, _ query: String, _ visit: StudioVisit
  ) async throws -> Response {
    if path.hasPrefix("site/") {
      return try siteFile(path.dropFirst("site/".count), visit)
    }
    return try await page(path, query, visit)
  }

  private func visit(_ language: Language) async -> StudioVisit {
    StudioVisit(
      base: access.base, language: language, run: run, state: await workshop.settled(),
      hasPayments: payments != nil, canEdit: desk != nil)
  }

  /// Takes a form, which only a page of the studio itself may send.
  private func answer(
    _ request: Request, _ desk: EditDesk, _ language: Language
  ) async throws -> Response {
    guard request.headers[.origin] != nil else {
      return Self.text(.forbidden, "refused: origin\n")
    }
    do {
      let boundary = request.headers[.contentType].flatMap(MultipartForm.boundary)
      let limit =
        boundary == nil ? EditDesk.maximumByteCount : EditDesk.maximumFileFormByteCount
      if let length = request.headers[.contentLength].flatMap(Int.init), length > limit {
        return try await tooLarge(request, desk, language)
      }
      let body = try await request.bytes(upTo: limit)
      let visit = await visit(language)
      let answer =
        if let boundary {
          await desk.answer(try MultipartForm(body, boundary: boundary), visit)
        } else {
          await desk.answer(try FormFields(decoding: body), visit)
        }
      switch answer {
      case .page(let html): return Self.page(html)
      case .moved(let path): return Self.moved(to: access.base + path, .seeOther)
      case .refused: return Self.text(.forbidden, "refused: token\n")
      }
    } catch is BodyTooLong {
      return Self.text(.contentTooLarge, "too long\n")
    } catch is FormError {
      return Self.text(.badRequest, "not a form\n")
    }
  }

  /// The most bytes of a body that are thrown away.
  private static let drainedByteCount = 1 << 28

  /// Says that a file is too large, which browsers show only once they have sent it.
  private func tooLarge(
    _ request: Request, _ desk: EditDesk, _ language: Language
  ) async throws -> Response {
    var count = 0
    for try await buffer in request.body {
      count += buffer.readableBytes
      if count > Self.drainedByteCount { return Self.text(.contentTooLarge, "too long\n") }
    }
    return Self.page(
      await desk.page(await visit(language), notice: EditDesk.tooLarge), .contentTooLarge)
  }

  private func page(
    _ path: Substring, _ query: String, _ visit: StudioVisit
  ) async throws -> Response {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      .map { PercentEncoding.decode($0) ?? "" }
    switch (parts[0], parts.count) {
    case ("", 1):
      if let page = await desk?.firstRun(visit) { return Self.page(page) }
      let filter = GalleryFilter(query)
      let cards = try await gallery.page(visit.state, filter)
      return Self.page(GalleryPage(visit: visit, cards: cards).html)
    case ("print", 1):
      let jobs = sheets.jobs(visit.state, in: folder)
      let isFirst = query == FirstRunPage.welcome
      return Self.page(
        PrintPage(visit: visit, jobs: jobs, buttons: await buttons(visit), isFirst: isFirst).html)
    case ("print", 2):
      guard let job = sheets.jobs(visit.state, in: folder).first(where: { $0.name == parts[1] })
      else { break }
      let start = GalleryFilter(query).start
      return Self.page(
        PrintPage(visit: visit, jobs: [job], buttons: await buttons(visit), start: start).html)
    case ("pdf", 2):
      guard parts[1].hasSuffix(".pdf"),
        let pdf = await desk?.printing?.pdf(String(parts[1].dropLast(4)), visit.state)
      else { break }
      return Self.download(pdf, named: parts[1])
    case ("findings", 1): return Self.page(FindingsPage(visit: visit).html)
    case ("findings", 2):
      guard let number = Int(parts[1]), visit.state.findings.indices.contains(number) else { break }
      var page = PlacePage(visit: visit, number: number)
      page.form = await desk?.form(of: visit.state.findings[number], visit.state)
      return Self.page(page.html)
    case ("paper", 1):
      let groups = try await gallery.papers(visit.state)
      let isMarked = query == PaperPage.marked
      return Self.page(PaperPage(visit: visit, groups: groups, isMarked: isMarked).html)
    case ("payments", 1):
      guard let payments else { break }
      return Self.page(PaymentsPage(visit: visit, payments: try await payments()).html)
    case ("edit", 1):
      guard let desk else { break }
      return Self.page(await desk.page(visit, after: EditPage.Outcome(query)))
    case ("edit", 2):
      guard let desk else { break }
      return Self.page(await desk.page(visit, .link(parts[1]), after: EditPage.Outcome(query)))
    case ("job", 2):
      guard let desk else { break }
      return Self.page(await desk.page(visit, .job(parts[1]), after: EditPage.Outcome(query)))
    case ("drop", 2):
      let sheet = (try? FormFields(decoding: query))?[DropPage.sheetField]
      guard let page = await desk?.dropPage(parts[1], sheet: sheet, visit) else { break }
      return Self.page(page)
    case ("design", 3), ("job", 3):
      let subject =
        parts[0] == "job"
        ? DesignPictures.Subject.job(parts[1]) : PrintJob.Kind(rawValue: parts[1]).map { .new($0) }
      guard let subject,
        let picture = try await designs.picture(
          parts[2], of: subject, visit.state, workshop.settings)
      else { break }
      return Self.picture(picture)
    case ("sheet", 3):
      if let picture = sheets.picture(parts[2], of: parts[1], visit.state, in: folder) {
        return Self.picture(picture)
      }
    default: break
    }
    return Self.text(.notFound, "not here\n")
  }

  private var folder: String { workshop.settings.folder }

  private func buttons(_ visit: StudioVisit) async -> PrintButtons? {
    guard let desk else { return nil }
    return PrintButtons(
      visit: visit, token: desk.token, status: await desk.printing?.status(visit.state))
  }

  /// Whether another site's page loads this as a part of itself, such as a picture or a script; a
  /// link may lead here (Fetch Metadata Request Headers, sections 2.1 and 2.2).
  private static func isForeignPart(_ headers: HTTPFields) -> Bool {
    let site = HTTPField.Name("Sec-Fetch-Site").flatMap { headers[$0] }
    let mode = HTTPField.Name("Sec-Fetch-Mode").flatMap { headers[$0] }
    return (site == "cross-site" || site == "same-site") && mode != "navigate"
  }

  private func language(_ header: String?) -> Language {
    guard let first = header?.split(separator: ",").first else { return language }
    return first.lowercased().hasPrefix("zh") ? .chinese : .english
  }

  // MARK: The site

  private func siteFile(_ path: Substring, _ visit: StudioVisit) throws -> Response {
    if path.isEmpty, let site = visit.state.built?.site, !site.catalogue.outline.site.hasIndex {
      // Customers come to the pages of links.
      let link = try visit.state.firstLink { _ in true }
      let page = link.map { "site/" + site.renderer.layout.pageFolder($0.id) } ?? ""
      return Self.moved(to: access.base + PercentEncoding.encode(path: page))
    }
    guard let file = SiteFile(path, in: folder) else {
      guard visit.state.built == nil, path.isEmpty || path.hasSuffix("/") else {
        return Self.text(.notFound, "not here\n")
      }
      return Response(
        .serviceUnavailable, type: "text/html; charset=utf-8",
        SitePage(visit: visit).beforeTheFirst,
        adding: Self.shared(policy: Self.policy))
    }
    let bytes = file.isPage ? SitePage(visit: visit).following(file.bytes) : file.bytes
    return Response(
      .ok, type: file.type, bytes, adding: Self.shared(policy: "frame-ancestors 'self'"))
  }

  // MARK: Events

  private func events(_ language: Language) async -> Response {
    let states = workshop.feed.states(for: Self.eventLimit)
    let first = await workshop.state
    let (base, run, hasPayments, canEdit) = (access.base, run, payments != nil, desk != nil)
    @Sendable func event(_ state: StudioState) -> ByteBuffer {
      let visit = StudioVisit(
        base: base, language: language, run: run, state: state, hasPayments: hasPayments,
        canEdit: canEdit)
      return ByteBuffer(string: "event: state\ndata: \(visit.event.line)\n\n")
    }
    var fields = Self.shared(policy: "default-src 'none'")
    fields[.contentType] = "text/event-stream"
    fields[.cacheControl] = "no-store"
    let opening = ByteBuffer(string: "retry: 100\n\n")
    return Response(
      status: .ok, headers: fields,
      body: ResponseBody { writer in
        try await writer.write(opening)
        try await writer.write(event(first))
        for await state in states where state.number > first.number {
          try await writer.write(event(state))
        }
        try await writer.finish(nil)
      })
  }

  // MARK: Responses

  /// Nothing from other hosts, no script but the studio's own, no frame of another site.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// What every response says: other sites may not embed it, nor see its address.
  private static func shared(policy: String) -> HTTPFields {
    var fields = HTTPFields()
    fields[.contentSecurityPolicy] = policy
    // With none at all, browsers would not say where a form comes from (Fetch, section 3.2).
    if let name = HTTPField.Name("Referrer-Policy") { fields[name] = "same-origin" }
    if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { fields[name] = "same-origin" }
    if let name = HTTPField.Name("Cross-Origin-Opener-Policy") { fields[name] = "same-origin" }
    return fields
  }

  private static func text(_ status: HTTPResponse.Status, _ words: String) -> Response {
    Response(
      status, type: "text/plain; charset=utf-8", words.utf8,
      adding: shared(policy: "default-src 'none'"))
  }

  private static func page(_ html: Markup, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(status, type: "text/html; charset=utf-8", html.bytes, adding: shared(policy: policy))
  }

  private static func file(_ type: String, _ text: String) -> Response {
    Response(.ok, type: type, text.utf8, adding: shared(policy: "default-src 'none'"))
  }

  /// A sheet: its own style, and pictures and fonts within it.
  private static func picture(_ bytes: [UInt8]) -> Response {
    Response(
      .ok, type: "image/svg+xml", bytes,
      adding: shared(
        policy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"))
  }

  private static func download(_ pdf: [UInt8], named name: String) -> Response {
    var fields = shared(policy: "default-src 'none'")
    fields[.contentDisposition] = "attachment; filename*=UTF-8''\(PercentEncoding.encode(name))"
    return Response(.ok, type: "application/pdf", pdf, adding: fields)
  }

  private static func moved(
    to address: String, _ status: HTTPResponse.Status = .found
  ) -> Response {
    var fields = shared(policy: "default-src 'none'")
    fields[.location] = address
    return Response(status, type: "text/plain; charset=utf-8", [], adding: fields)
  }
}
