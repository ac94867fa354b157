internal import Fonts
internal import Pages
internal import Print

/// The fonts of a site's print jobs.
package struct PrintFonts: Sendable {
  private let library: FontLibrary?
  /// The measure of words.
  let measure: any TextMeasure
  /// What each job prints, in their order.
  var characters: [PrintedCharacters] = []

  /// Measures with the machine's fonts; with none, widths are estimated.
  init(library: FontLibrary?) {
    self.library = library
    measure = library.map { FontMeasure($0) } ?? TextEstimate()
  }

  /// The fonts for the page of a job.
  func sheetFonts(ofJob index: Int) -> SheetFonts {
    guard let library, characters.indices.contains(index) else { return SheetFonts() }
    return SheetFonts(characters[index], in: library)
  }
}
