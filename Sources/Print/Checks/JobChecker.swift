public import Catalog
public import Support

/// Checks the print jobs of a site: their selection of links, and whether it prints well.
///
/// Also works for a config with errors, using the links that can be made; findings that may be
/// consequences of those errors are suppressed.
public struct JobChecker {
  private struct Examination {
    let job: PrintJob
    let choice: LinkChoice
    /// The selectors that selected a link.
    var chosen: Set<Int> = []
    /// The number of selected links left out because they expire, and of those printed.
    var leftOutCount = 0
    var takenCount = 0
    /// The checks of its codes; nil if the job itself has an error.
    var checks: CodeChecks?
  }

  private let sink: FindingSink
  private let outline: SiteOutline
  private var examinations: [Examination] = []
  /// Ids and tags to suggest for a selector that matches nothing.
  private var knownIDs: [String] = []
  private var tags: Set<String> = []
  /// Whether some links could not be made, and whether even their ids are unknown.
  private var lacksLinks = false
  private var lacksIDs = false

  private static let maximumKnownCount = 20_000

  /// Prepares the checks of all jobs and reports what is wrong with each job alone; `sink` already
  /// has the config's findings, `today` is nil if the date of printing does not matter.
  public init(
    _ outline: SiteOutline, measure: any TextMeasure = TextEstimate(), today: CalendarDay? = nil,
    into sink: FindingSink
  ) {
    self.sink = sink
    self.outline = outline
    let faults = ConfigFaults(sink)
    for job in outline.prints {
      var examination = Examination(
        job: job, choice: LinkChoice(job.selectors, merchantKeys: outline.merchantKeys))
      do throws(Finding) {
        let typesetter = try JobTypesetter(job, outline: outline, measure: measure)
        // The codes of a job with wrong values are not checked.
        if !faults.areInLayout(of: job) { examination.checks = CodeChecks(typesetter) }
      } catch {
        if !faults.explain(error, of: job) { sink.report(error) }
      }
      examinations.append(examination)
      if let today, let day = job.validUntil, day < today {
        let problem = Problem(
          Sentence("the day \(day) is past", "\(day) 已经过去"),
          hint: Sentence(
            "write a later day, or delete valid_until", "请写更晚的日期，或删掉 valid_until"),
          code: "past-day")
        sink.report(job.finding(.warning, key: "valid_until", problem))
      }
    }
  }

  /// Checks a link in every job that selects it.
  public mutating func examine(_ link: Link) {
    if knownIDs.count < Self.maximumKnownCount { knownIDs.append(link.id) }
    tags.formUnion(link.tags)
    for index in examinations.indices {
      let selectors = examinations[index].choice.selectors(for: link)
      guard !selectors.isEmpty else { continue }
      examinations[index].chosen.formUnion(selectors)
      if examinations[index].choice.leavesOut(link) {
        examinations[index].leftOutCount += 1
      } else {
        examinations[index].takenCount += 1
        examinations[index].checks?.examine(link)
      }
    }
  }

  /// Records a link that could not be made; its id is nil if unknown.
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

  /// What each job prints, in their order.
  public var printedCharacters: [PrintedCharacters] {
    examinations.map { $0.checks?.characters ?? PrintedCharacters() }
  }

  /// Reports the errors in what the jobs select.
  public mutating func finish() {
    for place in examinations.indices {
      let examination = examinations[place]
      for (index, selector) in examination.job.selectors.enumerated()
      where !examination.chosen.contains(index) && !mayChooseUnmade(selector) {
        sink.report(
          Finding(
            .error, at: selector.position, keyPath: selector.keyPath, choosesNothing(selector)))
      }
      if examination.leftOutCount > 0 { reportOrders(of: examination) }
      examinations[place].checks?.finish(reportingTo: sink)
    }
  }

  /// Whether a selector without a match may match one of the links that could not be made.
  private func mayChooseUnmade(_ selector: LinkSelector) -> Bool {
    switch selector.rule {
    case .id, .glob: lacksIDs
    case .merchant, .tag: lacksLinks
    }
  }

  // MARK: Messages

  private func reportOrders(of examination: Examination) {
    let count = examination.leftOutCount
    guard examination.takenCount == 0, !lacksLinks else {
      let orders = count == 1 ? "1 order is" : "\(count) orders are"
      let problem = Problem(
        Sentence(
          "\(orders) left out of this job: orders expire, and paper does not",
          "这一项没有打印 \(count) 个订单：订单会过期，纸不会"),
        code: "orders-not-printed")
      sink.report(examination.job.finding(.note, problem))
      return
    }
    let problem = Problem(
      Sentence(
        "this job chooses nothing but orders, which expire: on paper they would soon lead nowhere",
        "这一项选中的全是会过期的订单：印在纸上很快就失效"),
      hint: Sentence(
        "choose links without `order:`, or delete the job", "请选没有 `order:` 的链接，或删掉这一项"),
      code: "nothing-but-orders")
    sink.report(examination.job.finding(.error, problem))
  }

  private func choosesNothing(_ selector: LinkSelector) -> Problem {
    let hint: Sentence? =
      switch selector.rule {
      case .id(let id): Problem.suggestion(id, knownIDs)
      case .glob(let pattern): nearPattern(pattern) ?? Problem.suggestion(pattern, knownIDs)
      case .merchant(let key): Problem.suggestion(key, outline.merchantKeys)
      case .tag(let tag):
        tags.isEmpty
          ? Sentence("no link has tags; add `tags:` to some", "没有链接带标签；请给链接加上 `tags:`")
          : Problem.suggestion(tag, tags.sorted())
      }
    return Problem(
      Sentence("no link matches \(quoted(selector.text))", "没有链接符合 \(quoted(selector.text))"),
      hint: hint)
  }

  /// A hint with the id whose start is most similar to that of a pattern.
  private func nearPattern(_ pattern: String) -> Sentence? {
    let start = String(pattern.prefix { $0 != "*" && $0 != "?" })
    let starts = Set(knownIDs.map { String($0.prefix(start.count)) }).sorted()
    guard start.count > 1, let near = Problem.nearest(start, among: starts),
      let id = knownIDs.first(where: { $0.hasPrefix(near) })
    else { return nil }
    let other = quoted(near + pattern.dropFirst(start.count))
    return Sentence(
      "did you mean \(other)? there is \(quoted(id))", "是不是 \(other)？有 \(quoted(id))")
  }
}
