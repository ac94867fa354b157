public import Catalog
public import Support

/// Checks the print jobs of a site as a whole: what they choose and whether it can be laid out.
///
/// Takes the links of a config with errors too, as far as they can be made; what may only follow from
/// those errors is not reported.
public struct PrintCheck {
  /// One job with what was seen of it.
  private struct Examination {
    let job: PrintJob
    let choice: LinkChoice
    var chosen: Set<Int> = []
    /// The links that are passed over because they expire, and those that are not.
    var leftOutCount = 0
    var takenCount = 0
    /// What is found out of its codes; nil where the job itself is at fault.
    var checks: CodeChecks?
  }

  private let sink: FindingSink
  private var examinations: [Examination] = []
  /// Ids to suggest where a selector chooses nothing.
  private var knownIDs: [String] = []
  private var tags: Set<String> = []
  private let outline: SiteOutline
  /// Whether some links could not be made, and whether not even their ids are known.
  private var lacksLinks = false
  private var lacksIDs = false

  /// How many ids are kept for suggestions.
  private static let maximumKnownCount = 20_000

  /// A check of all jobs; what is wrong with a job by itself goes to the sink.
  ///
  /// - Parameters:
  ///   - today: the day on which the jobs are printed; nil where it does not matter.
  ///   - sink: takes the findings; it has those of the config already.
  public init(_ outline: SiteOutline, today: CalendarDay? = nil, into sink: FindingSink) {
    self.sink = sink
    self.outline = outline
    let faults = ConfigFaults(sink)
    for job in outline.prints {
      var examination = Examination(
        job: job, choice: LinkChoice(job.selectors, merchantKeys: outline.merchantKeys))
      do throws(JobProblem) {
        let run = try PrintRun(job, outline: outline)
        // A job that was not understood is not judged by what is left of it.
        if !faults.areInLayout(of: job) { examination.checks = CodeChecks(run) }
      } catch {
        if !faults.explain(error, of: job) { Self.report(error, of: job, to: sink) }
      }
      examinations.append(examination)
      if let today, let day = job.validUntil, day < today {
        sink.report(
          Finding(
            .warning, at: job.places["valid_until"] ?? job.position,
            keyPath: "\(job.keyPath).valid_until", .pastDay(day)))
      }
    }
  }

  private static func report(_ problem: JobProblem, of job: PrintJob, to sink: FindingSink) {
    let key = problem.key ?? ""
    sink.report(
      Finding(
        .error, at: job.places[key] ?? job.position,
        keyPath: key.isEmpty ? job.keyPath : "\(job.keyPath).\(key)", problem.problem))
  }

  /// Looks at a link.
  public mutating func examine(_ link: Link) {
    if knownIDs.count < Self.maximumKnownCount { knownIDs.append(link.id) }
    tags.formUnion(link.tags)
    for index in examinations.indices {
      let selectors = examinations[index].choice.selectors(for: link)
      guard !selectors.isEmpty else { continue }
      examinations[index].chosen.formUnion(selectors)
      if examinations[index].choice.leavesOut(link) {
        examinations[index].leftOutCount += 1
        continue
      }
      examinations[index].takenCount += 1
      examinations[index].checks?.examine(link)
    }
  }

  /// Takes note of a link that could not be made.
  ///
  /// - Parameter id: nil where not even that is known.
  public mutating func examineUnmade(_ id: String?) {
    lacksLinks = true
    guard let id else {
      lacksIDs = true
      return
    }
    if knownIDs.count < Self.maximumKnownCount { knownIDs.append(id) }
    for index in examinations.indices {
      examinations[index].chosen.formUnion(examinations[index].choice.selectors(forID: id))
    }
  }

  /// Reports what is wrong.
  public func finish() {
    for examination in examinations {
      for (index, selector) in examination.job.selectors.enumerated()
      where !examination.chosen.contains(index) && !mayChooseUnmade(selector) {
        let problem = Problem.choosesNothing(
          selector, ids: knownIDs, tags: tags.sorted(), merchants: outline.merchantKeys)
        sink.report(
          Finding(.error, at: selector.position, keyPath: selector.keyPath, problem))
      }
      if examination.leftOutCount > 0 {
        let isEmpty = examination.takenCount == 0 && !lacksLinks
        let job = examination.job
        sink.report(
          Finding(
            isEmpty ? .error : .note, at: job.position, keyPath: job.keyPath,
            isEmpty ? .choosesOnlyOrders : .leavesOrdersOut(examination.leftOutCount)))
      }
      examination.checks?.report(to: sink)
    }
  }

  /// Whether a selector that chose nothing may choose one of the links that could not be made.
  private func mayChooseUnmade(_ selector: LinkSelector) -> Bool {
    switch selector.rule {
    case .id, .glob: lacksIDs
    case .merchant, .tag: lacksLinks
    }
  }
}

/// Which parts of a config have errors.
private struct ConfigFaults {
  private let keyPaths: [String]

  init(_ sink: FindingSink) {
    keyPaths = sink.findings.filter { $0.severity == .error }.compactMap(\.keyPath)
  }

  /// Whether there is an error at a key path or below it.
  private func has(_ keyPath: String) -> Bool {
    keyPaths.contains { Self.isSame(keyPath, orAbove: $0) }
  }

  private static func isSame(_ keyPath: String, orAbove other: String) -> Bool {
    other == keyPath || other.hasPrefix(keyPath + ".") || other.hasPrefix(keyPath + "[")
  }

  /// Whether a job has errors in what its pages look like, and not only in what is chosen.
  func areInLayout(of job: PrintJob) -> Bool {
    let harmless = [job.kind.rawValue, "name", "copies", "sort"].map { "\(job.keyPath).\($0)" }
    return keyPaths.contains { keyPath in
      Self.isSame(job.keyPath, orAbove: keyPath)
        && !harmless.contains { Self.isSame($0, orAbove: keyPath) }
    }
  }

  /// Whether the problem of a job only follows from an error.
  func explain(_ problem: JobProblem, of job: PrintJob) -> Bool {
    switch problem.key {
    case "stock": has("stocks.\(job.stock ?? "")")
    case nil: has("\(job.keyPath).stock")
    default: false
    }
  }
}
