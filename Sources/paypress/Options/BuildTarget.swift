internal import ArgumentParser
internal import Catalog
internal import Console
internal import Support

/// Where a site is written to, and on how many processors.
struct BuildTarget: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: .words(
      "The folder to write to. (default: output, beside the config)", "要写入的文件夹。（默认：配置旁边的 output）",
      value: "dir"), completion: .directory)
  var output: String?

  @Option(
    name: .shortAndLong,
    help: .words(
      "How many links are worked on at once. (default: the number of processors)",
      "同时处理多少个链接。（默认：处理器个数）", value: "n"))
  var jobs: Int?

  /// How many links are processed at once.
  var processorCount: Int { jobs ?? Terminal.processorCount }

  /// The folder to write to.
  func folder(of site: ConfigOption) -> String { output ?? site.outputFolder }

  /// Refuses meaningless values.
  func check(_ site: ConfigOption) throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError(
        localized("--jobs takes a whole number from 1 to 1024", "--jobs 需要 1 到 1024 的整数"))
    }
    try OutputName.check(folder: output)
    AdvisedCommand.take(output: output)
    if output?.contains("\u{FFFD}") == true {
      throw ValidationError(
        localized("-o takes the name of a folder, in UTF-8", "-o 需要文件夹的名称（UTF-8）"))
    }
    if output == nil, (try? FileSystem.kind(of: site.config, followsLink: true)) == .other {
      throw ValidationError(
        localized("-o is needed when the config is not an ordinary file", "配置不是普通文件时必须写 -o"))
    }
  }
}
