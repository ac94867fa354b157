internal import Catalog
internal import Support

/// Decides for each file of a build whether the folder already has it, and stages it if not.
struct FileSettler: Sendable {
  let folder: OutputFolder
  let staging: StagingFolder
  /// When the last record was completed, in nanoseconds since 1970.
  let notedTime: Int64
  /// Whether the file system gives each change after a look at the metadata another time.
  let hasOwnTimes: Bool

  /// Makes one file, unless the folder has it, and returns its record.
  ///
  /// A file made from the same inputs is not rendered again, unless they are `.none`; one with the
  /// same bytes is not rewritten. `recorded` is the last build's record, nil for a new file.
  func settle(
    _ path: String, _ role: RecordedFile.Role, inputs: ContentDigest, recorded: RecordedFile?,
    render: () throws -> [UInt8]
  ) throws -> RecordedFile {
    if let recorded, recorded.isInPlace, inputs != .none, recorded.inputs == inputs {
      return RecordedFile(
        role: role, inputs: inputs, content: recorded.content, signature: recorded.signature,
        hasOwnTime: recorded.hasOwnTime)
    }
    let present = try folder.signature(path)
    if let recorded, let present, inputs != .none, recorded.inputs == inputs,
      try isIntact(path, present, recorded)
    {
      return RecordedFile(
        role: role, inputs: inputs, content: recorded.content, signature: present,
        hasOwnTime: hasOwnTimes)
    }
    let bytes = try render()
    let content = ContentDigest(bytes)
    if let present {
      if try holds(path, present, recorded, content) {
        return RecordedFile(
          role: role, inputs: inputs, content: content, signature: present, hasOwnTime: hasOwnTimes)
      }
      if recorded == nil { throw OutputRefusal.foreignFile(folder.root.name(path)) }
    }
    if !folder.wasFree(path) { try folder.checkFolders(path) }
    let signature = try staging.stage(path, bytes)
    return RecordedFile(
      role: role, isStaged: true, isReplacement: present != nil, inputs: inputs,
      content: content, signature: signature, hasOwnTime: hasOwnTimes)
  }

  /// Settles a file that was streamed to the staging folder.
  func settle(
    _ stream: OutputFile, _ path: String, recorded: RecordedFile?
  ) throws -> RecordedFile {
    try stream.finish()
    let content = try stream.digest ?? staging.files.digest(of: path)
    let present = try folder.signature(path)
    if let present {
      if try holds(path, present, recorded, content) {
        try staging.files.removeFile(path)
        return RecordedFile(
          role: .list, inputs: .none, content: content, signature: present, hasOwnTime: hasOwnTimes)
      }
      if recorded == nil { throw OutputRefusal.foreignFile(folder.root.name(path)) }
    }
    return RecordedFile(
      role: .list, isStaged: true, isReplacement: present != nil, inputs: .none,
      content: content, signature: try stream.signature(), hasOwnTime: hasOwnTimes)
  }

  private func holds(
    _ path: String, _ present: FileSignature, _ recorded: RecordedFile?, _ content: ContentDigest
  ) throws -> Bool {
    if let recorded, recorded.isInPlace || isUntouched(present, recorded) {
      return recorded.content == content
    }
    return try folder.root.digest(of: path) == content
  }

  /// Whether the file's metadata shows that nobody touched it since it was recorded.
  func isUntouched(_ present: FileSignature, _ recorded: RecordedFile) -> Bool {
    present == recorded.signature
      && (recorded.hasOwnTime || !present.isTooFresh(noted: notedTime))
  }

  private func isIntact(
    _ path: String, _ present: FileSignature, _ recorded: RecordedFile
  ) throws -> Bool {
    try holds(path, present, recorded, recorded.content)
  }
}
