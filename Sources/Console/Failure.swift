internal import Catalog
package import Support

/// Why a command fails: a diagnostic and an exit status.
package struct Failure: Error {
  package let status: Int32
  package let diagnostic: Diagnostic
  /// The file that it is about, if it is about one.
  package var path: String?
  /// The errors that the message counts, if they are no findings of a sink.
  package var errors: [Diagnostic] = []
  /// How many there are in all; at least as many as `errors`.
  package var errorCount = 0
  /// What the run did all the same, for a JSON report.
  package var result = JSON.null

  /// A failure printed in another form than `paypress: error: …`.
  package init(status: Int32, _ diagnostic: Diagnostic) {
    self.status = status
    self.diagnostic = diagnostic
  }

  /// The input is wrong, or a check failed.
  package static func input(_ problem: Problem) -> Failure {
    Failure(status: 1, Diagnostic(.error, problem))
  }

  /// The line that counts findings already printed.
  package static func findings(_ count: Problem) -> Failure {
    Failure(status: 1, Diagnostic(nil, at: nil, count))
  }

  /// The command line is wrong.
  package static func usage(_ problem: Problem) -> Failure {
    Failure(status: 64, Diagnostic(.error, problem))
  }

  /// Reading or writing failed.
  package static func files(_ problem: Problem) -> Failure {
    Failure(status: 74, Diagnostic(.error, problem))
  }

  /// Translates an error of reading a site.
  package init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let finding as Finding: self = Failure(status: 1, finding.diagnostic)
    case let error as ReadingError:
      self = .files(
        Problem(
          Self.unreadable(error),
          hint: error.question() ?? Self.advice(error.errorNumber, isWriting: false),
          code: "unreadable-file"))
      path = error.path
    case let error as WritingError:
      self = .files(
        Problem(
          Sentence(
            "\(error.path) cannot be written: \(error.reason)",
            "\(error.path) 无法写入：\(Sentence(system: error.reason).chinese)"),
          hint: Self.advice(error.errorNumber, isWriting: true), code: "unwritable-file"))
      path = error.path
    case is CatalogueChanged:
      self = .input(
        Problem(
          Sentence(
            "a spreadsheet changed while it was read; nothing was written",
            "表格在读取过程中被改动；没有写入任何内容"),
          hint: Sentence(
            "close the program that writes it and build again", "请关闭正在改动它的程序，再重新构建"),
          code: "spreadsheet-changed"))
    default:
      self = .files(
        Problem(
          Sentence("something unexpected failed: \(error)", "发生了意外的错误：\(error)"),
          hint: Sentence(
            "run the command again; if it fails again, send this line to the maintainers of PayPress",
            "请再运行一次；若仍然失败，请把这一行发给 PayPress 的维护者"),
          code: "unexpected-failure"))
    }
  }

  /// What helps against an error of the system.
  private static func advice(_ errorNumber: Int32, isWriting: Bool) -> Sentence? {
    switch errorNumber {
    case ENOSPC:
      Sentence("free some space, then run the command again", "请腾出空间，再运行一次")
    case EACCES where isWriting:
      Sentence(
        "allow your account to write there, or name another place", "请让当前用户可以写入那里，或换一个位置")
    case EACCES:
      Sentence("allow your account to read it", "请让当前用户可以读取它")
    default: nil
    }
  }

  /// The config cannot be read.
  package static func config(_ error: ReadingError) -> Failure {
    var failure = Failure.files(
      Problem(
        unreadable(error),
        hint: nearConfig(error)
          ?? Sentence(
            "name the config with -c FILE, or make one with `paypress init shop`",
            "用 -c FILE 指定配置文件，或用 `paypress init shop` 新建一份"),
        code: "unreadable-config"))
    failure.path = error.path
    return failure
  }

  private static func nearConfig(_ error: ReadingError) -> Sentence? {
    if error.isNotPermitted {
      return Sentence(
        "run this as the user whom the file belongs to, or give it to the user who runs this",
        "请以该文件所属的用户运行，或把它交给运行本程序的用户")
    }
    guard error.isMissing, let nearest = NearestFile.of(error.path) else { return nil }
    let option = "-c \(quoted(nearest))"
    return Sentence(
      "did you mean \(quoted(nearest))? write \(option)", "是不是 \(quoted(nearest))？请写 \(option)")
  }

  private static func unreadable(_ error: ReadingError) -> Sentence {
    Sentence(
      "\(error.path) cannot be read: \(error.reason)",
      "\(error.path) 无法读取：\(Sentence(system: error.reason).chinese)")
  }

  /// The line that counts findings.
  ///
  /// - Parameters:
  ///   - isStrict: whether warnings count as errors.
  ///   - isBuild: whether something would have been written.
  ///   - display: how the findings were shown.
  package static func refused(
    _ sink: FindingSink, isStrict: Bool, isBuild: Bool, _ display: FindingDisplay = FindingDisplay()
  ) -> Failure {
    var counts = [
      (severity: Finding.Severity.error, count: sink.errorCount), (.warning, sink.warningCount),
    ]
    if sink.noteCount > 0 && !display.isQuiet { counts.append((.note, sink.noteCount)) }
    let words = FindingSink.words(counts)
    var (english, chinese) = (words.english, words.chinese)
    if isStrict {
      english += "; warnings count as errors (--strict)"
      chinese += "；警告按错误处理（--strict）"
    }
    if isBuild {
      english += "; nothing was written"
      chinese += "；没有写入任何内容"
    }
    let hint = FindingReport(sink, display).gravestCode.map { code in
      Sentence("`paypress explain \(code)` says more", "运行 `paypress explain \(code)` 可查看详细说明")
    }
    return .findings(Problem(Sentence(english, chinese), hint: hint))
  }
}
