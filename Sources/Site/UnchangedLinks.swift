internal import Catalog
internal import Pages

/// A link whose row and files are as the last build left them.
struct UnchangedLink: Sendable {
  /// Its entry on record, header included.
  let entry: ArraySlice<UInt8>
  let note: LinkNote
  /// Where its lines stand in the lists.
  let lines: ListRanges

  /// Its id.
  var id: String { entry.withUnsafeBytes(RecordCoding.name(ofEntry:)) }
  /// How many files it has.
  var fileCount: Int { entry.withUnsafeBytes(RecordCoding.fileCount(ofEntry:)) }
}

/// Where something stands in `links.json` and in `links.csv`.
struct ListRanges: Sendable {
  var json: Range<Int>
  var csv: Range<Int>
}

/// Finds the links whose files and lines need not be made, because nothing that they are made of has
/// changed and everything is in its place.
final class UnchangedLinks {
  /// What the lists of the last build hold.
  let lists: OldLists
  private let old: OldRecord

  /// - Parameters:
  ///   - frame: the digest of all that links are made of but their rows; `.none` where that is not
  ///     known.
  ///   - rows: the rows that a check found to be known.
  /// - Returns: nil when links have to be made, each for itself.
  init?(_ old: OldRecord, frame: ContentDigest, rows: RecordedRows?, root: String) throws {
    guard frame != .none, let record = old.record, rows?.record == record,
      let ends = old.listEnds, let json = try old.list(OutputLayout.linksJSON),
      let csv = try old.list(OutputLayout.linksCSV)
    else { return nil }
    let isAsLeft =
      [json, csv].allSatisfy { $0.isInPlace && $0.inputs == frame }
      && json.signature.byteCount == UInt64(ends.json + SiteLists.jsonEnd.count)
      && csv.signature.byteCount == UInt64(ends.csv)
    guard isAsLeft, let lists = OldLists(root: root) else { return nil }
    self.old = old
    self.lists = lists
  }

  /// The link of a known row; nil when one of its files is not in place.
  func find(_ row: KnownRow) throws -> UnchangedLink? { try old.takeUnchanged(row.number) }
}

/// The lists of the last build, of which lines are copied.
final class OldLists: Sendable {
  private let json: OldFile
  private let csv: OldFile

  init?(root: String) {
    guard let json = OldFile("\(root)/\(OutputLayout.linksJSON)"),
      let csv = OldFile("\(root)/\(OutputLayout.linksCSV)")
    else { return nil }
    self.json = json
    self.csv = csv
  }

  /// Adds the lines of links that stand one after the other.
  func append(_ lines: ListRanges, json jsonBytes: inout [UInt8], csv csvBytes: inout [UInt8])
    throws
  {
    try json.append(lines.json, to: &jsonBytes)
    try csv.append(lines.csv, to: &csvBytes)
  }
}
