/// Lists folders.
public enum InputFolder {
  /// The sorted names in a folder, including hidden ones, without `.` and `..`.
  public static func names(of path: String) throws(ReadingError) -> [String] {
    guard let stream = opendir(path) else {
      let error = ReadingError(path: path, errorNumber: errno)
      let trace = InputTrace.current
      if error.isMissing { trace?.note(.folder(path), nil) } else { trace?.noteIncomplete() }
      throw error
    }
    defer { closedir(stream) }
    let names = sortedNames(stream, upTo: .max)
    InputTrace.current?.note(.folder(path), digest(of: names))
    return names
  }

  /// The first names that the system lists, sorted, for a hint in a message; none on failure.
  package static func someNames(of path: String, upTo limit: Int) -> [String] {
    // No later build can tell whether it would give the same hint.
    InputTrace.current?.noteIncomplete()
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    return sortedNames(stream, upTo: limit)
  }

  #if canImport(Darwin)
    private typealias Stream = UnsafeMutablePointer<DIR>
  #else
    private typealias Stream = OpaquePointer
  #endif

  private static func sortedNames(_ stream: Stream, upTo limit: Int) -> [String] {
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The digest of the names in a folder.
  package static func digest(of names: [String]) -> ContentDigest {
    var digester = FieldsDigester()
    for name in names { digester.add(name) }
    return digester.take()
  }
}
