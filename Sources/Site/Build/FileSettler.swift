internal import Catalog
internal import Support

/// Decides of each file of a build whether the folder has it already, and stages it where not.
struct FileSettler: Sendable {
  let folder: OutputFolder
  /// When the last record was complete, in nanoseconds since 1970.
  let notedTime: Int64

  /// Makes one file, unless the folder has it.
  ///
  /// A file that was made of the same inputs is not made again, and one that has the same bytes is not
  /// written again.
  ///
  /// - Parameters:
  ///   - path: the path relative to the output folder.
  ///   - inputs: the digest of everything that the file is made of; `.none` where that is not kept.
  ///   - recorded: what the last build noted of it; nil when it made none.
  ///   - render: makes the file.
  func settle(
    _ path: String, _ role: RecordedFile.Role, inputs: ContentDigest, recorded: RecordedFile?,
    render: () throws -> [UInt8]
  ) throws -> RecordedFile {
    if let recorded, recorded.isInPlace, inputs != .none, recorded.inputs == inputs {
      return RecordedFile(
        role: role, inputs: inputs, content: recorded.content, signature: recorded.signature)
    }
    let present = try folder.signature(path)
    if let recorded, let present, inputs != .none, recorded.inputs == inputs,
      try isIntact(path, present, recorded)
    {
      return RecordedFile(
        role: role, inputs: inputs, content: recorded.content, signature: present)
    }
    let bytes = try render()
    let content = ContentDigest(bytes)
    if let present {
      if try holds(path, present, recorded, content) {
        return RecordedFile(role: role, inputs: inputs, content: content, signature: present)
      }
      if recorded == nil { throw OutputRefusal.foreignFile("\(folder.root)/\(path)") }
    }
    if !folder.wasFree(path) { try folder.checkFolders(path) }
    let signature = try folder.stage(path, bytes)
    return RecordedFile(
      role: role, isStaged: true, inputs: inputs, content: content, signature: signature)
  }

  /// Takes a file that was written to the staging folder bit by bit.
  func settle(
    _ stream: OutputFile, _ path: String, recorded: RecordedFile?
  ) throws -> RecordedFile {
    try stream.finish()
    let staged = "\(folder.staging)/\(path)"
    let content = try stream.digest ?? InputFile.digest(of: staged)
    if let present = try folder.signature(path) {
      if try holds(path, present, recorded, content) {
        try FileSystem.removeFile(staged)
        return RecordedFile(role: .list, inputs: .none, content: content, signature: present)
      }
      if recorded == nil { throw OutputRefusal.foreignFile("\(folder.root)/\(path)") }
    }
    return RecordedFile(
      role: .list, isStaged: true, inputs: .none, content: content,
      signature: try stream.signature())
  }

  /// Whether a file has the bytes of a digest.
  private func holds(
    _ path: String, _ present: FileSignature, _ recorded: RecordedFile?, _ content: ContentDigest
  ) throws -> Bool {
    if let recorded, recorded.isInPlace || isUntouched(present, recorded) {
      return recorded.content == content
    }
    return try InputFile.digest(of: "\(folder.root)/\(path)") == content
  }

  /// Whether the system says that nobody touched a file since it was noted.
  func isUntouched(_ present: FileSignature, _ recorded: RecordedFile) -> Bool {
    present == recorded.signature && !present.isTooFresh(noted: notedTime)
  }

  /// Whether a file still has the bytes that were noted.
  private func isIntact(
    _ path: String, _ present: FileSignature, _ recorded: RecordedFile
  ) throws -> Bool {
    try holds(path, present, recorded, recorded.content)
  }
}
