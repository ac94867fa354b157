internal import Artwork
internal import Catalog
internal import QRImage

/// How a job draws the code of one link, at any width.
struct CodePlan: Sendable {
  /// Version and level, computed once for the link and the job.
  var size: SymbolSize
  var quietZoneInModules: Int
  /// The plate in its middle, with the error correction that it uses up.
  var budget: CoverageBudget?
  /// The reading distance, in millimetres.
  var distance: Double
  /// The distance from which the code must be readable, in millimetres; at most the former.
  var leastDistance: Double

  init(_ size: SymbolSize, job: PrintJob, layout: JobLayout) {
    self.size = size
    quietZoneInModules = job.quietZoneInModules
    budget = job.mark.map { CoverageBudget(size, share: $0.share) }
    (distance, leastDistance) = (layout.usualDistance, layout.leastDistance)
    if case .readable(let stated) = job.codeWidth { (distance, leastDistance) = (stated, stated) }
  }

  /// The widths of the symbol that can be read from its distance.
  var reading: ReadingDistance { ReadingDistance(distance, size) }

  private var plateSideInModules: Double { Double(size.sideInModules + 2 * quietZoneInModules) }

  /// The side of a symbol with its quiet zone.
  func plateSide(ofSymbol width: Double) -> Double {
    width * plateSideInModules / Double(size.sideInModules)
  }

  /// The side of a symbol without its quiet zone.
  func symbolWidth(ofPlate side: Double) -> Double {
    side * Double(size.sideInModules) / plateSideInModules
  }

  /// The code in the square of its quiet zone, on a label, card or face.
  func code(
    _ item: PrintItem, in plate: Rectangle, on piece: Rectangle, job: PrintJob
  ) -> SheetCode {
    let width = symbolWidth(ofPlate: plate.width)
    return SheetCode(
      link: item.link, url: item.codeText, size: size,
      frame: .square(width, aroundX: plate.middleX, y: plate.middleY),
      quietZoneInModules: quietZoneInModules, plateSideInModules: budget?.plateSideInModules,
      markAspectRatio: job.mark?.artwork.aspectRatio, title: item.title, fullTitle: item.fullTitle,
      amount: item.amount,
      piece: piece)
  }
}
