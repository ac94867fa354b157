internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// Takes the forms of the studio: shows what a change does, makes it, takes it back.
struct EditDesk: Sendable {
  let editor: ProjectEditor
  /// Says what is wrong with a change before it is made.
  let workshop: Workshop
  /// Makes PDFs; nil for a sandbox, whose codes nobody may print.
  let printing: PrintDesk?
  /// The spreadsheets that were brought and not yet saved; each is as large as a file may be.
  private let dropped = KeptValues<NewSpreadsheet>(limit: 3)
  /// Appkeys and tokens that were typed and not yet saved: no page holds them.
  private let accounts = KeptValues<AccountForm.Change>(limit: 8)
  /// What a form must hold, so that no page of elsewhere can change anything.
  let token: String

  /// The largest form in bytes.
  static let maximumByteCount = 1 << 16
  /// The largest form with a file in bytes: one in which the file is as large as it may be.
  static let maximumFileFormByteCount = ProjectDraft.maximumByteCount + maximumByteCount

  /// Why a form was not read.
  static let tooLarge = Sentence(
    "The file is too large: at most \(ProjectDraft.maximumByteCount >> 20) MB.",
    "文件太大：最多 \(ProjectDraft.maximumByteCount >> 20) MB。")

  /// Why an appkey or a token is not saved: only a few that were typed are kept, and not for long.
  private static let notKept = Sentence(
    "What you typed is not kept any more: nothing was saved. Please type it again.",
    "您填写的内容已不再保留：没有保存。请重新填写。")

  /// What a request leads to.
  enum Answer {
    case page(Markup)
    /// The path of another page.
    case moved(String)
    case refused
  }

  /// The page with all forms, or those of one link or print job.
  func page(
    _ visit: StudioVisit, _ subject: EditPage.Subject = .shop,
    after outcome: EditPage.Outcome? = nil
  ) async -> Markup {
    var page = await EditPage(visit: visit, token: token, text: text, canUndo: editor.canUndo)
    page.subject = subject
    page.outcome = outcome
    guard case .link(let id) = subject else { return page.html() }
    do throws(ProjectEditor.Refusal) {
      let link = try Self.link(id, visit.state)
      page.link = link
      page.place = visit.state.isOutdated ? nil : link.flatMap { visit.state.entry(of: $0) }
      page.row = try await RowView(of: link, visit.state, editor)
      return page.html()
    } catch {
      return page.html(notice: EditPage.words(error))
    }
  }

  private static func link(
    _ id: String, _ state: StudioState
  ) throws(ProjectEditor.Refusal) -> Link? {
    do {
      return try state.firstLink { $0.id == id }
    } catch {
      throw .changedMeanwhile
    }
  }

  /// The questions to somebody who has no config; nil if there is one.
  func firstRun(_ visit: StudioVisit) async -> Markup? {
    guard await editor.isMissing else { return nil }
    var shop = FirstShop()
    shop.language = visit.language
    return FirstRunPage(visit: visit, token: token, shop: shop).html
  }

  private func makeShop(
    _ shop: FirstShop, _ visit: StudioVisit
  ) async throws(ProjectEditor.Refusal) -> Answer {
    let config: String
    do throws(FirstShop.Fault) {
      config = try shop.config()
    } catch {
      return .page(FirstRunPage(visit: visit, token: token, shop: shop, fault: error).html)
    }
    try await editor.create(config)
    return .moved("print?\(FirstRunPage.welcome)")
  }

  private func makePDFs(of job: String?, _ visit: StudioVisit) async -> Answer {
    if let printing, await !printing.makePDFs(of: job, visit) { return .refused }
    return .moved("print\(job.map { "#" + PrintPage.anchor(of: $0) } ?? "")")
  }

  private func mark(_ fields: FormFields, _ visit: StudioVisit) async -> Answer {
    guard let job = fields["job"], let printing else { return .refused }
    let place = (fields["place"] ?? "").trimmingSpaces
    switch await printing.mark(job, at: place.isEmpty ? nil : place, visit) {
    case .success: return .moved("paper?\(PaperPage.marked)")
    case .failure(let refusal):
      let words = refusal.words.joined(separator: "\n")
      return .page(await page(visit, notice: Sentence(words, words)))
    }
  }

  private var text: Result<ConfigText, ProjectEditor.Refusal> {
    get async {
      do throws(ProjectEditor.Refusal) {
        return .success(try await editor.text())
      } catch {
        return .failure(error)
      }
    }
  }

  /// Answers a form.
  func answer(_ fields: FormFields, _ visit: StudioVisit) async -> Answer {
    guard let given = fields["token"], given == token else { return .refused }
    let fields = await keeping(fields)
    do throws(ProjectEditor.Refusal) {
      switch fields["action"] {
      case "first": return try await makeShop(FirstShop(fields), visit)
      case "pdf": return await makePDFs(of: fields["job"], visit)
      case "mark": return await mark(fields, visit)
      case "undo":
        try await editor.undo()
        return .moved("\(EditPage.page(of: fields) ?? "edit")?\(EditPage.Outcome.Kind.undone)")
      default: break
      }
      guard let change = try await change(fields, visit) else {
        guard fields["action"] == "account", fields["basis"] != nil else { return .refused }
        return .page(await page(visit, notice: Self.notKept))
      }
      let basis = fields["basis"]
      let proposal = try await editor.propose(change, on: basis)
      var page = DiffPage(
        visit: visit, token: token, fields: fields, proposal: proposal,
        findings: await newFindings(proposal, visit))
      page.origin = SentForm.origin(of: fields, in: try? await text.get())
      if !page.canBeSaved { page.again = await again(fields, visit) }
      guard let basis, page.canBeSaved else { return .page(page.html) }
      try await editor.make(change, on: basis)
      if let kept = fields["kept"] { await accounts.remove(kept) }
      return .moved(EditPage.landing(after: fields, in: try? await text.get()))
    } catch {
      let typed = TypedLines(fields)
      guard typed == nil, let form = await again(fields, visit) else {
        return .page(await page(visit, notice: EditPage.words(error), typed: typed))
      }
      var page = await EditPage(visit: visit, token: token, text: text, canUndo: editor.canUndo)
      let origin = SentForm.origin(of: fields, in: try? await text.get())
      page.subject = .sent(form, origin: origin)
      return .page(page.html(notice: EditPage.words(error)))
    }
  }

  /// The form that somebody sent, with what was typed; nil for one that holds no more than a button.
  private func again(_ fields: FormFields, _ visit: StudioVisit) async -> Markup? {
    if let typed = TypedLines(fields) {
      return LinesForm(visit: visit, token: token, typed: typed, entry: nil).markup
    }
    if fields["action"] == "rows" {
      let id = fields["file"] ?? ""
      guard let spreadsheet = await spreadsheet(fields) else { return nil }
      var page = await dropPage(id, spreadsheet, visit)
      page.typed = fields
      return page.again
    }
    var page = await EditPage(visit: visit, token: token, text: text, canUndo: false)
    page.typed = fields
    if let id = fields["id"], ["link", "row"].contains(fields["action"]) {
      page.link = try? Self.link(id, visit.state)
      page.row = try? await RowView(of: page.link, visit.state, editor)
    }
    return SentForm(page: page, fields: fields).markup
  }

  /// All forms, or the lines that somebody typed, below a notice.
  func page(
    _ visit: StudioVisit, notice: Sentence, typed: TypedLines? = nil
  ) async -> Markup {
    var page = await EditPage(visit: visit, token: token, text: text, canUndo: editor.canUndo)
    if let typed { page.subject = .lines(typed) }
    return page.html(notice: notice)
  }

  /// The fields without an appkey and tokens, which the desk keeps until they are saved.
  private func keeping(_ fields: FormFields) async -> FormFields {
    guard fields["action"] == "account", fields["kept"] == nil else { return fields }
    let id = await accounts.add(AccountForm.Change(fields))
    return FormFields(
      ["token", "action", "key"].map { FormFields.Field($0, fields[$0] ?? "") }
        + [FormFields.Field("kept", id)])
  }

  // MARK: Spreadsheets

  /// Answers a form with a file.
  func answer(_ form: MultipartForm, _ visit: StudioVisit) async -> Answer {
    guard let given = form.fields["token"], given == token,
      let file = form.files.first, form.files.count == 1
    else { return .refused }
    guard !file.name.isEmpty else {
      return .page(
        await page(visit, notice: Sentence("Choose a file first.", "请先选择一个文件。")))
    }
    do throws(Finding) {
      let spreadsheet = try NewSpreadsheet(named: file.name, file.bytes)
      return .moved("drop/\(await dropped.add(spreadsheet))")
    } catch {
      let name = FileSystem.lastName(of: file.name)
      return .page(await page(visit, notice: Self.words(error, of: name)))
    }
  }

  /// The page that asks what a spreadsheet is for; nil if it is not here any more.
  ///
  /// - Parameter sheet: the sheet of a workbook; nil for the one that has links first.
  func dropPage(_ id: String, sheet: String?, _ visit: StudioVisit) async -> Markup? {
    guard let spreadsheet = await dropped[id] else { return nil }
    guard let sheet, spreadsheet.sheets.contains(sheet) else {
      return await dropPage(id, spreadsheet, visit).html
    }
    do throws(Finding) {
      let other = try NewSpreadsheet(named: spreadsheet.name, spreadsheet.bytes, sheet: sheet)
      return await dropPage(id, other, visit).html
    } catch {
      var page = await dropPage(id, spreadsheet, visit)
      page.notice = Self.words(error, of: sheet)
      return page.html
    }
  }

  /// The spreadsheet that a form is about; nil if it is not here any more.
  private func spreadsheet(_ fields: FormFields) async -> NewSpreadsheet? {
    guard let spreadsheet = await dropped[fields["file"] ?? ""] else { return nil }
    let sheet = fields[DropPage.sheetField].flatMap { $0.isEmpty ? nil : $0 }
    guard sheet != spreadsheet.sheet else { return spreadsheet }
    return try? NewSpreadsheet(
      named: spreadsheet.name, spreadsheet.bytes, sheet: sheet ?? spreadsheet.sheets.first)
  }

  /// Why a file or a sheet cannot be used.
  private static func words(_ finding: Finding, of name: String) -> Sentence {
    let (problem, name) = (finding.problem, spelledOut(name))
    let hint = problem.hint ?? Sentence("", "")
    return Sentence(
      "\(name): \(problem.message.english): \(hint.english)",
      "\(name)：\(problem.message.chinese)：\(hint.chinese)")
  }

  private func dropPage(
    _ id: String, _ spreadsheet: NewSpreadsheet, _ visit: StudioVisit
  ) async -> DropPage {
    let text = try? await text.get()
    return DropPage(
      visit: visit, token: token, id: id, spreadsheet: spreadsheet,
      known: text.map { SpreadsheetEdit.names(in: $0) } ?? [],
      payees: text.map { Payees(in: $0) } ?? Payees.none)
  }

  /// What a check would find that it does not find now.
  private func newFindings(
    _ proposal: ProjectEditor.Proposal, _ visit: StudioVisit
  ) async -> [StudioFinding] {
    let files = proposal.files.map { ($0.path, $0.new) }
    let known = Set(visit.state.findings.map(\.diagnostic.problem))
    return await workshop.findings(with: Dictionary(uniqueKeysWithValues: files)).filter {
      $0.severity != .note && !known.contains($0.diagnostic.problem)
    }
  }

  /// What a form asks for; nil for a form that the studio has not.
  private func change(
    _ fields: FormFields, _ visit: StudioVisit
  ) async throws(ProjectEditor.Refusal) -> ProjectEditor.Change? {
    if fields["action"] == "row" {
      let edit = RowEdit(fields)
      let link = try Self.link(edit.id, visit.state)
      guard let view = try await RowView(of: link, visit.state, editor) else { return nil }
      return { draft throws(ProjectEditor.Refusal) in try edit.apply(to: &draft, view) }
    }
    if fields["action"] == "rows" {
      guard let spreadsheet = await spreadsheet(fields),
        let edit = SpreadsheetEdit(fields, spreadsheet)
      else { return nil }
      let folder = ProjectFolder(path: editor.folder)
      return { draft throws(ProjectEditor.Refusal) in try edit.apply(to: &draft, in: folder) }
    }
    if let typed = TypedLines(fields) {
      return { draft throws(ProjectEditor.Refusal) in
        try draft.changeLines(of: typed.place, to: typed.text)
      }
    }
    guard let action = await action(fields) else { return nil }
    return { draft throws(ProjectEditor.Refusal) in
      try draft.changeConfig { text throws(EditRefusal) in try action.apply(to: text) }
    }
  }

  private func action(_ fields: FormFields) async -> EditAction? {
    guard fields["action"] == "account" else { return EditAction(fields) }
    return await accounts[fields["kept"] ?? ""].map { .account($0) }
  }
}
