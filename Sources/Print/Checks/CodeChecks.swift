internal import Catalog
internal import QRImage
internal import Support

/// Checks the printed codes of a job and reports each kind of issue once, with its worst link.
struct CodeChecks {
  private struct Kind: Hashable, Comparable {
    var check: String
    var severity: Finding.Severity

    static func < (left: Kind, right: Kind) -> Bool {
      (left.check, left.severity.rawValue) < (right.check, right.severity.rawValue)
    }
  }

  private let typesetter: JobTypesetter
  private let judge: CodeJudge
  private let sheetCheck: SheetCheck
  private var worst: [Kind: CodeIssue] = [:]
  private var counts: [Kind: Int] = [:]
  /// The links that cannot be laid out, by reason; of a kind with sizes, the first's.
  private var refused: [(refusal: PrintRefusal, code: String, links: [Sentence])] = []
  private var printedCount = 0
  /// The links of a job whose sheets several share, each with the version of its own picture.
  private var waiting: [(rank: Int, item: PrintItem)] = []
  private var ownVersions: [String: Int] = [:]
  /// What makes the sheets of such a job impossible.
  private var problems: [Problem] = []
  /// The characters of the pieces and marks.
  private(set) var characters = PrintedCharacters()

  init(_ typesetter: JobTypesetter) {
    self.typesetter = typesetter
    judge = CodeJudge(job: typesetter.job)
    sheetCheck = SheetCheck(typesetter)
    characters.add(
      SheetMarks(layout: typesetter.layout, context: typesetter.context).elements())
    for issue in judge.paperIssues() + sheetCheck.jobIssues() { note(issue) }
  }

  /// Lays out and checks a link, if the job prints it.
  mutating func examine(_ link: Link) {
    guard let rank = typesetter.rank(of: link) else { return }
    do throws(PrintRefusal) {
      let item = try typesetter.item(link)
      if typesetter.job.kind.isShared {
        waiting.append((rank, item))
        ownVersions[item.link] = link.symbolSize.version
        return
      }
      let findings = try self.findings(item, ownVersion: link.symbolSize.version)
      for issue in findings.issues { note(issue) }
      printedCount += 1
      characters.add(findings.characters)
    } catch {
      note(error, of: link.printedName)
    }
  }

  /// What there is to say about a piece, whatever others there are.
  private func findings(
    _ item: PrintItem, ownVersion: Int
  ) throws(PrintRefusal) -> PieceFindings {
    if let known = typesetter.memory?.findings(of: item, ownVersion: ownVersion) { return known }
    let piece = try typesetter.piece(item)
    let facts = CodeFacts(item, piece, ownVersion: ownVersion, of: typesetter)
    var findings = PieceFindings()
    findings.issues = judge.issues(facts) + sheetCheck.issues(piece, of: item.name)
    findings.characters.add(piece.draw(typesetter.layout.pieces[0]))
    if typesetter.printsStamps {
      findings.characters.add(
        typesetter.stampText(of: item), StampPlace.face, StampPlace.language)
      if typesetter.stamp(of: item, on: piece) == nil {
        findings.issues.append(.noStamp(on: item.name))
      }
    }
    typesetter.memory?.keep(findings, of: item, ownVersion: ownVersion)
    return findings
  }

  /// Lays out and checks the links that share sheets.
  private mutating func examineShared() {
    guard !waiting.isEmpty else { return }
    do throws(SharedRefusal) {
      let (sheets, leftOut) = try typesetter.sharedSheets(waiting)
      for (item, refusal) in leftOut { note(refusal, of: item.name) }
      for sheet in sheets {
        for issue in sheetCheck.issues(sheet) { note(issue) }
        for cell in sheet.cells {
          let facts = CodeFacts(cell, ownVersion: ownVersions[cell.item.link] ?? 0, of: typesetter)
          for issue in judge.issues(facts) { note(issue) }
          printedCount += 1
        }
        characters.add(typesetter.stamped(sheet))
      }
    } catch {
      if case .link(let item, let refusal) = error {
        note(refusal, of: item.name)
      } else {
        problems.append(error.problem)
      }
    }
  }

  private mutating func note(_ refusal: PrintRefusal, of link: Sentence) {
    let code = refusal.problem(of: link).code
    if let index = refused.firstIndex(where: { $0.code == code }) {
      refused[index].links.append(link)
    } else {
      refused.append((refusal, code, [link]))
    }
  }

  private mutating func note(_ issue: CodeIssue) {
    var issue = issue
    let isForced = issue.severity == .error && typesetter.job.allowed.contains(issue.check)
    if isForced { issue.severity = .warning }
    let kind = Kind(check: issue.check, severity: issue.severity)
    counts[kind, default: 0] += 1
    if issue.badness > worst[kind]?.badness ?? -.infinity { worst[kind] = issue }
  }

  /// Reports the issues, after the last link.
  mutating func finish(reportingTo sink: FindingSink) {
    examineShared()
    let job = typesetter.job
    for problem in problems { sink.report(job.finding(.error, problem)) }
    for (refusal, _, links) in refused {
      // A job that would print nothing is refused all the same.
      if typesetter.allows(refusal), printedCount > 0 {
        sink.report(job.finding(.warning, PrintRefusal.leftOut(links)))
      } else {
        let problem = refusal.problem(of: links[0], and: Array(links.dropFirst()))
        sink.report(job.finding(.error, problem))
      }
    }
    if job.mark != nil, job.level == nil {
      let level = (typesetter.level ?? .quartile).rawValue
      sink.report(
        job.finding(
          .note, key: "mark",
          Problem(
            Sentence(
              "because of the centre mark, the codes of this job have level \(level) or higher",
              "因为有中心图案，这一项的码用 \(level) 级或更高"),
            hint: CodeIssue.noChange, code: "level-for-mark")))
    }
    for (kind, issue) in worst.sorted(by: { $0.key < $1.key }) {
      let problem = issue.problem(of: counts[kind] ?? 1)
      sink.report(job.finding(issue.severity, key: Self.keys[issue.check] ?? "", problem))
    }
  }

  /// The job's key that each check is about.
  private static let keys = [
    "quiet-zone": "quiet_zone", "contrast": "paper_colour", "panel": "paper_colour",
    "red-light": "paper_colour", "logo-budget": "mark", "logo-area": "mark",
    "logo-pattern": "mark", "logo-level": "level", "level-high": "level", "level-low": "level",
    "distance": "distance", "printable": "nudge", "page-size": "nudge", "printer-dots": "dpi",
    "bleed": "bleed", "ruler": "ruler", "no-stamp": "stamp",
  ]
}

/// What a check says about a piece, and the characters that it prints.
struct PieceFindings: Sendable {
  var issues: [CodeIssue] = []
  var characters = PrintedCharacters()
}

extension CodeIssue {
  /// A piece without room for its stamp.
  fileprivate static func noStamp(on link: Sentence) -> CodeIssue {
    CodeIssue(
      "no-stamp", .note,
      Sentence(
        "the piece of \(link.english) has no room for its stamp, and is printed without one",
        "\(link.chinese) 的印刷品没有放印记的空处，所以不印印记"),
      hint: Sentence(
        "`paypress paper list` finds it by its words; more room, or fewer words, let a stamp in; "
          + "`stamp: false` asks for none",
        "`paypress paper list` 可按印出的文字找到它；纸大一些或字少一些就放得下；写 `stamp: false` 则不要印记"))
  }
}
