internal import Artwork
internal import Catalog
internal import QRImage

/// How the code of one link is drawn in a job, however wide it becomes.
struct CodePlan: Sendable {
  /// Version and level, computed once for the link and the job.
  var size: SymbolSize
  var quietZoneInModules: Int
  /// The plate in its middle, with what it costs.
  var budget: CoverageBudget?
  /// The distance that it is read from, in millimetres.
  var distance: Double

  init(_ size: SymbolSize, job: PrintJob, usualDistance: Double) {
    self.size = size
    quietZoneInModules = job.quietZoneInModules
    budget = job.mark.map { CoverageBudget(size, share: $0.share) }
    distance = usualDistance
    if case .readable(let distance) = job.codeWidth { self.distance = distance }
  }

  /// The widths of the symbol at which it is read from its distance.
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

  /// The code in the square that its quiet zone fills, on a label, card or face.
  func code(
    _ item: PrintItem, in plate: Rectangle, on piece: Rectangle, job: PrintJob
  ) -> SheetCode {
    let width = symbolWidth(ofPlate: plate.width)
    return SheetCode(
      link: item.link, url: item.url, size: size,
      frame: .square(width, aroundX: plate.middleX, y: plate.middleY),
      quietZoneInModules: quietZoneInModules, plateSideInModules: budget?.plateSideInModules,
      markAspectRatio: job.mark?.artwork.aspectRatio, title: item.title, amount: item.amount,
      piece: piece)
  }
}
