internal import Support

/// One setting of an entry under `links:`, as far as known before the rows are read.
enum Setting<Value> {
  /// The same for every link.
  case fixed(Value)
  /// Differs between links.
  case perLink(BoundPattern, form: CellForm, (String) -> Result<Value, PatternProblem>)
  /// Wrong for every link, and already reported.
  case broken

  /// Parses the pattern now if it has no fields; only `note` has more than one line.
  init(
    _ pattern: TextPattern, _ fieldNames: FieldNames, _ reporter: LinkReporter,
    form: CellForm = .line,
    parse: @escaping (String) -> Result<Value, PatternProblem>
  ) {
    guard let bound = BoundPattern(pattern, fieldNames: fieldNames, reporter) else {
      self = .broken
      return
    }
    guard bound.isFixed else {
      self = .perLink(bound, form: form, parse)
      return
    }
    switch parse(pattern.fixedText) {
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
    case .perLink(let bound, let form, let parse):
      do throws(CellFailure) {
        switch parse(try bound.text(in: row, form: form)) {
        case .success(let value):
          return value
        case .failure(let failure):
          throw CellFailure(problem: failure.problem, position: bound.position(in: row))
        }
      } catch {
        reporter.report(error.problem, at: error.position, keyPath: bound.source.keyPath, row)
        return nil
      }
    }
  }

  /// Whether a field of the value has the name of a secret, so that messages must not show it.
  var isHidden: Bool {
    if case .perLink(let bound, _, _) = self {
      return bound.source.fieldNames.contains(where: SecretName.matches)
    }
    return false
  }

  /// The first cell of a row's value, if it comes from a spreadsheet.
  func cell(in row: FieldRow) -> Int? {
    if case .perLink(let bound, _, _) = self { return bound.cell(in: row) }
    return nil
  }

  /// The position of a row's value, if it differs between links.
  func position(in row: FieldRow) -> Position? {
    if case .perLink(let bound, _, _) = self { return bound.position(in: row) }
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

  /// Reports a note, the first time.
  func noteOnce(_ problem: Problem, at position: Position, keyPath: String? = nil) {
    reportOnce(.note, problem, at: position, keyPath: keyPath)
  }

  /// Reports a warning, the first time.
  func warnOnce(_ problem: Problem, at position: Position) {
    reportOnce(.warning, problem, at: position, keyPath: nil)
  }

  private func reportOnce(
    _ severity: Finding.Severity, _ problem: Problem, at position: Position, keyPath: String?
  ) {
    let mistake = Mistake(keyPath: keyPath ?? "", problem: problem)
    guard reported.insert(mistake).inserted else { return }
    sink.report(Finding(severity, at: position, keyPath: keyPath, problem))
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
