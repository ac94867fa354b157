internal import Catalog
package import Support
internal import Synchronization

/// Standard output for results, standard error for everything else.
package enum Terminal {
  /// The language of messages: Chinese if the environment selects it, else English.
  package static let language: Language = {
    // POSIX, "Internationalization Variables": the first of the three that is set decides.
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let value = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return value.lowercased().hasPrefix("zh") ? .chinese : .english
  }()

  /// The process's environment.
  package static let environment: [String: String] = {
    var result: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      // Bytes, because a combining mark may follow the sign. A variable that is not UTF-8 counts as
      // unset, because a repaired value could pay somebody else.
      let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry)).map(
        UInt8.init(bitPattern:))
      if let equals = bytes.firstIndex(of: UInt8(ascii: "=")),
        let name = String(validating: bytes[..<equals], as: UTF8.self),
        let value = String(validating: bytes[(equals + 1)...], as: UTF8.self)
      {
        result[name] = value
      }
      next += 1
    }
    return result
  }()

  /// Whether standard output is a terminal.
  package static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  private static let isErrorTerminal = isatty(STDERR_FILENO) == 1

  /// What standard error is shown on; colours can be turned off (https://no-color.org, read on
  /// 2026-11-26).
  package static let screen: FindingScreen = {
    guard isErrorTerminal else { return FindingScreen(language: language) }
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let isPlain = environment["NO_COLOR", default: ""] != "" || environment["TERM"] == "dumb"
    return FindingScreen(
      language: language, width: isKnown ? min(160, Int(size.ws_col)) : 80, isColoured: !isPlain)
  }()

  /// The number of usable processors.
  package static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Prints a result with a line end.
  package static func print(_ text: String) throws(Failure) {
    try printRaw(text + "\n")
  }

  /// Prints a result without a line end; call `flush` after the last one.
  package static func printRaw(_ text: String) throws(Failure) {
    let isFull = results.withLock { results in
      results += text.utf8
      return results.count >= 1 << 16
    }
    if isFull { try flush() }
  }

  /// Writes buffered results.
  package static func flush() throws(Failure) {
    let bytes = results.withLock { results in
      let bytes = results
      results = []
      return bytes
    }
    let errorNumber = write(bytes, to: STDOUT_FILENO)
    if errorNumber != 0 {
      let error = ReadingError(path: "standard output", errorNumber: errorNumber)
      throw .files(
        Problem(
          Sentence(
            "standard output cannot be written: \(error.reason)",
            "标准输出无法写入：\(Sentence(system: error.reason).chinese)")))
    }
  }

  private static let results = Mutex([UInt8]())

  /// Prints a diagnostic on standard error.
  package static func report(_ diagnostic: Diagnostic) {
    var text = DiagnosticText(diagnostic, language)
    text.isColoured = screen.isColoured
    printError(text.text)
  }

  /// Prints findings on standard error.
  ///
  /// - Parameter command: the command that shows all of them.
  package static func report(
    _ sink: FindingSink, _ display: FindingDisplay, checkedBy command: String
  ) {
    if display.extent == .nothing { return }
    let report = FindingReport(sink, display)
    for text in report.texts(on: screen) { printError(text) }
    if let more = report.more(command) { self.report(more) }
    if display.extent == .errorsOrCount, sink.errorCount == 0 {
      reportCount(of: sink, isQuiet: display.isQuiet, command)
    }
  }

  /// Says how many warnings and notes there are, if any.
  private static func reportCount(of sink: FindingSink, isQuiet: Bool, _ command: String) {
    let counts = [
      (severity: Finding.Severity.warning, count: sink.warningCount),
      (.note, isQuiet ? 0 : sink.noteCount),
    ].filter { $0.count > 0 }
    guard !counts.isEmpty else { return }
    let words = FindingSink.words(counts)
    let isOne = counts.reduce(0) { $0 + $1.count } == 1
    report(
      Sentence(
        "\(words.english): `\(command)` shows \(isOne ? "it" : "them")",
        "\(words.chinese)：运行 `\(command)` 可查看"))
  }

  /// Prints the outcome of a run on standard error.
  package static func report(_ outcome: Sentence, hint: Sentence? = nil) {
    report(Diagnostic(nil, at: nil, Problem(outcome, hint: hint)))
  }

  /// Prints a text with a line end on standard error.
  package static func printError(_ text: String) {
    if let log = log.withLock({ $0 }) { return log.queue.add(log.wrap(text) + "\n") }
    _ = write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Prints a line of a program's log on standard error, as it is.
  package static func printLogLine(_ line: String) {
    guard let log = log.withLock({ $0 }) else { return printError(line) }
    log.queue.add(line + "\n")
  }

  /// For programs that run for long: from now on, standard error is a log, and nobody waits for its
  /// reader.
  ///
  /// - Parameters:
  ///   - wrap: makes a line of the log from another text, such as a diagnostic.
  ///   - gap: the line that says how many lines were dropped because the reader stalled.
  package static func openLog(
    wrap: @escaping @Sendable (String) -> String = { $0 },
    gap: @escaping @Sendable (Int) -> String
  ) {
    log.withLock { $0 = Log(queue: ErrorQueue(STDERR_FILENO, gap: gap), wrap: wrap) }
  }

  /// Gives what waits for the reader of the log a second.
  static func drainLog() {
    log.withLock { $0 }?.queue.drain(within: .seconds(1))
  }

  private struct Log {
    var queue: ErrorQueue
    var wrap: @Sendable (String) -> String
  }

  private static let log = Mutex<Log?>(nil)

  /// Shows a line that the next one replaces, if standard error is a terminal.
  package static func showProgress(_ text: String) {
    if isErrorTerminal { _ = write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO) }
  }

  /// Writes bytes to a descriptor, waiting if needed; returns 0 or the system's error number.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { SystemCall.write(descriptor, $0) }
      let errorNumber = errno
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errorNumber == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errorNumber != EINTR {
        return errorNumber
      }
    }
    return 0
  }
}
