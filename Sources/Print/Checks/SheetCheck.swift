internal import Catalog
internal import Support

/// Checks pieces on their sheet: against neighbours, the ruler, and the cut and fold marks.
///
/// A piece is checked alone if it stays within its place and its background stays out of the
/// neighbouring places, so other links do not matter.
struct SheetCheck {
  private let layout: JobLayout
  private let job: PrintJob
  /// The marks of the sheet, with their kinds.
  private let marks: [DrawnPart]
  /// The first place and its neighbours, the last place, and those under a mark.
  private let places: [JobLayout.Piece]

  /// Checks a job's sheets.
  init(_ typesetter: JobTypesetter) {
    let marks = SheetMarks(layout: typesetter.layout, context: typesetter.context)
    self.init(
      typesetter, ruler: marks.ruler(), lines: marks.folds() + marks.cuts() + marks.outlines())
  }

  /// Checks sheets with a ruler and other marks.
  init(_ typesetter: JobTypesetter, ruler: [SheetElement], lines: [SheetElement]) {
    layout = typesetter.layout
    job = typesetter.job
    let rulers = DrawnPart.all(of: ruler).map { part in
      DrawnPart(kind: part.kind, frame: part.frame, name: "ruler")
    }
    let marks = rulers + DrawnPart.all(of: lines)
    self.marks = marks
    let pieces = typesetter.layout.pieces
    let beside = [0, 1, typesetter.layout.stock?.columns ?? 0, pieces.count - 1]
    places = pieces.indices.filter { index in
      beside.contains(index) || marks.contains { pieces[index].frame.overlaps($0.frame) }
    }.map { pieces[$0] }
  }

  /// `bleed` and `ruler`: issues of the sheets, whatever links they show.
  func jobIssues() -> [CodeIssue] {
    var issues: [CodeIssue] = []
    // Nobody asked for the usual bleed of plates.
    if layout.bleed < job.bleed - 0.001, job.places["bleed"] != nil {
      let room = tenths((layout.bleed * 10 + 1e-6).rounded(.down) / 10)
      issues.append(
        CodeIssue(
          "bleed", .warning,
          Sentence(
            "this sheet has room for \(room) mm of bleed: more would lie under the ruler or the cutting "
              + "marks",
            "这种纸最多留 \(room) 毫米出血，再多就会压到标尺或裁切标记"),
          hint: Sentence(
            "write `bleed: \(room)mm`, or leave the ruler out with `ruler: false`",
            "请写 `bleed: \(room)mm`，或用 `ruler: false` 去掉标尺")))
    }
    if job.ruler == true, layout.ruler == nil {
      issues.append(
        CodeIssue(
          "ruler", .warning,
          Sentence(
            "this paper has no room for the ruler of 50 mm, which is left out",
            "这种纸放不下 50 毫米的标尺，标尺不会印出"),
          hint: Sentence(
            "delete `ruler`, and measure the code instead: jobs.json has its width",
            "请删掉 `ruler`，改为测量码的宽度（见 jobs.json）")))
    }
    return issues
  }

  /// `words`, `quiet-zone` and `overlap`: issues of a link's piece.
  func issues(_ piece: PieceComposer.Piece, of link: Sentence) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    if !piece.leftOut.isEmpty { issues.append(Self.leftOut(piece.leftOut, link)) }
    if let intruder = QuietZoneCheck.intruder(in: piece.draw(layout.pieces[0])) {
      issues.append(Self.inQuietZone(intruder, link))
    }
    for place in places {
      let parts = DrawnPart.all(of: piece.face(place))
      if let part = parts.first(where: { !place.frame.holds($0.frame) }) {
        issues.append(Self.beyondPiece(part.name, link))
      }
      let grounds = DrawnPart.all(of: piece.grounds(place))
      let others = places.filter { $0.frame != place.frame }
      if grounds.contains(where: { ground in others.contains { ground.frame.overlaps($0.frame) } })
      {
        issues.append(Self.beyondPiece("bleed", link))
      }
      if let issue = covered(parts, of: link) { issues.append(issue) }
    }
    return issues
  }

  func covered(_ parts: [DrawnPart], of link: Sentence) -> CodeIssue? {
    for part in parts where part.kind == .code || part.kind == .words {
      guard let mark = marks.first(where: { $0.frame.overlaps(part.frame) }) else { continue }
      return part.kind == .code
        ? Self.inQuietZone(mark.name, link) : Self.wordsCovered(part.name, by: mark.name, link)
    }
    return nil
  }

  // MARK: Messages

  static func leftOut(_ words: Set<PrintedWords>, _ link: Sentence) -> CodeIssue {
    let english = PrintedWords.list(words, .english) + (words.count > 1 ? " are" : " is")
    return CodeIssue(
      "words", .warning, badness: Double(words.count),
      Sentence(
        "\(english) left out beside the code of \(link.english): there is no room",
        "\(link.chinesePrefix)的码旁边地方不够，没有印\(PrintedWords.list(words, .chinese))"),
      hint: Sentence(
        "shorten the words, or use larger paper or labels", "请缩短文字，或换更大的纸张或标签"))
  }

  /// What is drawn beside words, by the names of `DrawnPart`.
  private static let kinds = [
    "ruler": Sentence("the ruler", "标尺"), "line": Sentence("a cutting or folding line", "裁切线或折线"),
    "frame": Sentence("a frame", "边框"), "rectangle": Sentence("a coloured area", "色块"),
    "ellipse": Sentence("a coloured area", "色块"), "code": Sentence("another code", "另一个码"),
    "logo": Sentence("the logo", "logo "), "mark": Sentence("the centre mark", "中心图案"),
  ]

  static func inQuietZone(_ intruder: String, _ link: Sentence) -> CodeIssue {
    let name = kinds[intruder] ?? Sentence(quoted(intruder), quoted(intruder) + " ")
    return CodeIssue(
      "quiet-zone", .error,
      Sentence(
        "\(name.english) lies in the white border of the code of \(link.english)",
        "\(name.chinese)压在了 \(link.chinesePrefix)的码的白边上"),
      hint: Sentence(
        "make the code narrower (a smaller `code:`), or use larger paper",
        "请缩小码（把 `code:` 写小一些），或换更大的纸张"),
      code: "covered-quiet-zone")
  }

  static func wordsCovered(_ words: String, by mark: String, _ link: Sentence) -> CodeIssue {
    let isRuler = mark == "ruler"
    let name = kinds[mark] ?? Sentence(quoted(mark), " \(quoted(mark)) ")
    let ruler =
      isRuler
      ? Sentence("leave the ruler out (`ruler: false`), ", "去掉标尺（`ruler: false`），")
      : Sentence("", "")
    return CodeIssue(
      "overlap", .error,
      Sentence(
        "\(quoted(words)) of \(link.english) lies under \(name.english)",
        "\(link.chinesePrefix)的 \(quoted(words)) 被\(name.chinese)压住"),
      hint: Sentence(
        "make the code narrower (a smaller `code:`), \(ruler.english)or use larger paper",
        "请缩小码（把 `code:` 写小一些），\(ruler.chinese)或换更大的纸张"),
      code: "covered-words")
  }

  static func beyondPiece(_ part: String, _ link: Sentence) -> CodeIssue {
    CodeIssue(
      "overlap", .error,
      Sentence(
        "\(quoted(part)) of \(link.english) reaches beyond its own label, card or page",
        "\(link.chinesePrefix)的 \(quoted(part)) 超出了自己的标签、卡片或页面"),
      hint: Sentence(
        "make the code narrower (a smaller `code:`), or reduce `bleed:`",
        "请缩小码（把 `code:` 写小一些），或减小 `bleed:`"),
      code: "beyond-piece")
  }
}
