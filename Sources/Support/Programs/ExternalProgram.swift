/// A program on this machine.
public struct ExternalProgram: Hashable, Sendable {
  /// The path; a relative one starts in our working directory.
  public let path: String

  /// Finds an executable program.
  ///
  /// - Parameter name: a path if it contains a slash, else the first of this name in `PATH`.
  ///   Relative folders of `PATH` are skipped, because they depend on the working directory.
  /// - Throws: `ReadingError` with the program and the error of the likeliest file.
  package init(_ name: String, in environment: [String: String]) throws(ReadingError) {
    let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let paths = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    var worst = ENOENT
    for path in paths {
      let errorNumber = Self.errorNumber(path)
      if errorNumber == 0 {
        self.path = path
        return
      }
      if errorNumber != ENOENT && errorNumber != ENOTDIR { worst = errorNumber }
    }
    throw ReadingError(path: name, errorNumber: worst)
  }

  /// Finds an executable program; nil if there is none.
  package static func find(_ name: String, in environment: [String: String]) -> ExternalProgram? {
    try? ExternalProgram(name, in: environment)
  }

  /// Why the file at a path cannot be run; 0 where it can.
  private static func errorNumber(_ path: String) -> Int32 {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno }
    guard status.st_mode & S_IFMT == S_IFREG else { return EACCES }
    return access(path, X_OK) == 0 ? 0 : errno
  }

  package func error(_ cause: ProgramError.Cause) -> ProgramError {
    ProgramError(program: path, cause: cause)
  }

  /// The last lines of a program's messages, without those that browsers always print.
  package static func lastWords(_ text: String) -> String {
    let lines = text.split(separator: "\n").filter { line in
      !line.contains("/dbus/") && !line.contains(":dbus") && !line.contains("system_bus_socket")
        && line != "Connection Null" && !line.allSatisfy(\.isWhitespace)
    }
    return lines.suffix(3).map { $0.prefix(300) }.joined(separator: " / ")
  }
}
