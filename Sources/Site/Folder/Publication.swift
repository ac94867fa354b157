internal import Catalog
internal import Pages
internal import Support

/// Moves staged files into place and removes those that are no longer part of the site.
struct Publication {
  let folder: OutputFolder
  let old: PreviousBuild

  /// Publishes a build, whose record is still open, and returns how many files were removed.
  ///
  /// - Parameter hasDroppedFiles: whether a link that stays has lost one of its files.
  /// - Throws: `InterruptedPublication` when the folder mixes files of both builds; after any other
  ///   error it has only the old ones.
  func run(_ pending: RecordOutput, hasDroppedFiles: Bool) throws -> Int {
    let movedWhole = Set(try InputFolder.names(of: folder.staging).filter(folder.wasFree))
    // From here to the last line each file is either old or new; the record lists both.
    try folder.record.begin(pending)
    do {
      // Before any move: no PDF may outlive its page.
      var removedCount = try removeOutdatedPDFs()
      for name in movedWhole.sorted() { try move(name) }
      try moveSingly(except: movedWhole)
      removedCount += try removeStale(hasDroppedFiles: hasDroppedFiles)
      removedCount += try removeOutdatedPDFs()
      try folder.record.complete { path in
        // A rename changes the metadata of a file, but not of the files inside a renamed folder.
        let top = path.prefix { $0 != "/" }
        let isWithinMoved = top.count < path.count && movedWhole.contains(String(top))
        return try isWithinMoved ? nil : FileSystem.signature(of: "\(folder.root)/\(path)")
      }
      folder.clearStaging()
      return removedCount
    } catch let error as WritingError {
      throw InterruptedPublication(cause: error)
    }
  }

  private func move(_ path: String) throws {
    try FileSystem.move("\(folder.staging)/\(path)", to: "\(folder.root)/\(path)")
  }

  private func moveSingly(except movedWhole: Set<String>) throws {
    try folder.record.forEachStaged { entry in
      for file in entry.files where file.isStaged {
        let path = entry.path(file.role)
        if movedWhole.contains(String(path.prefix { $0 != "/" })) { continue }
        let folders = OutputFolder.folders(of: path)
        var isMoved = false
        for parent in folders {
          try folder.refuseUnlessFolder(parent)
          let isMissing = try FileSystem.kind(of: "\(folder.root)/\(parent)") == nil
          if isMissing && parent == folders.last && file.role == .page {
            // The folder of a page holds nothing else.
            try move(parent)
            isMoved = true
          } else if isMissing {
            try FileSystem.makeFolder("\(folder.root)/\(parent)")
          }
        }
        if !isMoved { try move(path) }
      }
    }
  }

  private func removeOutdatedPDFs() throws -> Int {
    try PrintRecord.removeOutdated(
      root: folder.root, state: folder.state, staging: folder.staging)
  }

  private func removeStale(hasDroppedFiles: Bool) throws -> Int {
    var removedCount = 0
    if hasDroppedFiles {
      try folder.record.forEachPending { entry in
        guard let before = try old.find(entry.name, fansOut: entry.fansOut) else { return }
        for file in before.files where entry.file(file.role) == nil {
          if try remove(before.path(file.role)) { removedCount += 1 }
        }
      }
    }
    try old.forEachUnseen { entry in
      for file in entry.files where try remove(entry.path(file.role)) { removedCount += 1 }
    }
    return removedCount
  }

  private func remove(_ path: String) throws -> Bool {
    let folders = OutputFolder.folders(of: path)
    for parent in folders
    where try FileSystem.kind(of: "\(folder.root)/\(parent)") != .folder {
      return false
    }
    let isThere = try FileSystem.kind(of: "\(folder.root)/\(path)") == .file
    if isThere { try FileSystem.removeFile("\(folder.root)/\(path)") }
    // A killed build may have left them empty.
    for parent in folders.reversed()
    where !FileSystem.removeIfEmpty("\(folder.root)/\(parent)") { break }
    return isThere
  }
}
