internal import Catalog
internal import Support

/// Looks at pieces on their sheet: beside each other, under the ruler, and between marks for cutting and
/// folding.
///
/// A piece that keeps to its own place, and whose ground keeps away from the places beside it, can be
/// looked at by itself, whatever links the others show.
struct SheetCheck {
  private let layout: JobLayout
  private let job: PrintJob
  /// The marks of the sheet, with what they are.
  private let marks: [DrawnPart]
  /// The first place, those beside it, the last one, and those that a mark lies on.
  private let places: [JobLayout.Piece]

  /// A check of a job's sheets.
  init(_ run: PrintRun) {
    let marks = SheetMarks(layout: run.layout, context: run.context)
    self.init(run, ruler: marks.ruler(), lines: marks.folds() + marks.cuts())
  }

  /// A check of sheets with a ruler and other marks.
  init(_ run: PrintRun, ruler: [SheetElement], lines: [SheetElement]) {
    layout = run.layout
    job = run.job
    let rulers = DrawnPart.all(of: ruler).map { part in
      DrawnPart(kind: part.kind, frame: part.frame, name: "ruler")
    }
    let marks = rulers + DrawnPart.all(of: lines)
    self.marks = marks
    let pieces = run.layout.pieces
    let beside = [0, 1, run.layout.stock?.columns ?? 0, pieces.count - 1]
    places = pieces.indices.filter { index in
      beside.contains(index) || marks.contains { pieces[index].frame.overlaps($0.frame) }
    }.map { pieces[$0] }
  }

  /// What is wrong with the sheets whatever they show.
  func jobIssues() -> [CodeIssue] {
    var issues: [CodeIssue] = []
    if layout.bleed < job.bleed - 0.001 {
      issues.append(
        CodeIssue(
          check: "bleed", severity: .warning, badness: 0,
          problem: .bleedLimited(to: (layout.bleed * 10 + 1e-6).rounded(.down) / 10)))
    }
    if job.ruler, job.places["ruler"] != nil, layout.ruler == nil {
      issues.append(
        CodeIssue(check: "ruler", severity: .warning, badness: 0, problem: .noRoomForRuler))
    }
    return issues
  }

  /// What is wrong with a piece of a link.
  func issues(_ piece: PieceComposer.Piece, of link: String) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    func add(_ check: String, _ problem: Problem) {
      issues.append(CodeIssue(check: check, severity: .error, badness: 0, problem: problem))
    }
    if !piece.leftOut.isEmpty {
      issues.append(
        CodeIssue(
          check: "words", severity: .warning, badness: Double(piece.leftOut.count),
          problem: .wordsLeftOut(link, piece.leftOut)))
    }
    if let intruder = QuietZoneCheck.intruder(in: piece.draw(layout.pieces[0])) {
      add("quiet-zone", .artworkInQuietZone(link, intruder))
    }
    for place in places {
      let parts = DrawnPart.all(of: piece.face(place))
      if let part = parts.first(where: { !place.frame.holds($0.frame) }) {
        add("overlap", .beyondPiece(link, part.name))
      }
      let grounds = DrawnPart.all(of: piece.grounds(place))
      let others = places.filter { $0.frame != place.frame }
      if grounds.contains(where: { ground in others.contains { ground.frame.overlaps($0.frame) } })
      {
        add("overlap", .beyondPiece(link, "bleed"))
      }
      if let issue = covered(parts, of: link) { issues.append(issue) }
    }
    return issues
  }

  /// A mark that lies over the words or the code of a piece.
  private func covered(_ parts: [DrawnPart], of link: String) -> CodeIssue? {
    for part in parts where part.kind == .code || part.kind == .words {
      guard let mark = marks.first(where: { $0.frame.overlaps(part.frame) }) else { continue }
      let isCode = part.kind == .code
      return CodeIssue(
        check: isCode ? "quiet-zone" : "overlap", severity: .error, badness: 0,
        problem: isCode
          ? .artworkInQuietZone(link, mark.name) : .wordsCovered(link, part.name, by: mark.name))
    }
    return nil
  }
}

/// Looks for anything that is drawn in the white border of a code.
enum QuietZoneCheck {
  /// What lies over a code or its quiet zone: a text, or a word for what else it is.
  static func intruder(in elements: [SheetElement]) -> String? {
    let parts = DrawnPart.all(of: elements)
    let codes = parts.indices.filter { parts[$0].kind == .code }
    for (index, part) in parts.enumerated() {
      let isOver = codes.contains { code in
        // What is filled lies under the white plate of a code, unless the code is already drawn.
        index != code && (part.kind != .field || code < index)
          && part.frame.overlaps(parts[code].frame)
      }
      if isOver { return part.name }
    }
    return nil
  }
}
