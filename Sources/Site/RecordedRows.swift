public import Catalog
internal import Support

/// The rows that the last build of a folder made links of.
///
/// Nothing is held meanwhile: a build takes what is found for no more than the record it was found in.
public struct RecordedRows: RowMemory {
  /// The record that the rows are read from.
  let record: FileSignature
  private let path: String

  /// The rows of a folder; nil when no build ended there.
  public init?(ofFolder folder: String) {
    path = "\(folder)/\(OutputFolder.stateFolder)/record"
    guard let record = try? FileSystem.signature(of: path) else { return nil }
    self.record = record
  }

  /// Goes through the rows from the first.
  package func makeRecall() -> any RowRecall {
    let reader = try? RecordReader(path)
    // A record that was replaced meanwhile is another one.
    let isSame = (try? FileSystem.signature(of: path)) == record
    return Recall(isSame ? reader : nil)
  }

  /// Reads the record along with the rows; rows are looked for a little way ahead, because some may be
  /// gone.
  private final class Recall: RowRecall {
    /// How far ahead rows are looked for.
    private static let reach = 256
    /// So many unknown rows in succession that no more is read.
    private static let patience = 4096

    private let reader: RecordReader?
    private var ahead: [(digest: ContentDigest, row: KnownRow)] = []
    private var next = 0
    private var entryCount = 0
    private var missCount = 0

    init(_ reader: RecordReader?) { self.reader = reader }

    func find(_ digest: ContentDigest) -> KnownRow? {
      guard missCount < Self.patience else { return nil }
      var place = next
      while place < next + Self.reach {
        if place == ahead.count, !readOn() { break }
        if ahead[place].digest == digest {
          defer { drop(through: place) }
          missCount = 0
          return ahead[place].row
        }
        place += 1
      }
      missCount += 1
      return nil
    }

    private func drop(through place: Int) {
      next = place + 1
      if next >= Self.reach {
        ahead.removeFirst(next)
        next = 0
      }
    }

    private func readOn() -> Bool {
      while let bytes = try? reader?.nextBytes() {
        let note = bytes.withUnsafeBytes(RecordCoding.note(ofEntry:))
        entryCount += 1
        guard let note, note.row != .none else { continue }
        let row = KnownRow(
          number: entryCount - 1, merchant: note.merchant, id: note.id, address: note.address)
        ahead.append((note.row, row))
        return true
      }
      return false
    }
  }
}
