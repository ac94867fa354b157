/// How a run shows its findings.
package struct FindingDisplay: Sendable {
  /// Which findings are shown.
  package enum Extent: Sendable {
    /// All of them.
    case full
    /// The errors, because the others are shown elsewhere or later.
    case errors
    /// The errors; how many others there are only if there are no errors.
    case errorsOrCount
    /// None, because the findings are printed in another form.
    case nothing
  }

  /// Which findings are shown.
  package var extent: Extent
  /// Whether findings of one kind are shown one by one, and without a limit.
  package var showsAll: Bool
  /// Whether notes are left out.
  package var isQuiet: Bool

  /// A way to show findings.
  package init(_ extent: Extent = .full, showsAll: Bool = false, isQuiet: Bool = false) {
    self.extent = extent
    self.showsAll = showsAll
    self.isQuiet = isQuiet
  }
}

/// The terminal that shows findings.
package struct FindingScreen: Sendable {
  /// The language of the messages.
  package var language: Language
  /// How many columns it has; nil for a file or a pipe, which gets no lines of the source.
  package var width: Int?
  /// Whether it shows colours.
  package var isColoured: Bool

  /// A terminal.
  package init(language: Language, width: Int? = nil, isColoured: Bool = false) {
    self.language = language
    self.width = width
    self.isColoured = isColoured
  }
}

/// The findings of a run as they are shown.
package struct FindingReport {
  /// The most findings that are shown.
  package static let limit = 40

  private let shown: [FindingGroup]
  private let startTime: Int64
  private let secretFiles: Set<String>
  private let encodings: [String: String]
  /// How many findings are not shown at all, and of how many of the kinds that are kept.
  private let hidden: (findingCount: Int, kindCount: Int)
  private let showsAll: Bool

  /// The findings of a sink in file order; of too many, errors are shown first.
  package init(_ sink: FindingSink, _ display: FindingDisplay) {
    let severities = Self.severities(display)
    let groups =
      display.showsAll ? sink.inFileOrder.map { FindingGroup($0) } : sink.groups
    let chosen = groups.filter { severities.contains($0.first.severity) }
    shown = display.showsAll ? chosen : Self.gravest(chosen)
    startTime = sink.startTime
    secretFiles = sink.secretFiles
    encodings = sink.encodings
    showsAll = display.showsAll
    let total = severities.reduce(0) { $0 + sink.count(of: $1) }
    hidden = (total - shown.reduce(0) { $0 + $1.count }, chosen.count - shown.count)
  }

  /// The texts of the findings, each of one or more lines.
  package func texts(on screen: FindingScreen) -> [String] {
    let lines = screen.width.map { _ in
      SourceLines(
        of: shown.map(\.first), startTime: startTime, secretFiles: secretFiles,
        encodings: encodings)
    }
    return shown.map { group in
      let finding = group.first
      var text = DiagnosticText(finding.diagnostic, screen.language)
      text.isColoured = screen.isColoured
      text.showsCode = true
      text.also = group.also
      if let width = screen.width, let line = lines?[finding.position] {
        let excerpt = SourceExcerpt(
          line, lineNumber: finding.position.line, column: finding.position.column)
        text.excerpt =
          excerpt?.lines(
            width: width, style: finding.severity.style, isColoured: screen.isColoured) ?? []
      }
      return text.text
    }
  }

  /// The code of the first finding shown of the highest severity.
  package var gravestCode: String? {
    let severity = shown.map(\.first.severity).min()
    return shown.first { $0.first.severity == severity }?.first.problem.code
  }

  /// How many findings are not shown; nil when all are.
  ///
  /// - Parameter command: the command that shows all of them.
  package func more(_ command: String) -> Sentence? {
    guard hidden.findingCount > 0 else { return nil }
    let count = grouped(hidden.findingCount)
    if showsAll || hidden.kindCount == 0 {
      let limit = grouped(FindingSink.limit)
      return Sentence(
        "\(count) more are not shown: at most \(limit) errors, warnings and notes each are kept",
        "另有 \(count) 处未显示：错误、警告、说明各最多保留 \(limit) 个")
    }
    return Sentence(
      "\(count) more of other kinds: `\(command) --all` shows all",
      "另有其他类别的 \(count) 处未显示：运行 `\(command) --all` 可查看全部")
  }

  private static func severities(_ display: FindingDisplay) -> [Finding.Severity] {
    switch display.extent {
    case .full: display.isQuiet ? [.error, .warning] : [.error, .warning, .note]
    case .errors, .errorsOrCount: [.error]
    case .nothing: []
    }
  }

  /// The first groups of the highest severities, in the order in which they were.
  private static func gravest(_ groups: [FindingGroup]) -> [FindingGroup] {
    guard groups.count > limit else { return groups }
    let indices = groups.indices.sorted { left, right in
      (groups[left].first.severity, left) < (groups[right].first.severity, right)
    }
    return indices.prefix(limit).sorted().map { groups[$0] }
  }
}

extension FindingSink {
  /// Numbers of findings in words: `2 errors, 0 warnings`.
  package static func words(_ counts: [(severity: Finding.Severity, count: Int)]) -> Sentence {
    let english = counts.map { severity, count in
      "\(grouped(count)) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    let chinese = counts.map { severity, count in
      switch severity {
      case .error: "\(count) 个错误"
      case .warning: "\(count) 个警告"
      case .note: "\(count) 条说明"
      }
    }
    return Sentence(english.joined(separator: ", "), chinese.joined(separator: "，"))
  }

  /// How many findings of a severity were reported, kept or not.
  package func count(of severity: Finding.Severity) -> Int {
    switch severity {
    case .error: errorCount
    case .warning: warningCount
    case .note: noteCount
    }
  }
}
