internal import Fonts
internal import Pages
internal import Print

/// The fonts of a site's print jobs.
package struct PrintFonts: Sendable {
  private let fonts: FontLibrary?
  /// The measure of words.
  let measure: any TextMeasure
  /// What each job prints, in their order.
  var characters: [PrintedCharacters] = []

  /// Measures with the machine's fonts; with none, widths are estimated.
  init(library fonts: FontLibrary?) {
    self.fonts = fonts
    measure = fonts.map { FontMeasure($0) } ?? TextEstimate()
  }

  /// The fonts for the page of a job.
  func sheetFonts(ofJob index: Int) -> SheetFonts {
    guard let fonts, characters.indices.contains(index) else { return SheetFonts() }
    return SheetFonts(characters[index], in: fonts)
  }
}
