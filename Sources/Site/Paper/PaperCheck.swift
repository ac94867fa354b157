internal import Catalog
internal import Paper
internal import Support

/// Reports which printed pieces are wrong, outdated, or show another amount than they lead to.
enum PaperCheck {
  /// Compares the pieces on record with the links of a site; nil if a job cannot print its links, and
  /// if a spreadsheet changed while it was read, which the build reports.
  static func run(
    _ catalogue: Catalogue, _ fonts: PrintFonts, into sink: FindingSink
  ) -> PaperReview? {
    let papers = catalogue.paper.presentPapers
    let review: PaperReview
    do {
      review = try PaperReview(papers, in: catalogue, fonts.measure)
    } catch {
      if let finding = error as? Finding { sink.report(finding) }
      return nil
    }
    if papers.isEmpty { return review }
    let place = Position(file: PaperFile.path(besideConfig: catalogue.path))
    for group in review.groups {
      guard let (severity, problem) = finding(group) else { continue }
      sink.report(Finding(severity, at: place, problem))
    }
    sink.report(Finding(.note, at: place, .paperCounts(review.counts)))
    return review
  }

  private static func finding(
    _ group: PaperReview.Group
  ) -> (Finding.Severity, Problem)? {
    switch group.verdict.status {
    case .wrong: (.warning, .wrongPaper(group))
    case .outdated: (.note, .outdatedPaper(group))
    case .forwarding:
      group.verdict.otherAmount == nil ? nil : (.warning, .otherAmountOnPaper(group))
    case .current: nil
    }
  }
}

extension Problem {
  fileprivate static func wrongPaper(_ group: PaperReview.Group) -> Problem {
    let (pieces, changes) = (group.name, PaperWords.changes(group.verdict))
    let isOne = group.numbers.count == 1
    return Problem(
      Sentence(
        "\(pieces.english) \(isOne ? "is" : "are") wrong: \(changes.english)",
        "\(pieces.chinese)有错：\(changes.chinese)"),
      hint: wrongPaperHint(group))
  }

  private static func wrongPaperHint(_ group: PaperReview.Group) -> Sentence {
    let gone = PaperWords.goneCommand(run: group.first.run.id, group.goingNumbers)
    let isOne = group.numbers.count == 1
    guard group.isReplaceable else {
      let link = quoted(group.first.link)
      return Sentence(
        "take \(isOne ? "it" : "them") down, then run \(gone); to keep \(isOne ? "it" : "them"), "
          + "give a link the id \(link) again",
        "请撤下，再运行 \(gone)；若要保留，请重新写一个 id 为 \(link) 的链接")
    }
    if group.first.run.sharesSheets {
      return Sentence(
        "print the sheet anew with `paypress paper reprint`; when the old one is down, run \(gone)",
        "请用 `paypress paper reprint` 重新打印整张；旧的撤下后，请运行 \(gone)")
    }
    return Sentence(
      "print anew with `paypress paper reprint`; when the old \(isOne ? "one is" : "ones are") down, run "
        + gone,
      "请用 `paypress paper reprint` 重新打印；旧的撤下后，请运行 \(gone)")
  }

  fileprivate static func outdatedPaper(_ group: PaperReview.Group) -> Problem {
    let (pieces, changes) = (group.name, PaperWords.changes(group.verdict))
    let isOne = group.numbers.count == 1
    return Problem(
      Sentence(
        "\(pieces.english) \(isOne ? "pays" : "pay") right, but \(isOne ? "is" : "are") outdated: "
          + changes.english,
        "\(pieces.chinese)收款无误，但已过时：\(changes.chinese)"),
      hint: Sentence(
        "no hurry: `paypress paper reprint --all` prints \(isOne ? "it" : "them") anew",
        "不急：需要时可用 `paypress paper reprint --all` 重印"))
  }

  fileprivate static func otherAmountOnPaper(_ group: PaperReview.Group) -> Problem {
    let (pieces, changes) = (group.name, PaperWords.changes(group.verdict))
    let isOne = group.numbers.count == 1
    return Problem(
      Sentence(
        "\(pieces.english) \(isOne ? "leads" : "lead") to the new amount, but \(isOne ? "shows" : "show") "
          + "the old one: \(changes.english)",
        "\(pieces.chinese)会跳转到新金额，但印的是旧金额：\(changes.chinese)"),
      hint: Sentence(
        "customers see two amounts; correct the printed one, or print anew with `paypress paper reprint --all`",
        "顾客会看到两个金额；请改正印出的金额，或用 `paypress paper reprint --all` 重印"))
  }

  fileprivate static func paperCounts(_ counts: [PaperStatus: Int]) -> Problem {
    let parts = PaperStatus.allCases.reversed().compactMap { status in
      counts[status].map { ($0, PaperWords.name(status)) }
    }
    let english = parts.map { "\($0) \($1.english)" }.joined(separator: ", ")
    let chinese = parts.map { "\($1.chinese) \($0) 张" }.joined(separator: "，")
    return Problem(
      Sentence("printed pieces on record: \(english)", "记录在案的印刷品：\(chinese)"),
      hint: Sentence("`paypress paper list` names them", "`paypress paper list` 逐一列出"))
  }
}
