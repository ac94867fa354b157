internal import Catalog
internal import QRImage
internal import Support
internal import Synchronization

/// What was laid out, checked and drawn before, for a program that checks and builds a site again and again:
/// what is made of the same values is not made twice.
///
/// What nobody asked for lately is forgotten.
package final class PrintMemory: Sendable {
  /// The memory of the running task; nil where everything is made anew.
  @TaskLocal package static var current: PrintMemory?

  /// The most jobs.
  private static let jobLimit = 64
  /// The most pieces of all jobs but the one that is being made: each takes about ten kilobytes.
  private static let pieceLimit = 10_000

  private let jobs = Mutex<[(key: JobKey, memory: JobMemory)]>([])

  /// A memory of nothing yet.
  package init() {}

  /// What is known of a job; nothing for one that is new or has changed.
  fileprivate func job(_ key: JobKey) -> JobMemory {
    jobs.withLock { jobs in
      let known = jobs.firstIndex { $0.key == key }.map { jobs.remove(at: $0).memory }
      let memory = known ?? JobMemory()
      while jobs.count >= Self.jobLimit
        || jobs.reduce(0, { $0 + $1.memory.pieceCount }) > Self.pieceLimit
      {
        jobs.removeFirst()
      }
      jobs.append((key, memory))
      return memory
    }
  }
}

/// Everything besides its links that a job's pieces depend on.
private struct JobKey: Hashable {
  let job: PrintJob
  let stocks: [String: Stock]
  let shops: [String]
  let host: String
  let areSamples: [Bool]
  let siteLevel: ErrorCorrectionLevel?
  let printsStamps: Bool
  /// The fonts of the machine.
  let fonts: String

  init(
    _ context: FaceComposer.Context, _ outline: SiteOutline, printsStamps: Bool, fonts: String
  ) {
    // Where a job is written, and who chose its links, changes nothing on a piece.
    let nowhere = Position(file: "")
    var job = context.job
    job.position = nowhere
    job.keyPath = ""
    job.places = job.places.mapValues { _ in nowhere }
    job.selectors = []
    self.job = job
    stocks = outline.stocks
    (shops, host, areSamples) = (context.shops, context.host, context.areSamples)
    siteLevel = outline.site.qr.level
    self.printsStamps = printsStamps
    self.fonts = fonts
  }
}

/// What is known of the pieces and sheets of one job.
final class JobMemory: Sendable {
  /// A piece as it was laid out; it is made of values, which its closures only read.
  private struct LaidOut: @unchecked Sendable {
    let piece: Result<PieceComposer.Piece, PrintRefusal>
  }

  /// What findings depend on.
  private struct Checked: Hashable {
    let item: PrintItem
    /// The version of the link's own picture.
    let ownVersion: Int
  }

  private struct Known: Sendable {
    var pieces = RecentValues<PrintItem, LaidOut>(limit: 2000)
    var findings = RecentValues<Checked, PieceFindings>(limit: 2000)
    var drawings = RecentValues<Sheet, [UInt8]>(limit: 500)
  }

  private let known = Mutex(Known())

  /// The memory of a job, if the running task has one; words that another measure takes for wider or narrower
  /// make another job.
  static func of(
    _ context: FaceComposer.Context, _ outline: SiteOutline, printsStamps: Bool
  ) -> JobMemory? {
    guard let memory = PrintMemory.current, let fonts = context.measure.identity else { return nil }
    // Fonts that nobody looks up any more are not on record.
    InputTrace.current?.noteIncomplete()
    return memory.job(JobKey(context, outline, printsStamps: printsStamps, fonts: fonts))
  }

  var pieceCount: Int { known.withLock { $0.pieces.count } }

  func piece(of item: PrintItem) -> Result<PieceComposer.Piece, PrintRefusal>? {
    known.withLock { $0.pieces.value(for: item) }?.piece
  }

  func keep(_ piece: Result<PieceComposer.Piece, PrintRefusal>, of item: PrintItem) {
    let piece = LaidOut(piece: piece)
    known.withLock { $0.pieces.keep(piece, for: item) }
  }

  func findings(of item: PrintItem, ownVersion: Int) -> PieceFindings? {
    known.withLock { $0.findings.value(for: Checked(item: item, ownVersion: ownVersion)) }
  }

  func keep(_ findings: PieceFindings, of item: PrintItem, ownVersion: Int) {
    known.withLock {
      $0.findings.keep(findings, for: Checked(item: item, ownVersion: ownVersion))
    }
  }

  func drawing(of sheet: Sheet) -> [UInt8]? { known.withLock { $0.drawings.value(for: sheet) } }

  func keep(_ drawing: [UInt8], of sheet: Sheet) {
    known.withLock { $0.drawings.keep(drawing, for: sheet) }
  }
}

/// Values by what they are made of, without those that nobody asked for lately.
struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let limit: Int
  private var recent: [Key: Value] = [:]
  private var older: [Key: Value] = [:]

  /// - Parameter limit: how many of the latest values are kept; at most as many more are.
  init(limit: Int) { self.limit = limit }

  var count: Int { recent.count + older.count }

  mutating func value(for key: Key) -> Value? {
    if let value = recent[key] { return value }
    guard let value = older.removeValue(forKey: key) else { return nil }
    keep(value, for: key)
    return value
  }

  mutating func keep(_ value: Value, for key: Key) {
    if recent.count >= limit { (older, recent) = (recent, [:]) }
    recent[key] = value
  }
}
