internal import Audit
internal import Catalog
internal import Changes
internal import Console
internal import GatePay
internal import Paper
internal import Site
internal import Support

extension PhotoAudit.Result {
  /// What was found, photo by photo, then the papers that no photo shows.
  var diagnostics: [Diagnostic] {
    photos.flatMap { photo in
      (photo.refusal.map { [Diagnostic(.error, at: .file(photo.path), .refused($0))] } ?? [])
        + photo.codes.map { $0.diagnostic(in: photo) }
        + (photo.refusal == nil && photo.codes.isEmpty
          ? [Diagnostic(.warning, at: .file(photo.path), .noCode)] : [])
    } + unseen.map { Diagnostic(.note, at: nil, .unseen($0)) }
  }

  /// The warnings and notes as findings.
  var findings: [Finding] {
    diagnostics.compactMap { diagnostic in
      guard let severity = diagnostic.severity, severity != .error else { return nil }
      let file = if case .file(let path) = diagnostic.place { path } else { PaperLedger.fileName }
      return Finding(severity, at: Position(file: file), diagnostic.problem)
    }
  }

  private var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

  private func count(_ matches: (CodeVerdict) -> Bool) -> Int {
    codes.count { matches($0.code.verdict) }
  }

  private var foreignCount: Int { count { if case .foreign = $0 { true } else { false } } }

  /// Why the command fails; nil if all codes are as they should be.
  var failure: Failure? {
    let errors = errors
    guard !errors.isEmpty else { return nil }
    var failure = Failure.findings(Problem(outcome))
    failure.errors = errors
    failure.errorCount = errors.count
    return failure
  }

  /// How many codes there are of each kind.
  var outcome: Sentence {
    let current = count { if case .current = $0 { true } else { false } }
    let outdated = count { if case .outdated = $0 { true } else { false } }
    let stale = count { if case .stale = $0 { true } else { false } }
    let unreadable = count { $0 == .unreadable }
    let numbers = [
      (current, "as they should be", "个正确"), (outdated, "with old words", "个印的内容已旧"),
      (stale, "stale", "个已过时"),
      (foreignCount, "NOT YOURS", "个不是本店的"), (unreadable, "unreadable", "个无法读取"),
    ].filter { $0.0 > 0 }
    let english = numbers.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let chinese = numbers.map { "\($0.0) \($0.2)" }.joined(separator: "，")
    return Sentence(
      "\(counted(codes.count, "code")) in \(counted(photos.count, "photo"))"
        + (numbers.isEmpty ? "" : ": \(english)"),
      "\(photos.count) 张照片里有 \(codes.count) 个码" + (numbers.isEmpty ? "" : "：\(chinese)"))
  }

  /// What was found, as `docs/audit.md` describes it.
  var json: JSON {
    .members([
      "photos": .array(photos.map(\.json)),
      "unseen": .array(unseen.flatMap { $0.papers.map { .string("\($0.id)") } }),
    ])
  }
}

extension AuditedCode {
  func diagnostic(in photo: AuditedPhoto) -> Diagnostic {
    let place = Diagnostic.Place.file(photo.path)
    switch verdict {
    case .current(let row):
      return Diagnostic(nil, at: place, Problem(.currentCode(number, row, papers)))
    case .outdated(let outdated):
      return Diagnostic(.warning, at: place, .outdatedCode(number, outdated))
    case .stale(let stale):
      return Diagnostic(stale.isMoney ? .error : .warning, at: place, .staleCode(number, stale))
    case .foreign(let foreign): return Diagnostic(.error, at: place, .foreignCode(number, foreign))
    case .unreadable: return Diagnostic(.warning, at: place, .unreadableCode(number))
    }
  }
}

extension AuditedPhoto {
  fileprivate var json: JSON {
    .members([
      "file": .string(path), "width": .number("\(width)"), "height": .number("\(height)"),
      "codes": .array(codes.map(\.json)),
    ])
  }
}

extension AuditedCode {
  fileprivate var json: JSON {
    var (state, link, kind, text): (String, JSON, JSON, JSON) = ("unreadable", .null, .null, .null)
    var changes: [FieldChange] = []
    switch verdict {
    case .current(let row): (state, link) = ("current", .string(row.id))
    case .outdated(let outdated):
      (state, link) = ("outdated", .string(outdated.row.id))
      changes = outdated.changes
    case .stale(let stale):
      (state, link) = ("stale", stale.link.map(JSON.string) ?? .null)
      changes = stale.changes
    case .foreign(let foreign):
      (state, kind, text) = ("foreign", .string(foreign.kind.rawValue), .string(foreign.text))
    case .unreadable: break
    }
    let places = corners.map { corner in
      JSON.array([corner.x, corner.y].map { .number("\(Int($0.rounded()))") })
    }
    return .members([
      "number": .number("\(number)"), "state": .string(state), "link": link, "kind": kind,
      "text": text, "changes": .array(changes.map(\.json)),
      "papers": .array(papers.map { .string("\($0.id)") }), "corners": .array(places),
    ])
  }
}

extension OutdatedCode {
  /// What is different about the printed amount and words, each once.
  fileprivate var changes: [FieldChange] {
    var changes: [FieldChange] = []
    for change in pieces.flatMap(\.verdict.changes) {
      let field: FieldChange? =
        switch change {
        case .amount(let old, let new): FieldChange(.price, old?.description, new?.description)
        case .words(let old, let new):
          FieldChange(
            .paperWords, old.joined(separator: " / "), new.joined(separator: " / "))
        default: nil
        }
      if let field, !changes.contains(field) { changes.append(field) }
    }
    return changes
  }
}

extension StaleCode {
  /// The id of the link that it belongs or belonged to, if that is known.
  fileprivate var link: String? {
    switch origin {
    case .paper(let paper): paper.link
    case .list(let row, _): row.id
    case .address, .slug: now?.id
    }
  }
}
