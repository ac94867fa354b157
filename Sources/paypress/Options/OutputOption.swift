internal import ArgumentParser
internal import Console
internal import Support

/// The option that every command on a built site takes.
struct OutputOption: ParsableArguments {
  @OptionGroup var site: ConfigOption

  @Option(
    name: .shortAndLong,
    help: .words(
      "The folder that a build wrote. (default: output, beside the config)",
      "构建写出的文件夹。（默认：配置旁边的 output）", value: "dir"), completion: .directory)
  var output: String?

  /// The output folder in messages.
  var folder: String { output ?? site.outputFolder }

  func validate() throws {
    try OutputName.check(folder: output)
    AdvisedCommand.take(output: output)
  }

  /// The absolute path of a folder, for programs with another working directory.
  static func absolute(_ folder: String) -> String {
    guard !folder.hasPrefix("/"), let directory = getcwd(nil, 0) else { return folder }
    defer { free(directory) }
    return "\(String(cString: directory))/\(folder)"
  }
}
