internal import ArgumentParser
internal import Catalog
internal import Console
internal import Proof
internal import Site
internal import Support

struct VerifyCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: localized(
      "Compares the config, the lists and every published file with each other.",
      "核对配置、列表和每个已发布的文件。"),
    discussion: localized(
      "Pages are read by Gumbo, pictures by libspng and ZXing, and with --pdf the PDFs by Poppler "
        + "and zbarimg: software that shares nothing with what writes them.",
      "网页由 Gumbo 读取，图片由 libspng 和 ZXing 读取，加 --pdf 时 PDF 由 Poppler 和 zbarimg 读取："
        + "它们与写出文件的程序没有任何共用代码。"))

  static let example = """
    paypress build
    paypress verify
    """

  @OptionGroup var output: OutputOption

  @OptionGroup var gateway: GatewayOption

  @Flag(
    help: .words(
      "Compare the files with each other only, where the config is not at hand.",
      "只核对各文件是否相互一致，用于手边没有配置的情况。"))
  var withoutConfig = false

  @Flag(
    help: .words(
      "Read the PDFs too: their pages, codes, and the words beside each code.",
      "也读取 PDF：页面、二维码和每个码旁边的文字。"))
  var pdf = false

  @Option(
    help: .words(
      "Look at the files of so many links, and at so many pages of each PDF, spread evenly. "
        + "(default: all)",
      "均匀抽查这么多个链接的文件，每个 PDF 也抽查这么多页。（默认：全部）", value: "n"))
  var sample: Int?

  @Flag(
    name: .customLong("all"),
    help: .words(
      "Print up to 1,000 differences of each kind. (default: 20)",
      "每类不一致最多列出 1,000 处。（默认：20 处）"))
  var showsAll = false

  @Option(
    help: .words(
      "Lines, or one JSON document, on standard output.", "标准输出上的文字，或一个 JSON 文档。"))
  var format = ReportFormat.text

  @Option(
    name: .shortAndLong,
    help: .words(
      "How many links are worked on at once. (default: the number of processors)",
      "同时处理多少个链接。（默认：处理器个数）", value: "n"))
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
    guard format == .json else {
      let result = try await prove()
      let differences = result.diagnostics(in: output.folder, showsAll: showsAll)
      for difference in differences {
        try Terminal.print(difference.text(in: Terminal.language))
      }
      try Terminal.flush()
      return try result.report(config: output.site.config, folder: output.folder)
    }
    let report = JSONReport("verify")
    try await report.printing {
      let result = try await prove()
      for warning in result.warnings(in: output.folder) { report.sink.report(warning) }
      if let failure = result.failure(config: output.site.config, folder: output.folder) {
        throw failure
      }
      return result.json
    }
  }

  private func prove() async throws -> Verification.Result {
    try await Verification.run(
      pdf ? [.site, .pdfs] : .site, of: output.folder, jobs: jobs, sampleSize: sample
    ) { withoutConfig ? nil : try checkedSite() }
  }

  private func checkedSite() throws -> Site {
    if InputFile.isMissing(output.site.config) {
      throw Failure.files(.configNotAtHand(output.site.config))
    }
    return try output.site.siteToProve(
      gateway: gateway.gateway, showing: FindingDisplay(format == .json ? .nothing : .errors))
  }
}

extension Problem {
  fileprivate static func configNotAtHand(_ path: String) -> Problem {
    Problem(
      Sentence(
        "\(path) does not exist; the files are compared with it",
        "\(path) 不存在，而文件要与它核对"),
      hint: Sentence(
        "name the config with -c FILE; without it, --without-config compares the files with each "
          + "other only",
        "用 -c FILE 指定配置文件；没有配置时，--without-config 只核对各文件是否相互一致"))
  }
}

extension Verification {
  /// Proves a built site; `site` gives nil to compare its files with each other only.
  static func run(
    _ scope: Scope, of folder: String, jobs: Int? = nil, sampleSize: Int? = nil,
    site: @escaping @Sendable () throws -> Site?
  ) async throws -> Result {
    let verification = Verification(
      folder: OutputOption.absolute(folder), environment: Terminal.environment,
      jobs: jobs ?? Terminal.processorCount, sampleSize: sampleSize)
    defer { Terminal.showProgress("") }
    do {
      return try await Interruption.cancelling {
        try await verification.run(scope, site: site) { $0.show(folder) }
      }
    } catch {
      throw Failure(proof: error, folder: folder)
    }
  }
}

extension Verification.Event {
  /// Shows the progress on a folder.
  func show(_ folder: String) {
    switch self {
    case .waiting(let holder): Terminal.report(.waiting(folder, holder: holder))
    case .links(let done, let total):
      Terminal.showProgress(
        done, of: total,
        Sentence(
          "\(done) of \(counted(total, "link")) verified", "已核对链接 \(done) / \(total)"))
    case .pages(let done, let total):
      Terminal.showProgress(
        done, of: total, Sentence("\(done) of \(counted(total, "page"))", "页 \(done) / \(total)"))
    }
  }
}
