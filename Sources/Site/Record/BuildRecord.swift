internal import Catalog
internal import Pages
internal import Support

/// The record of the files that builds wrote to a folder, in its state folder.
///
/// `record` and `record.copy` both hold the last complete build, so that damage to one does no
/// harm. `record.pending` exists while a build moves files into place and lists what will be there,
/// so that a killed build leaves no file without an owner.
struct BuildRecord {
  private let root: FolderHandle
  private let state: FolderHandle

  /// The record's name in the output folder, for messages.
  static let folderName = "\(OutputLayout.stateFolder)/record"

  private static let main = "record"
  private static let copy = "record.copy"
  private static let pending = "record.pending"

  init(root: FolderHandle, state: FolderHandle) {
    self.root = root
    self.state = state
  }

  /// Whether a build ever wrote to a folder with this state folder.
  static func exists(_ state: FolderHandle) throws(WritingError) -> Bool {
    for name in [main, copy, pending] where try state.kind(of: name) != nil { return true }
    return false
  }

  /// The last complete record of a state folder.
  static func last(in state: FolderHandle) throws -> PreviousBuild {
    try PreviousBuild(main, in: state)
  }

  /// The metadata of the last complete record; nil if there is none.
  static func signature(in state: FolderHandle) throws(WritingError) -> FileSignature? {
    try state.signature(of: main)
  }

  /// A reader of the last complete record; nil if there is none.
  static func reader(in state: FolderHandle) throws(ReadingError) -> RecordReader? {
    try RecordReader(main, in: state)
  }

  /// Whether a build stopped while it moved files.
  var isPending: Bool {
    get throws(WritingError) { try state.kind(of: Self.pending) != nil }
  }

  // MARK: Repair

  /// Merges what killed builds and damage left into one sound record, and returns it.
  func repaired(_ lookout: Lookout?) throws -> PreviousBuild {
    if try !isPending, try hasBothOrNone() {
      let old = try PreviousBuild(Self.main, in: state, lookout: lookout)
      if !old.isDamaged { return old }
    }
    let output = try RecordOutput([Self.main, Self.copy], in: state)
    var known: Set<UInt64> = []
    func add(_ entry: RecordEntry) throws {
      let hash = RecordCoding.keyHash(entry.name, fansOut: entry.fansOut)
      if known.insert(hash).inserted { try output.append(entry) }
    }
    if let reader = try RecordReader(Self.pending, in: state) {
      let old = try PreviousBuild(Self.main, in: state)
      while let entry = try reader.next() {
        let before = try old.find(entry.name, fansOut: entry.fansOut)
        let merged = try whatIsThere(entry, before)
        if !merged.files.isEmpty { try add(merged) }
      }
    }
    for name in [Self.main, Self.copy] {
      guard let reader = try RecordReader(name, in: state) else { continue }
      while let entry = try reader.next() { try add(entry) }
    }
    try output.replace()
    try state.removeFile(Self.pending)
    return try PreviousBuild(Self.main, in: state)
  }

  /// Whether both copies exist with the same length, or neither exists.
  private func hasBothOrNone() throws -> Bool {
    let sizes = try [Self.main, Self.copy].map { name in
      try state.signature(of: name)?.byteCount
    }
    return sizes[0] == sizes[1]
  }

  /// The actual files of a killed build's entry: new if moved into place, otherwise old.
  private func whatIsThere(_ entry: RecordEntry, _ before: RecordEntry?) throws -> RecordEntry {
    var merged = entry
    merged.files = []
    for var file in entry.files {
      if try file.isStaged && !isInPlace(entry.path(file.role), file) { continue }
      file.isStaged = false
      file.isReplacement = false
      merged.files.append(file)
    }
    for file in before?.files ?? [] where merged.file(file.role) == nil {
      merged.files.append(file)
    }
    return merged
  }

  /// Whether a staged file was moved to its path: a rename keeps the inode.
  func isInPlace(_ path: String, _ file: RecordedFile) throws(WritingError) -> Bool {
    try root.signature(of: path)?.inode == file.signature.inode
  }

  // MARK: A new record

  /// The record of the current build; pass it back to `begin`.
  func makePending() throws -> RecordOutput { try RecordOutput([Self.pending], in: state) }

  /// Writes durably, before files are moved, what will be there.
  func begin(_ output: RecordOutput) throws { try output.replace() }

  /// Visits the entries that will be there.
  func forEachPending(_ body: (RecordEntry) throws -> Void) throws {
    guard let reader = try RecordReader(Self.pending, in: state) else { return }
    while let entry = try reader.next() { try body(entry) }
  }

  /// Visits the entries with a file to move into place.
  func forEachStaged(_ body: (RecordEntry) throws -> Void) throws {
    guard let reader = try RecordReader(Self.pending, in: state) else { return }
    while let bytes = try reader.nextBytes() {
      guard bytes.withUnsafeBytes(RecordCoding.hasStagedFile),
        let entry = bytes.withUnsafeBytes(RecordCoding.entry)
      else { continue }
      try body(entry)
    }
  }

  /// The next complete record, with the space that it needs.
  func makeComplete() throws -> RecordOutput {
    let output = try RecordOutput([Self.main, Self.copy], in: state)
    // It differs from the pending one in bits only.
    try output.reserve(Int(state.signature(of: Self.pending)?.byteCount ?? 0))
    return output
  }

  /// Records what is there after a complete build; `signature` stats a file moved into place.
  ///
  /// - Throws: before anything has changed.
  func complete(
    _ output: RecordOutput, _ signature: (String) throws -> FileSignature?
  ) throws {
    let reader = try RecordReader(Self.pending, in: state)
    while let bytes = try reader?.nextBytes() {
      let hasStagedFile = bytes.withUnsafeBytes(RecordCoding.hasStagedFile)
      guard hasStagedFile, var entry = bytes.withUnsafeBytes(RecordCoding.entry) else {
        try output.append(bytes)
        continue
      }
      for index in entry.files.indices where entry.files[index].isStaged {
        entry.files[index].isStaged = false
        entry.files[index].isReplacement = false
        if let found = try signature(entry.path(entry.files[index].role)) {
          entry.files[index].signature = found
        }
      }
      try output.append(entry)
    }
    try output.replace()
    // What stays is merged by the next build.
    try? state.removeFile(Self.pending)
  }

  /// Forgets a build that has changed nothing, or whose changes were undone.
  func withdraw() throws(WritingError) {
    try state.removeFile(Self.pending)
  }
}
