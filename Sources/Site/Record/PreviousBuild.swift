internal import Catalog
internal import Support

/// What the last complete build recorded about its files, found by name: tries the next entry in
/// the record first, then the hashes of the names, 16 bytes an entry.
final class PreviousBuild {
  /// The metadata of the record; nil without a record.
  let record: FileSignature?
  /// When the record was completed, in nanoseconds since 1970; signatures are compared with it.
  var notedTime: Int64 { record?.changeTime ?? 0 }
  /// Whether a part of it could not be read, or it is wrong.
  var isDamaged: Bool { reader?.isDamaged == true || hasRepetitions }
  /// Whether two entries have the same name: no build writes that, and the second one's files would
  /// be taken for files of a link that is gone.
  private(set) var hasRepetitions = false
  /// Whether the record has no entries.
  var isEmpty: Bool { offsets.isEmpty }

  /// Metadata of the files, if it was read before the build.
  private let lookout: Lookout?
  private let reader: RecordReader?
  private var offsets: [Int] = []
  private var hashes: [UInt64] = []
  /// A hash table of entry numbers with linear probing.
  private var slots: [UInt32] = []
  private var isSeen: [Bool] = []
  private var cursor = 0
  /// Reads a sound record, or none; ignores a lookout that belongs to another record.
  init(_ name: String, in state: FolderHandle, lookout: Lookout? = nil) throws {
    reader = try RecordReader(name, in: state)
    record = try state.signature(of: name)
    self.lookout = lookout?.record == record ? lookout : nil
    guard let reader else { return }
    try reader.scan { offset, hash in
      offsets.append(offset)
      hashes.append(hash)
    }
    isSeen = Array(repeating: false, count: offsets.count)
    makeSlots()
    try reader.rewind()
  }

  /// The entry with a name, or nil; marks it as seen.
  func find(_ name: String, fansOut: Bool) throws -> RecordEntry? {
    let hash = RecordCoding.keyHash(name, fansOut: fansOut)
    if cursor < hashes.count, hashes[cursor] == hash {
      if let entry = try match(cursor, name, fansOut) { return entry }
    }
    return hashes.isEmpty ? nil : try slow(hash, name, fansOut)
  }

  private func slow(_ hash: UInt64, _ name: String, _ fansOut: Bool) throws -> RecordEntry? {
    let mask = UInt64(slots.count - 1)
    var slot = Int(hash & mask)
    while slots[slot] != .max {
      let number = Int(slots[slot])
      if hashes[number] == hash, let entry = try match(number, name, fansOut) { return entry }
      slot = (slot + 1) & Int(mask)
    }
    return nil
  }

  private func match(_ number: Int, _ name: String, _ fansOut: Bool) throws -> RecordEntry? {
    guard let entry = try entry(number), entry.name == name, entry.fansOut == fansOut else {
      return nil
    }
    isSeen[number] = true
    cursor = number + 1
    return entry
  }

  private func entry(_ number: Int) throws -> RecordEntry? {
    guard var entry = try reader?.entry(at: offsets[number]) else { return nil }
    for index in entry.files.indices {
      entry.files[index].isInPlace = lookout?.isInPlace(number, index) == true
    }
    return entry
  }

  /// Visits the entries that no lookup has found.
  func forEachUnseen(_ body: (RecordEntry) throws -> Void) throws {
    for (number, isSeen) in isSeen.enumerated() where !isSeen {
      if let entry = try reader?.entry(at: offsets[number]) { try body(entry) }
    }
  }

  private func makeSlots() {
    var count = 16
    while count < hashes.count * 2 { count *= 2 }
    slots = Array(repeating: .max, count: count)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash & UInt64(count - 1))
      while slots[slot] != .max {
        if hashes[Int(slots[slot])] == hash { hasRepetitions = true }
        slot = (slot + 1) & (count - 1)
      }
      slots[slot] = UInt32(number)
    }
  }
}
