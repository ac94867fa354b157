internal import Catalog
internal import Support

extension ConfigText {
  /// Identifies what the file has at a path, so that no other value is removed in its place; nil for nothing.
  package func identity(of path: [PathStep]) -> String? {
    extent(of: path).map { ContentDigest(Array(Self.string(scalars[$0]).utf8)).hexadecimal }
  }

  /// The text without an item of a list or a key of a mapping; without the list or mapping too if nothing is
  /// left of it, because none may be empty.
  ///
  /// Its lines go with the comments on them; comments on lines of their own stay.
  ///
  /// - Throws: `EditRefusal.notAText` if it shares lines with something else.
  package func removing(_ path: [PathStep]) throws(EditRefusal) -> ConfigText {
    guard self[path] != nil else { throw .notAText }
    var whole = path
    while whole.count > 1, extents(below: Array(whole.dropLast())).count == 1 {
      whole.removeLast()
    }
    var wanted = ConfigMeaning(root)
    guard wanted.remove(at: whole[...]) else { throw .notAText }
    var rest = scalars
    for range in try ranges(of: path, upTo: whole).reversed() { rest.removeSubrange(range) }
    return try ConfigText(rest, hasMark: hasMark).saying(wanted)
  }

  /// What is cut out, from the first place to the last.
  private func ranges(
    of path: [PathStep], upTo whole: [PathStep]
  ) throws(EditRefusal) -> [Range<Int>] {
    if isInFlow(whole) { return [try flowRange(of: whole)] }
    if path == whole || isInFlow(path) {
      guard path == whole || !hasComments(in: whole) else { throw .notAText }
      return [try lines(of: whole)]
    }
    // Comments between a key and its only item stay: just the lines with the key and the item go.
    let item = try lines(of: path)
    var ranges: [Range<Int>] = []
    for count in whole.count..<path.count {
      guard let extent = extent(of: Array(path.prefix(count))) else { throw .notAText }
      let start = startOfLine(extent.lowerBound)
      ranges.append(start..<endOfLineBreak(start))
    }
    ranges.append(item)
    let gaps = zip(ranges, ranges.dropFirst()).map { $1.lowerBound - $0.upperBound }
    guard gaps.allSatisfy({ $0 >= 0 }) else { throw .notAText }
    return gaps.allSatisfy { $0 == 0 } ? [try lines(of: whole)] : ranges
  }

  /// The whole lines of an item or a key of a block, and an empty line that would be left beside another one.
  private func lines(of path: [PathStep]) throws(EditRefusal) -> Range<Int> {
    guard let extent = extent(of: path) else { throw .notAText }
    var start = startOfLine(extent.lowerBound)
    let end = endOfLineBreak(extent.upperBound)
    let before = scalars[start..<extent.lowerBound]
    let behind = scalars[extent.upperBound..<endOfLine(extent.upperBound)]
    var dashCount = 0
    if case .item? = path.last { dashCount = 1 }
    guard before.allSatisfy({ $0 == " " || $0 == "-" }),
      before.count(where: { $0 == "-" }) == dashCount,
      behind.allSatisfy({ $0 == " " }) || behind.drop(while: { $0 == " " }).first == "#"
    else { throw .notAText }
    if start > 0, isBlank(startOfLine(start - 1)..<start),
      end == scalars.count || isBlank(end..<endOfLineBreak(end))
    {
      start = startOfLine(start - 1)
    }
    return start..<end
  }

  /// An item or a key between brackets or braces, with the comma that divides it from another one.
  private func flowRange(of path: [PathStep]) throws(EditRefusal) -> Range<Int> {
    let all = extents(below: Array(path.dropLast()))
    guard let extent = extent(of: path), all.count > 1, let index = all.firstIndex(of: extent)
    else { throw .notAText }
    let (range, gap) =
      index == 0
      ? (extent.lowerBound..<all[1].lowerBound, extent.upperBound..<all[1].lowerBound)
      : (
        all[index - 1].upperBound..<extent.upperBound,
        all[index - 1].upperBound..<extent.lowerBound
      )
    // A comment there is about the other one.
    guard !scalars[gap].contains("#") else { throw .notAText }
    return range
  }

  // MARK: Places

  /// Where an item, or a key with its value, is.
  private func extent(of path: [PathStep]) -> Range<Int>? {
    guard let last = path.last, let holder = self[Array(path.dropLast())] else { return nil }
    switch last {
    case .item(let index):
      return holder.items.flatMap { $0.indices.contains(index) ? $0[index].range : nil }
    case .key(let key):
      return holder.entries?.first { $0.key.text == key }.map(Self.extent)
    }
  }

  /// Where all items or keys of a list or a mapping are.
  func extents(below path: [PathStep]) -> [Range<Int>] {
    guard let holder = self[path] else { return [] }
    return holder.items.map { $0.map(\.range) } ?? holder.entries?.map(Self.extent) ?? []
  }

  private static func extent(of entry: YAMLOutline.Entry) -> Range<Int> {
    let key = entry.key.range
    return key.lowerBound..<max(key.upperBound, entry.value.range.upperBound)
  }

  private func isInFlow(_ path: [PathStep]) -> Bool {
    switch self[Array(path.dropLast())]?.content {
    case .list(_, let isInFlow), .mapping(_, let isInFlow): isInFlow
    default: false
    }
  }

  /// Whether there may be comments within a value of several lines.
  private func hasComments(in path: [PathStep]) -> Bool {
    guard let extent = extent(of: path) else { return false }
    return scalars[extent].contains("\n") && scalars[extent].contains("#")
  }

  /// Behind the end of the line of a place.
  private func endOfLineBreak(_ index: Int) -> Int {
    (scalars[index...].firstIndex(of: "\n") ?? scalars.count - 1) + 1
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    scalars[range].allSatisfy(\.properties.isWhitespace)
  }
}
