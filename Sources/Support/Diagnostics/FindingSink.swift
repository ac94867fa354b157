/// Collects the findings of one run.
public final class FindingSink {
  /// The most findings kept per severity; more are only counted, so that a spreadsheet with a
  /// million wrong rows cannot fill the memory.
  public static let limit = 10_000

  /// The findings kept, in the order in which they were reported.
  public private(set) var findings: [Finding] = []
  /// How many errors were reported, kept or not.
  public private(set) var errorCount = 0
  /// How many warnings were reported, kept or not.
  public private(set) var warningCount = 0
  /// How many notes were reported, kept or not.
  public private(set) var noteCount = 0

  /// How many findings were reported, kept or not.
  package var count: Int { errorCount + warningCount + noteCount }

  private var known: Set<Finding> = []

  /// An empty sink.
  public init() {}

  /// Takes a finding.
  public func report(_ finding: Finding) {
    let count: Int
    switch finding.severity {
    case .error:
      errorCount += 1
      count = errorCount
    case .warning:
      warningCount += 1
      count = warningCount
    case .note:
      noteCount += 1
      count = noteCount
    }
    if count <= Self.limit {
      findings.append(finding)
      known.insert(finding)
    }
  }

  /// Whether a finding was reported already.
  public func has(_ finding: Finding) -> Bool {
    known.contains(finding)
  }

  /// The findings sorted by file, in the order of first reports, then by line and column.
  public var inFileOrder: [Finding] {
    var rank: [String: Int] = [:]
    for finding in findings where rank[finding.position.file] == nil {
      rank[finding.position.file] = rank.count
    }
    func key(_ finding: Finding) -> (Int, Int, Int) {
      let position = finding.position
      return (rank[position.file] ?? 0, position.line, position.column)
    }
    return findings.enumerated()
      .sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }
      .map(\.element)
  }
}

private func < (left: ((Int, Int, Int), Int), right: ((Int, Int, Int), Int)) -> Bool {
  left.0 == right.0 ? left.1 < right.1 : left.0 < right.0
}
