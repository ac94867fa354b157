internal import Editing
internal import Pages
internal import Support

/// A finding in HTML: where, what, the line with a marker, and what to do.
struct FindingMarkup {
  let visit: StudioVisit
  let finding: StudioFinding

  /// An item of a list.
  ///
  /// - Parameter link: the path of the page that shows the place, below the studio's base.
  func item(link: String?) -> Markup {
    let diagnostic = finding.diagnostic
    let place: Markup =
      finding.placeWords.map { words in
        guard let link, finding.position != nil else {
          return "<span class=\"place\">\(visit.say(words))</span>"
        }
        return """
          <a class="place" href="\(address: visit.base + link)">\(visit.say(words))</a>
          """
      } ?? ""
    let key: Markup = diagnostic.keyPath.map { "<code>\($0)</code> " } ?? ""
    let hint: Markup =
      diagnostic.problem.hint.map { "<p class=\"hint\">\(visit.say($0))</p>" } ?? ""
    let also: Markup = finding.also.map { "<p class=\"quiet\">\(visit.say($0))</p>" } ?? ""
    return """
      <li class="finding \(finding.severity.rawValue)"><p class="head"><span class="badge">\(severity)</span> \(place)</p>
      <p>\(key)\(visit.say(diagnostic.problem.message))</p>
      \(excerpt)\(hint)\(also)</li>

      """
  }

  private var severity: String {
    switch finding.severity {
    case .error: visit.say("error", "错误")
    case .warning: visit.say("warning", "警告")
    case .note: visit.say("note", "说明")
    }
  }

  private var excerpt: Markup {
    guard let line = finding.line, let position = finding.position,
      !visit.state.secrets.occur(in: line)
    else { return "" }
    return """
      <pre class="excerpt"><span class="number">\(Int64(position.line))</span> \
      \(MarkedLine(line, column: position.column).markup)</pre>

      """
  }
}

/// A line of a file with one marked character.
struct MarkedLine {
  /// The most characters on each side of the marked one.
  private static let sideLimit = 80

  private let before: String
  private let marked: String?
  private let after: String

  /// A line; the column counts Unicode scalars from 1, and the one after the last marks the end.
  init(_ line: String, column: Int) {
    let scalars = Array(line.unicodeScalars)
    let index = min(max(0, column - 1), scalars.count)
    let start = max(0, index - Self.sideLimit)
    let end = min(scalars.count, index + 1 + Self.sideLimit)
    let rest = min(index + 1, scalars.count)
    before = (start > 0 ? "…" : "") + Self.text(scalars[start..<index])
    marked = index < scalars.count ? Self.text(scalars[index..<rest]) : " "
    after = Self.text(scalars[rest..<max(rest, end)]) + (end < scalars.count ? "…" : "")
  }

  /// The start of a line without a mark.
  init(whole line: String) {
    let scalars = Array(line.unicodeScalars.prefix(2 * Self.sideLimit))
    before = Self.text(scalars[...])
    marked = nil
    after = line.unicodeScalars.count > scalars.count ? "…" : ""
  }

  /// Control characters and those that change the direction of text are spelled out.
  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view).split(separator: "\t", omittingEmptySubsequences: false)
      .map { spelledOut(String($0)) }.joined(separator: "\t")
  }

  /// The line in HTML.
  var markup: Markup {
    let mark: Markup? = marked.map { "<mark>\($0)</mark>" }
    return "\(before)\(mark)\(after)"
  }
}
