internal import Catalog
internal import QRImage
internal import Support

/// What can be wrong with the printed codes of a job, each kind reported once with its worst link.
struct CodeChecks {
  private struct Kind: Hashable {
    var check: String
    var severity: Finding.Severity
  }

  /// How many links that cannot be laid out are named one by one.
  private static let maximumNamedCount = 20

  private let run: PrintRun
  private let judge: CodeJudge
  private let sheetCheck: SheetCheck
  private var worst: [Kind: CodeIssue] = [:]
  private var counts: [Kind: Int] = [:]
  private var failures: [Problem] = []
  private var failureCount = 0

  init(_ run: PrintRun) {
    self.run = run
    judge = CodeJudge(job: run.job)
    sheetCheck = SheetCheck(run)
    for issue in judge.paperIssues() + sheetCheck.jobIssues() { note(issue) }
  }

  /// Looks at a link that the job chooses.
  mutating func examine(_ link: Link) {
    if let refusal = PrintRefusal.of(link) {
      fail(refusal)
      return
    }
    do throws(TextTooLong) {
      let item = try PrintItem(link, level: run.level)
      do throws(LayoutProblem) {
        try examine(item, ownVersion: link.symbolSize.version)
      } catch {
        fail(.layout(error))
      }
    } catch {
      fail(.addressTooLongForLevel(link.id, error))
    }
  }

  private mutating func fail(_ problem: Problem) {
    failureCount += 1
    if failures.count < Self.maximumNamedCount { failures.append(problem) }
  }

  private mutating func examine(_ item: PrintItem, ownVersion: Int) throws(LayoutProblem) {
    let composer = PieceComposer(run: run, item: item)
    let piece = try composer.compose()
    let plan = composer.plan
    var distance = run.layout.usualDistance
    if case .readable(let wanted) = run.job.codeWidth { distance = wanted }
    let elements = piece.draw(run.layout.pieces[0])
    let facts = CodeFacts(
      link: item.link, byteCount: item.url.utf8.count, size: plan.size, wantedLevel: run.level,
      width: piece.symbolWidth * run.job.scale, largestWidth: piece.largestWidth,
      distance: distance, quietZoneInModules: run.job.quietZoneInModules, budget: plan.budget,
      ownVersion: ownVersion, edgeDistance: edgeDistance(elements),
      pageDistance: pageDistance(elements, piece), overhang: overhang(elements, piece))
    for issue in judge.issues(facts) + sheetCheck.issues(piece, of: item.link) { note(issue) }
  }

  private mutating func note(_ issue: CodeIssue) {
    var issue = issue
    let isForced = issue.severity == .error && run.job.allowed.contains(issue.check)
    if isForced { issue.severity = .warning }
    let kind = Kind(check: issue.check, severity: issue.severity)
    counts[kind, default: 0] += 1
    if issue.badness > worst[kind]?.badness ?? -.infinity { worst[kind] = issue }
  }

  // MARK: Places

  /// The least distance of the code with its quiet zone from the cuts and folds around it.
  private func edgeDistance(_ elements: [SheetElement]) -> Double? {
    guard run.layout.inset == JobLayout.trimInset else { return nil }
    let sheet = Sheet(width: 0, height: 0, elements: elements)
    let frame = run.layout.pieces[0].frame
    let fold =
      run.job.kind == .tent
      ? TentFolds(frame, run.layout.fold, isStock: run.layout.stock != nil).faceHeight : nil
    return sheet.codes.map { placed in
      let quiet = placed.code.module * Double(placed.code.quietZoneInModules)
      let plate = placed.frame.inset(by: -quiet)
      var distances = [
        plate.x - frame.x, frame.right - plate.right, plate.y - frame.y,
        frame.bottom - plate.bottom,
      ]
      if let fold {
        let line = frame.y + fold
        distances.append(plate.y >= line ? plate.y - line : line - plate.bottom)
      }
      return distances.min() ?? 0
    }.min()
  }

  /// What is drawn where the sheet begins and where it ends, as the printer moves and enlarges it.
  ///
  /// - Parameter elements: what is drawn on the first piece.
  private func corners(
    _ elements: [SheetElement], _ piece: PieceComposer.Piece
  ) -> [SheetElement] {
    let pieces = run.layout.pieces
    let last = pieces.count > 1 ? piece.draw(pieces[pieces.count - 1]) : []
    return [.placed(elements + last, run.placement)]
  }

  /// The least distance of the symbol from the edge of the page, wherever on the sheet it lies.
  private func pageDistance(
    _ elements: [SheetElement], _ piece: PieceComposer.Piece
  ) -> Double? {
    guard run.layout.pageInset > 0 else { return nil }
    let sheet = Sheet(width: 0, height: 0, elements: corners(elements, piece))
    return sheet.codes.map { -PaperEdge.overhang(of: $0.frame, on: run.page) }.min()
  }

  /// How far codes and words lie beyond the page, wherever on the sheet.
  private func overhang(
    _ elements: [SheetElement], _ piece: PieceComposer.Piece
  ) -> CodeFacts.Overhang {
    PaperEdge.overhang(of: corners(elements, piece), on: run.page)
  }

  // MARK: Report

  func report(to sink: FindingSink) {
    let job = run.job
    for problem in failures {
      sink.report(Finding(.error, at: job.position, keyPath: job.keyPath, problem))
    }
    if failureCount > failures.count {
      sink.report(
        Finding(
          .error, at: job.position, keyPath: job.keyPath,
          .moreFailures(failureCount - failures.count)))
    }
    if job.mark != nil, job.level == nil {
      sink.report(
        Finding(
          .note, at: job.places["mark"] ?? job.position, keyPath: "\(job.keyPath).mark",
          .markRaisesLevel(run.level ?? .quartile)))
    }
    for kind in worst.keys.sorted(by: {
      ($0.check, $0.severity.rawValue) < ($1.check, $1.severity.rawValue)
    }) {
      guard let issue = worst[kind] else { continue }
      let key = Self.keys[issue.check] ?? ""
      let place = job.places[key]
      sink.report(
        Finding(
          issue.severity, at: place ?? job.position,
          keyPath: place == nil ? job.keyPath : "\(job.keyPath).\(key)",
          issue.problem.counted(counts[kind] ?? 1, check: issue.check)))
    }
  }

  /// The key that a check is about, where the job has it.
  private static let keys = [
    "quiet-zone": "quiet_zone", "contrast": "paper_colour", "panel": "paper_colour",
    "red-light": "paper_colour", "logo-budget": "mark", "logo-area": "mark",
    "logo-pattern": "mark", "logo-level": "level", "level-high": "level", "level-low": "level",
    "distance": "distance", "printable": "nudge", "page-size": "nudge", "printer-dots": "dpi",
    "bleed": "bleed", "ruler": "ruler",
  ]
}

/// Which links must never be printed.
enum PrintRefusal {
  /// Why a link must not be printed; nil when it may.
  static func of(_ link: Link) -> Problem? {
    link.expires ? .expiringLink(link.id) : nil
  }
}
