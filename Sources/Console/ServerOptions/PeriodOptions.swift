package import ArgumentParser
internal import Support

/// The options that choose payments by their day.
package struct PeriodOptions: ParsableArguments {
  package init() {}

  @Flag(help: .words("Only today's payments.", "只看今天的收款。"))
  package var today = false

  @Option(help: .words("The first day, such as 2026-11-01.", "第一天，例如 2026-11-01。", value: "day"))
  package var from: String?

  @Option(help: .words("The last day.", "最后一天。", value: "day"))
  package var to: String?

  package func validate() throws {
    for (name, text) in [("--from", from), ("--to", to)] {
      guard let text, UTCTime.daysSince1970(ofDate: text) == nil else { continue }
      throw ValidationError(
        localized(
          "\(name) takes a day such as 2026-11-01", "\(name) 需要 2026-11-01 这样的日期"))
    }
    if today && (from != nil || to != nil) {
      throw ValidationError(
        localized("--today goes without --from and --to", "--today 不能与 --from、--to 同用"))
    }
    if let from, let to, to < from {
      throw ValidationError(localized("--to is before --from", "--to 早于 --from"))
    }
  }

  /// The chosen days, as numbers of days after 1970-01-01; nil for all.
  ///
  /// - Parameter currentDay: today.
  package func days(currentDay: Int64) -> ClosedRange<Int64>? {
    if today { return currentDay...currentDay }
    if from == nil && to == nil { return nil }
    let first = from.flatMap(UTCTime.daysSince1970) ?? 0
    let last = to.flatMap(UTCTime.daysSince1970) ?? max(currentDay, first)
    return min(first, last)...last
  }
}
