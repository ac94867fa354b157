internal import ArgumentParser
internal import Catalog
internal import Console
internal import Proof
internal import Support

struct VerifyCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: localized(
      "Reads the codes in the written files back and compares them with links.json.",
      "读回写出的文件里的二维码，与 links.json 比对。"),
    discussion: localized(
      "The codes are read by zbarimg, and with --pdf the pages by Poppler: software that shares "
        + "nothing with what writes them.",
      "二维码由 zbarimg 读取，加 --pdf 时页面由 Poppler 读取：它们与写出文件的程序没有任何共用代码。"))

  static let example = """
    paypress build
    paypress verify
    """

  @OptionGroup var output: OutputOption

  @Flag(
    help: .words(
      "Read the PDFs too: their pages, codes, and the words beside each code.",
      "也读取 PDF：页面、二维码和每个码旁边的文字。"))
  var pdf = false

  @Option(
    help: .words(
      "Look at so many pictures, and pages of each PDF, spread evenly. (default: all)",
      "均匀抽查这么多张图片，每个 PDF 也抽查这么多页。（默认：全部）", value: "n"))
  var sample: Int?

  @Option(
    name: .shortAndLong,
    help: .words(
      "How many programs run at once. (default: the number of processors)", "同时运行多少个程序。（默认：处理器个数）",
      value: "n"))
  var jobs: Int?

  func validate() throws {
    try output.validate()
    if let sample, sample < 1 {
      throw ValidationError(
        localized("--sample takes a whole number from 1", "--sample 需要 1 以上的整数"))
    }
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError(
        localized("--jobs takes a whole number from 1 to 1024", "--jobs 需要 1 到 1024 的整数"))
    }
  }

  func run() async throws {
    let result = try await Verification.run(
      output.folder, withPDFs: pdf, jobs: jobs, sampleSize: sample)
    for difference in result.differences {
      try Terminal.print(difference.diagnostic(in: output.folder).text(in: Terminal.language))
    }
    try Terminal.flush()
    try result.report()
  }
}

extension Verification {
  /// Reads a built site back.
  static func run(
    _ folder: String, withPDFs: Bool, jobs: Int? = nil, sampleSize: Int? = nil
  ) async throws -> Result {
    let verification = Verification(
      folder: OutputOption.absolute(folder), environment: Terminal.environment,
      jobs: jobs ?? Terminal.processorCount, sampleSize: sampleSize)
    defer { Terminal.showProgress("") }
    do {
      return try await Interruption.cancelling {
        try await verification.run(withPDFs: withPDFs) { $0.show() }
      }
    } catch {
      throw Failure(proof: error, folder: folder)
    }
  }
}

extension Verification.Event {
  fileprivate func show() {
    switch self {
    case .pictures(let done, let total):
      Terminal.showProgress(
        done, of: total,
        Sentence("\(done) of \(counted(total, "picture"))", "图片 \(done) / \(total)"))
    case .pages(let done, let total):
      Terminal.showProgress(
        done, of: total, Sentence("\(done) of \(counted(total, "page"))", "页 \(done) / \(total)"))
    }
  }
}

extension Verification.Result {
  /// Prints the outcome; throws when something differs.
  func report() throws(Failure) {
    for job in leftOut { Terminal.report(Diagnostic(.warning, at: nil, .notPrinted(job))) }
    guard differences.isEmpty else {
      throw .findings(
        Problem(
          Sentence(
            "\(counted(differences.count, "difference")): do not hand these files out",
            "\(differences.count) 处不一致：请不要使用这些文件"),
          hint: Sentence(
            "build again and print again; if it stays, a file was changed by something else",
            "请重新构建并重新生成 PDF；若仍不一致，则文件被别的程序改动过")))
    }
    let english =
      "; \(counted(codeCount, "code")) with the words beside them on \(counted(pageCount, "page")) of "
      + "\(counted(pdfCount, "PDF")), all as they should be"
    let chinese = "；\(pdfCount) 个 PDF 的 \(pageCount) 页上的 \(codeCount) 个码及其旁边的文字全部正确"
    Terminal.report(
      Sentence(
        "\(counted(pictureCount, "picture")) read back, all as in links.json"
          + (pdfCount > 0 ? english : ""),
        "读回 \(pictureCount) 张图片，全部与 links.json 一致" + (pdfCount > 0 ? chinese : "")))
  }
}

extension Problem {
  fileprivate static func notPrinted(_ job: Verification.LeftOut) -> Problem {
    let limit = 10
    let more = job.links.count - limit
    let shown = job.links.prefix(limit).map(quoted)
    return Problem(
      Sentence(
        "\(counted(job.links.count, "link")) of the print job \(quoted(job.job)) "
          + "\(job.links.count == 1 ? "is" : "are") not printed: \(shown.joined(separator: ", "))"
          + (more > 0 ? " and \(more) more" : ""),
        "打印任务 \(quoted(job.job)) 有 \(job.links.count) 个链接没有打印：\(shown.joined(separator: "、"))"
          + (more > 0 ? "，以及另外 \(more) 个" : "")),
      hint: Sentence(
        "give them a shorter `print_title` in the config", "请在配置里用 `print_title` 写较短的标题"))
  }
}
