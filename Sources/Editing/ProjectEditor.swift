internal import Support

/// Changes a project's files, one step at a time, each of which can be undone; a change that somebody else
/// made meanwhile is never lost.
package actor ProjectEditor {
  /// Why nothing is changed.
  package enum Refusal: Error, Sendable {
    /// A file is not as it was when the change was proposed.
    case changedMeanwhile
    /// There is nothing to undo.
    case nothingToUndo
    /// The change cannot be made in place.
    case edit(EditRefusal)
    /// A file cannot be read or written, for this reason.
    case file(path: String, reason: String)
  }

  /// A change that was not made yet.
  package struct Proposal: Sendable {
    /// The files that it writes.
    package let files: [ProjectDraft.FileChange]
    /// Identifies what it depends on.
    package let basis: String
  }

  package typealias Change = @Sendable (inout ProjectDraft) throws(Refusal) -> Void

  /// The path of the config.
  package nonisolated let path: String
  /// The changes so far, as the files that each wrote.
  private var made: [[ProjectDraft.FileChange]] = []

  /// The most changes that can be undone.
  private static let undoLimit = 50
  /// The most bytes of files that are kept to be put back; the last change can always be undone.
  private static let undoByteLimit = 1 << 27

  /// An editor of the project whose config is at a path.
  package init(_ path: String) { self.path = path }

  /// The folder of the config, ending in a slash; empty for the working directory.
  package nonisolated var folder: String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The config as it is now.
  package func text() throws(Refusal) -> ConfigText {
    var draft = ProjectDraft(config: path)
    return try draft.config()
  }

  /// Another file as it is now.
  package func bytes(of path: String) throws(Refusal) -> [UInt8] {
    var draft = ProjectDraft(config: self.path)
    return try draft.bytes(of: path)
  }

  /// Whether there is no config yet.
  package var isMissing: Bool { InputFile.isMissing(path) }

  /// Writes the first config, if there is none yet.
  package func create(_ text: String) throws(Refusal) {
    do throws(WritingError) {
      let (folder, name) = try FileSystem.openFolder(of: path)
      try folder.create(name, with: Array(text.utf8))
    } catch {
      throw .file(path: error.path, reason: error.reason)
    }
  }

  /// Whether the last change can be undone: its files are as it left them.
  package var canUndo: Bool {
    guard let last = made.last else { return false }
    return last.allSatisfy { ProjectFile($0.path).holds($0.new) }
  }

  /// What a change would do.
  ///
  /// - Parameter basis: identifies the files that it was proposed for before, if it was.
  package func propose(_ change: Change, on basis: String? = nil) throws(Refusal) -> Proposal {
    var draft = ProjectDraft(config: path)
    do throws(Refusal) {
      try change(&draft)
    } catch {
      // What could be proposed before fails only on other files.
      if basis != nil, case .edit = error { throw .changedMeanwhile }
      throw error
    }
    let proposal = Proposal(files: draft.changes, basis: draft.basis)
    if let basis, basis != proposal.basis { throw .changedMeanwhile }
    return proposal
  }

  /// Makes a change of the files that it was proposed for: all of it or nothing.
  package func make(_ change: Change, on basis: String) throws(Refusal) {
    let proposal = try propose(change, on: basis)
    guard !proposal.files.isEmpty else { return }
    try Self.write(proposal.files.map { ($0.path, $0.old, $0.new) })
    made.append(proposal.files)
    while made.count > Self.undoLimit || made.count > 1 && keptByteCount > Self.undoByteLimit {
      made.removeFirst()
    }
  }

  /// Takes the last change back.
  package func undo() throws(Refusal) {
    guard let last = made.last else { throw .nothingToUndo }
    try Self.write(last.reversed().map { ($0.path, $0.new, $0.old) })
    made.removeLast()
  }

  private var keptByteCount: Int {
    made.joined().reduce(0) { $0 + ($1.old?.count ?? 0) + $1.new.count }
  }

  private typealias Replacement = (path: String, old: [UInt8]?, new: [UInt8]?)

  /// Replaces files one after another; puts them back if one cannot be.
  private static func write(_ files: [Replacement]) throws(Refusal) {
    var done: [Replacement] = []
    do throws(Refusal) {
      for file in files {
        try ProjectFile(file.path).replace(file.old, by: file.new)
        done.append(file)
      }
    } catch {
      for file in done.reversed() {
        try? ProjectFile(file.path).replace(file.new, by: file.old)
      }
      throw error
    }
  }
}
