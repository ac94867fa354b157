/// The value of an environment variable, which findings show as `${NAME}`.
struct HiddenText: Hashable {
  /// The shortest value that is looked for within other words; a shorter one must be quoted alone.
  private static let shortestPart = 6

  private let name: String
  /// The value as messages may show it, the longest form first.
  private let forms: [Form]

  /// A text and its characters, which are compared with every message.
  private struct Form: Hashable {
    let text: String
    let scalars: [Unicode.Scalar]
  }

  init(_ value: String, name: String) {
    self.name = "${\(shortened(name))}"
    let values = [value, InvisibleCharacter.trimmed(value)]
    let forms = values.flatMap { value in
      [InvisibleCharacter.Use.read, .compared].map { spelledOut(value, for: $0) } + [value]
    }
    self.forms = Set(forms).filter { !$0.isEmpty }
      .sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
      .map { Form(text: $0, scalars: Array($0.unicodeScalars)) }
  }

  /// A finding that shows the name in place of the value.
  func masked(_ finding: Finding) -> Finding {
    let problem = finding.problem
    return Finding(
      finding.severity, at: finding.position, keyPath: finding.keyPath.map(masked),
      Problem(
        masked(problem.message), hint: problem.hint.map(masked), code: problem.code,
        subject: problem.subject.map(masked)))
  }

  private func masked(_ sentence: Sentence) -> Sentence {
    Sentence(masked(sentence.english), masked(sentence.chinese))
  }

  private func masked(_ text: String) -> String {
    forms.reduce(text) { text, form in
      form.scalars.count < Self.shortestPart
        ? text.replacing("\"\(form.text)\"", with: "\"\(name)\"") : masked(text, form.scalars)
    }
  }

  /// A text without a form of the value, of which messages may show only the start.
  private func masked(_ text: String, _ value: [Unicode.Scalar]) -> String {
    let head = value.prefix(Self.shortestPart)
    let scalars = Array(text.unicodeScalars)
    var shown = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard scalars[index...].starts(with: head) else {
        shown.append(scalars[index])
        index += 1
        continue
      }
      let length = zip(scalars[index...], value).prefix { $0 == $1 }.count
      shown.append(contentsOf: name.unicodeScalars)
      index += length
    }
    return String(shown)
  }
}
