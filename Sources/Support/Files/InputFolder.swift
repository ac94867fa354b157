/// Lists folders.
public enum InputFolder {
  /// The sorted names in a folder, including hidden ones, without `.` and `..`.
  public static func names(of path: String) throws(ReadingError) -> [String] {
    OpenedPaths.current?.note(folder: path)
    guard let stream = opendir(path) else {
      let error = ReadingError(path: path, errorNumber: errno)
      let trace = InputTrace.current
      if error.isMissing { trace?.note(.folder(path), nil) } else { trace?.noteIncomplete() }
      throw error
    }
    let names = try names(takingOwnershipOf: stream, path: path)
    InputTrace.current?.note(.folder(path), digest(of: names))
    return names
  }

  /// The first names that the system lists, sorted, for a hint in a message; none on failure.
  package static func someNames(of path: String, upTo limit: Int) -> [String] {
    // No later build can tell whether it would give the same hint.
    InputTrace.current?.noteIncomplete()
    guard let stream = opendir(path) else { return [] }
    return (try? names(takingOwnershipOf: stream, path: path, upTo: limit)) ?? []
  }

  /// The sorted names that an open folder's stream gives, which is then closed.
  static func names(
    takingOwnershipOf stream: FolderStream, path: String, upTo limit: Int = .max
  ) throws(ReadingError) -> [String] {
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw ReadingError(path: path, errorNumber: errno) }
        break
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    names.sort()
    return names
  }

  package static func digest(of names: [String]) -> ContentDigest {
    var digester = FieldsDigester()
    for name in names { digester.add(name) }
    return digester.take()
  }
}
