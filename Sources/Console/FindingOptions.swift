internal import ArgumentParser
package import Support

/// The options of commands that print the findings of a site.
package struct FindingOptions: ParsableArguments {
  package init() {}

  @Flag(
    name: .customLong("all"),
    help: .words(
      "Print every finding. (default: the first of each kind, at most 40)",
      "列出每一处问题。（默认：同类只列第一处，最多 40 类）"))
  package var showsAll = false

  @Flag(name: .customLong("quiet"), help: .words("Leave out notes.", "不显示说明。"))
  package var isQuiet = false

  /// How the findings are shown.
  package func display(_ extent: FindingDisplay.Extent = .full) -> FindingDisplay {
    FindingDisplay(extent, showsAll: showsAll, isQuiet: isQuiet)
  }
}

/// How `check` and `build` print what they find.
package enum ReportFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// Lines for people, on standard error.
  case text
  /// One JSON document, on standard output.
  case json
}
