internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

struct MergeCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: localized(
      "Makes one site of the folders that builds with --shard wrote.", "把 --shard 构建写出的各个文件夹合成一个站点。"
    ))

  static let example = """
    paypress build --shard 1/2 -o share-1
    paypress build --shard 2/2 -o share-2
    paypress merge share-1 share-2 -o public
    """

  @OptionGroup var site: ConfigOption

  @Argument(help: .words("The folders of all shares, in any order.", "所有份额的文件夹，顺序不限。"))
  var folders: [String]

  @OptionGroup var target: BuildTarget

  @Flag(
    help: .words(
      "Verify the whole site before it is published; if anything is wrong, nothing is.",
      "发布前核对整个站点；有任何不一致就不发布。"))
  var verify = false

  @OptionGroup var findings: FindingOptions

  func validate() throws {
    try target.check(site)
  }

  func run() async throws {
    try await SiteBuild(
      site: site, folder: target.folder(of: site), jobs: target.processorCount,
      scope: .merge(folders), display: findings.display(), verifies: verify
    ).run()
  }
}
