internal import Support

/// The files and folders that a check read or missed, and how they were then.
struct WatchedInputs: Sendable {
  /// The metadata of each path when the check began; nil where nothing was.
  private var signatures: [String: FileSignature?] = [:]
  /// When it was taken, in nanoseconds since 1970.
  private var takenAt: Int64 = 0
  private var folders: Set<String> = []

  /// Nothing.
  init() {}

  /// Takes the metadata of the inputs that are known, before they are read again.
  func retaken() -> WatchedInputs {
    var inputs = self
    inputs.takenAt = Clock.nanoseconds
    inputs.signatures = signatures.keys.reduce(into: [:]) { $0[$1] = FileSignature(of: $1) }
    return inputs
  }

  /// The inputs that were read since `retaken`; they may be others than before.
  func reading(_ paths: OpenedPaths) -> WatchedInputs {
    var inputs = self
    inputs.folders = Set(paths.folders)
    // The metadata from before the check shows a change during the check.
    let read = paths.signatures
    inputs.signatures = read.merging(signatures.filter { read[$0.key] != nil }) { $1 }
    return inputs
  }

  /// Whether an input is not as it was.
  var haveChanged: Bool {
    signatures.contains { path, signature in FileSignature(of: path) != signature }
  }

  /// Whether an input changed so shortly before the check that its metadata cannot show another
  /// change.
  var areTooFresh: Bool {
    signatures.values.contains { $0?.isTooFresh(noted: takenAt) ?? false }
  }

  /// The folders to watch, each with the names of entries that matter; nil for all of them.
  var places: [String: Set<String>?] {
    var places: [String: Set<String>?] = [:]
    for path in signatures.keys where !folders.contains(path) {
      // Of a path that is missing, the first missing part may appear.
      var (folder, name) = (FileSystem.folder(of: path), FileSystem.lastName(of: path))
      while FileSignature(of: folder) == nil, folder != "/", folder != "." {
        (folder, name) = (FileSystem.folder(of: folder), FileSystem.lastName(of: folder))
      }
      if let names = places[folder, default: Set()] { places[folder] = names.union([name]) }
    }
    for folder in folders { places[folder] = .some(nil) }
    return places
  }
}
