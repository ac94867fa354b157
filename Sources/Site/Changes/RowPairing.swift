/// Pairs the rows of two lists by id; rows at about the same place cost no memory.
package struct RowPairing<Row: Hashable & Identifiable> where Row.ID == String {
  /// Rows of one list whose partners have not come yet, by id, with their numbers.
  private var waitingOld: [String: (number: Int, row: Row)] = [:]
  private var waitingNew: [String: (number: Int, row: Row)] = [:]
  private var different: [(number: Int, old: Row, new: Row)] = []
  private var oldCount = 0
  private var newCount = 0

  /// A pairing of empty lists.
  package init() {}

  /// Adds the next row of each list; nil at the end of one.
  package mutating func add(old: Row?, new: Row?) {
    if let old, let new, old == new {
      oldCount += 1
      newCount += 1
      return
    }
    if let old { add(old: old) }
    if let new { add(new: new) }
  }

  private mutating func add(old: Row) {
    let number = oldCount
    oldCount += 1
    if let (place, new) = waitingNew.removeValue(forKey: old.id) {
      if new != old { different.append((place, old, new)) }
    } else {
      waitingOld[old.id] = (number, old)
    }
  }

  private mutating func add(new: Row) {
    let number = newCount
    newCount += 1
    if let (_, old) = waitingOld.removeValue(forKey: new.id) {
      if new != old { different.append((number, old, new)) }
    } else {
      waitingNew[new.id] = (number, new)
    }
  }

  /// The rows without a partner, each in the order of its list.
  package var removed: [Row] { Self.inOrder(waitingOld) }
  package var added: [Row] { Self.inOrder(waitingNew) }

  /// The rows that differ from their partners, in the order of the new list.
  package var changed: [(old: Row, new: Row)] {
    different.sorted { $0.number < $1.number }.map { ($0.old, $0.new) }
  }

  /// How many rows each list has.
  package var counts: (old: Int, new: Int) { (oldCount, newCount) }

  private static func inOrder(_ rows: [String: (number: Int, row: Row)]) -> [Row] {
    rows.values.sorted { $0.number < $1.number }.map(\.row)
  }
}
