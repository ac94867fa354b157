/// The process's limit of open files and connections.
package enum OpenFiles {
  /// How many files a command opens at once at least: three belong to Swift's runtime, which traps
  /// without them.
  private static let neededCount = 8

  /// Whether the limit leaves room for the files of a command.
  package static var areEnough: Bool {
    var descriptors: [Int32] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    while descriptors.count < neededCount {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { return false }
      descriptors += ends
    }
    return true
  }

  /// Raises the limit as far as the system allows: every idle connection counts, and many systems
  /// start programs with 1,024 or less.
  ///
  /// - Returns: the limit from now on.
  @discardableResult
  package static func allowMany() -> Int {
    var limit = rlimit()
    let resource = SystemCall.openFiles
    guard getrlimit(resource, &limit) == 0 else { return 1024 }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    setrlimit(resource, &limit)
    return getrlimit(resource, &limit) == 0 ? Int(min(limit.rlim_cur, 65_536)) : 1024
  }

  /// Whether the process may open so many more files now.
  package static func hasFree(_ count: Int) -> Bool {
    var copies: [Int32] = []
    defer { for copy in copies { close(copy) } }
    while copies.count < count {
      let copy = dup(STDERR_FILENO)
      // Closed standard error says nothing about the limit.
      if copy < 0 { return errno != EMFILE && errno != ENFILE }
      copies.append(copy)
    }
    return true
  }
}
