import Foundation
import PackagePlugin

/// Embeds a folder of text files in the target that uses the plugin, as a generated Swift file:
/// `templates/` in Pages, `starters/` in the command.
@main
struct EmbedFilesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folderName = target.name == "Pages" ? "templates" : "starters"
    let folder = context.package.directoryURL.appending(path: folderName)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { !($0.split(separator: "/").last ?? ".").hasPrefix(".") }
      .map { folder.appending(path: $0) }
      .filter {
        !$0.hasDirectoryPath
          && (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != true
      }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(folderName)",
        executable: try context.tool(named: "EmbedFiles").url,
        arguments: [output.path, folder.path] + files.map(\.path),
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}
