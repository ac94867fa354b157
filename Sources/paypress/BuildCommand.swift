internal import ArgumentParser
internal import Catalog
internal import Site

struct BuildCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Writes the site: links, codes and pages. Nothing is written unless all is right.")

  static let example = """
    paypress build -o public
    """

  @OptionGroup var site: ConfigOption

  @OptionGroup var gateway: GatewayOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder to write to. (default: output, beside the config)", valueName: "dir"))
  var output: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many links are worked on at once. (default: the number of processors)",
      valueName: "n"))
  var jobs: Int?

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

  private var processorCount: Int { jobs ?? Terminal.processorCount }

  func validate() throws {
    if renew && !online { throw ValidationError("--renew goes with --online.") }
    if shard != nil, try scope() == nil {
      throw ValidationError(
        shard == "auto"
          ? "--shard auto needs JOB_COMPLETION_INDEX and PAYPRESS_SHARD_COUNT, or Slurm's variables."
          : "--shard takes a share and the number of shares, such as 2/8.")
    }
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs takes a whole number from 1 to 1024.")
    }
    if output == "" || output?.contains("\u{FFFD}") == true {
      throw ValidationError("-o takes the name of a folder, in UTF-8.")
    }
    if output == nil, !InputFile.isOrdinary(site.config), !InputFile.isMissing(site.config) {
      throw ValidationError("-o is needed when the config is not an ordinary file.")
    }
  }

  private func scope() throws -> Site.Scope? {
    guard let shard else { return .whole }
    let share = shard == "auto" ? Shard(environment: Terminal.environment) : Shard(shard)
    return share.map { .shard($0) }
  }

  func run() async throws {
    let folder = output ?? site.folder + "output"
    let scope = try scope() ?? .whole
    if online {
      try await OnlineOrders(
        site: site, gateway: gateway.gateway, secrets: MerchantSecrets(secret)
      ).place(renew)
    }
    if case .whole = scope, gateway.gateway == nil, try await isUpToDate(folder) { return }
    // While one processor checks the input, another looks at the files of the last build.
    async let ahead = processorCount > 1 ? Lookout.ahead(of: folder) : nil
    let checked = try site.checkedSite(isBuild: true, gateway: gateway.gateway)
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

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder to write to. (default: output, beside the config)", valueName: "dir"))
  var output: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many links are worked on at once. (default: the number of processors)",
      valueName: "n"))
  var jobs: Int?

  func run() async throws {
    let checked = try site.checkedSite(isBuild: true)
    try await checked.write(
      to: output ?? site.folder + "output", scope: .merge(folders),
      jobs: jobs ?? Terminal.processorCount)
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
