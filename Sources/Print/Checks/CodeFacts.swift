internal import Catalog
internal import QRImage
internal import Support

/// The facts about one printed code that the checks use.
struct CodeFacts {
  /// The link as messages name it.
  var link: Sentence
  var byteCount: Int
  var size: SymbolSize
  /// The level of the job; nil for the recommended one.
  var wantedLevel: ErrorCorrectionLevel?
  /// The width of the symbol without its quiet zone, in millimetres.
  var width: Double
  /// The reading distance, and the one from which the code must be readable, in millimetres.
  var distance: Double
  var leastDistance: Double
  var budget: CoverageBudget?
  /// The version of the link's own picture.
  var ownVersion: Int
  /// The distance of code and quiet zone from the nearest fold or cut; nil without one.
  var edgeDistance: Double?
  /// The distance of the symbol from the edge of the page; nil if printers print to the edge.
  var pageDistance: Double?
  /// How far code and words extend beyond the page.
  var overhang: PaperEdge.Overhang

  /// The width of a module in millimetres.
  var module: Double { width / Double(size.sideInModules) }
}

extension CodeFacts {
  /// The facts about a link's piece in a job.
  init(
    _ item: PrintItem, _ piece: PieceComposer.Piece, ownVersion: Int, of typesetter: JobTypesetter
  ) {
    let (layout, page) = (typesetter.layout, typesetter.page)
    let first = DrawnPart.all(of: piece.draw(layout.pieces[0]))
    // The first and the last place of the sheet, after the printer's shift and scale.
    let last = layout.pieces.count > 1 ? piece.draw(layout.pieces[layout.pieces.count - 1]) : []
    let corners = SheetElement.placed(piece.draw(layout.pieces[0]) + last, typesetter.placement)
    let codes = Sheet(width: page.width, height: page.height, elements: [corners]).codes
    self.init(
      link: item.name, byteCount: item.codeText.utf8.count, size: piece.plan.size,
      wantedLevel: typesetter.level,
      width: piece.symbolWidth * min(typesetter.job.scale.x, typesetter.job.scale.y),
      distance: piece.plan.distance, leastDistance: piece.plan.leastDistance,
      budget: piece.plan.budget,
      ownVersion: ownVersion, edgeDistance: Self.edgeDistance(of: first, in: layout),
      pageDistance: layout.pageInset > 0
        ? codes.map { -PaperEdge.overhang(of: $0.frame, on: page) }.min() : nil,
      overhang: PaperEdge.overhang(of: [corners], on: page))
  }

  /// The facts about a link's code on a sheet that several share.
  init(_ cell: SharedSheet.Cell, ownVersion: Int, of typesetter: JobTypesetter) {
    let (layout, page) = (typesetter.layout, typesetter.page)
    let moved = SheetElement.placed(cell.elements, typesetter.placement)
    let codes = Sheet(width: page.width, height: page.height, elements: [moved]).codes
    self.init(
      link: cell.item.name, byteCount: cell.item.codeText.utf8.count, size: cell.plan.size,
      wantedLevel: typesetter.level,
      width: cell.symbolWidth * min(typesetter.job.scale.x, typesetter.job.scale.y),
      distance: cell.plan.distance, leastDistance: cell.plan.leastDistance,
      budget: cell.plan.budget, ownVersion: ownVersion,
      edgeDistance: Self.edgeDistance(of: DrawnPart.all(of: cell.elements), in: layout),
      pageDistance: codes.map { -PaperEdge.overhang(of: $0.frame, on: page) }.min(),
      overhang: PaperEdge.overhang(of: [moved], on: page))
  }

  /// The distance of codes with their quiet zones from the nearest cut or fold.
  private static func edgeDistance(of parts: [DrawnPart], in layout: JobLayout) -> Double? {
    guard layout.inset == JobLayout.trimInset else { return nil }
    let frame = layout.pieces[0].frame
    let plates = parts.filter { $0.kind == .code }.map(\.frame)
    return plates.map { plate in
      var distances = [
        plate.x - frame.x, frame.right - plate.right, plate.y - frame.y,
        frame.bottom - plate.bottom,
      ]
      if layout.kind == .tent {
        let fold = frame.y + layout.tentFolds.faceHeight
        distances.append(plate.y >= fold ? plate.y - fold : fold - plate.bottom)
      }
      return distances.min() ?? 0
    }.min()
  }
}
