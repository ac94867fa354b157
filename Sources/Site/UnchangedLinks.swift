internal import Catalog
internal import Pages
internal import Support

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
  private let merchantCount: Int

  /// - Parameters:
  ///   - frame: the digest of all that links are made of but their rows; `.none` where that is not
  ///     known.
  ///   - rows: the rows that a check found to be known.
  ///   - merchantCount: how many merchants there are.
  /// - Returns: nil when links have to be made, each for itself.
  init?(
    _ old: OldRecord, frame: ContentDigest, rows: RecordedRows?, merchantCount: Int, root: String
  )
    throws
  {
    guard frame != .none, let record = old.record, rows?.record == record,
      let ends = old.listEnds, let json = try old.list(OutputLayout.linksJSON),
      let csv = try old.list(OutputLayout.linksCSV)
    else { return nil }
    let isAsLeft =
      [json, csv].allSatisfy { $0.isInPlace && $0.inputs == frame }
      && json.signature.byteCount == UInt64(ends.json + SiteLists.jsonEnd.count)
      && csv.signature.byteCount == UInt64(ends.csv)
    guard isAsLeft, let lists = OldLists(root: root, json: json.signature, csv: csv.signature)
    else { return nil }
    self.old = old
    self.merchantCount = merchantCount
    self.lists = lists
  }

  /// The link of a known row; nil when one of its files is not in place.
  func find(_ row: KnownRow) throws -> UnchangedLink? {
    guard (0..<merchantCount).contains(row.merchant) else { return nil }
    return try old.takeUnchanged(row)
  }
}

/// Somebody changed the lists of the last build while lines were copied from them.
struct OldListsChanged: Error {}

/// The lists of the last build, of which lines are copied.
final class OldLists: Sendable {
  private let json: OldFile
  private let csv: OldFile

  /// Opens the lists; nil unless they are as the last build left them.
  init?(root: String, json jsonSignature: FileSignature, csv csvSignature: FileSignature) {
    guard let json = OldFile("\(root)/\(OutputLayout.linksJSON)", jsonSignature),
      let csv = OldFile("\(root)/\(OutputLayout.linksCSV)", csvSignature)
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

  /// Makes sure, after the last line is copied, that all were what the last build wrote.
  ///
  /// - Throws: `OldListsChanged` when they may not have been.
  func check() throws {
    guard json.isUntouched, csv.isUntouched else { throw OldListsChanged() }
  }
}
