internal import Catalog
internal import Pages
internal import Support

/// Moves staged files into place and removes those that are no longer part of the site; undoes all
/// of it when a step fails.
struct Publication {
  private let folder: OutputFolder
  private let staging: FolderHandle
  private let old: PreviousBuild
  /// Top-level folders and files that are new as a whole.
  private let movedWhole: Set<String>
  private let withdrawal: Withdrawal
  /// Files on record that stay, because they are not what the build wrote.
  private(set) var kept: [String] = []

  init(folder: OutputFolder, staging: StagingFolder, old: PreviousBuild) throws {
    self.folder = folder
    self.staging = staging.files
    self.old = old
    movedWhole = Set(try self.staging.names().filter(folder.wasFree))
    withdrawal = try Withdrawal(folder)
  }

  /// Publishes a build, whose record is still open, and returns how many files were removed.
  ///
  /// - Parameter hasDroppedFiles: whether a link that stays has lost one of its files.
  /// - Throws: `InterruptedPublication` when the folder mixes files of both builds; after any other
  ///   error it has only the old ones.
  mutating func run(_ pending: RecordOutput, hasDroppedFiles: Bool) throws -> Int {
    try StaleObstacles.check(in: folder, old)
    // From here to the last line each file is either old or new; the record lists both.
    try folder.record.begin(pending)
    do {
      try checkThatAllCanWork(hasDroppedFiles: hasDroppedFiles)
      let complete = try folder.record.makeComplete()
      let removedCount = try moveAll(hasDroppedFiles: hasDroppedFiles)
      try folder.record.complete(complete) { path in
        // A rename changes the metadata of a file, but not of the files inside a renamed folder.
        isWithinMoved(path) ? nil : try folder.root.signature(of: path)
      }
      return removedCount
    } catch {
      try undo(after: error)
      throw error
    }
  }

  private func isWithinMoved(_ path: String) -> Bool {
    let top = RelativePath.top(of: path)
    return top.utf8.count < path.utf8.count && movedWhole.contains(top)
  }

  private mutating func moveAll(hasDroppedFiles: Bool) throws -> Int {
    var printed = try PrintRecord(in: folder.state)
    let recorded = printed
    // Before any move: no PDF may outlive its page.
    var removedCount = try removeOutdatedPDFs(&printed, pages: [staging, folder.root])
    // Obstacles go first; otherwise a link's old files stay until its new ones are there.
    let hasObstacles = !folder.foundObstacles.isEmpty
    if hasObstacles { removedCount += try removeStale(hasDroppedFiles: hasDroppedFiles) }
    for name in movedWhole.sorted() {
      try folder.root.moveNew(name, of: staging, to: name)
    }
    try moveSingly()
    if !hasObstacles { removedCount += try removeStale(hasDroppedFiles: hasDroppedFiles) }
    removedCount += try removeOutdatedPDFs(&printed, pages: [folder.root])
    if printed.entries != recorded.entries { try printed.write(in: folder.state) }
    // Without print jobs, no run will clear them away.
    if try folder.root.kind(of: OutputLayout.printJobs) == nil {
      try KeptSheets(in: folder.state).removeOthers(than: [])
    }
    return removedCount
  }

  // MARK: Before the first step

  /// Throws unless every folder may change and every file may be replaced or removed.
  private func checkThatAllCanWork(hasDroppedFiles: Bool) throws {
    var check = PublicationCheck(root: folder.root)
    if !movedWhole.isEmpty { try check.folder("") }
    try folder.record.forEachStaged { entry in
      for file in entry.files where file.isStaged {
        let path = entry.path(file.role)
        if movedWhole.contains(RelativePath.top(of: path)) { continue }
        try check.place(path, isReplacement: file.isReplacement)
      }
    }
    try forEachStale(hasDroppedFiles: hasDroppedFiles) { path, _ in try check.removal(path) }
  }

  private func forEachStale(
    hasDroppedFiles: Bool, _ body: (String, RecordedFile) throws -> Void
  ) throws {
    if hasDroppedFiles {
      try folder.record.forEachPending { entry in
        guard let before = try old.find(entry.name, fansOut: entry.fansOut) else { return }
        for file in before.files where entry.file(file.role) == nil {
          try body(before.path(file.role), file)
        }
      }
    }
    try old.forEachUnseen { entry in
      for file in entry.files { try body(entry.path(file.role), file) }
    }
  }

  // MARK: Steps

  private func moveSingly() throws {
    try folder.record.forEachStaged { entry in
      for file in entry.files where file.isStaged {
        let path = entry.path(file.role)
        if movedWhole.contains(RelativePath.top(of: path)) { continue }
        try folder.refusingLinks(on: path) { try place(path, file) }
      }
    }
  }

  private func place(_ path: String, _ file: RecordedFile) throws {
    if file.isReplacement, try withdrawal.replace(path, by: staging) { return }
    let parents = RelativePath.folders(of: path)
    for parent in parents {
      switch try folder.root.kind(of: parent) {
      case .folder: continue
      case .symbolicLink: throw OutputRefusal.symbolicLink(folder.root.name(parent))
      case .file, .other: throw OutputRefusal.notAFolder(folder.root.name(parent))
      case nil:
        if parent == parents.last && file.role.ownsFolder {
          // The folder of a page holds nothing else; those of other languages were moved before.
          return try folder.root.moveNew(parent, of: staging, to: parent)
        }
        try folder.root.makeFolder(parent)
      }
    }
    do throws(WritingError) {
      try folder.root.moveNew(path, of: staging, to: path)
    } catch {
      // Somebody put it there during the build.
      if error.isAlreadyThere { throw OutputRefusal.foreignFile(folder.root.name(path)) }
      throw error
    }
  }

  private func removeOutdatedPDFs(
    _ printed: inout PrintRecord, pages: [FolderHandle]
  ) throws -> Int {
    var removedCount = 0
    for path in try printed.takeOutdated(pages: pages)
    where try withdrawal.isPDF(path) && withdrawal.remove(path) {
      removedCount += 1
    }
    return removedCount
  }

  private mutating func removeStale(hasDroppedFiles: Bool) throws -> Int {
    var removedCount = 0
    var kept: [String] = []
    try forEachStale(hasDroppedFiles: hasDroppedFiles) { path, file in
      switch try withdrawal.state(of: path, file) {
      case .missing: try withdrawal.removeEmptyFolders(above: path)
      case .ours: if try withdrawal.remove(path) { removedCount += 1 }
      case .foreign: kept.append(path)
      }
    }
    self.kept = kept
    return removedCount
  }

  // MARK: Undoing

  /// Puts everything back; throws `InterruptedPublication` when some of it cannot be.
  private func undo(after error: any Error) throws {
    var notRestored: [String] = []
    func attempt(_ path: String, _ step: () throws -> Void) {
      do {
        try step()
      } catch {
        notRestored.append(path)
      }
    }
    for name in movedWhole.sorted() { attempt(name) { try takeBackWhole(name) } }
    attempt(BuildRecord.folderName) {
      try folder.record.forEachStaged { entry in
        for file in entry.files where file.isStaged {
          let path = entry.path(file.role)
          if movedWhole.contains(RelativePath.top(of: path)) { continue }
          attempt(path) {
            guard try folder.record.isInPlace(path, file) else { return }
            try withdrawal.takeBack(path, to: staging)
          }
        }
      }
    }
    attempt(OutputLayout.stateFolder) {
      for path in try withdrawal.removedPaths() { attempt(path) { try withdrawal.restore(path) } }
    }
    if notRestored.isEmpty {
      // A record that stays is merged by the next build, with the same result.
      try? folder.record.withdraw()
      return
    }
    throw InterruptedPublication(
      cause: error as? WritingError ?? WritingError(path: folder.root.path, errorNumber: EIO),
      notRestored: notRestored)
  }

  private func takeBackWhole(_ name: String) throws {
    if try staging.kind(of: name) != nil { return }
    guard try folder.root.kind(of: name) != nil else { return }
    try staging.moveNew(name, of: folder.root, to: name)
  }
}
