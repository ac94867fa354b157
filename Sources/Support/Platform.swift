/// The foundation: files, digests, text formats, findings, time, and running programs. Knows
/// nothing of payments, and is the only module with platform-specific code.

// The platform's C library, for every module that imports this one.
#if canImport(Darwin)
  @_exported public import Darwin
#elseif canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Musl)
  @_exported public import Musl
#endif

#if canImport(Darwin)
  /// An open folder.
  typealias FolderStream = UnsafeMutablePointer<DIR>
#else
  /// An open folder.
  typealias FolderStream = OpaquePointer
#endif

/// System calls under names that methods called `read` and `write` do not shadow.
package enum SystemCall {
  /// `write(2)`: the number of bytes written, or -1 with `errno` set.
  package static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    platformWrite(descriptor, bytes)
  }

  /// `read(2)`: the number of bytes read, 0 at the end, or -1 with `errno` set.
  package static func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
    platformRead(descriptor, bytes)
  }

  /// Takes the space for a number of bytes from the start of a file: 0, or an error number; 0 on
  /// macOS, which has no such call.
  static func allocate(_ descriptor: Int32, _ byteCount: Int) -> Int32 {
    #if canImport(Darwin)
      0
    #else
      posix_fallocate(descriptor, 0, off_t(byteCount))
    #endif
  }

  #if canImport(Glibc)
    /// The name of the limit of open files.
    static var openFiles: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
  #else
    /// The name of the limit of open files.
    static var openFiles: Int32 { RLIMIT_NOFILE }
  #endif
}

private func platformWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

private func platformRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, bytes.baseAddress, bytes.count)
}

extension stat {
  /// When the file or its metadata changed last.
  package var changeTimestamp: timespec {
    #if canImport(Darwin)
      st_ctimespec
    #else
      st_ctim
    #endif
  }
}
