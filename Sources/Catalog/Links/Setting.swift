internal import Support

/// One setting of an entry under `links:`, as far as known before the rows are read.
enum Setting<Value> {
  /// The same for every link.
  case fixed(Value)
  /// Differs between links.
  case perLink(BoundPattern, (String) -> Result<Value, PatternProblem>)
  /// Wrong for every link, and already reported.
  case broken

  /// Parses the pattern now if it has no fields.
  init(
    _ pattern: TextPattern, _ fieldNames: FieldNames, _ reporter: LinkReporter,
    parse: @escaping (String) -> Result<Value, PatternProblem>
  ) {
    guard let bound = BoundPattern(pattern, fieldNames: fieldNames, reporter) else {
      self = .broken
      return
    }
    guard bound.isFixed else {
      self = .perLink(bound, parse)
      return
    }
    switch parse(bound.text(in: FieldRow())) {
    case .success(let value):
      self = .fixed(value)
    case .failure(let failure):
      reporter.reportOnce(failure.problem, at: pattern.position, keyPath: pattern.keyPath)
      self = .broken
    }
  }

  /// The value for a row; nil, with a finding, when it is wrong.
  func value(in row: FieldRow, _ reporter: LinkReporter) -> Value? {
    switch self {
    case .fixed(let value):
      return value
    case .broken:
      return nil
    case .perLink(let bound, let parse):
      switch parse(bound.text(in: row)) {
      case .success(let value):
        return value
      case .failure(let failure):
        reporter.report(
          failure.problem, at: bound.position(in: row), keyPath: bound.source.keyPath, row)
        return nil
      }
    }
  }

  /// The position of a row's value, if it differs between links.
  func position(in row: FieldRow) -> Position? {
    if case .perLink(let bound, _) = self { return bound.position(in: row) }
    return nil
  }
}

/// Reports the findings about links and deduplicates them: several entries and rows may run into
/// the same mistake, in `defaults:` or in a pattern.
final class LinkReporter {
  private struct Mistake: Hashable {
    var keyPath: String
    var problem: Problem
  }

  private let sink: FindingSink
  private var reported: Set<Mistake> = []

  private struct CellProblem: Hashable {
    var cell: Position.Cell
    var problem: Problem
  }

  /// What was reported about the last row that has a finding.
  private var reportedInRow: (row: Int, problems: Set<CellProblem>) = (0, [])

  init(sink: FindingSink) {
    self.sink = sink
  }

  /// Reports a problem of the config, the first time.
  func reportOnce(_ problem: Problem, at position: Position, keyPath: String) {
    report(problem, at: position, keyPath: keyPath, label: "")
  }

  /// Reports a note about a spreadsheet, the first time.
  func noteOnce(_ problem: Problem, at position: Position) {
    guard reported.insert(Mistake(keyPath: "", problem: problem)).inserted else { return }
    sink.report(Finding(.note, at: position, problem))
  }

  /// Reports a problem of one row: for every cell, but for a pattern in the config only once.
  func report(_ problem: Problem, at position: Position, keyPath: String, _ row: FieldRow) {
    guard problem != PatternProblem.alreadyReported.problem else { return }
    if let cell = position.cell {
      // One cell may be part of several settings.
      if reportedInRow.row != cell.row { reportedInRow = (cell.row, []) }
      guard reportedInRow.problems.insert(CellProblem(cell: cell, problem: problem)).inserted
      else { return }
      sink.report(Finding(.error, at: position, keyPath: keyPath, problem))
    } else {
      report(problem, at: position, keyPath: keyPath, label: row.label)
    }
  }

  private func report(
    _ problem: Problem, at position: Position, keyPath: String, label: String
  ) {
    guard problem != PatternProblem.alreadyReported.problem else { return }
    guard reported.insert(Mistake(keyPath: keyPath, problem: problem)).inserted else { return }
    let labelled = label.isEmpty ? keyPath : "\(keyPath) (\(label))"
    sink.report(Finding(.error, at: position, keyPath: labelled, problem))
  }
}

extension PatternProblem {
  /// Stands for a mistake that was already reported where it was made.
  static let alreadyReported = PatternProblem(Problem(Sentence("", "")))
}
