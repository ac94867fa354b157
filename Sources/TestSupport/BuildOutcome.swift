/// What a build prints at its end.
public enum BuildOutcome {
  /// The outcome, which ends the line or lines of a text, and where the results are.
  ///
  /// - Parameter hasPrints: whether the site has print jobs.
  public static func text(
    _ outcome: String, in folder: String = "output", hasPrints: Bool = false
  ) -> String {
    let sheets =
      hasPrints
      ? "; `paypress print` writes the sheets to print as PDFs to \(folder)/print/" : ""
    return "\(outcome)\n  hint: open \(folder)/index.html; "
      + "your own list is \(folder)/.paypress/owner/index.html\(sheets)\n"
  }

  /// The same of a build that found nothing to do.
  public static func unchanged(
    linkCount: Int, in folder: String = "output", hasPrints: Bool = false
  ) -> String {
    text("\(linkCount) links in \(folder): nothing has changed", in: folder, hasPrints: hasPrints)
  }
}
