internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

struct BuildCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: localized(
      "Writes the site: links, codes and pages. Nothing is written unless all is right.",
      "生成站点：链接、二维码和网页。全部无误才会写入。"))

  static let example = """
    paypress build -o public
    """

  @OptionGroup var site: ConfigOption

  @OptionGroup var gateway: GatewayOption

  @OptionGroup var target: BuildTarget

  @Option(
    help: .words(
      "Write the files of one share of the links only, or of the share that a Kubernetes Indexed "
        + "Job or a Slurm array gives this process; `paypress merge` makes one site of the "
        + "shares.",
      "只写一份链接的文件，或由 Kubernetes Indexed Job、Slurm 任务数组分给本进程的那一份；`paypress merge` 把各份合成一个站点。",
      value: "i/n|auto"))
  var shard: String?

  @Flag(
    help: .words(
      "Verify the whole site before it is published; if anything is wrong, nothing is.",
      "发布前核对整个站点；有任何不一致就不发布。"))
  var verify = false

  @Flag(
    help: .words(
      "Create the orders that links need, and ask for the state of those that are there.",
      "创建链接所需的订单，并查询已有订单的状态。"))
  var online = false

  @Flag(
    help: .words(
      "With --online: create new orders in the place of those that have expired.",
      "与 --online 同用：为已过期的订单创建新订单。"))
  var renew = false

  @OptionGroup var secret: SecretOptions

  @OptionGroup var findings: FindingOptions

  @Option(
    help: .words(
      "Lines on standard error, or one JSON document on standard output.",
      "标准错误上的文字，或标准输出上的一个 JSON 文档。"))
  var format = ReportFormat.text

  func validate() throws {
    if renew && !online {
      throw ValidationError(localized("--renew needs --online", "--renew 要与 --online 同用"))
    }
    if verify && shard != nil {
      throw ValidationError(
        localized(
          "--verify needs the whole site; give it to `paypress merge`",
          "--verify 需要整个站点；请用在 `paypress merge` 上"))
    }
    if shard != nil, try scope() == nil {
      throw ValidationError(
        shard == "auto"
          ? localized(
            "`--shard auto` needs JOB_COMPLETION_INDEX and PAYPRESS_SHARD_COUNT, or Slurm's variables",
            "`--shard auto` 需要 JOB_COMPLETION_INDEX 和 PAYPRESS_SHARD_COUNT，或 Slurm 的变量")
          : localized(
            "--shard takes a share and the number of shares, such as 2/8",
            "--shard 需要份额和总份数，例如 2/8"))
    }
    try target.check(site)
  }

  private func scope() throws -> Site.Scope? {
    guard let shard else { return .whole }
    let share = shard == "auto" ? Shard(environment: Terminal.environment) : Shard(shard)
    return share.map { .shard($0) }
  }

  private var placing: [String] {
    var arguments = ["order", "place", "--config=\(site.config)"]
    if let url = gateway.text { arguments.append("--gateway=\(url)") }
    if let file = secret.secretFile { arguments.append("--secret-file=\(file)") }
    if renew { arguments.append("--renew") }
    return arguments
  }

  func run() async throws {
    guard format == .json else {
      _ = try await build(findings.display(), into: FindingSink())
      return
    }
    let report = JSONReport("build", findings.display())
    try await report.printing {
      let summary = try await build(FindingDisplay(.nothing), into: report.sink)
      return .members([
        "folder": .string(target.folder(of: site)), "links": .number("\(summary.linkCount)"),
        "written": .number("\(summary.writtenCount)"),
        "unchanged": .number("\(summary.unchangedCount)"),
        "removed": .number("\(summary.removedCount)"),
        "changes": summary.changes.map { changes in
          .members([
            "added": .number("\(changes.added.count)"),
            "removed": .number("\(changes.removed.count)"),
            "renamed": .number("\(changes.renamed.count)"),
            "changed": .number("\(changes.changed.count - changes.renamed.count)"),
          ])
        } ?? .null,
      ])
    }
  }

  private func build(
    _ display: FindingDisplay, into sink: FindingSink
  ) async throws -> Site.Summary {
    if online { try await placeOrders() }
    return try await SiteBuild(
      site: site, folder: target.folder(of: site), jobs: target.processorCount,
      scope: try scope() ?? .whole, gateway: gateway.gateway, display: display, sink: sink,
      verifies: verify
    ).run()
  }

  private func placeOrders() async throws {
    do {
      try await ServerProgram.run(placing, for: "paypress build --online")
    } catch let code as ExitCode where format == .json {
      // The reason is on standard error.
      throw Failure(status: code.rawValue, Diagnostic(.error, .ordersFailed))
    }
  }
}

extension Problem {
  fileprivate static var ordersFailed: Problem {
    Problem(
      Sentence("some orders could not be created; nothing was written", "有订单未能创建；没有写入任何内容"),
      hint: Sentence("standard error has the reason", "原因见标准错误"))
  }
}
