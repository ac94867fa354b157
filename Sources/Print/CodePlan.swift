internal import Artwork
internal import Catalog
internal import QRImage

/// How the code of one link is drawn, whatever its size.
struct CodePlan: Sendable {
  var size: SymbolSize
  var level: ErrorCorrectionLevel?
  var quietZoneInModules: Int
  /// The plate in its middle, with what that costs.
  var budget: CoverageBudget?
  /// The widths that reading from a distance asks for; nil where a job names the width.
  var distance: Double

  /// The code of an item in a job.
  init(_ item: PrintItem, job: PrintJob, level: ErrorCorrectionLevel?, distance: Double) {
    size = item.symbolSize
    self.level = level
    quietZoneInModules = job.quietZoneInModules
    budget = job.mark.map { CoverageBudget(item.symbolSize, share: $0.share) }
    self.distance = distance
  }

  /// Symbol widths are distance × modules ÷ this: four pixels a module in a camera of 26 mm
  /// (`docs/decisions.md`).
  static let distanceFactor = 350.0
  /// The same for the edge of what can be read: three pixels a module.
  static let distanceEdge = 460.0

  /// The width of the symbol that is read comfortably from a distance.
  func comfortableWidth(from distance: Double) -> Double {
    distance * Double(size.sideInModules) / Self.distanceFactor
  }

  /// The least width of the symbol that is read from a distance.
  func edgeWidth(from distance: Double) -> Double {
    distance * Double(size.sideInModules) / Self.distanceEdge
  }

  private var modulesOfPlate: Double { Double(size.sideInModules + 2 * quietZoneInModules) }

  /// The side of a symbol with its quiet zone.
  func plateSide(ofSymbol width: Double) -> Double {
    width * modulesOfPlate / Double(size.sideInModules)
  }

  /// The side of a symbol without its quiet zone.
  func symbolWidth(ofPlate side: Double) -> Double {
    side * Double(size.sideInModules) / modulesOfPlate
  }

  /// The code within the square that its quiet zone fills, on a label, card or face.
  func code(
    _ item: PrintItem, in plate: Rectangle, on piece: Rectangle, job: PrintJob
  ) -> SheetCode {
    let width = symbolWidth(ofPlate: plate.width)
    return SheetCode(
      link: item.link, url: item.url, level: level, size: size,
      frame: .square(width, aroundX: plate.middleX, y: plate.middleY),
      quietZoneInModules: quietZoneInModules, plateSideInModules: budget?.plateSideInModules,
      markAspectRatio: job.mark?.artwork.aspectRatio, title: item.title, amount: item.amount,
      piece: piece)
  }
}

/// Why a link cannot be laid out.
enum LayoutProblem: Error, Hashable {
  /// The title has no room.
  case titleDoesNotFit(link: String)
  /// The amount has no room.
  case amountDoesNotFit(link: String)
  /// The code that was asked for is wider than the layout allows, in millimetres.
  case codeDoesNotFit(link: String, wanted: Double, largest: Double)
  /// Words without which a code would be taken for another one have no room.
  case wordsDoNotFit(link: String, Set<PrintedWords>)
  /// There is no room for a code.
  case noRoom(link: String)
}
