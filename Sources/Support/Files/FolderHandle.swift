internal import CSystemCalls
internal import Synchronization

/// An open folder, through which all below it is written, renamed, removed and listed.
///
/// Paths are relative to the folder, and have no empty part, `.` or `..`. They are resolved from the
/// open folder without following a symbolic link or entering another file system, so that a process
/// that moves folders about can make a call fail, but never turn it on something outside.
package final class FolderHandle: Sendable {
  /// How paths are resolved.
  package enum Resolution: Sendable {
    /// By one call of the kernel, where it has it.
    case automatic
    /// One folder after the other, as for kernels without that call.
    case oneByOne
  }

  /// The path that the folder was opened with, for messages.
  package let path: String
  private let folder: Descriptor
  private let resolution: Resolution
  private let opened = Mutex(OpenFolders())

  /// Folders that stay open.
  private struct OpenFolders {
    /// Top-level folders: they hold the files of all links.
    var tops: [String: Descriptor] = [:]
    /// The last one further down: several calls on one file follow each other.
    var last: (path: String, folder: Descriptor)?
  }

  /// How many top-level folders stay open at most.
  private static let openTopCount = 16

  /// Opens a folder; its own path may lead through symbolic links.
  package init(_ path: String, resolution: Resolution = .automatic) throws(WritingError) {
    self.path = path
    self.resolution = resolution
    let number = system_open_folder(path)
    if number < 0 { throw WritingError(path: path, errorNumber: errno) }
    folder = Descriptor(takingOwnershipOf: number)
  }

  private init(_ path: String, _ folder: Descriptor, _ resolution: Resolution) {
    self.path = path
    self.folder = folder
    self.resolution = resolution
  }

  /// Opens a folder below this one.
  package func subfolder(_ path: String) throws(WritingError) -> FolderHandle {
    do throws(ErrorNumber) {
      return FolderHandle(name(path), try openFolder(path), resolution)
    } catch {
      throw failure(path, error)
    }
  }

  /// A path below the folder in messages.
  package func name(_ path: String) -> String {
    path.isEmpty ? self.path : self.path == "." ? path : "\(self.path)/\(path)"
  }

  func failure(_ path: String, _ error: ErrorNumber) -> WritingError {
    WritingError(path: name(path), errorNumber: error.value)
  }

  // MARK: Resolving

  /// Runs a system call on the parent of a path; returns its result if that is not negative.
  @discardableResult
  func atParent(
    of path: String, _ call: (Int32, UnsafePointer<CChar>) -> Int32
  ) throws(ErrorNumber) -> Int32 {
    let (parent, name) = try parent(of: path)
    let result = name.withCString { call(parent.number, $0) }
    if result < 0 { throw .last }
    return result
  }

  /// Opens a file or folder with the flags of `open(2)`.
  func open(
    _ path: String, _ flags: Int32, mode: mode_t = 0
  ) throws(ErrorNumber) -> Descriptor {
    guard RelativePath.isInside(path) else { throw ErrorNumber(value: EINVAL) }
    let number = system_open_beneath(
      folder.number, path, flags, mode, resolution == .oneByOne ? 1 : 0)
    if number < 0 { throw .last }
    return Descriptor(takingOwnershipOf: number)
  }

  /// Opens the folder itself for reading.
  func reopen() throws(ErrorNumber) -> Descriptor {
    let number = system_open_beneath(
      folder.number, ".", O_RDONLY | O_DIRECTORY, 0, resolution == .oneByOne ? 1 : 0)
    if number < 0 { throw .last }
    return Descriptor(takingOwnershipOf: number)
  }

  private func openFolder(_ path: String) throws(ErrorNumber) -> Descriptor {
    guard RelativePath.isInside(path) else { throw ErrorNumber(value: EINVAL) }
    let number = system_open_folder_beneath(
      folder.number, path, resolution == .oneByOne ? 1 : 0)
    if number < 0 { throw .last }
    return Descriptor(takingOwnershipOf: number)
  }

  func parent(of path: String) throws(ErrorNumber) -> (folder: Descriptor, name: String) {
    guard RelativePath.isInside(path) else { throw ErrorNumber(value: EINVAL) }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (folder, path) }
    let name = String(path[path.utf8.index(after: slash)...])
    let parent = String(path[..<slash])
    let isTop = !parent.utf8.contains(UInt8(ascii: "/"))
    let known = opened.withLock { opened in
      isTop ? opened.tops[parent] : opened.last?.path == parent ? opened.last?.folder : nil
    }
    if let known { return (known, name) }
    let folder = try openFolder(parent)
    opened.withLock { opened in
      if !isTop {
        opened.last = (parent, folder)
      } else if opened.tops.count < Self.openTopCount {
        opened.tops[parent] = folder
      }
    }
    return (folder, name)
  }

  /// Looks a folder up again the next time, because it was moved or removed.
  func forget(_ path: String) {
    opened.withLock { opened in
      opened.tops[path] = nil
      if let last = opened.last?.path, last == path || last.hasPrefix(path + "/") {
        opened.last = nil
      }
    }
  }

  /// The folder's own metadata.
  func status() throws(WritingError) -> stat {
    var status = stat()
    guard fstat(folder.number, &status) == 0 else { throw failure("", .last) }
    return status
  }

  /// The error number of adding and removing entries of a folder, empty for this one; 0 if possible.
  func checkFolder(_ path: String) throws(ErrorNumber) -> Int32 {
    let checked = path.isEmpty ? folder : try openFolder(path)
    let problem = system_check_folder(checked.number)
    if problem != 0 || path.isEmpty { return problem }
    var top = stat()
    var own = stat()
    guard fstat(folder.number, &top) == 0, fstat(checked.number, &own) == 0 else { throw .last }
    return top.st_dev == own.st_dev ? 0 : EXDEV
  }
}
