/// Findings of one kind, shown as one: the first of them, and where the others are.
package struct FindingGroup {
  /// The first in the file.
  package let first: Finding
  /// How many there are, the first included.
  package let count: Int
  /// The second and the third, as far as they are known.
  private var others: [Finding] = []

  /// A group of as many findings; `add` gives it the others in file order.
  init(_ first: Finding, count: Int = 1) {
    self.first = first
    self.count = count
  }

  /// Takes a further finding of the kind.
  mutating func add(_ finding: Finding) {
    if others.count < 2 { others.append(finding) }
  }

  /// Where the others are, such as `also in rows 4, 9 and 9,991 more`; nil without any.
  package var also: Sentence? {
    guard count > 1 else { return nil }
    let more = count - 1 - others.count
    guard let places = places, !others.isEmpty else {
      let times = count - 1
      return Sentence(
        times == 1 ? "once more at this place" : "\(grouped(times)) more times at this place",
        "此处另有 \(times) 个")
    }
    let last = more > 0 ? "\(grouped(more)) more" : places.names.last ?? ""
    let before = more > 0 ? places.names : places.names.dropLast()
    let english =
      before.isEmpty ? last : "\(before.joined(separator: ", ")) and \(last)"
    let noun = places.noun(isPlural: before.count + more > 0)
    let names = places.names.joined(separator: "、")
    return Sentence(
      "also \(noun.english) \(english)",
      noun.chinese.replacing("*", with: names) + "也是" + (more > 0 ? "，另有 \(more) 处" : ""))
  }

  /// How the places of the others are named; nil when all are that of the first.
  private var places: Places? {
    let all = [first] + others
    let positions = all.map(\.position)
    if positions.allSatisfy({ $0 == first.position }) {
      let labels = others.compactMap(\.label)
      return labels.count == others.count ? Places(kind: .label, names: labels) : nil
    }
    let cells = positions.compactMap(\.cell)
    if cells.count == all.count {
      let isBook = cells.contains { $0.sheet != nil }
      return Places(
        kind: isBook ? .cell : .row,
        names: cells.dropFirst().map { isBook ? $0.reference : "\($0.row)" })
    }
    let areLinesDistinct = Set(positions.map(\.line)).count == positions.count
    return Places(
      kind: areLinesDistinct ? .line : .place,
      names: positions.dropFirst().map {
        areLinesDistinct ? "\($0.line)" : "\($0.line):\($0.column)"
      })
  }

  private struct Places {
    enum Kind {
      case row
      case cell
      case line
      case place
      case label
    }

    let kind: Kind
    let names: [String]

    /// The words around the names; `*` is their place in Chinese.
    func noun(isPlural: Bool) -> Sentence {
      switch kind {
      case .row: Sentence(isPlural ? "in rows" : "in row", "第 * 行")
      case .line: Sentence(isPlural ? "on lines" : "on line", "第 * 行")
      case .cell: Sentence("in", "* ")
      case .place: Sentence("at", "* ")
      case .label: Sentence("for", "* ")
      }
    }
  }
}

extension Finding {
  /// The values of `each` in the key path, such as `n=7`.
  fileprivate var label: String? {
    guard let keyPath, keyPath.hasSuffix(")"), let start = keyPath.firstRange(of: " (") else {
      return nil
    }
    return String(keyPath[start.upperBound...].dropLast())
  }
}
