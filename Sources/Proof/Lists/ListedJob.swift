internal import QRImage

/// A print job as `print/jobs.json` describes it.
struct ListedJob: Hashable, Sendable {
  let name: String
  /// The page and the PDF, as paths in the output folder.
  let html: String
  let pdf: String
  let pageWidthInMillimetres: Double
  let pageHeightInMillimetres: Double
  /// Where the page is cut, if the sheet is larger.
  let cut: PDFFile.Cut?
  /// The ids of the links that were left out, because their titles did not fit.
  let leftOut: [String]
  /// The codes of each page.
  let pages: [[ListedCode]]
}

/// A code on a page with the words beside it.
struct ListedCode: Hashable, Sendable {
  /// The id of the link.
  let link: String
  /// The symbol without its quiet zone, in millimetres from the page's top left corner.
  let x: Double
  let y: Double
  let side: Double
  /// The height of the symbol: its side, unless the sheet is scaled differently in height.
  let height: Double
  /// How many modules the symbol has on a side.
  let sideInModules: Int
  /// Its error-correction level; nil in a list of an earlier version.
  let level: ErrorCorrectionLevel?
  /// The label, card or face that holds the code and its words.
  let piece: PageBox
  /// The printed words; no amount if the payer enters it.
  let title: String
  /// The title of the link, of which `title` may be a shorter form.
  let fullTitle: String
  let amount: String?
  /// All words on the piece, line by line.
  let words: [String]
  /// The areas of the shop's pictures, which may hold words too.
  let pictures: [PageBox]
  /// Whether the code and its words are upside down.
  let isTurned: Bool

  /// The version and level of the symbol; nil in a list of an earlier version.
  var size: SymbolSize? {
    level.flatMap { SymbolSize(sideInModules: sideInModules, level: $0) }
  }

  /// The width of the symbol with its white border, in millimetres.
  func width(withBorderOf size: SymbolSize) -> Double {
    side * Double(size.sideWithQuietZoneInModules) / Double(size.sideInModules)
  }
}
