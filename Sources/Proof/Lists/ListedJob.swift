internal import Catalog
internal import Pages
internal import QRImage

/// A print job as `print/jobs.json` describes it.
struct ListedJob: Hashable, Sendable {
  let name: String
  /// Whether its sheets show several links and are printed whole.
  let sharesSheets: Bool
  /// The page and the PDF, as paths in the output folder.
  let html: String
  fileprivate(set) var pdf: String
  let pageWidthInMillimetres: Double
  let pageHeightInMillimetres: Double
  /// Where the page is cut, if the sheet is larger.
  let cut: PDFFile.Cut?
  /// The ids of the links that were left out, because their titles did not fit.
  let leftOut: [String]
  /// The codes of each page.
  fileprivate(set) var pages: [[ListedCode]]
  /// What it prints again; nil for a job of the config.
  let reprint: Reprint?
  /// What is printed of it; nil for all.
  fileprivate(set) var part: Part?

  /// What a job prints that prints pieces again.
  struct Reprint: Hashable, Sendable {
    let kind: PrintJob.Kind
    /// The job of the config that printed the pieces first; nil for those of any jobs on one stock.
    let origin: String?
    /// The first place on the first sheet, from 1.
    let start: Int
  }

  /// Those pieces of a job that show some links.
  struct Part: Hashable, Sendable {
    /// The ids of the links, sorted.
    let links: [String]
    /// The indices of the sheets among all of the job.
    let sheets: [Int]
    /// Where a sheet has other pieces, too; by its index.
    let clips: [Int: Clip]
  }

  /// What is printed of a sheet: some of its pieces with their colour, and what is around all of them.
  struct Clip: Hashable, Sendable {
    let printed: [PageBox]
    let all: [PageBox]
  }
}

extension ListedJob {
  /// The job with nothing but the pieces of some links; nil if it has none of them.
  ///
  /// Sheets without any are left out. Of a menu or a board, which have no gaps, whole sheets are printed;
  /// of other sheets, the pieces in their places. If that is all of the job, it is the job itself.
  func only(_ links: Set<String>) -> ListedJob? {
    let sheets = pages.indices.filter { pages[$0].contains { links.contains($0.link) } }
    guard !sheets.isEmpty else { return nil }
    var job = self
    var clips: [Int: Clip] = [:]
    job.pages = sheets.map { sheet in
      let codes = pages[sheet]
      let printed = sharesSheets ? codes : codes.filter { links.contains($0.link) }
      if printed.count < codes.count {
        clips[sheet] = Clip(printed: printed.map(\.ground), all: codes.map(\.ground))
      }
      return printed
    }
    if job.pages == pages { return self }
    job.pdf = OutputLayout.partialPDF(name)
    let known = Set(pages.joined().map(\.link))
    job.part = Part(links: links.intersection(known).sorted(), sheets: sheets, clips: clips)
    return job
  }
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
  /// The piece with the colour around it, which reaches beyond the cut.
  let ground: PageBox
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
