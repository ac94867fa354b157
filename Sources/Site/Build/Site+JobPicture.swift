package import Catalog
internal import Pages
internal import Print
internal import Support

extension Site {
  /// A picture of the first sheet of a job that no config names, such as to choose a design by; nil if it
  /// prints none of the links.
  ///
  /// - Parameter environment: the variables that fontconfig reads.
  /// - Throws: what keeps the job from being printed.
  package func picture(
    of job: PrintJob, environment: [String: String]
  ) throws -> [UInt8]? {
    let catalogue = catalogue.printing(only: job)
    let outline = catalogue.outline
    let fonts = PrintFonts.checkingJobs(
      of: outline, catalogue.makeReader(), environment: environment, into: FindingSink())
    guard var typesetter = try JobTypesetter.all(of: outline, measure: fonts.measure).first else {
      return nil
    }
    let renderer = SheetRenderer(
      typesetter, siteTitle: outline.site.title, fonts: fonts.sheetFonts(ofJob: 0))
    let reader = catalogue.makeReader()
    while let link = try reader.next() {
      if let sheet = try typesetter.add(link).first { return try renderer.thumbnail(sheet) }
    }
    return try typesetter.finish().first.map { try renderer.thumbnail($0) }
  }
}
