internal import Support

/// Reads codes from pictures with `zbarimg`, which shares no code with the program that draws them.
struct CodeReader: Sendable {
  private let program: ExternalProgram
  private let options: [String]

  /// How many pictures one run of the program takes; starting it costs as much as reading ten.
  static let batchSize = 128

  /// Finds the program.
  ///
  /// - Throws: `MissingProgram`, `ProgramError`.
  init(in environment: [String: String]) async throws {
    guard let program = ExternalProgram.find("zbarimg", in: environment) else {
      throw MissingProgram(purpose: .readingCodes, name: nil)
    }
    self.program = program
    // Keeps codes off the session bus; versions before 0.23.1 lack the option, and send nothing.
    let help = try await program.run(["--help"], limit: .seconds(30))
    let isTold = String(decoding: help.output, as: UTF8.self).contains("--nodbus")
    options = (isTold ? ["--nodbus"] : []) + ["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"]
  }

  /// Reads the texts of all codes by picture; a picture that cannot be read is left out.
  ///
  /// The paths are relative to the folder, so they cannot look like options, URLs or formats to the
  /// program's picture library.
  ///
  /// - Throws: `ProgramError`, `CancellationError`.
  func read(_ pictures: [String], in folder: String) async throws -> [String: [String]] {
    guard !pictures.isEmpty else { return [:] }
    let outcome = try await program.run(options + pictures, in: folder, limit: .seconds(300))
    var found = CodeReport(outcome.output).textsByPicture
    // The program stops at a picture that it cannot open, and skips one that it cannot read.
    let rest = pictures.filter { found[$0] == nil }
    if rest.isEmpty || pictures.count == 1 { return found }
    for part in [rest[..<(rest.count / 2)], rest[(rest.count / 2)...]] {
      found.merge(try await read(Array(part), in: folder)) { old, _ in old }
    }
    return found
  }
}
