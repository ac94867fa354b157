internal import Catalog
internal import Site
internal import Support

/// The links of a site, batch by batch, with their rows in the lists, and everything that is
/// compared once for the site.
protocol LinkFeed: AnyObject {
  /// How many links there are.
  var linkCount: Int { get }
  /// What was found so far, besides the differences of single links.
  var found: [Found] { get }
  /// Differences that matter only where nothing else is found in the same file.
  var details: [Found] { get }

  /// The next links; nil after the last.
  func nextBatch() throws -> [LinkProof.Item]?
  /// Compares the rest, once all links are taken.
  func finish() throws
  /// Whether a file belongs to the site.
  func owns(_ path: String) -> Bool
  /// Whether the site has short addresses, or had some.
  var hasShortAddresses: Bool { get }
}

/// The rows of `links.json` and `links.csv`, taken together.
struct ListedRows {
  private var rows: RowMatcher<ListedLink>?
  private var lines: RowMatcher<[String]>?
  private(set) var found: [Found] = []
  private let paths: PublishedFiles.ListPaths

  /// Opens both lists; one that is missing or malformed is a difference, and has no rows.
  init(_ files: PublishedFiles) throws {
    paths = files.lists
    if let place = try files.place(of: paths.json) {
      var links = try BuiltLists.Links(place)
      rows = RowMatcher(id: \.id) { try links.next() }
    }
    if let place = try files.place(of: paths.csv) {
      do {
        var lines = try CSVRows(
          place,
          headers: [true, false].map { ManifestRow.columns(hasShortURLs: $0) })
        self.lines = RowMatcher(id: { $0.first ?? "" }) { try lines.next() }
      } catch let error as MalformedList {
        found.append(Found(.file(paths.csv, .malformedList(at: error.offset))))
      }
    }
  }

  /// The next row of `links.json`, whatever link it has.
  mutating func nextRow() throws -> ListedLink? {
    try guarded(paths.json) { try $0.rows?.next() } ?? nil
  }

  /// The row of the next link in `links.json`.
  mutating func row(of link: String) throws -> ListedLink? {
    guard rows != nil else { return nil }
    let taken = try guarded(paths.json) { try $0.rows?.row(of: link) } ?? nil
    return note(paths.json, link, taken, before: taken?.before.map(\.id))
  }

  /// The cells of the next link in `links.csv`.
  mutating func cells(of link: String) throws -> [String]? {
    guard lines != nil else { return nil }
    let taken = try guarded(paths.csv) { try $0.lines?.row(of: link) } ?? nil
    return note(paths.csv, link, taken, before: taken?.before.map { $0.first ?? "" })
  }

  private mutating func note<Row>(
    _ path: String, _ link: String, _ taken: (row: Row?, before: [Row])?, before: [String]?
  ) -> Row? {
    found += (before ?? []).map { Found(.file(path, .strayRow($0), .init($0))) }
    if let taken, taken.row == nil {
      found.append(Found(.file(path, .missingRow(link), .init(link))))
    }
    return taken?.row
  }

  /// Reads to the end; everything left there is too much.
  mutating func finish() throws {
    while let row = try nextRow() {
      found.append(Found(.file(paths.json, .strayRow(row.id), .init(row.id))))
    }
    while let cells = try guarded(paths.csv, { try $0.lines?.next() }) ?? nil {
      let id = cells.first ?? ""
      found.append(Found(.file(paths.csv, .strayRow(id), .init(id))))
    }
  }

  /// Nil after a malformed place, from which on the list has no rows.
  private mutating func guarded<Result>(
    _ path: String, _ body: (inout ListedRows) throws -> Result
  ) throws -> Result? {
    do {
      return try body(&self)
    } catch let error as MalformedList {
      found.append(Found(.file(path, .malformedList(at: error.offset))))
      if path == paths.json { rows = nil } else { lines = nil }
      return nil
    }
  }
}
