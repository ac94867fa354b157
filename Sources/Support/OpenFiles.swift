/// The process's limit of open files and connections.
package enum OpenFiles {
  /// Raises the limit as far as the system allows: every idle connection counts, and many systems
  /// start programs with 1,024 or less.
  ///
  /// - Returns: the limit from now on.
  @discardableResult
  package static func allowMany() -> Int {
    var limit = rlimit()
    #if canImport(Darwin)
      let resource = RLIMIT_NOFILE
    #elseif canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    guard getrlimit(resource, &limit) == 0 else { return 1024 }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    setrlimit(resource, &limit)
    return getrlimit(resource, &limit) == 0 ? Int(min(limit.rlim_cur, 65_536)) : 1024
  }
}
