/// A program that a proof needs is not installed.
public struct MissingProgram: Error, Hashable, Sendable {
  /// What it is for.
  public enum Purpose: Hashable, Sendable {
    /// `zbarimg`: reads codes.
    case readingCodes
    /// `pdfinfo`, `pdftoppm`, `pdftotext`: read PDFs.
    case readingPDFs
    /// A browser: prints pages.
    case printing
    /// `git`: has the files of revisions.
    case readingRevisions
  }

  /// What it is for.
  public let purpose: Purpose
  /// The name or path that was tried, if the user gave one.
  public let name: String?

  package init(purpose: Purpose, name: String?) {
    self.purpose = purpose
    self.name = name
  }
}
