internal import Support

/// What is different between two texts, line by line.
package struct LineDiff: Sendable {
  /// A line of the one, of the other, or of both.
  package enum Line: Hashable, Sendable {
    case same(String)
    case removed(String)
    case added(String)
    /// So many lines that are not listed.
    case omitted(Int)
  }

  /// The lines that differ, with a few of both texts around them.
  package let lines: [Line]

  /// How many equal lines are kept on each side.
  private static let margin = 3
  /// The most lines on each side that are compared one by one; more count as one stretch.
  private static let comparedCount = 2000
  /// The most lines that are listed.
  private static let listedCount = 400
  /// What is shown for a line that must not be.
  private static let hidden = "…"

  /// Compares two texts.
  ///
  /// - Parameters:
  ///   - hidesOld: whether a line of the old text must not be shown, asked of all lines in their order.
  ///   - hidesNew: the same for the new text.
  package init(
    _ old: String, _ new: String, hidesOld: (String) -> Bool = { !SourceLines.isShown($0) },
    hidesNew: (String) -> Bool = { !SourceLines.isShown($0) }
  ) {
    let (before, after) = (Self.lines(of: old), Self.lines(of: new))
    var all: [Line] = []
    var (first, second) = (0, 0)
    let (removed, added) = Self.difference(before, after)
    let (shownBefore, shownAfter) = (
      before.map { hidesOld($0) ? Self.hidden : $0 }, after.map { hidesNew($0) ? Self.hidden : $0 }
    )
    while first < before.count || second < after.count {
      if removed.contains(first) {
        all.append(.removed(shownBefore[first]))
        first += 1
      } else if added.contains(second) {
        all.append(.added(shownAfter[second]))
        second += 1
      } else {
        all.append(.same(shownBefore[first] == Self.hidden ? Self.hidden : shownAfter[second]))
        first += 1
        second += 1
      }
    }
    lines = Self.shortened(all)
  }

  /// Which lines of the first text are not in the second, and the other way round.
  private static func difference(
    _ before: [String], _ after: [String]
  ) -> (removed: Set<Int>, added: Set<Int>) {
    let start = zip(before, after).prefix { $0 == $1 }.count
    let rest = min(before.count, after.count) - start
    let end = zip(before.reversed(), after.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (old, new) = (before[start..<before.count - end], after[start..<after.count - end])
    guard old.count <= comparedCount, new.count <= comparedCount else {
      return (Set(old.indices), Set(new.indices))
    }
    var (removed, added) = (Set<Int>(), Set<Int>())
    for change in Array(new).difference(from: Array(old)) {
      switch change {
      case .remove(let offset, _, _): removed.insert(start + offset)
      case .insert(let offset, _, _): added.insert(start + offset)
      }
    }
    return (removed, added)
  }

  /// The lines near a change.
  private static func shortened(_ all: [Line]) -> [Line] {
    var isNear = all.map { _ in false }
    for (index, line) in all.enumerated() {
      if case .same = line { continue }
      for near in max(0, index - margin)...min(all.count - 1, index + margin) {
        isNear[near] = true
      }
    }
    var lines: [Line] = []
    var omitted = 0
    for (line, isNear) in zip(all, isNear) {
      guard isNear, lines.count < listedCount else {
        // What is the same at the start and at the end needs no word.
        if !lines.isEmpty { omitted += 1 }
        continue
      }
      if omitted > 0 { lines.append(.omitted(omitted)) }
      omitted = 0
      lines.append(line)
    }
    if lines.count >= listedCount, omitted > 0 { lines.append(.omitted(omitted)) }
    return lines
  }

  /// The lines without their ends; a text that ends with a line end has no empty line after it.
  static func lines(of text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
