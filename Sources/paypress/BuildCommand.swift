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

  func validate() throws {
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

  func run() async throws {
    let checked = try site.checkedSite(isBuild: true)
    let folder = output ?? site.folder + "output"
    let language = Terminal.language
    let total = checked.catalogue.linkCount
    do {
      let summary = try await checked.build(
        into: folder, jobs: jobs ?? Terminal.processorCount
      ) { event in
        switch event {
        case .progress(let done):
          Terminal.showProgress(Messages.progress(done, of: total).text(in: language))
        case .waiting(let holder):
          Terminal.printError(Messages.waiting(folder, holder: holder).text(in: language))
        }
      }
      Terminal.showProgress("")
      Terminal.printError(Messages.built(summary, into: folder).text(in: language))
    } catch {
      Terminal.showProgress("")
      throw Failure(error)
    }
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
    let checked = try site.checkedSite(isStrict: strict)
    let count = checked.catalogue.linkCount
    Terminal.printError(Messages.checked(linkCount: count).text(in: Terminal.language))
  }
}
