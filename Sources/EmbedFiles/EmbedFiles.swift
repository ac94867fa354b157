import Foundation

/// Writes a Swift file that holds text files as constants.
///
/// Usage: `EmbedFiles OUTPUT TYPE FOLDER FILE…`; each file is keyed by its path relative to the folder.
@main
enum EmbedFiles {
  static func main() throws {
    let arguments = CommandLine.arguments
    let folder = arguments[3] + "/"
    var source = """
      /// Text files of the package, embedded in the program.
      enum \(arguments[2]) {
        /// Each file's path relative to its folder, with its text, in the order of the paths.
        static let all: [(path: String, text: String)] = [

      """
    for path in arguments.dropFirst(4) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      source += "    (\(literal(String(path.dropFirst(folder.count)))), \(literal(text))),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  private static func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
