internal import Catalog
internal import Support

// How large the words are.

extension FaceComposer {
  /// By how many steps words may be larger than usual.
  ///
  /// A low face is wider than its scale, and words would leave a void beside a code, except for a
  /// number, which takes the room itself.
  private var growth: Int {
    if isLow { return 8 }
    return isWide && (item.amount != nil || NumberedTitle(item.title) == nil) ? 5 : 0
  }

  /// The arrangement with the largest words that leave the code its size, else the largest code.
  func search(hasNote: Bool) -> (found: Arrangement?, refusal: PrintRefusal) {
    var refusal = PrintRefusal.noRoom
    var fallback: Arrangement?
    // Words shrink before the code, down to a limit.
    let steps = (-growth)...10
    for step in steps {
      let scale = 1 - Self.textStep * Double(step)
      do throws(PrintRefusal) {
        let arrangement = try arrange(textScale: scale, hasNote: hasNote)
        if leavesRoom(arrangement), mayGrow(arrangement) || scale < 1.001 {
          let isLargest = step == steps.lowerBound
          return (
            isLargest ? arrangement : enlarged(arrangement, from: scale, hasNote: hasNote), refusal
          )
        }
        if arrangement.largestPlate > fallback?.largestPlate ?? 0 {
          fallback = arrangement
        }
      } catch {
        refusal = error
      }
    }
    return (fallback, refusal)
  }

  func leavesRoom(_ arrangement: Arrangement) -> Bool {
    arrangement.largestPlate >= leastPlate - 0.001
  }

  /// Whether words that are larger than usual still have air between them, and lead as they should.
  private func mayGrow(_ arrangement: Arrangement) -> Bool {
    isLow || arrangement.spare >= 0.1 * area.height && keepsRanks(arrangement.upper.blocks)
  }

  /// Whether an amount is much larger than the shop's name, and that larger than the title: words that
  /// fill the column do not grow with the others.
  private func keepsRanks(_ blocks: [StackBlock]) -> Bool {
    func size(_ role: StackBlock.Role) -> Double? { blocks.first { $0.role == role }?.size }
    guard item.amount != nil, let shop = size(.shop), let title = size(.title),
      let amount = size(.amount)
    else { return true }
    return amount >= 1.9 * shop && shop >= 1.1 * title
  }

  /// By how much words shrink at a time.
  private static let textStep = 0.05

  /// An arrangement with words as large as they can be below the next step, which was too large.
  private func enlarged(
    _ found: Arrangement, from scale: Double, hasNote: Bool
  ) -> Arrangement {
    var (best, scale) = (found, scale)
    for part in [0.5, 0.25] {
      let larger = scale + part * Self.textStep
      guard let other = try? arrange(textScale: larger, hasNote: hasNote), leavesRoom(other),
        mayGrow(other) || larger < 1.001
      else {
        continue
      }
      (best, scale) = (other, larger)
    }
    return best
  }
}
