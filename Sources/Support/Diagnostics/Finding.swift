/// A diagnostic about a place in the input.
public struct Finding: Error, Hashable, Sendable {
  /// The severity of a finding.
  public typealias Severity = Diagnostic.Severity

  /// The severity.
  public let severity: Severity
  /// Where it is.
  public let position: Position
  /// The YAML key path, such as `links[2].price`; nil where there is none.
  public let keyPath: String?
  /// What is wrong, and what to do.
  public let problem: Problem

  /// Creates a finding.
  public init(
    _ severity: Severity, at position: Position, keyPath: String? = nil, _ problem: Problem
  ) {
    self.severity = severity
    self.position = position
    self.keyPath = keyPath
    self.problem = problem
  }

  /// The finding as commands print it.
  public var diagnostic: Diagnostic {
    Diagnostic(severity, at: .position(position), keyPath: keyPath, problem)
  }

  /// The finding as `place: error: key: text`, with the hint on its own line.
  public func text(in language: Language) -> String { diagnostic.text(in: language) }
}
