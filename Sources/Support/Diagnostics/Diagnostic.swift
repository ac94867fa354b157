/// A message of a command: how grave it is, what it is about, what is wrong and what to do.
///
///     paypress.yml:6:48: error: links[1].price: there is no price "x"
///       hint: accepted: tea, cake
public struct Diagnostic: Hashable, Sendable {
  /// The severity of a diagnostic.
  public enum Severity: String, Hashable, Sendable {
    /// Nothing may be written.
    case error
    /// The work can be done, but somebody should look.
    case warning
    /// Information; even `--strict` accepts it.
    case note

    fileprivate var word: Sentence {
      switch self {
      case .error: Sentence("error", "错误")
      case .warning: Sentence("warning", "警告")
      case .note: Sentence("note", "说明")
      }
    }
  }

  /// What a diagnostic is about.
  public enum Place: Hashable, Sendable {
    /// The whole run.
    case program
    /// A file.
    case file(String)
    /// A place in an input file.
    case position(Position)

    fileprivate var text: String {
      switch self {
      case .program: "paypress"
      case .file(let path): spelledOut(path)
      case .position(let position):
        "\(spelledOut(position.file)):\(position.line):\(position.column)"
      }
    }
  }

  /// The severity; nil for the outcome of a run.
  public let severity: Severity?
  /// The place; nil when the command line identifies it.
  public let place: Place?
  /// The YAML key path, such as `links[2].price`.
  public let keyPath: String?
  /// What is wrong, and what to do.
  public let problem: Problem

  /// Creates a diagnostic.
  public init(
    _ severity: Severity?, at place: Place? = .program, keyPath: String? = nil, _ problem: Problem
  ) {
    self.severity = severity
    self.place = place
    self.keyPath = keyPath
    self.problem = problem
  }

  /// The lines of the diagnostic.
  ///
  /// The place and its colon are the same in every language, so that editors recognise them.
  public func text(in language: Language) -> String {
    let colon = Sentence(": ", "：").text(in: language)
    var text = place.map { "\($0.text): " } ?? ""
    for part in [severity?.word.text(in: language), keyPath].compactMap(\.self) {
      text += part + colon
    }
    text += problem.message.text(in: language)
    if let hint = problem.hint {
      text += "\n  \(Sentence("hint", "提示").text(in: language))\(colon)\(hint.text(in: language))"
    }
    return text
  }
}
