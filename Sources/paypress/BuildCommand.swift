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
      isBuild: true, gateway: gateway.gateway)
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
      Terminal.printError(
        Messages.built(upToDate.summary, into: folder).text(in: Terminal.language))
      return true
    } catch {
      throw Failure(error)
    }
  }
}

extension Site {
  /// Builds into a folder, telling how far it is, and says what was done.
  func write(
    to folder: String, scope: Scope, jobs: Int, lookout: Lookout? = nil
  ) async throws {
    let total = catalogue.linkCount
    let pdfCount = PrintRecord.count(in: folder)
    do {
      let summary = try await build(into: folder, scope: scope, jobs: jobs, lookout: lookout) {
        event in
        event.show(folder: folder, total: total)
      }
      Terminal.showProgress("")
      Terminal.printError(Messages.built(summary, into: folder).text(in: Terminal.language))
      let outdatedCount = pdfCount - PrintRecord.count(in: folder)
      if outdatedCount > 0 {
        Terminal.printError(Messages.outdatedPDFs(outdatedCount).text(in: Terminal.language))
      }
    } catch {
      Terminal.showProgress("")
      throw Failure(error)
    }
  }
}

extension Site.Event {
  fileprivate func show(folder: String, total: Int) {
    let language = Terminal.language
    switch self {
    case .progress(let done):
      Terminal.showProgress(Messages.progress(done, of: total).text(in: language))
    case .waiting(let holder):
      Terminal.printError(Messages.waiting(folder, holder: holder).text(in: language))
    }
  }
}

struct MergeCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Makes one site of the folders that builds with --shard wrote.")

  static let example = """
    paypress build --shard 1/2 -o share-1
    paypress build --shard 2/2 -o share-2
    paypress merge share-1 share-2 -o public
    """

  @OptionGroup var site: ConfigOption

  @Argument(help: "The folders of all shares, in any order.")
  var folders: [String]

  @OptionGroup var target: BuildTarget

  func validate() throws {
    try target.check(site)
  }

  func run() async throws {
    let checked = try site.checkedSite(isBuild: true)
    try await checked.write(
      to: target.folder(of: site), scope: .merge(folders), jobs: target.processorCount)
  }
}

struct CheckCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks everything that a build checks, and writes nothing.")

  static let example = """
    paypress check --strict
    """

  @OptionGroup var site: ConfigOption

  @Flag(help: "Fail on warnings too.")
  var strict = false

  func run() throws {
    let checked = try site.checkedSite(isStrict: strict, needsOrders: false)
    let count = checked.catalogue.linkCount
    Terminal.printError(Messages.checked(linkCount: count).text(in: Terminal.language))
  }
}
