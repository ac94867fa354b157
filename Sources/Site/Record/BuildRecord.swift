internal import Catalog
internal import Support

/// The record of the files that builds wrote to a folder, in its state folder.
///
/// `record` and `record.copy` both hold the last complete build, so that damage to one does no
/// harm. `record.pending` exists while a build moves files into place and lists what will be there,
/// so that a killed build leaves no file without an owner.
struct BuildRecord {
  private let state: String
  private let root: String
  private let staging: String

  init(root: String, state: String, staging: String) {
    self.root = root
    self.state = state
    self.staging = staging
  }

  private var main: String { "\(state)/record" }
  private var copy: String { "\(state)/record.copy" }
  private var pending: String { "\(state)/record.pending" }

  /// Whether a build ever wrote to a folder with this state folder.
  static func exists(_ state: String) throws(WritingError) -> Bool {
    for name in ["record", "record.copy", "record.pending"]
    where try FileSystem.kind(of: "\(state)/\(name)") != nil {
      return true
    }
    return false
  }

  // MARK: Repair

  /// Merges what killed builds and damage left into one sound record, and returns it.
  func repaired(_ lookout: Lookout?) throws -> PreviousBuild {
    try removeUnfinished()
    if try FileSystem.kind(of: pending) == nil, try hasBothOrNone() {
      let old = try PreviousBuild(main, lookout: lookout)
      if !old.isDamaged { return old }
    }
    let output = try RecordOutput([main, copy])
    var known: Set<UInt64> = []
    func add(_ entry: RecordEntry) throws {
      let hash = RecordCoding.keyHash(entry.name, fansOut: entry.fansOut)
      if known.insert(hash).inserted { try output.append(entry) }
    }
    if let reader = try RecordReader(pending) {
      let old = try PreviousBuild(main)
      while let entry = try reader.next() {
        let before = try old.find(entry.name, fansOut: entry.fansOut)
        let merged = try whatIsThere(entry, before)
        if !merged.files.isEmpty { try add(merged) }
      }
    }
    for path in [main, copy] {
      guard let reader = try RecordReader(path) else { continue }
      while let entry = try reader.next() { try add(entry) }
    }
    try output.replace()
    try FileSystem.removeFile(pending)
    return try PreviousBuild(main)
  }

  /// Whether both copies exist with the same length, or neither exists.
  private func hasBothOrNone() throws -> Bool {
    let sizes = try [main, copy].map { path in try FileSystem.signature(of: path)?.byteCount }
    return sizes[0] == sizes[1]
  }

  /// The actual files of a killed build's entry: new if moved into place, otherwise old.
  private func whatIsThere(_ entry: RecordEntry, _ before: RecordEntry?) throws -> RecordEntry {
    var merged = entry
    merged.files = []
    for var file in entry.files {
      let path = entry.path(file.role)
      if try file.isStaged && FileSystem.kind(of: "\(staging)/\(path)") != nil { continue }
      file.isStaged = false
      merged.files.append(file)
    }
    for file in before?.files ?? [] where merged.file(file.role) == nil {
      merged.files.append(file)
    }
    return merged
  }

  // MARK: A new record

  /// Removes the record that a build left unfinished.
  func removeUnfinished() throws(WritingError) {
    for path in [main, copy, pending] { try FileSystem.removeFile(path + ".new") }
  }

  /// The record of the current build; pass it back to `begin`.
  func makePending() throws -> RecordOutput { try RecordOutput([pending]) }

  /// Writes durably, before files are moved, what will be there.
  func begin(_ output: RecordOutput) throws { try output.replace() }

  /// Visits the entries that will be there.
  func forEachPending(_ body: (RecordEntry) throws -> Void) throws {
    guard let reader = try RecordReader(pending) else { return }
    while let entry = try reader.next() { try body(entry) }
  }

  /// Visits the entries with a file to move into place.
  func forEachStaged(_ body: (RecordEntry) throws -> Void) throws {
    guard let reader = try RecordReader(pending) else { return }
    while let bytes = try reader.nextBytes() {
      guard bytes.withUnsafeBytes(RecordCoding.hasStagedFile),
        let entry = bytes.withUnsafeBytes(RecordCoding.entry)
      else { continue }
      try body(entry)
    }
  }

  /// Records what is there after a complete build; `signature` stats a file moved into place.
  func complete(_ signature: (String) throws -> FileSignature?) throws {
    let output = try RecordOutput([main, copy])
    let reader = try RecordReader(pending)
    while let bytes = try reader?.nextBytes() {
      let hasStagedFile = bytes.withUnsafeBytes(RecordCoding.hasStagedFile)
      guard hasStagedFile, var entry = bytes.withUnsafeBytes(RecordCoding.entry) else {
        try output.append(bytes)
        continue
      }
      for index in entry.files.indices where entry.files[index].isStaged {
        entry.files[index].isStaged = false
        if let found = try signature(entry.path(entry.files[index].role)) {
          entry.files[index].signature = found
        }
      }
      try output.append(entry)
    }
    try output.replace()
    try FileSystem.removeFile(pending)
  }
}
