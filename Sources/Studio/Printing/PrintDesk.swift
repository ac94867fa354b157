internal import Catalog
internal import Pages
internal import Site
package import Support
internal import Synchronization

/// Makes PDFs of print jobs by `paypress print`, one run at a time, and records what was printed.
///
/// The generator builds the site once more, into a folder of its own: what is printed leads where the
/// config says, its short addresses are on record, and every code was read back.
package actor PrintDesk {
  /// What a desk works with.
  package struct Settings: Sendable {
    /// `paypress`; nil where it is not installed.
    package var generator: ExternalProgram?
    /// The path of the config.
    package var config: String
    /// The folder that the PDFs are made in.
    package var folder: String
    /// The environment of the generator.
    package var environment: [String: String]

    /// The settings.
    package init(
      generator: ExternalProgram?, config: String, folder: String, environment: [String: String]
    ) {
      self.generator = generator
      self.config = config
      self.folder = folder
      self.environment = environment
    }
  }

  /// What pages show of the desk.
  struct Status: Sendable {
    /// The run that goes on.
    var running: Running?
    /// The last run, if it failed.
    var failure: Failure?
    /// The jobs whose PDF is that of the site as it is now.
    var made: Set<String> = []
    /// Those of them that are on record as printed.
    var marked: Set<String> = []

    /// A run that goes on.
    struct Running: Sendable {
      var jobs: [String]
      /// How many pages are printed; nil while the site is built.
      var progress: ProgressLine?
    }

    /// A run that gave no PDF.
    struct Failure: Sendable {
      var jobs: [String]
      /// What the generator said; empty where there is none.
      var words: [String]
    }
  }

  private struct Order: Sendable {
    var jobs: [String]
    var isAll: Bool
    var siteNumber: Int
    var language: Language
  }

  /// How long a run may take.
  private static let limit = Duration.seconds(3600)
  /// How often pages are told about the progress.
  private static let interval = Duration.milliseconds(250)
  /// The largest PDF that is offered, in bytes.
  private static let maximumByteCount = 1 << 29
  /// The most lines of a failure that pages show.
  private static let lineLimit = 12

  private let settings: Settings
  private let orders: AsyncStream<Order>
  private let queue: AsyncStream<Order>.Continuation
  private var running: Status.Running?
  private var failure: (number: Int, failure: Status.Failure)?
  /// The site that each PDF was made of, by its number.
  private var made: [String: Int] = [:]
  /// The site whose PDF is on record as printed, by its number.
  private var marked: [String: Int] = [:]

  /// A desk that has made nothing yet.
  package init(_ settings: Settings) {
    self.settings = settings
    (orders, queue) = AsyncStream.makeStream()
  }

  /// What pages show for a state of the studio.
  func status(_ state: StudioState) -> Status {
    Status(
      running: running,
      failure: failure.flatMap { $0.number == state.siteNumber ? $0.failure : nil },
      made: Set(made.filter { $0.value == state.siteNumber }.keys),
      marked: Set(marked.filter { $0.value == state.siteNumber }.keys))
  }

  /// Why something was not recorded.
  struct Refusal: Error {
    /// What the generator said.
    var words: [String]
  }

  /// Records that the PDF of a job was printed.
  ///
  /// - Parameter place: where the paper is.
  func mark(
    _ job: String, at place: String?, _ visit: StudioVisit
  ) async -> Result<Void, Refusal> {
    let number = visit.state.siteNumber
    guard let generator = settings.generator, made[job] == number else {
      return .failure(
        Refusal(words: [
          visit.say(
            "There is no PDF of this job as it is now: make one first.",
            "这个任务还没有现在的 PDF：请先制作。")
        ]))
    }
    // Pressed twice, it was printed once.
    if marked[job] == number { return .success(()) }
    marked[job] = number
    var refusal: [String]?
    do {
      refusal = try await words(
        of: generator,
        ["paper", "mark", job, "-c", settings.config, "-o", settings.folder]
          + (place.map { ["--place=\($0)"] } ?? []), visit.language, Said())
    } catch {
      // Nobody waits any more.
      refusal = []
    }
    guard let refusal else { return .success(()) }
    marked[job] = nil
    return .failure(Refusal(words: refusal))
  }

  /// Starts a run, unless one goes on.
  ///
  /// - Parameter job: nil for all jobs.
  /// - Returns: whether there is such a job.
  func makePDFs(of job: String?, _ visit: StudioVisit) -> Bool {
    let known = visit.state.built?.site.catalogue.outline.prints.map(\.name) ?? []
    guard job.map(known.contains) ?? true else { return false }
    guard running == nil else { return true }
    let order = Order(
      jobs: job.map { [$0] } ?? known, isAll: job == nil, siteNumber: visit.state.siteNumber,
      language: visit.language)
    running = Status.Running(jobs: order.jobs)
    failure = nil
    queue.yield(order)
    return true
  }

  /// The PDF of a job; nil unless it is that of the site as it is now.
  func pdf(_ job: String, _ state: StudioState) -> [UInt8]? {
    guard made[job] == state.siteNumber, let folder = try? FolderHandle(settings.folder),
      let bytes = try? folder.bytes(
        of: OutputLayout.printPDF(job), limit: Self.maximumByteCount),
      bytes.count <= Self.maximumByteCount
    else { return nil }
    return bytes
  }

  /// Makes what is asked for, until the task is cancelled.
  ///
  /// - Parameter onChange: is told when pages have something else to show.
  func run(onChange: @escaping @Sendable () async -> Void) async throws {
    for await order in orders {
      await onChange()
      let words = try await words(ofMaking: order, onChange: onChange)
      running = nil
      if let words {
        failure = (order.siteNumber, Status.Failure(jobs: order.jobs, words: words))
      } else {
        for job in order.jobs { made[job] = order.siteNumber }
      }
      await onChange()
    }
  }

  /// Why the PDFs were not made; nil if they were.
  private func words(
    ofMaking order: Order, onChange: @escaping @Sendable () async -> Void
  ) async throws -> [String]? {
    guard let generator = settings.generator else { return [] }
    let said = Said()
    let (ticks, clock) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let watch = Task {
      for await _ in ticks where !Task.isCancelled {
        take(said.progress)
        await onChange()
        try? await Task.sleep(for: Self.interval)
      }
    }
    defer {
      clock.finish()
      watch.cancel()
    }
    return try await words(
      of: generator,
      ["print", "-c", settings.config, "-o", settings.folder] + (order.isAll ? [] : order.jobs),
      order.language, said
    ) { clock.yield() }
  }

  /// The last words of the generator; nil if it did what it was asked for.
  ///
  /// - Parameter onProgress: is told when it says how far it is.
  private func words(
    of generator: ExternalProgram, _ arguments: [String], _ language: Language, _ said: Said,
    onProgress: @escaping @Sendable () -> Void = {}
  ) async throws -> [String]? {
    do {
      let lines = try LinePipe { line in
        if said.take(line) { onProgress() }
      }
      let ending = try await generator.run(
        arguments, environment: environment(language), lines: lines, limit: Self.limit)
      lines.finish()
      return ending == .exited(0) ? nil : said.lastLines(Self.lineLimit)
    } catch let error as ProgramError {
      try Task.checkCancellation()
      return said.lastLines(Self.lineLimit) + [Self.words(error).text(in: language)]
    } catch let error as WritingError {
      return ["\(error.path): \(Sentence(system: error.reason).text(in: language))"]
    }
  }

  private static func words(_ error: ProgramError) -> Sentence {
    guard case .notStarted(let reason) = error.cause else {
      return Sentence("\(error.program) took too long", "\(error.program) 用时过长")
    }
    return Sentence(
      "\(error.program) cannot be started: \(reason)",
      "\(error.program) 无法启动：\(Sentence(system: reason).chinese)")
  }

  private func take(_ progress: ProgressLine?) { running?.progress = progress }

  private func environment(_ language: Language) -> [String: String] {
    settings.environment.merging([
      ProgressLine.variable: "1", "LC_ALL": language == .chinese ? "zh_CN.UTF-8" : "C.UTF-8",
    ]) { $1 }
  }

  /// What a run has said so far.
  private final class Said: Sendable {
    private let state = Mutex<(progress: ProgressLine?, lines: [String])>((nil, []))

    var progress: ProgressLine? { state.withLock { $0.progress } }

    /// Takes a line; returns whether it is about the progress.
    func take(_ line: String) -> Bool {
      state.withLock { state in
        if let progress = ProgressLine(line) {
          state.progress = progress
          return true
        }
        state.lines.append(line)
        return false
      }
    }

    func lastLines(_ count: Int) -> [String] { state.withLock { $0.lines.suffix(count) } }
  }
}
