internal import Catalog
public import Paper

/// What is printed again for pieces that are wrong, and what can only be taken down.
public struct PaperReplacement: Sendable {
  /// The pieces that others take the place of, sorted by id.
  public let replaced: [PrintedPaper]
  /// How often each link is printed again, by its id and the name of the job that printed it.
  public let countsByJob: [String: [String: Int]]
  /// How many pieces can only be taken down, because their links are gone.
  public let removedCount: Int
}

extension PaperReplacement {
  /// How often each link is printed again, whichever job printed it.
  public var counts: [String: Int] {
    countsByJob.values.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
  }
}

extension PaperReview {
  /// What takes the place of some pieces.
  ///
  /// - Parameter takesSheets: whether sheets that links share are replaced whole, with all that is on
  ///   them; otherwise only the pieces.
  public func replacement(
    takingSheets takesSheets: Bool, of isWanted: (Item) -> Bool
  ) -> PaperReplacement {
    let wanted = items.filter(isWanted)
    let units = Set(wanted.map(\.paper.unit))
    let going = takesSheets ? items.filter { units.contains($0.paper.unit) } : wanted
    let printed = going.filter { !$0.verdict.isRemoved }
    // What goes with a sheet that is printed again without it.
    let printedUnits = takesSheets ? Set(printed.map(\.paper.unit)) : []
    let replaced = going.filter {
      !$0.verdict.isRemoved || printedUnits.contains($0.paper.unit)
    }
    return PaperReplacement(
      replaced: replaced.map(\.paper),
      countsByJob: printed.reduce(into: [:]) {
        $0[$1.paper.run.job, default: [:]][$1.paper.link, default: 0] += 1
      },
      removedCount: going.count - replaced.count)
  }
}

extension PaperVerdict {
  /// Whether the link of the piece is gone.
  var isRemoved: Bool { changes == [.removed] }
}

/// What is taken down as one: a piece, or a sheet that links share.
struct PaperUnit: Hashable {
  let run: String
  let sheet: Int
  /// The number of a piece by itself.
  let piece: Int?
}

extension PrintedPaper {
  var unit: PaperUnit {
    PaperUnit(run: id.run, sheet: sheet, piece: run.sharesSheets ? nil : id.number)
  }
}
