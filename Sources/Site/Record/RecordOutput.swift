internal import Support

/// Writes a record, to one file or to two identical ones.
final class RecordOutput {
  private let state: FolderHandle
  private let names: [String]
  private let files: [OutputFile]

  init(_ names: [String], in state: FolderHandle) throws(WritingError) {
    self.state = state
    self.names = names
    var files: [OutputFile] = []
    for name in names {
      try state.removeFile(name + ".new")
      let file = try state.openNew(name + ".new")
      try file.append(RecordCoding.firstLine)
      files.append(file)
    }
    self.files = files
  }

  /// Whether each change of a file in the folder has another change time.
  var givesChangesOwnTimes: Bool { files.allSatisfy(\.givesChangesOwnTimes) }

  /// Takes the space that the record will need.
  func reserve(_ byteCount: Int) throws(WritingError) {
    for file in files { try file.reserve(byteCount) }
  }

  func append(_ entry: RecordEntry) throws(WritingError) {
    var bytes: [UInt8] = []
    RecordCoding.append(entry, to: &bytes)
    try append(bytes)
  }

  /// Appends encoded entries.
  func append(_ bytes: some Collection<UInt8>) throws(WritingError) {
    for file in files { try file.append(bytes) }
  }

  /// Replaces the previous record; all files of it, or none when this throws.
  func replace() throws(WritingError) {
    for file in files { try file.finishDurably() }
    var exchanged: [String] = []
    do throws(WritingError) {
      for name in names {
        if try state.exchange(orMove: name + ".new", to: name) { exchanged.append(name) }
      }
    } catch {
      for name in exchanged { _ = try? state.exchange(name, with: name + ".new", of: state) }
      throw error
    }
    for name in exchanged { try? state.removeFile(name + ".new") }
  }
}

extension FolderHandle {
  /// Puts a new file in the place of an old one, which takes the new one's name; returns false when
  /// there was no old one, or the file system cannot exchange them.
  fileprivate func exchange(orMove source: String, to target: String) throws(WritingError) -> Bool {
    if try kind(of: target) == .file, try exchange(target, with: source, of: self) { return true }
    try move(source, of: self, to: target)
    return false
  }
}
