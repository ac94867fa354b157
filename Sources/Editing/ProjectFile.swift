internal import Support

/// A file of a project, which is replaced only if it is as it was: what another program writes at the
/// same time is never lost.
struct ProjectFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// The file; nil if there is none.
  func bytes(limit: Int) throws(ProjectEditor.Refusal) -> [UInt8]? {
    do throws(ReadingError) {
      let bytes = try InputFile.bytes(of: path, limit: limit)
      if bytes.count > limit { throw ReadingError(path: path, errorNumber: EFBIG) }
      return bytes
    } catch {
      if error.isMissing { return nil }
      throw .file(path: path, reason: error.reason)
    }
  }

  /// Whether the file holds certain bytes.
  func holds(_ bytes: [UInt8]) -> Bool { (try? self.bytes(limit: bytes.count)) == bytes }

  /// Replaces what the file holds; nil for no file.
  func replace(_ old: [UInt8]?, by new: [UInt8]?) throws(ProjectEditor.Refusal) {
    do {
      // A symbolic link stays, and leads to the new file.
      let (folder, name) = try FileSystem.openFolder(of: FileSystem.resolved(path))
      switch (old, new) {
      case (let old?, let new?): try exchange(old, new, name, folder)
      case (nil, let new?): try create(new, name, folder)
      case (let old?, nil): try withdraw(old, name, folder)
      case (nil, nil): break
      }
    } catch let refusal as ProjectEditor.Refusal {
      throw refusal
    } catch let error as WritingError {
      if error.isAlreadyThere { throw .changedMeanwhile }
      throw .file(path: error.path, reason: error.reason)
    } catch let error as ReadingError {
      throw .file(path: error.path, reason: error.reason)
    } catch {
      throw .file(path: path, reason: "\(error)")
    }
  }

  private static func temporaryName(_ name: String) -> String { ".\(name).paypress-new" }

  /// The new file and the old one change places, so that what another program wrote in the last moment is
  /// seen and put back.
  private func exchange(
    _ old: [UInt8], _ new: [UInt8], _ name: String, _ folder: FolderHandle
  ) throws {
    let temporary = try write(new, name, folder)
    defer { try? folder.removeFile(temporary) }
    guard try folder.bytes(of: name, limit: old.count) == old else {
      throw ProjectEditor.Refusal.changedMeanwhile
    }
    guard try folder.exchange(name, with: temporary, of: folder) else {
      // The file system cannot exchange files.
      try folder.replace(name, with: new, mode: FileSystem.permissions(of: path))
      return
    }
    if try folder.bytes(of: temporary, limit: old.count) != old {
      _ = try folder.exchange(name, with: temporary, of: folder)
      throw ProjectEditor.Refusal.changedMeanwhile
    }
  }

  private func create(_ new: [UInt8], _ name: String, _ folder: FolderHandle) throws {
    let temporary = try write(new, name, folder)
    defer { try? folder.removeFile(temporary) }
    try folder.moveNew(temporary, of: folder, to: name)
  }

  private func withdraw(_ old: [UInt8], _ name: String, _ folder: FolderHandle) throws {
    let temporary = Self.temporaryName(name)
    try folder.removeFile(temporary)
    try folder.moveNew(name, of: folder, to: temporary)
    guard try folder.bytes(of: temporary, limit: old.count) == old else {
      try folder.moveNew(temporary, of: folder, to: name)
      throw ProjectEditor.Refusal.changedMeanwhile
    }
    try folder.removeFile(temporary)
  }

  /// Writes a whole file under a name that nobody reads; returns the name.
  private func write(
    _ bytes: [UInt8], _ name: String, _ folder: FolderHandle
  ) throws -> String {
    let temporary = Self.temporaryName(name)
    try folder.removeFile(temporary)
    let file = try folder.openNew(temporary)
    do {
      if let mode = FileSystem.permissions(of: path) { try file.setPermissions(mode & 0o777) }
      try file.append(bytes)
      try file.finish()
    } catch {
      try? folder.removeFile(temporary)
      throw error
    }
    return temporary
  }
}
