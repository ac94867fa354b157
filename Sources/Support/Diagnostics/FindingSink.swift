/// Collects the findings of one run.
public final class FindingSink {
  /// The most findings kept per severity, and besides them the first ones of as many further kinds;
  /// more are only counted, so that a spreadsheet with a million wrong rows cannot fill the memory.
  public static let limit = 10_000

  /// The findings kept, in the order in which they were reported.
  public private(set) var findings: [Finding] = []
  /// How many errors were reported, kept or not.
  public var errorCount: Int { counts[.error, default: 0] }
  /// How many warnings were reported, kept or not.
  public var warningCount: Int { counts[.warning, default: 0] }
  /// How many notes were reported, kept or not.
  public var noteCount: Int { counts[.note, default: 0] }

  /// How many findings were reported, kept or not.
  package var count: Int { errorCount + warningCount + noteCount }

  /// When the collecting began, in nanoseconds since 1970.
  package let startTime = Clock.nanoseconds

  private var counts: [Finding.Severity: Int] = [:]
  private var kindCounts: [Finding.Severity: Int] = [:]
  /// How many findings there are of each kind, kept or not.
  private var kinds: [FindingKind: Int] = [:]
  private var known: Set<Finding> = []
  private var hidden: [HiddenText] = []
  private var hiddenCells: [(value: String, column: String)] = []
  /// Files with columns of secrets, whose lines are never shown.
  package private(set) var secretFiles: Set<String> = []
  /// The encodings of files that are not UTF-8, as iconv names them.
  package private(set) var encodings: [String: String] = [:]

  /// An empty sink.
  public init() {}

  /// Shows the value of an environment variable as `${NAME}` in all findings to come.
  package func hide(_ value: String, of name: String) {
    let text = HiddenText(value, name: name)
    if !hidden.contains(text) { hidden.append(text) }
  }

  /// Shows values of the row that is being read as the names of their columns in all findings to
  /// come, until the next row.
  package func hide(cells: [(value: String, column: String)]) {
    hiddenCells = cells
  }

  /// Keeps the lines of a file out of all findings.
  package func hideLines(of file: String) {
    secretFiles.insert(file)
  }

  /// Remembers the encoding of a file, as iconv names it, for whoever shows its lines.
  package func note(encoding: String, of file: String) {
    encodings[file] = encoding
  }

  private func masked(_ finding: Finding) -> Finding {
    let cells = hiddenCells.map { HiddenText($0.value, column: $0.column) }
    return (hidden + cells).reduce(finding) { $1.masked($0) }
  }

  /// Takes a finding.
  public func report(_ finding: Finding) {
    let finding = masked(finding)
    let count = counts[finding.severity, default: 0] + 1
    counts[finding.severity] = count
    let isNew = note(FindingKind(finding), finding.severity)
    if count <= Self.limit || isNew {
      findings.append(finding)
      known.insert(finding)
    }
  }

  /// Counts a finding of a kind; returns whether the kind is new and there is room for it.
  private func note(_ kind: FindingKind, _ severity: Finding.Severity) -> Bool {
    if let count = kinds[kind] {
      kinds[kind] = count + 1
      return false
    }
    guard kindCounts[severity, default: 0] < Self.limit else { return false }
    kindCounts[severity, default: 0] += 1
    kinds[kind] = 1
    return true
  }

  /// Whether a finding was reported already.
  public func has(_ finding: Finding) -> Bool {
    known.contains(masked(finding))
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

  /// The findings in file order, those of one kind as one.
  package var groups: [FindingGroup] {
    var groups: [FindingGroup] = []
    var indices: [FindingKind: Int] = [:]
    for finding in inFileOrder {
      let kind = FindingKind(finding)
      if let index = indices[kind] {
        groups[index].add(finding)
      } else {
        indices[kind] = groups.count
        groups.append(FindingGroup(finding, count: kinds[kind] ?? 1))
      }
    }
    return groups
  }
}

private func < (left: ((Int, Int, Int), Int), right: ((Int, Int, Int), Int)) -> Bool {
  left.0 == right.0 ? left.1 < right.1 : left.0 < right.0
}
