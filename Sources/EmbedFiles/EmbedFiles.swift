// Without Foundation: `make generator` replaces a module that Foundation needs (scripts/essentials).
#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Writes a Swift file that holds text files as constants.
///
/// Usage: `EmbedFiles OUTPUT TYPE FOLDER FILE…`; each file is keyed by its path relative to the folder.
@main
enum EmbedFiles {
  static func main() {
    let arguments = CommandLine.arguments
    let folder = arguments[3] + "/"
    var source = """
      /// Text files of the package, embedded in the program.
      enum \(arguments[2]) {
        /// Each file's path relative to its folder, with its text, in the order of the paths.
        static let all: [(path: String, text: String)] = [

      """
    for path in arguments.dropFirst(4) {
      let text = String(decoding: contents(of: path), as: UTF8.self)
      source += "    (\(literal(String(path.dropFirst(folder.count)))), \(literal(text))),\n"
    }
    source += "  ]\n}\n"
    write(Array(source.utf8), to: arguments[1])
  }

  private static func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { fail(path) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
    guard ferror(file) == 0 else { fail(path) }
    fclose(file)
    return bytes
  }

  /// A file is replaced as a whole, so that a compiler never sees half of it.
  private static func write(_ bytes: [UInt8], to path: String) {
    let temporary = path + ".new"
    guard let file = fopen(temporary, "wb") else { fail(temporary) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count, fclose(file) == 0,
      rename(temporary, path) == 0
    else { fail(path) }
  }

  private static func fail(_ path: String) -> Never {
    perror("EmbedFiles: \(path)")
    exit(EXIT_FAILURE)
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
