public import Support

/// A difference between the final files, the lists and the config of a site.
public enum Difference: Hashable, Sendable {
  /// A difference in a file of the site, with its words.
  case file(String, Problem, Diagnostic.Facts = Diagnostic.Facts())

  // MARK: Pictures

  /// A listed picture does not exist or is not a file.
  case missingPicture(path: String, link: String)
  /// A picture cannot be read at all.
  case unreadablePicture(path: String, link: String)
  /// A picture holds no code, or several.
  case codeCount(path: String, link: String, count: Int)
  /// A picture's code is not that of its link; names the link that it leads to, if any.
  case wrongCode(path: String, link: String, leadsTo: String?)
  /// A picture's code is right, but its white border, pixel size or printed size is not as built.
  case changedPicture(path: String, link: String)
  /// A picture that belongs to no link.
  case unknownPicture(path: String)

  // MARK: Print jobs

  /// The list of print jobs names a link that is not in the list of links.
  case unknownLink(job: String, link: String)
  /// The list of print jobs and the list of links give different words for a link.
  case listsDisagree(job: String, link: String)
  /// The list of print jobs has a link on a page and among those left out.
  case leftOutButPrinted(job: String, link: String)

  // MARK: PDFs

  /// A job has no PDF.
  case missingPDF(path: String)
  /// A PDF was printed from an earlier version of its page.
  case outdatedPDF(path: String, html: String)
  /// A PDF without a record that it was printed from the current page.
  case unrecordedPDF(path: String)
  /// A PDF that belongs to no print job.
  case strayPDF(path: String)
  /// A PDF that another program wrote or rewrote.
  case foreignPDF(path: String)
  /// A PDF that changed since `pdf` wrote it.
  case changedPDF(path: String)
  /// A file that cannot be read as a PDF.
  case unreadablePDF(path: String, words: String)
  /// A PDF has more or fewer pages than the job.
  case pageCount(path: String, expected: Int, found: Int)
  /// A page has the wrong size; in millimetres.
  case pageSize(Place, expected: Size, found: Size)
  /// A page, rendered as a picture, cannot be read as a whole.
  case unreadablePage(Place)
  /// Characters of a page have no glyph in the fonts that it was printed with.
  case missingGlyphs(Place, MissingCharacters)
  /// No code can be read at an expected place.
  case missingCode(Place, link: String)
  /// Another code takes the place of one; names the link that it leads to, if any.
  case otherCode(Place, link: String, leadsTo: String?)
  /// A code is on the wrong page, or on the page too often.
  case unexpectedCode(Place, leadsTo: String?)
  /// A code has the wrong place or size; the largest error of an edge, nil if not measurable.
  case movedCode(Place, link: String, millimetres: Double?)
  /// A code can be read at 300 dots an inch, but not at 3 pixels a module.
  case faintCode(Place, link: String)
  /// The title is not beside its code; the title found instead, if it is one of the page's.
  case wrongTitle(Place, link: String, expected: String, found: String?)
  /// The amount is not beside its code; the amount found instead.
  case wrongAmount(Place, link: String, expected: String?, found: String?)
  /// Title and amount are there, but other words are missing or not expected.
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

  /// The file, as a path in the output folder.
  var path: String? {
    switch self {
    case .file(let path, _, _), .missingPicture(let path, _), .unreadablePicture(let path, _),
      .codeCount(let path, _, _), .wrongCode(let path, _, _), .changedPicture(let path, _),
      .unknownPicture(let path), .missingPDF(let path), .outdatedPDF(let path, _),
      .unrecordedPDF(let path), .strayPDF(let path), .foreignPDF(let path), .changedPDF(let path),
      .unreadablePDF(let path, _), .pageCount(let path, _, _):
      path
    default: nil
    }
  }

  /// What kind of difference it is, as a stable name.
  public var kind: String {
    switch self {
    case .file(_, let problem, _): problem.code
    case .missingPicture: "missing-picture"
    case .unreadablePicture: "unreadable-picture"
    case .codeCount: "code-count"
    case .wrongCode: "wrong-code"
    case .changedPicture: "changed-picture"
    case .unknownPicture: "unknown-picture"
    case .unknownLink: "unknown-link"
    case .listsDisagree: "lists-disagree"
    case .leftOutButPrinted: "left-out-but-printed"
    case .missingPDF: "missing-pdf"
    case .outdatedPDF: "outdated-pdf"
    case .unrecordedPDF: "unrecorded-pdf"
    case .strayPDF: "stray-pdf"
    case .foreignPDF: "foreign-pdf"
    case .changedPDF: "changed-pdf"
    case .unreadablePDF: "unreadable-pdf"
    case .pageCount: "page-count"
    case .pageSize: "page-size"
    case .unreadablePage: "unreadable-page"
    case .missingGlyphs: "missing-glyphs"
    case .missingCode: "missing-code"
    case .otherCode: "other-code"
    case .unexpectedCode: "unexpected-code"
    case .movedCode: "moved-code"
    case .faintCode: "faint-code"
    case .wrongTitle: "wrong-title"
    case .wrongAmount: "wrong-amount"
    case .otherWords: "other-words"
    }
  }
}
