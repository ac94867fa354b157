internal import Catalog

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Standard output for results, standard error for everything else.
enum Terminal {
  /// The language of messages: Chinese where the environment asks for it, else English.
  static let language: Language = {
    // POSIX, "Internationalization Variables": the first of the three that is set decides.
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let value = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return value.lowercased().hasPrefix("zh") ? .chinese : .english
  }()

  /// The process's environment.
  static let environment: [String: String] = {
    var result: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        result[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      next += 1
    }
    return result
  }()

  /// Whether standard output is a terminal.
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal.
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// How many processors may be used at once.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Prints a result with a line end.
  static func print(_ text: String) {
    write(text + "\n", to: STDOUT_FILENO)
  }

  /// Prints a result as it stands.
  static func printRaw(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Prints a message with a line end.
  static func printError(_ text: String) {
    write(text + "\n", to: STDERR_FILENO)
  }

  /// Shows a line that the next one replaces, where standard error is a terminal.
  static func showProgress(_ text: String) {
    if isErrorTerminal { write("\r\u{1B}[K\(text)", to: STDERR_FILENO) }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Darwin)
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Glibc)
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if count < 0 && errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
