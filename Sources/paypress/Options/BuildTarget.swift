internal import ArgumentParser
internal import Catalog
internal import Console
internal import Support

/// Where a site is written to, and on how many processors.
struct BuildTarget: ParsableArguments {
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

  /// How many links are worked on at once.
  var processorCount: Int { jobs ?? Terminal.processorCount }

  /// The folder to write to.
  func folder(of site: ConfigOption) -> String { output ?? site.folder + "output" }

  /// Refuses values that mean nothing.
  func check(_ site: ConfigOption) throws {
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
}
