internal import Catalog
internal import Print
internal import Support

/// Checks print jobs before anything is written.
enum PrintCheck {
  /// Checks the print jobs of a site with the links that can be made.
  static func run(_ outline: SiteOutline, _ links: LinkReader, into sink: FindingSink) {
    guard !outline.prints.isEmpty else { return }
    if outline.prints.contains(where: { $0.validUntil != nil }) { InputTrace.current?.noteDay() }
    var check = JobChecker(outline, today: CalendarDay.today, into: sink)
    while let step = links.nextStep() {
      switch step {
      case .link(let link): check.examine(link)
      case .unmade(let id): check.examineUnmade(id)
      }
    }
    check.finish()
  }
}
