public import Catalog

/// Checks the print jobs of a site as a whole: what they choose and whether it can be laid out.
public struct PrintCheck {
  /// One job with what was seen of it.
  private struct Examination {
    let run: PrintRun
    var chosen: Set<Int> = []
    /// The links that are passed over because they expire, and those that are not.
    var leftOutCount = 0
    var takenCount = 0
    var checks: CodeChecks
  }

  private let sink: FindingSink
  private var examinations: [Examination] = []
  /// Ids to suggest where a selector chooses nothing.
  private var knownIDs: [String] = []
  private var tags: Set<String> = []
  private let outline: SiteOutline

  /// How many ids are kept for suggestions.
  private static let maximumKnownCount = 20_000

  /// A check of all jobs; what is wrong with a job by itself goes to the sink.
  public init(_ outline: SiteOutline, into sink: FindingSink) {
    self.sink = sink
    self.outline = outline
    for job in outline.prints {
      do throws(JobProblem) {
        let run = try PrintRun(job, outline: outline)
        examinations.append(Examination(run: run, checks: CodeChecks(run)))
      } catch {
        let key = error.key ?? ""
        let position = job.places[key] ?? job.position
        let keyPath = key.isEmpty ? job.keyPath : "\(job.keyPath).\(key)"
        sink.report(Finding(.error, at: position, keyPath: keyPath, error.problem))
      }
    }
  }

  /// Whether there is nothing to look at.
  public var isEmpty: Bool { examinations.isEmpty }

  /// Looks at a link.
  public mutating func examine(_ link: Link) {
    if knownIDs.count < Self.maximumKnownCount { knownIDs.append(link.id) }
    tags.formUnion(link.tags)
    for index in examinations.indices {
      let selectors = examinations[index].run.select(link)
      guard !selectors.isEmpty else { continue }
      examinations[index].chosen.formUnion(selectors)
      if examinations[index].run.leavesOut(link) {
        examinations[index].leftOutCount += 1
        continue
      }
      examinations[index].takenCount += 1
      examinations[index].checks.examine(link)
    }
  }

  /// Reports what is wrong.
  public func finish() {
    for examination in examinations {
      let job = examination.run.job
      for (index, selector) in job.selectors.enumerated()
      where !examination.chosen.contains(index) {
        let problem = Problem.choosesNothing(
          selector, ids: knownIDs, tags: tags.sorted(), merchants: outline.merchantKeys)
        sink.report(
          Finding(.error, at: selector.position, keyPath: selector.keyPath, problem))
      }
      if examination.leftOutCount > 0 {
        let isEmpty = examination.takenCount == 0
        sink.report(
          Finding(
            isEmpty ? .error : .note, at: job.position, keyPath: job.keyPath,
            isEmpty ? .choosesOnlyOrders : .leavesOrdersOut(examination.leftOutCount)))
      }
      examination.checks.report(to: sink)
    }
  }
}
