internal import Catalog
internal import Pages
internal import Support

/// Files of the last build where the current one needs a folder, or the other way round: with
/// `fan_out`, the page of a link called `b5` lies where a folder for other links may be needed.
enum StaleObstacles {
  /// Throws `OutputRefusal` for an obstacle that this build does not remove.
  static func check(in folder: OutputFolder, _ old: PreviousBuild) throws {
    let obstacles = folder.foundObstacles
    guard !obstacles.isEmpty else { return }
    var stale: [String: RecordedFile] = [:]
    try old.forEachUnseen { entry in
      for file in entry.files { stale[entry.path(file.role)] = file }
    }
    let withdrawal = try Withdrawal(folder)
    func isStale(_ path: String) throws -> Bool {
      switch try folder.root.kind(of: path) {
      case nil: return true
      case .file:
        guard let file = stale[path] else { return false }
        return try withdrawal.state(of: path, file) == .ours
      case .folder:
        return try folder.root.names(of: path).allSatisfy { try isStale("\(path)/\($0)") }
      case .symbolicLink, .other: return false
      }
    }
    for path in obstacles where try !isStale(path) {
      throw try folder.root.kind(of: path) == .folder
        ? OutputRefusal.foreignFile(folder.root.name(path))
        : OutputRefusal.notAFolder(folder.root.name(path))
    }
  }
}
