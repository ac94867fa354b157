internal import Console
internal import Support

/// The program that `--exec` names.
enum ProgramFile {
  /// Looks for a program, before the first payment needs it.
  ///
  /// - Throws: `Failure` when it cannot be run.
  static func check(_ program: String) throws(Failure) {
    do throws(ReadingError) {
      _ = try ExternalProgram(program, in: Terminal.environment)
    } catch {
      throw .files(Messages.cannotRun(program, error.reason))
    }
  }
}
