internal import Support

/// Compares the links of a build with those that are published, while the build goes on.
struct PublishedRows {
  private var previous: PreviousRows?
  private var pairing = RowPairing<ManifestLine>()

  /// Opens the list in an output folder; nil if there is none.
  init?(in folder: String) {
    guard let list = BuiltFolder.list(of: folder), let rows = try? PreviousRows(list) else {
      return nil
    }
    previous = rows
  }

  /// Adds the next links of the build.
  mutating func add(_ rows: ListRows) {
    var rest = rows.json[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "{")) {
      let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let hasNext = end < rest.endIndex
      let line = rest[start..<(hasNext ? end - 1 : end)]
      pairing.add(old: nextOld(), new: ManifestLine(Array(line)))
      rest = rest[end...]
    }
  }

  /// What is different; nil if the list was damaged.
  mutating func finish() -> LinkChanges? {
    while let old = nextOld() { pairing.add(old: old, new: nil) }
    return previous == nil ? nil : LinkChanges(pairing)
  }

  private mutating func nextOld() -> ManifestLine? {
    do {
      return try previous?.next()
    } catch {
      // A build replaces the list, whatever somebody did to it.
      previous = nil
      return nil
    }
  }
}
