import Foundation
import PackagePlugin

/// Embeds text files in the target that uses the plugin, each folder's as a generated Swift file:
/// `templates/` in Pages; `starters/` and the explanations of findings in the command.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    if target.name == "Pages" {
      return [try embed("EmbeddedFiles", folder: "templates", context) { _ in true }]
    }
    return [
      try embed("EmbeddedFiles", folder: "starters", context) { _ in true },
      try embed("EmbeddedExplanations", folder: "docs", context) { name in
        ["findings.md", "findings.zh-CN.md"].contains(name)
      },
    ]
  }

  /// Embeds the chosen files of a folder as constants of a type.
  private func embed(
    _ type: String, folder name: String, _ context: PluginContext, isChosen: (String) -> Bool
  ) throws -> Command {
    let folder = context.package.directoryURL.appending(path: name)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { isChosen($0) && !($0.split(separator: "/").last ?? ".").hasPrefix(".") }
      .map { folder.appending(path: $0) }
      .filter {
        !$0.hasDirectoryPath
          && (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != true
      }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "\(type).swift")
    return .buildCommand(
      displayName: "Embedding \(name)",
      executable: try context.tool(named: "EmbedFiles").url,
      arguments: [output.path, type, folder.path] + files.map(\.path),
      inputFiles: files,
      outputFiles: [output])
  }
}
