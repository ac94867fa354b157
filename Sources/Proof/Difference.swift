/// Something in the final files that is not as the lists of the site say.
public enum Difference: Hashable, Sendable {
  // MARK: Pictures

  /// A picture of the list is not there, or is no file.
  case missingPicture(path: String, link: String)
  /// A picture cannot be read at all.
  case unreadablePicture(path: String, link: String)
  /// A picture holds no code, or several.
  case codeCount(path: String, link: String, count: Int)
  /// A picture's code is not that of its link; the link that it leads to, where it leads to one.
  case wrongCode(path: String, link: String, leadsTo: String?)
  /// A picture's code is right, but its white border, its size in pixels or its printed size is not as a
  /// build writes it.
  case changedPicture(path: String, link: String)
  /// A picture that no link has.
  case unknownPicture(path: String)

  // MARK: Print jobs

  /// The list of print jobs names a link that the list of links does not have.
  case unknownLink(job: String, link: String)
  /// The list of print jobs says other words of a link than the list of links.
  case listsDisagree(job: String, link: String)

  // MARK: PDFs

  /// A job has no PDF.
  case missingPDF(path: String)
  /// A PDF was printed from another version of its page.
  case outdatedPDF(path: String, html: String)
  /// A PDF of which nothing says that it was printed from the page that is there.
  case unrecordedPDF(path: String)
  /// A PDF that no print job has.
  case strayPDF(path: String)
  /// A PDF that was written, or written anew, by something else.
  case foreignPDF(path: String)
  /// A file is no PDF that can be read.
  case unreadablePDF(path: String, words: String)
  /// A PDF has more or fewer pages than the job.
  case pageCount(path: String, expected: Int, found: Int)
  /// A page has another size; in millimetres.
  case pageSize(Place, expected: Size, found: Size)
  /// A page, drawn as a picture, cannot be read as a whole.
  case unreadablePage(Place)
  /// So many characters of a page have no shape in the fonts that it was printed with.
  case missingGlyphs(Place, count: Int)
  /// No code can be read where one should be.
  case missingCode(Place, link: String)
  /// Another code is in the place of one; the link that it leads to, if any.
  case otherCode(Place, link: String, leadsTo: String?)
  /// A code is on a page that should not have it, or too often.
  case unexpectedCode(Place, leadsTo: String?)
  /// A code is not where it should be, or not as large; the largest difference of an edge, or nil when
  /// it is more than can be measured.
  case movedCode(Place, link: String, millimetres: Double?)
  /// A code can be read at 300 dots an inch, but not at 3 pixels a module.
  case faintCode(Place, link: String)
  /// The title is not beside its code; the title that is there instead, if it is one of the page's.
  case wrongTitle(Place, link: String, expected: String, found: String?)
  /// The amount is not beside its code; the amount that is there instead.
  case wrongAmount(Place, link: String, expected: String?, found: String?)
  /// Title and amount are there, but other words are too many or missing.
  case otherWords(Place, link: String, extra: [String], missing: [String])

  /// A width and a height in millimetres.
  public struct Size: Hashable, Sendable {
    /// The width.
    public let width: Double
    /// The height.
    public let height: Double
  }

  /// A place in a PDF.
  public struct Place: Hashable, Sendable {
    /// The PDF, as a path in the output folder.
    public let path: String
    /// The page, counted from 1.
    public let page: Int
    /// The code on the page, counted from 1 in the job's order; nil for the page as a whole.
    public let number: Int?
  }
}
