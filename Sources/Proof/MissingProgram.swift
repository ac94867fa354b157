/// A program that a proof needs is not on the machine.
public struct MissingProgram: Error, Hashable, Sendable {
  /// What it is for.
  public enum Purpose: Hashable, Sendable {
    /// `zbarimg`: reads codes.
    case readingCodes
    /// `pdfinfo`, `pdftoppm`, `pdftotext`: read PDFs.
    case readingPDFs
    /// A browser: prints pages.
    case printing
  }

  /// What it is for.
  public let purpose: Purpose
  /// The name or path that was looked for, where the user gave one.
  public let name: String?
}
