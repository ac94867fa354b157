package import Support

/// A row of a spreadsheet that an earlier build made a link of, with nothing to be said about it.
package struct KnownRow: Hashable, Sendable {
  /// Where the memory has it.
  package var number: Int
  /// The index of its merchant in the catalogue.
  package var merchant: Int
  /// The digest by which its id is told from others.
  package var id: Digest64
  /// The digest by which its address is told from others.
  package var address: Digest64

  package init(number: Int, merchant: Int, id: Digest64, address: Digest64) {
    self.number = number
    self.merchant = merchant
    self.id = id
    self.address = address
  }
}

/// The rows of an earlier build.
///
/// A row is known by the digest of its bytes and of everything else that decides about its link, so
/// that a known one need not be looked at again.
package protocol RowMemory: Sendable {
  /// Goes through the rows from the first.
  func makeRecall() -> any RowRecall
}

/// Goes through a memory along with the rows that are read.
package protocol RowRecall: AnyObject {
  /// The row with a digest; nil where it is not known, or too far from where it was.
  func find(_ digest: ContentDigest) -> KnownRow?
}

/// How the rows of a catalogue are known again.
package struct RowKeeping: Sendable {
  /// The digest of what makes links and files of rows: the program.
  let program: ContentDigest
  /// What an earlier build made; nil when there was none.
  let memory: (any RowMemory)?

  package init(program: ContentDigest, memory: (any RowMemory)?) {
    self.program = program
    self.memory = memory
  }
}

/// What decides about the links of a config besides their rows, and which rows are known.
struct RowContext: Sendable {
  let digest: ContentDigest
  let memory: (any RowMemory)?

  /// Takes the digest of all that was read so far; nil where not all of it can be compared.
  init?(_ keeping: RowKeeping) {
    guard let inputs = InputTrace.current?.inputs else { return nil }
    var digester = FieldsDigester()
    digester.add(keeping.program)
    for (input, digest) in inputs {
      digester.add(input.key)
      digester.add(digest ?? .none)
    }
    digest = digester.take()
    memory = keeping.memory
  }
}

/// Takes the digests of the rows of one spreadsheet of one entry.
struct RowDigester {
  /// Where the digested bytes of a row start.
  private let prefixCount: Int
  private var buffer: [UInt8]

  /// - Parameter context: the digest of all that decides about links besides their rows.
  init(_ context: ContentDigest, _ source: RowSource) {
    var digester = FieldsDigester()
    digester.add(context)
    digester.add(source.entry)
    digester.add(Int(source.separator))
    for column in source.columns { digester.add(column) }
    let prefix = digester.take()
    var buffer: [UInt8] = []
    for half in [prefix.high, prefix.low] {
      withUnsafeBytes(of: half.littleEndian) { buffer.append(contentsOf: $0) }
    }
    prefixCount = buffer.count
    self.buffer = buffer
  }

  mutating func digest(of line: CSVLine) -> ContentDigest {
    buffer.removeSubrange(prefixCount...)
    buffer.append(contentsOf: line.bytes)
    return ContentDigest(buffer)
  }
}

/// A link of a checked catalogue, or the row that it can be made of.
package struct LinkRow: Sendable {
  enum Content: Sendable {
    case link(Link)
    case known(KnownRow, CSVLine, RowSource)
  }

  /// By which a later build knows the row again; `.none` where it must look at it anew.
  package let digest: ContentDigest
  let content: Content

  /// How many bytes of the spreadsheet it holds.
  var byteCount: Int {
    if case .known(_, let line, _) = content { return line.bytes.count }
    return 0
  }

  /// The row as an earlier build knew it; nil where the link was made already.
  package var known: KnownRow? {
    if case .known(let row, _, _) = content { return row }
    return nil
  }
}

/// Where a row comes from.
struct RowSource: Sendable {
  /// Which entry of the config makes links of it.
  var entry: Int
  /// The names of the columns, in order.
  var columns: [String]
  /// The spreadsheet's path as messages show it.
  var file: String
  var separator: UInt8
}
