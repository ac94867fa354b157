import Foundation

/// A file in memory with the input, for parsers that read files.
struct ScratchFile {
  let folder: String
  let path: String

  /// Makes a folder of its own for this process, and names a file in it.
  init(_ name: String) throws {
    let parent = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    folder = "\(parent)/paypress-fuzzing-\(getpid())"
    path = "\(folder)/\(name)"
    let place = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    atexit {
      try? FileManager.default.removeItem(atPath: "/dev/shm/paypress-fuzzing-\(getpid())")
      try? FileManager.default.removeItem(atPath: "/tmp/paypress-fuzzing-\(getpid())")
    }
  }

  /// Replaces the content.
  func write(_ bytes: [UInt8]) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let count = write(file, bytes)
    close(file)
    demand(count == bytes.count, "the scratch file can be written")
  }

  private func write(_ file: Int32, _ bytes: [UInt8]) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes, bytes.count)
    #else
      Darwin.write(file, bytes, bytes.count)
    #endif
  }
}
