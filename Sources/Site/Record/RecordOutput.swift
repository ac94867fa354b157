internal import Support

/// Writes a record, to one file or to several identical ones.
final class RecordOutput {
  private let paths: [String]
  private let files: [OutputFile]

  init(_ paths: [String]) throws(WritingError) {
    self.paths = paths
    var files: [OutputFile] = []
    for path in paths {
      try FileSystem.removeFile(path + ".new")
      let file = try OutputFile(path + ".new")
      try file.append(RecordCoding.firstLine)
      files.append(file)
    }
    self.files = files
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

  /// Replaces the previous record.
  func replace() throws(WritingError) {
    for file in files { try file.finishDurably() }
    for path in paths { try FileSystem.move(path + ".new", to: path) }
  }
}
