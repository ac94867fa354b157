/// A message of a command: how grave it is, what it is about, what is wrong and what to do.
///
///     paypress.yml:6:48: error: links[1].price: there is no price "x"
///       hint: accepted: tea, cake
public struct Diagnostic: Hashable, Sendable {
  /// The severity of a diagnostic.
  public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
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

    /// The graver one comes first.
    public static func < (left: Severity, right: Severity) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }

    /// How the word is drawn.
    package var style: TextStyle {
      switch self {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    }
  }

  /// What a diagnostic is about.
  public enum Place: Hashable, Sendable {
    /// The whole run.
    case program
    case file(String)
    /// A place in an input file.
    case position(Position)

    fileprivate func text(in language: Language) -> String {
      switch self {
      case .program: "paypress"
      case .file(let path): spelledOut(path)
      case .position(let position): position.text(in: language)
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
  /// What it is about, for programs.
  public var facts = Facts()

  /// What a difference is about; never an address with a token.
  public struct Facts: Hashable, Sendable {
    /// The id of the link.
    public let link: String?
    /// The value that should be there, or the link that a code should lead to.
    public let expected: String?
    /// The value that is there, or the link that a code leads to.
    public let found: String?

    /// The facts of a link, or of none.
    public init(_ link: String? = nil, expected: String? = nil, found: String? = nil) {
      self.link = link
      self.expected = expected
      self.found = found
    }

    /// The facts of a code or an address that leads to another link, or out of the site.
    public init(_ link: String, leadsTo other: String?) {
      self.init(link, expected: link, found: other)
    }
  }

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
  public func text(in language: Language) -> String { DiagnosticText(self, language).text }
}

/// A diagnostic as lines of a terminal.
package struct DiagnosticText {
  private let diagnostic: Diagnostic
  private let language: Language
  /// Whether the lines are coloured.
  package var isColoured = false
  /// Whether the code of the problem ends the first line.
  package var showsCode = false
  /// The faulty line of the file with a marker below, each indented.
  package var excerpt: [String] = []
  /// Where the same problem is too.
  package var also: Sentence?

  /// The text of a diagnostic in a language.
  package init(_ diagnostic: Diagnostic, _ language: Language) {
    self.diagnostic = diagnostic
    self.language = language
  }

  /// The lines.
  package var text: String {
    let colon = Sentence(": ", "：").text(in: language)
    let problem = diagnostic.problem
    var first =
      diagnostic.place.map { place in
        TextStyle.bold.on(place.text(in: language) + ":", if: isColoured) + " "
      } ?? ""
    if let severity = diagnostic.severity {
      first += severity.style.on(severity.word.text(in: language), if: isColoured) + colon
    }
    if let keyPath = diagnostic.keyPath { first += keyPath + colon }
    first += AdvisedCommand.completed(problem.message.text(in: language))
    if showsCode { first += " " + TextStyle.dim.on("[\(problem.code)]", if: isColoured) }
    var lines = [first] + excerpt
    if let hint = problem.hint {
      let advice = AdvisedCommand.completed(hint.text(in: language))
      lines.append("  \(Sentence("hint", "提示").text(in: language))\(colon)\(advice)")
    }
    if let also { lines.append("  \(also.text(in: language))") }
    return lines.joined(separator: "\n")
  }
}
