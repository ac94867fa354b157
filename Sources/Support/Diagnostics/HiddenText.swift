/// A value that findings show as its name: that of an environment variable as `${NAME}`, that of a
/// cell as `<column>`.
struct HiddenText: Hashable {
  /// The shortest value that is looked for within other words; a shorter one must be quoted alone.
  private static let shortestPart = 6
  /// The shortest value of a cell for which a longer text in quotes is hidden.
  private static let shortestCell = 3

  private let name: String
  /// The value as messages may show it, the longest form first.
  private let forms: [Form]
  private let isCell: Bool

  /// A text and its characters, which are compared with every message.
  private struct Form: Hashable {
    let text: String
    let scalars: [Unicode.Scalar]
  }

  /// The value of an environment variable.
  init(_ value: String, name: String) {
    self.init("${\(shortened(name))}", values: [value], isCell: false)
  }

  /// The value of a cell.
  init(_ value: String, column: String) {
    self.init("<\(shortened(column))>", values: [value, Slug.of(value)], isCell: true)
  }

  private init(_ name: String, values: [String], isCell: Bool) {
    self.name = name
    self.isCell = isCell
    let values = values + values.map(InvisibleCharacter.trimmed)
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
      finding.severity, at: finding.position,
      keyPath: isCell ? finding.keyPath : finding.keyPath.map(masked),
      Problem(
        masked(problem.message), hint: problem.hint.map(masked), code: problem.code,
        subject: problem.subject.map(masked)))
  }

  private func masked(_ sentence: Sentence) -> Sentence {
    Sentence(masked(sentence.english), masked(sentence.chinese))
  }

  private func masked(_ text: String) -> String {
    forms.reduce(text) { text, form in
      if form.scalars.count >= Self.shortestPart {
        let text = masked(text, form.scalars)
        return isCell ? withoutQuotes(of: form.text, in: text) : text
      }
      let text = text.replacing("\"\(form.text)\"", with: "\"\(name)\"")
      return isCell && form.scalars.count >= Self.shortestCell
        ? withoutQuotes(of: form.text, in: text) : text
    }
  }

  /// A text in which what is in quotes is hidden if it holds a form of a cell, or is a part of it.
  private func withoutQuotes(of form: String, in text: String) -> String {
    // What is between quotes has odd numbers; a value may hold quotes itself, and hides more then.
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      let isShown =
        index % 2 == 0 || part == name || part.unicodeScalars.count < Self.shortestCell
        || !part.contains(form) && !form.contains(part)
      return isShown ? String(part) : name
    }.joined(separator: "\"")
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
      // Only where a message cuts a text, the start of a cell is a part of it; else it may be a word
      // that the config knows.
      let isCut = index + length < scalars.count && scalars[index + length] == "…"
      if isCell && length < value.count && !isCut {
        shown.append(scalars[index])
        index += 1
        continue
      }
      shown.append(contentsOf: name.unicodeScalars)
      index += length
    }
    return String(shown)
  }
}
