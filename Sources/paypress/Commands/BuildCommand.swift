internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

struct BuildCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Writes the site: links, codes and pages. Nothing is written unless all is right.")

  static let example = """
    paypress build -o public
    """

  @OptionGroup var site: ConfigOption

  @OptionGroup var gateway: GatewayOption

  @OptionGroup var target: BuildTarget

  @Option(
    help: ArgumentHelp(
      """
      Write the files of one share of the links only, or of the share that a Kubernetes Indexed Job or \
      a Slurm array gives this process; `paypress merge` makes one site of the shares.
      """, valueName: "i/n|auto"))
  var shard: String?

  @Flag(help: "Create the orders that links need, and ask for the state of those that are there.")
  var online = false

  @Flag(help: "With --online: create new orders in the place of those that have expired.")
  var renew = false

  @OptionGroup var secret: SecretOptions

  private var processorCount: Int { target.processorCount }

  func validate() throws {
    if renew && !online { throw ValidationError("--renew goes with --online.") }
    if shard != nil, try scope() == nil {
      throw ValidationError(
        shard == "auto"
          ? "--shard auto needs JOB_COMPLETION_INDEX and PAYPRESS_SHARD_COUNT, or Slurm's variables."
          : "--shard takes a share and the number of shares, such as 2/8.")
    }
    try target.check(site)
  }

  private func scope() throws -> Site.Scope? {
    guard let shard else { return .whole }
    let share = shard == "auto" ? Shard(environment: Terminal.environment) : Shard(shard)
    return share.map { .shard($0) }
  }

  /// The command line that creates the orders.
  private var placing: [String] {
    var arguments = ["order", "place", "--config", site.config]
    if let url = gateway.text { arguments += ["--gateway", url] }
    if let file = secret.secretFile { arguments += ["--secret-file", file] }
    if renew { arguments.append("--renew") }
    return arguments
  }

  func run() async throws {
    let folder = target.folder(of: site)
    let scope = try scope() ?? .whole
    if online {
      try await ServerProgram.run(placing, for: "paypress build --online")
    }
    if case .whole = scope, gateway.gateway == nil, try await isUpToDate(folder) { return }
    // While one processor checks the input, others look at the files of the last build.
    async let ahead = Lookout.ahead(of: folder, jobs: processorCount)
    let checked = try site.checkedSite(
      isBuild: true, gateway: gateway.gateway, rows: RecordedRows(ofFolder: folder))
    try await checked.write(to: folder, scope: scope, jobs: processorCount, lookout: ahead)
  }

  /// Says what a build would say, when it would change nothing.
  private func isUpToDate(_ folder: String) async throws -> Bool {
    do {
      let upToDate = try await UpToDate.check(
        config: site.config, environment: Terminal.environment, folder: folder,
        language: Terminal.language, jobs: processorCount
      ) { $0.show(folder: folder, total: 0) }
      guard let upToDate else { return false }
      for finding in upToDate.findings { Terminal.printError(finding) }
      Terminal.report(upToDate.summary.sentence(folder))
      return true
    } catch {
      throw Failure(build: error)
    }
  }
}
