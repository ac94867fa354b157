internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

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
