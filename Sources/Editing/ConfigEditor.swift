internal import Support

/// Changes a config's file, one step at a time, each of which can be undone; a change that somebody else
/// made meanwhile is never lost.
package actor ConfigEditor {
  /// Why a file is not changed.
  package enum Refusal: Error, Sendable {
    /// The file is not as it was when the change was proposed.
    case changedMeanwhile
    /// There is nothing to undo.
    case nothingToUndo
    /// The change cannot be made in place.
    case edit(EditRefusal)
    /// The file cannot be read or written, for this reason.
    case file(path: String, reason: String)
  }

  /// A change that was not made yet.
  package struct Proposal: Sendable {
    /// What is different.
    package let diff: LineDiff
    /// Identifies the text that is to be changed.
    package let basis: String
    fileprivate let old: [UInt8]
    fileprivate let new: [UInt8]
  }

  /// A change of a text.
  package typealias Change = @Sendable (ConfigText) throws(EditRefusal) -> ConfigText

  private let path: String
  /// The changes so far, as the text before and the text after each.
  private var made: [(old: [UInt8], new: [UInt8])] = []

  /// The most changes that can be undone.
  private static let undoLimit = 50
  /// The largest config in bytes.
  private static let maximumByteCount = 1 << 20

  /// An editor of the file at a path.
  package init(_ path: String) { self.path = path }

  /// The text as it is now.
  package func text() throws(Refusal) -> ConfigText { try Self.text(of: try bytes()) }

  /// Whether there is no file yet.
  package var isMissing: Bool { InputFile.isMissing(path) }

  /// Writes the first text, if there is no file yet.
  package func create(_ text: String) throws(Refusal) {
    do throws(WritingError) {
      let (folder, name) = try FileSystem.openFolder(of: path)
      try folder.create(name, with: Array(text.utf8))
    } catch {
      throw .file(path: error.path, reason: error.reason)
    }
  }

  /// Whether the last change can be undone: the file is as it left it.
  package var canUndo: Bool {
    guard let last = made.last else { return false }
    return (try? bytes()) == last.new
  }

  /// What a change would do.
  package func propose(_ change: Change) throws(Refusal) -> Proposal {
    let old = try bytes()
    let text = try Self.text(of: old)
    do throws(EditRefusal) {
      let new = try change(text)
      return Proposal(
        diff: LineDiff(text.text, new.text), basis: Self.digest(old), old: old, new: new.bytes)
    } catch {
      throw .edit(error)
    }
  }

  /// Makes a change of the text that it was proposed for.
  package func make(_ change: Change, on basis: String) throws(Refusal) {
    let proposal = try propose(change)
    guard proposal.basis == basis else { throw .changedMeanwhile }
    guard proposal.new != proposal.old else { return }
    try replace(proposal.old, by: proposal.new)
    made.append((proposal.old, proposal.new))
    if made.count > Self.undoLimit { made.removeFirst() }
  }

  /// Takes the last change back.
  package func undo() throws(Refusal) {
    guard let last = made.last else { throw .nothingToUndo }
    try replace(last.new, by: last.old)
    made.removeLast()
  }

  // MARK: The file

  private static func text(of bytes: [UInt8]) throws(Refusal) -> ConfigText {
    do throws(EditRefusal) {
      return try ConfigText(bytes)
    } catch {
      throw .edit(error)
    }
  }

  private static func digest(_ bytes: [UInt8]) -> String { ContentDigest(bytes).hexadecimal }

  private func bytes() throws(Refusal) -> [UInt8] {
    do throws(ReadingError) {
      return try InputFile.bytes(of: path, limit: Self.maximumByteCount)
    } catch {
      throw .file(path: path, reason: error.reason)
    }
  }

  /// Replaces the file, if it holds certain bytes: the new file and the old one change places, so that
  /// what another program wrote in the last moment is seen and put back.
  private func replace(_ old: [UInt8], by new: [UInt8]) throws(Refusal) {
    do {
      let (folder, name) = try FileSystem.openFolder(of: FileSystem.resolved(path))
      let temporary = ".\(name).paypress-new"
      try folder.removeFile(temporary)
      let file = try folder.openNew(temporary)
      defer { try? folder.removeFile(temporary) }
      if let mode = FileSystem.permissions(of: path) { try file.setPermissions(mode & 0o777) }
      try file.append(new)
      try file.finish()
      guard try folder.bytes(of: name, limit: Self.maximumByteCount) == old else {
        throw Refusal.changedMeanwhile
      }
      guard try folder.exchange(name, with: temporary, of: folder) else {
        // The file system cannot exchange files.
        try folder.replace(name, with: new, mode: FileSystem.permissions(of: path))
        return
      }
      if try folder.bytes(of: temporary, limit: Self.maximumByteCount) != old {
        _ = try folder.exchange(name, with: temporary, of: folder)
        throw Refusal.changedMeanwhile
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as WritingError {
      throw .file(path: error.path, reason: error.reason)
    } catch let error as ReadingError {
      throw .file(path: error.path, reason: error.reason)
    } catch {
      throw .file(path: path, reason: "\(error)")
    }
  }
}
