internal import Catalog
internal import Fonts
internal import Print
internal import Support

extension PrintFonts {
  /// Checks the print jobs of a site with the links that can be made, before anything is written, and
  /// returns their fonts.
  ///
  /// Only a site with print jobs opens fonts; `environment` has the variables that fontconfig reads.
  static func checkingJobs(
    of outline: SiteOutline, _ links: LinkReader, environment: [String: String],
    into sink: FindingSink
  ) -> PrintFonts {
    guard !outline.prints.isEmpty else { return PrintFonts(library: nil) }
    var fonts = PrintFonts(library: FontLibrary(environment: environment))
    if outline.prints.contains(where: { $0.validUntil != nil }) { InputTrace.current?.noteDay() }
    var check = JobChecker(outline, measure: fonts.measure, today: CalendarDay.today, into: sink)
    while let step = links.nextStep() {
      switch step {
      case .link(let link): check.examine(link)
      case .unmade(let id): check.examineUnmade(id)
      }
    }
    check.finish()
    fonts.characters = check.printedCharacters
    return fonts
  }
}
