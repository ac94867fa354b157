internal import Support

/// A record that is being written, to one file or to several alike.
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

  /// Adds entries that are bytes already.
  func append(_ bytes: some Collection<UInt8>) throws(WritingError) {
    for file in files { try file.append(bytes) }
  }

  /// Puts the record in place of what stood there.
  func replace() throws(WritingError) {
    for file in files { try file.finishDurably() }
    for path in paths { try FileSystem.move(path + ".new", to: path) }
  }
}
