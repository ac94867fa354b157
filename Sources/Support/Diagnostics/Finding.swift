/// YAML and CSV to a checked catalogue of links, or findings with positions. Writes nothing.

/// A place in an input file.
public struct Position: Hashable, Sendable {
  /// The file's path as messages show it.
  public let file: String
  /// The line, counted from 1.
  public let line: Int
  /// The column in Unicode scalars, counted from 1.
  public let column: Int

  /// A place; the start of the file unless said otherwise.
  public init(file: String, line: Int = 1, column: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// A language of messages and page texts.
public enum Language: String, Hashable, Sendable, CaseIterable {
  /// Simplified Chinese.
  case chinese = "zh-CN"
  /// English.
  case english = "en"
}

/// One sentence in every language of the program: lower case in English, no full stop.
public struct Sentence: Hashable, Sendable {
  /// The English text.
  public let english: String
  /// The Chinese text.
  public let chinese: String

  /// A sentence in both languages.
  public init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  /// The text in one language.
  public func text(in language: Language) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }
}

/// What is wrong, and what to do about it; where it stands is the finding's to say.
public struct Problem: Error, Hashable, Sendable {
  /// What is wrong.
  public let message: Sentence
  /// What to do about it.
  public let hint: Sentence?

  /// A problem with its remedy.
  public init(_ message: Sentence, hint: Sentence? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// Something found wrong or doubtful in the input, with its place.
public struct Finding: Error, Hashable, Sendable {
  /// How much a finding weighs.
  public enum Severity: String, Hashable, Sendable {
    /// Nothing may be written.
    case error
    /// The site can be built, but somebody should look.
    case warning
    /// Something to know; even `--strict` lets it pass.
    case note
  }

  /// How much it weighs.
  public let severity: Severity
  /// Where it stands.
  public let position: Position
  /// The YAML key path, such as `links[2].price`; nil where there is none.
  public let keyPath: String?
  /// What is wrong, and what to do.
  public let problem: Problem

  /// A finding.
  public init(
    _ severity: Severity, at position: Position, keyPath: String? = nil, _ problem: Problem
  ) {
    self.severity = severity
    self.position = position
    self.keyPath = keyPath
    self.problem = problem
  }

  /// The finding as `file:line:column: error: key: text`, with the hint on a line of its own.
  public func text(in language: Language) -> String {
    let place = "\(spelledOut(position.file)):\(position.line):\(position.column)"
    let path = keyPath.map { "\($0): " } ?? ""
    var text = "\(place): \(severity.rawValue): \(path)\(problem.message.text(in: language))"
    if let hint = problem.hint { text += "\n  hint: \(hint.text(in: language))" }
    return text
  }
}

/// Collects the findings of one run.
public final class FindingSink {
  /// How many findings of one severity are kept; beyond it they are only counted, so that a
  /// spreadsheet with a million wrong rows cannot fill the memory.
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

  /// The findings in the order of their places: by file as first met, then line and column.
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
