internal import CDispatch
internal import Console
internal import Support

/// The program that `--exec` names.
enum ProgramFile {
  /// Looks for a program as the system would when it is run (POSIX, "posix_spawnp").
  ///
  /// - Throws: `Failure` when it cannot be run, before the first payment needs it.
  static func check(_ program: String) throws(Failure) {
    let places: [String]
    if program.contains("/") {
      places = [program]
    } else {
      let path = Terminal.environment["PATH"] ?? "/bin:/usr/bin"
      places = path.split(separator: ":", omittingEmptySubsequences: false).map { folder in
        folder.isEmpty ? "./\(program)" : "\(folder)/\(program)"
      }
    }
    var worst = ENOENT
    for place in places {
      let errorNumber = errorNumber(place)
      if errorNumber == 0 { return }
      if errorNumber != ENOENT && errorNumber != ENOTDIR { worst = errorNumber }
    }
    throw .files(Messages.cannotRun(program, String(cString: strerror(worst))))
  }

  private static func errorNumber(_ path: String) -> Int32 {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno }
    guard status.st_mode & S_IFMT == S_IFREG else { return EACCES }
    return access(path, X_OK) == 0 ? 0 : errno
  }
}
