package import Support

/// A program of the same installation, which is in the same folder.
package enum SiblingProgram {
  /// The program beside this one, or else in `PATH`.
  package static func find(_ name: String) -> ExternalProgram? {
    ownFolder.flatMap { ExternalProgram.find("\($0)/\(name)", in: [:]) }
      ?? ExternalProgram.find(name, in: Terminal.environment)
  }

  /// The folder of this program's file; nil if unknown.
  private static var ownFolder: String? {
    guard let started = ProcessArguments.all.first else { return nil }
    let path = ExternalProgram.find(started, in: Terminal.environment)?.path ?? started
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    let text = String(cString: real)
    return text.lastIndex(of: "/").map { String(text[..<$0]) }
  }
}
