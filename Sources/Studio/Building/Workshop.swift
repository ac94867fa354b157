internal import Editing
internal import Print
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
    /// How long requests wait for a build; those that are answered then say that they are old.
    var patience = Duration.seconds(20)
    /// What was printed before: an edit lays out only what it changes.
    let memory = PrintMemory()

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
  /// How long more notices are awaited after the first: programs save in several steps.
  private static let pause = Duration.milliseconds(5)

  nonisolated let settings: Settings
  /// Everybody who follows what happens.
  nonisolated let feed = StateFeed()
  private(set) var state = StudioState()
  private nonisolated let watch = InputWatch()
  /// What the last build has read, or the one that runs is reading.
  private var inputs = WatchedInputs()
  /// The number of notices before it began to read.
  private var inputsNoticeCount: Int?
  private var building: Task<Void, Never>?
  private var isWanted = false
  /// How many builds have started and ended.
  private var startedCount = 0
  private var endedCount = 0
  /// Who waits for the end of a build, by its number.
  private var waiting: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []

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
          await buildIfChanged()
        }
      }
      group.addTask { [self] in
        while true {
          try await Task.sleep(for: InputWatch.interval)
          await buildIfChanged()
        }
      }
      try await group.waitForAll()
    }
  }

  /// The state after every change so far.
  ///
  /// Waits for the build that reads them; if that takes too long, the state says that it is behind.
  package func settled() async -> StudioState {
    if lacksChange { start() }
    let number = startedCount + (isWanted ? 1 : 0)
    if endedCount < number, !state.isBehind {
      await withCheckedContinuation { waiting.append((number, $0)) }
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
        _ = try PrintMemory.$current.withValue(settings.memory) { try settings.examine(sink) }
      } catch {
        return [StudioFinding(diagnostic: settings.explain(error))]
      }
      return Self.findings(in: sink)
    }
  }

  private func buildIfChanged() {
    if lacksChange { start() }
  }

  /// Whether the last build, or the one that runs, has not read what the inputs hold now; or whether
  /// somebody removed what it wrote.
  private var lacksChange: Bool {
    startedCount == 0 || inputs.haveChanged || isRemoved
      // A file may be written twice in one tick of its clock; only a notice tells, if there are any.
      || (watch.noticeCount != inputsNoticeCount || inputsNoticeCount == nil) && inputs.areTooFresh
  }

  private var isRemoved: Bool {
    building == nil && state.built != nil && !state.hasErrors
      && FileSignature(of: settings.folder) == nil
  }

  private func start() {
    isWanted = true
    guard building == nil else { return }
    building = Task {
      while isWanted { await build() }
      building = nil
    }
  }

  private func build() async {
    isWanted = false
    startedCount += 1
    inputsNoticeCount = watch.noticeCount
    inputs = inputs.retaken()
    let limit = Task { [number = startedCount] in
      try await Task.sleep(for: settings.patience)
      fallBehind(number)
    }
    let outcome = await Self.build(settings, inputs)
    limit.cancel()
    endedCount += 1
    inputs = outcome.inputs
    // Something may have changed before it was watched.
    let isNewlyWatched = watch.watch(inputs)
    if inputs.haveChanged || isNewlyWatched && inputs.areTooFresh { isWanted = true }
    take(outcome)
    release()
  }

  /// Lets those who wait for a build go on with the old site.
  private func fallBehind(_ number: Int) {
    guard endedCount < number else { return }
    state.isBehind = true
    noteChange()
    release()
  }

  /// Wakes those whose build has ended, and everybody if they would wait too long.
  private func release() {
    let first = waiting.partition { $0.number <= endedCount || state.isBehind }
    for (_, continuation) in waiting[first...] { continuation.resume() }
    waiting.removeSubrange(first...)
  }

  private func take(_ outcome: Outcome) {
    var new = state
    new.isBehind = false
    new.findings = outcome.findings
    new.counts = outcome.counts
    new.checkedAt = outcome.checkedAt
    new.secretFiles = outcome.secretFiles
    // Those of a config that cannot be read any more are still secrets.
    new.secrets = state.secrets.union(outcome.secrets)
    if let built = outcome.built {
      if outcome.isSiteChanged || state.built == nil { new.siteNumber += 1 }
      new.checkNumber += 1
      new.built = built
    }
    let isChanged =
      new.checkNumber != state.checkNumber || new.findings != state.findings
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
    var secrets = SecretValues()

    mutating func take(_ report: Report) {
      findings = report.findings
      counts = report.counts
      checkedAt = report.checkedAt
      secretFiles = report.secretFiles
      secrets = report.secrets
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
        let summary = try await PrintMemory.$current.withValue(settings.memory) {
          try await site.build(
            into: settings.folder, jobs: settings.jobs, isPreview: true
          ) { _ in }
        }
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
    var secrets: SecretValues
  }

  private static func check(
    _ settings: Settings, _ paths: OpenedPaths
  ) throws -> (site: Site?, report: Report) {
    let sink = FindingSink()
    let site = try OpenedPaths.$current.withValue(paths) {
      try PrintMemory.$current.withValue(settings.memory) { try settings.check(sink) }
    }
    var counts: [Finding.Severity: Int] = [:]
    for severity in Finding.Severity.allCases { counts[severity] = sink.count(of: severity) }
    return (
      site,
      Report(
        findings: findings(in: sink), counts: counts, checkedAt: sink.startTime,
        secretFiles: sink.secretFiles, secrets: secrets(of: sink.findings))
    )
  }

  /// The largest config in bytes.
  private static let maximumConfigByteCount = 1 << 20

  /// The secrets of the configs that findings are about, which a comment beside them may repeat.
  private static func secrets(of findings: [Finding]) -> SecretValues {
    let files = Set(findings.filter { $0.position.cell == nil }.map(\.position.file))
    return files.reduce(into: SecretValues()) { values, file in
      guard let bytes = try? InputFile.bytes(of: file, limit: maximumConfigByteCount),
        let text = try? ConfigText(bytes)
      else { return }
      values = values.union(text.secretValues)
    }
  }

  private static func findings(in sink: FindingSink) -> [StudioFinding] {
    let groups = sink.groups.sorted { $0.first.severity < $1.first.severity }.prefix(findingLimit)
    let lines = SourceLines(
      of: groups.map(\.first), startTime: sink.startTime, secretFiles: sink.secretFiles,
      encodings: sink.encodings)
    return groups.map { group in
      StudioFinding(
        diagnostic: group.first.diagnostic, also: group.also, line: lines[group.first.position])
    }
  }
}
