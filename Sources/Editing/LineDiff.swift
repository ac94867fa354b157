/// What is different between two texts, line by line.
package struct LineDiff: Sendable {
  /// A line of the one, of the other, or of both.
  package enum Line: Hashable, Sendable {
    case same(String)
    case removed(String)
    case added(String)
  }

  /// The lines that differ, with a few of both texts around them.
  package let lines: [Line]

  /// How many equal lines are kept on each side.
  private static let margin = 3

  /// Compares two texts that differ in one stretch, as those before and after a change do.
  package init(_ old: String, _ new: String) {
    let before = Self.lines(of: old)
    let after = Self.lines(of: new)
    let start = zip(before, after).prefix { $0 == $1 }.count
    let rest = min(before.count, after.count) - start
    let end = zip(before.reversed(), after.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let removed = before[start..<before.count - end]
    let added = after[start..<after.count - end]
    guard !removed.isEmpty || !added.isEmpty else {
      lines = []
      return
    }
    lines =
      before[max(0, start - Self.margin)..<start].map { .same($0) }
      + removed.map { .removed($0) } + added.map { .added($0) }
      + before[(before.count - end)...].prefix(Self.margin).map { .same($0) }
  }

  /// The lines without their ends; a text that ends with a line end has no empty line after it.
  private static func lines(of text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
