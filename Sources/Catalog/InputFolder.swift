#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A folder that is looked into.
public enum InputFolder {
  /// The names in a folder, sorted, hidden ones included, `.` and `..` not.
  ///
  /// - Throws: `ReadingError` when there is no such folder or it cannot be read.
  public static func names(of path: String) throws(ReadingError) -> [String] {
    guard let stream = opendir(path) else {
      throw ReadingError(path: path, errorNumber: errno)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
