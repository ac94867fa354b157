internal import Pages
public import Paper
public import Site
public import Support

/// What a build changes, in at most two lines.
public struct BuildChanges {
  private var jobsBefore: JSONListReader?

  /// Opens the list of print jobs, which the build replaces.
  public init(before folder: String) {
    jobsBefore = try? JSONListReader("\(folder)/\(OutputLayout.printJobs)")
  }

  /// How many links are different and what that means for paper, and the most important change.
  ///
  /// - Parameters:
  ///   - folder: the output folder after the build.
  ///   - baseURL: where it will be hosted.
  public func words(
    _ changes: LinkChanges, in folder: String, ledger: PaperLedger, baseURL: String?
  ) -> (summary: Sentence, detail: Sentence)? {
    guard let counts = changes.counts else { return nil }
    let effects = PaperEffects(
      old: jobs(jobsBefore), new: jobs(try? JSONListReader("\(folder)/\(OutputLayout.printJobs)")),
      ledger: ledger, baseURL: baseURL)
    let report = ChangeReport(
      old: folder, links: changes, effects: effects, otherPages: [], jobs: [])
    var effect = report.effect
    effect.pageCount = 0
    let paper = report.words(of: effect)
    let first = mostImportant(report.groups)
    let subject = report.subject(of: first)
    let more = report.groups.count - 1
    return (
      Sentence(
        counts.english + (paper.map { "; on paper: \($0.english)" } ?? ""),
        counts.chinese + (paper.map { "；纸上：\($0.chinese)" } ?? "")),
      Sentence(
        subject.english + (more > 0 ? "; and \(counted(more, "more change"))" : ""),
        subject.chinese + (more > 0 ? "；另有 \(more) 项变化" : ""))
    )
  }

  /// The change that asks for work at the wall, before one of money that forwards; the first of several.
  private func mostImportant(_ groups: [ChangeReport.Group]) -> ChangeReport.Group {
    func rank(_ group: ChangeReport.Group) -> Int {
      let isUrgent = group.effect.pieces.keys.contains {
        $0.action == .reprint || $0.action == .takeDown
      }
      return (isUrgent ? 2 : 0) + (group.fields.contains(where: \.isMoney) ? 1 : 0)
    }
    return groups.dropFirst().reduce(groups[0]) { rank($1) > rank($0) ? $1 : $0 }
  }

  /// The jobs of a list; none if it is missing or damaged, because a build does not depend on it.
  private func jobs(_ reader: JSONListReader?) -> [JobState] {
    guard var reader else { return [] }
    var jobs: [JobState] = []
    while let value = try? reader.next() {
      if let job = JobState(value), !job.isReprint { jobs.append(job) }
    }
    return jobs
  }
}
