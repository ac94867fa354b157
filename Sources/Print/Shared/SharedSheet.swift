internal import Catalog
internal import Support

/// A sheet that shows the codes of several links.
struct SharedSheet {
  /// The part of a sheet that belongs to one link.
  struct Cell {
    var item: PrintItem
    var plan: CodePlan
    /// Its place on the page, which holds all of its elements.
    var frame: Rectangle
    var elements: [SheetElement]
    /// The words that do not fit.
    var leftOut: Set<PrintedWords>
    /// The width of the symbol in millimetres.
    var symbolWidth: Double
  }

  /// Colour, frames and words outside the cells, from the bottom up.
  var furniture: [SheetElement]
  var cells: [Cell]
  /// The words of the sheet that do not fit.
  var leftOut: Set<PrintedWords> = []

  /// All elements, from the bottom up.
  var elements: [SheetElement] { furniture + cells.flatMap(\.elements) }
}

/// Why links have no sheet together.
enum SharedRefusal: Error {
  /// A link that cannot be laid out.
  case link(PrintItem, PrintRefusal)
  /// A number of links that a board does not hold.
  case boardCount(Int)

  /// The problem of the job.
  var problem: Problem {
    switch self {
    case .link(let item, let refusal): return refusal.problem(of: item.name)
    case .boardCount(let count):
      let (least, most) = (BoardComposer.counts.lowerBound, BoardComposer.counts.upperBound)
      return Problem(
        Sentence(
          "a board shows \(least) to \(most) codes, and this one has \(counted(count, "link"))",
          "一块收款牌放 \(least) 到 \(most) 个码，这里有 \(count) 个链接"),
        hint: Sentence(
          "choose other links; `poster` prints one code a page, `menu` any number of rows",
          "请另选链接；`poster` 每页一个码，`menu` 可有任意多行"),
        code: "board-count")
    }
  }
}

/// How far the codes of a sheet are apart, so that people scan the one that they aim at.
///
/// A scanner's frame that is twice as wide as the code in its middle shows no part of another one,
/// and no other one whole if it is a code's width off (`docs/decisions.md`).
enum AimingFrame {
  /// The least gap between two symbols, as a part of the width of the wider one.
  static let gap = 0.5

  /// The least distance from one symbol to the same edge of the next.
  static func pitch(ofSymbol width: Double) -> Double { width * (1 + gap) }
}

/// Lays out all links of a job on sheets that they share.
struct SharedComposer {
  let layout: JobLayout
  let context: FaceComposer.Context

  /// The sheets of some links, in their order.
  func sheets(of items: [PrintItem]) throws(SharedRefusal) -> [SharedSheet] {
    guard let first = items.first else {
      if context.job.kind == .board { throw .boardCount(0) }
      return []
    }
    let face: SharedFace
    do throws(PrintRefusal) {
      face = try SharedFace(layout: layout, context: context, items: items)
    } catch {
      throw .link(first, error)
    }
    return switch context.job.kind {
    case .board: try BoardComposer(face: face, items: items).sheets()
    default: try MenuComposer(face: face, items: items).sheets()
    }
  }

  /// Why a link alone has no room; nil when it has.
  func refusal(of item: PrintItem) -> PrintRefusal? {
    do throws(SharedRefusal) {
      _ = try sheets(of: context.job.kind == .board ? [item, item] : [item])
      return nil
    } catch {
      guard case .link(_, let refusal) = error else { return nil }
      return refusal
    }
  }
}
