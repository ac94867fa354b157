/// A program or library that a proof needs is not installed.
public struct MissingProgram: Error, Hashable, Sendable {
  /// What it is for.
  public enum Purpose: Hashable, Sendable {
    /// `zbarimg`: reads codes.
    case readingCodes
    /// ZXing, a library: reads codes in the build's pictures.
    case readingPictures
    /// `pdfinfo`, `pdftoppm`, `pdftotext`: read PDFs.
    case readingPDFs
    /// A browser: prints pages.
    case printing
    /// `gs`: converts colours to the inks of a press.
    case convertingColours
    /// `git`: has the files of revisions.
    case readingRevisions
  }

  /// What it is for.
  public let purpose: Purpose
  /// The name or path that was tried, if the user gave one; of a library, the loader's words.
  public let name: String?

  package init(purpose: Purpose, name: String?) {
    self.purpose = purpose
    self.name = name
  }
}
