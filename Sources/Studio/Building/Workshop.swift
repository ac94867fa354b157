package import Site
package import Support

/// Builds a site into a folder of its own, again whenever one of its inputs changes.
///
/// The folder is a preview: the file of paper gets no slugs, and nobody else's output is touched.
package actor Workshop {
  /// What the studio works on.
  package struct Settings: Sendable {
    /// The folder that the site is built into.
    package var folder: String
    /// How many links are made at a time, 1 or more.
    package var jobs: Int
    /// Checks the inputs; nil if they have errors.
    package var check: @Sendable (FindingSink) throws -> Site?
    /// Checks the inputs as a change would make them, without a word to anybody else.
    package var examine: @Sendable (FindingSink) throws -> Site?
    /// Says why a check or a build was given up.
    package var explain: @Sendable (any Error) -> Diagnostic
    /// The variables that fontconfig reads.
    package var environment: [String: String]

    /// The settings.
    package init(
      folder: String, jobs: Int, check: @escaping @Sendable (FindingSink) throws -> Site?,
      examine: @escaping @Sendable (FindingSink) throws -> Site?,
      explain: @escaping @Sendable (any Error) -> Diagnostic, environment: [String: String]
    ) {
      self.folder = folder
      self.jobs = jobs
      self.check = check
      self.examine = examine
      self.explain = explain
      self.environment = environment
    }
  }

  /// The most kinds of findings that pages list.
  static let findingLimit = 200
  /// How long a request waits for a build.
  private static let patience = Duration.seconds(20)
  /// How long more notices are awaited after the first: programs save in several steps.
  private static let pause = Duration.milliseconds(5)

  nonisolated let settings: Settings
  /// Everybody who follows what happens.
  nonisolated let feed = StateFeed()
  private(set) var state = StudioState()
  private nonisolated let watch = InputWatch()
  private var inputs = WatchedInputs()
  private var building: Task<Void, Never>?
  private var isWanted = false

  /// A workshop that has built nothing yet.
  package init(_ settings: Settings) { self.settings = settings }

  /// Builds now and after every change, until the task is cancelled.
  package func run() async throws {
    defer { feed.finish() }
    start()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [self] in
        for await _ in watch.changes {
          try await Task.sleep(for: Self.pause)
          await buildIfChanged(orMayHave: true)
        }
      }
      group.addTask { [self] in
        while true {
          try await Task.sleep(for: InputWatch.interval)
          await buildIfChanged(orMayHave: false)
        }
      }
      try await group.waitForAll()
    }
  }

  /// The state after every change so far: waits for the build that one needs, at most 20 seconds.
  package func settled() async -> StudioState {
    if state.number == 0 || inputs.haveChanged { start() }
    if let building {
      let (end, continuation) = AsyncStream.makeStream(of: Void.self)
      let limit = Task {
        try? await Task.sleep(for: Self.patience)
        continuation.finish()
      }
      Task {
        await building.value
        continuation.finish()
      }
      for await _ in end {}
      limit.cancel()
    }
    return state
  }

  /// Something besides the site has changed that pages show.
  package func noteChange() {
    state.number += 1
    feed.publish(state)
  }

  /// What a check would find if some files held other bytes.
  nonisolated func findings(with files: [String: [UInt8]]) async -> [StudioFinding] {
    InputOverlay.$current.withValue(InputOverlay(files)) {
      let sink = FindingSink()
      do {
        _ = try settings.examine(sink)
      } catch {
        return [StudioFinding(diagnostic: settings.explain(error))]
      }
      return Self.findings(in: sink)
    }
  }

  private func buildIfChanged(orMayHave isLikely: Bool) {
    if inputs.haveChanged || (isLikely && inputs.mayBeOutdated) { start() }
  }

  private func start() {
    isWanted = true
    guard building == nil else { return }
    building = Task {
      while isWanted {
        isWanted = false
        let outcome = await Self.build(settings, inputs.retaken())
        inputs = outcome.inputs
        watch.watch(inputs)
        // Something may have changed before it was watched.
        if inputs.haveChanged { isWanted = true }
        take(outcome)
      }
      building = nil
    }
  }

  private func take(_ outcome: Outcome) {
    var new = state
    new.findings = outcome.findings
    new.counts = outcome.counts
    new.checkedAt = outcome.checkedAt
    new.secretFiles = outcome.secretFiles
    if let built = outcome.built {
      if outcome.isSiteChanged || state.built == nil { new.siteNumber += 1 }
      new.built = built
    }
    let isChanged =
      new.siteNumber != state.siteNumber || new.findings != state.findings
      || new.isOutdated != state.isOutdated
    if isChanged { new.number += 1 }
    state = new
    if isChanged { feed.publish(new) }
  }

  /// What a check and a build gave.
  private struct Outcome: Sendable {
    var inputs: WatchedInputs
    var built: StudioState.Built?
    var isSiteChanged = false
    var findings: [StudioFinding] = []
    var counts: [Finding.Severity: Int] = [:]
    var checkedAt: Int64 = 0
    var secretFiles: Set<String> = []

    mutating func take(_ report: Report) {
      findings = report.findings
      counts = report.counts
      checkedAt = report.checkedAt
      secretFiles = report.secretFiles
    }
  }

  private static func build(_ settings: Settings, _ inputs: WatchedInputs) async -> Outcome {
    let start = ContinuousClock.now
    var outcome = Outcome(inputs: inputs)
    let paths = OpenedPaths()
    var failure: Diagnostic?
    do {
      let checked = Result { try check(settings, paths) }
      outcome.inputs = inputs.reading(paths)
      let (site, report) = try checked.get()
      outcome.take(report)
      if let site {
        let summary = try await site.build(
          into: settings.folder, jobs: settings.jobs, isPreview: true
        ) { _ in }
        outcome.isSiteChanged = summary.writtenCount + summary.removedCount > 0
        let milliseconds = start.duration(to: .now) / .milliseconds(1)
        outcome.built = StudioState.Built(
          site: site, moment: Clock.now, milliseconds: Int(milliseconds.rounded()))
      }
    } catch {
      failure = settings.explain(error)
    }
    if let failure {
      outcome.findings.insert(StudioFinding(diagnostic: failure), at: 0)
      outcome.counts[.error, default: 0] += 1
    }
    return outcome
  }

  /// What a sink holds after a check, for other tasks.
  private struct Report: Sendable {
    var findings: [StudioFinding]
    var counts: [Finding.Severity: Int]
    var checkedAt: Int64
    var secretFiles: Set<String>
  }

  private static func check(
    _ settings: Settings, _ paths: OpenedPaths
  ) throws -> (site: Site?, report: Report) {
    let sink = FindingSink()
    let site = try OpenedPaths.$current.withValue(paths) { try settings.check(sink) }
    var counts: [Finding.Severity: Int] = [:]
    for severity in Finding.Severity.allCases { counts[severity] = sink.count(of: severity) }
    return (
      site,
      Report(
        findings: findings(in: sink), counts: counts, checkedAt: sink.startTime,
        secretFiles: sink.secretFiles)
    )
  }

  private static func findings(in sink: FindingSink) -> [StudioFinding] {
    let groups = sink.groups.sorted { $0.first.severity < $1.first.severity }.prefix(findingLimit)
    let lines = SourceLines(
      of: groups.map(\.first), startTime: sink.startTime, secretFiles: sink.secretFiles)
    return groups.map { group in
      StudioFinding(
        diagnostic: group.first.diagnostic, also: group.also, line: lines[group.first.position])
    }
  }
}
