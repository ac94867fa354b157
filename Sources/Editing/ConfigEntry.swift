internal import Catalog
internal import Support

/// An entry of a list of the top level, such as `links:`, as the lines of the file that hold it.
package struct ConfigEntry: Sendable {
  /// The entry that a form was made for, so that no other one is changed in its place.
  package struct Place: Hashable, Sendable {
    /// The key of the list.
    package let list: String
    /// The index of the entry, counted from 0.
    package let index: Int
    /// Identifies the lines that the form shows.
    package let seen: String

    /// The path of the entry.
    package var path: [PathStep] { [.key(list), .item(index)] }

    /// A place that a form names.
    package init(list: String, index: Int, seen: String) {
      self.list = list
      self.index = index
      self.seen = seen
    }
  }

  /// Where it is.
  package let place: Place
  /// The number of its first line, counted from 1.
  package let firstLine: Int
  /// The lines without their ends; nil for one that must not be shown.
  package let lines: [String?]
  /// Whether the lines hold nothing else, and all can be shown: then they can be changed as a whole.
  package let canBeChanged: Bool
  /// Where the lines are in the file, without the end of the last one.
  let range: Range<Int>

  /// The number of its last line.
  package var lastLine: Int { firstLine + lines.count - 1 }
  /// The lines as a text; those that must not be shown are missing.
  package var text: String { lines.compactMap { $0 }.joined(separator: "\n") }
}

extension ConfigText {
  /// The place of an entry; nil if there is none.
  package func place(of index: Int, in list: String) -> ConfigEntry.Place? {
    lines(of: index, in: list).map { range in
      let source = Self.string(scalars[range])
      return ConfigEntry.Place(
        list: list, index: index, seen: ContentDigest(Array(source.utf8)).hexadecimal)
    }
  }

  /// Where the lines of an entry are, without the end of the last one.
  private func lines(of index: Int, in list: String) -> Range<Int>? {
    self[[.key(list), .item(index)]].map {
      startOfLine($0.range.lowerBound)..<endOfLine($0.range.upperBound)
    }
  }

  /// An entry with its lines; nil if there is none.
  package func entry(_ index: Int, of list: String) -> ConfigEntry? {
    guard let range = lines(of: index, in: list), let place = place(of: index, in: list),
      let node = self[place.path]
    else { return nil }
    let source = Self.string(scalars[range])
    let before = LineDiff.lines(of: Self.string(scalars[..<range.lowerBound]))
    var hidden = HiddenLines(of: self)
    for line in before { _ = hidden.hides(line) }
    let whole = LineDiff.lines(of: source)
    let lines = whole.map { hidden.hides($0) ? nil : $0 }
    let isWhole = whole.joined(separator: newline) == source && !lines.contains(nil)
    return ConfigEntry(
      place: place, firstLine: before.count + 1, lines: lines,
      canBeChanged: isWhole && isAlone(node, in: range), range: range)
  }

  /// The lines of the file without their ends; nil for one that may hold a secret.
  package var shownLines: [String?] {
    var hidden = HiddenLines(of: self)
    return LineDiff.lines(of: text).map { hidden.hides($0) ? nil : $0 }
  }

  /// The index of the entry at a line and a column, both counted from 1; nil if none begins there.
  package func indexOfEntry(line: Int, column: Int, in list: String) -> Int? {
    root[list]?.items?.firstIndex { item in
      let start = startOfLine(item.range.lowerBound)
      return item.range.lowerBound - start == column - 1
        && scalars[..<start].count { $0 == "\n" } == line - 1
    }
  }

  /// The path of what a place is part of, two steps from the top: an entry such as `links`, 2, or a value
  /// such as `prices`, `tea`; of a merchant a third one to the value at the place, if one is there; nil where
  /// none is.
  ///
  /// - Parameters:
  ///   - line: the line, counted from 1.
  ///   - column: the column in Unicode scalars, counted from 1.
  package func path(atLine line: Int, column: Int) -> [PathStep]? {
    var start = 0
    for _ in 1..<max(1, line) {
      guard let end = scalars[start...].firstIndex(of: "\n") else { return nil }
      start = end + 1
    }
    let end = endOfLine(start)
    let index = min(start + max(0, column - 1), end)
    func child(of path: [PathStep], onLine: Bool = true) -> [PathStep]? {
      let extents = extents(below: path)
      let number =
        extents.firstIndex { $0.contains(index) }
        ?? extents.firstIndex { onLine && $0.lowerBound <= end && $0.upperBound > start }
      guard let number else { return nil }
      if let entries = self[path]?.entries {
        return entries[number].key.text.map { path + [.key($0)] }
      }
      return path + [.item(number)]
    }
    guard let path = child(of: []).flatMap({ child(of: $0) }) else { return nil }
    return path[0] == "merchants" ? child(of: path, onLine: false) ?? path : path
  }

  /// Makes sure that a place holds what its form shows.
  ///
  /// - Throws: `EditRefusal.changedMeanwhile` if it is another entry by now.
  package func check(_ place: ConfigEntry.Place) throws(EditRefusal) {
    guard self.place(of: place.index, in: place.list) == place else { throw .changedMeanwhile }
  }

  /// The bytes of the file with other lines for an entry, and what is different; the lines need not be valid,
  /// which a check says better.
  ///
  /// - Throws: `EditRefusal.notOneEntry` if they are valid and more or less than one entry.
  func replacing(
    _ place: ConfigEntry.Place, by text: String
  ) throws(EditRefusal) -> (bytes: [UInt8], diff: LineDiff) {
    try check(place)
    guard let entry = entry(place.index, of: place.list), entry.canBeChanged else {
      throw .notAText
    }
    let lines = Self.lines(typed: text)
    // What stays is written as it was, whatever forms do to line ends.
    if lines == entry.lines { return (bytes, diff(to: self)) }
    var new = scalars
    new.replaceSubrange(entry.range, with: lines.joined(separator: newline).unicodeScalars)
    let whole = Self.string(new[...])
    let bytes = (hasMark ? Self.mark : []) + whole.utf8
    guard let changed = try? ConfigText(bytes) else { return (bytes, diff(toAnything: whole)) }
    var (old, wanted) = (ConfigMeaning(root), ConfigMeaning(changed.root))
    let nothing = ConfigMeaning.text("")
    guard old.set(nothing, at: place.path[...]), wanted.set(nothing, at: place.path[...]),
      old == wanted, changed[place.path]?.entries != nil
    else { throw .notOneEntry }
    return (bytes, diff(to: changed))
  }

  /// The lines of a text of a form, which ends lines as it likes, without empty ones at the end.
  private static func lines(typed text: String) -> [String] {
    var lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines
  }

  /// Whether an item of a block list has its lines to itself, but for a comment behind it.
  private func isAlone(_ node: YAMLOutline, in range: Range<Int>) -> Bool {
    let before = scalars[range.lowerBound..<node.range.lowerBound]
    let behind = scalars[node.range.upperBound..<range.upperBound]
    return before.allSatisfy { $0 == " " || $0 == "-" } && before.count { $0 == "-" } == 1
      && (behind.allSatisfy { $0 == " " } || behind.drop { $0 == " " }.first == "#")
  }
}
