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
  /// The most bytes of the drawings of all jobs.
  private static let drawingLimit = 64 << 20

  private struct Jobs {
    var known: [(key: JobKey, memory: JobMemory)] = []
    /// How many there were so far.
    var count = 0
  }

  private let jobs = Mutex(Jobs())
  private let drawings: DrawingMemory

  /// A memory of nothing yet.
  package convenience init() { self.init(drawingLimit: Self.drawingLimit) }

  /// - Parameter drawingLimit: the most bytes of all drawings.
  init(drawingLimit: Int) { drawings = DrawingMemory(limit: drawingLimit) }

  /// The bytes of all drawings that are kept.
  var drawingByteCount: Int { drawings.byteCount }

  /// What is known of a job; nothing for one that is new or has changed.
  fileprivate func job(_ key: JobKey) -> JobMemory {
    jobs.withLock { jobs in
      let memory: JobMemory
      if let index = jobs.known.firstIndex(where: { $0.key == key }) {
        memory = jobs.known.remove(at: index).memory
      } else {
        memory = JobMemory(number: jobs.count, drawings)
        jobs.count += 1
      }
      while jobs.known.count >= Self.jobLimit
        || jobs.known.reduce(0, { $0 + $1.memory.pieceCount }) > Self.pieceLimit
      {
        jobs.known.removeFirst()
      }
      jobs.known.append((key, memory))
      return memory
    }
  }
}

/// The drawings of the sheets of all jobs: pages with pictures take megabytes each, so their bytes count.
private final class DrawingMemory: Sendable {
  struct Key: Hashable, Sendable {
    /// Tells the jobs of a memory apart: another one draws the same sheet with other fonts and pictures.
    let job: Int
    let sheet: Sheet
  }

  private let known: Mutex<RecentValues<Key, [UInt8]>>

  /// - Parameter limit: the most bytes.
  init(limit: Int) { known = Mutex(RecentValues(limit: limit / 2)) }

  var byteCount: Int { known.withLock { $0.size } }

  func drawing(_ key: Key) -> [UInt8]? { known.withLock { $0.value(for: key) } }

  func keep(_ drawing: [UInt8], _ key: Key) {
    known.withLock { $0.keep(drawing, for: key, size: drawing.count) }
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
  }

  private let known = Mutex(Known())
  private let number: Int
  private let drawings: DrawingMemory

  /// - Parameter number: that of no other job of the same memory.
  fileprivate init(number: Int, _ drawings: DrawingMemory) {
    self.number = number
    self.drawings = drawings
  }

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

  var pieceCount: Int { known.withLock { $0.pieces.size } }

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

  func drawing(of sheet: Sheet) -> [UInt8]? {
    drawings.drawing(DrawingMemory.Key(job: number, sheet: sheet))
  }

  func keep(_ drawing: [UInt8], of sheet: Sheet) {
    drawings.keep(drawing, DrawingMemory.Key(job: number, sheet: sheet))
  }
}

/// Values by what they are made of, without those that nobody asked for lately.
struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Part: Sendable {
    var values: [Key: (value: Value, size: Int)] = [:]
    var size = 0

    mutating func remove(_ key: Key) -> (value: Value, size: Int)? {
      let known = values.removeValue(forKey: key)
      size -= known?.size ?? 0
      return known
    }
  }

  private let limit: Int
  private var recent = Part()
  private var older = Part()

  /// - Parameter limit: the size of the latest values that are kept; at most as much more is.
  init(limit: Int) { self.limit = limit }

  /// The size of all values that are kept.
  var size: Int { recent.size + older.size }

  mutating func value(for key: Key) -> Value? {
    if let known = recent.values[key] { return known.value }
    guard let known = older.remove(key) else { return nil }
    keep(known.value, for: key, size: known.size)
    return known.value
  }

  /// Keeps a value, unless it is larger than all together may be.
  mutating func keep(_ value: Value, for key: Key, size: Int = 1) {
    _ = recent.remove(key)
    _ = older.remove(key)
    guard size <= limit else { return }
    if recent.size + size > limit { (older, recent) = (recent, Part()) }
    recent.values[key] = (value, size)
    recent.size += size
  }
}
