internal import ArgumentParser
internal import Catalog
internal import Console
internal import Support

/// The program `paypress-server`, for all that needs the network.
enum ServerProgram {
  private static let name = "paypress-server"

  /// Replaces this process by the server program, which then gets the signals and sets the exit
  /// status.
  ///
  /// - Returns: why it could not be run.
  static func replaceThisProgram(_ arguments: [String], for word: ServerWord) -> Failure {
    guard let program = SiblingProgram.find(name) else {
      return missing("paypress \(word.rawValue)")
    }
    GeneratorVersion.announce()
    var words = ([program.path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    execv(program.path, &words)
    return cannotRun(String(cString: strerror(errno)))
  }

  /// Runs the server program with our input and outputs.
  ///
  /// - Throws: `Failure` when it is missing or cannot be run, `ExitCode` for a status other than 0,
  ///   whose reason it has printed.
  static func run(_ arguments: [String], for command: String) async throws {
    guard let program = SiblingProgram.find(name) else { throw missing(command) }
    GeneratorVersion.announce()
    let status: Int32
    do {
      status = try await Interruption.cancelling(
        leaving: Sentence(
          "the file of orders holds the orders so far", "订单文件里有已创建的订单")
      ) { try await program.runAttached(arguments) }
    } catch let error as ProgramError {
      if case .notStarted(let reason) = error.cause { throw cannotRun(reason) }
      throw Failure(error)
    }
    if status != 0 { throw ExitCode(status) }
  }

  private static func cannotRun(_ reason: String) -> Failure {
    .files(
      Problem(Sentence("\(name) cannot be run: \(reason)", "\(name) 无法运行：\(reason)")))
  }

  private static func missing(_ command: String) -> Failure {
    .files(
      Problem(
        Sentence(
          "`\(command)` needs \(name): run `make install-server` in PayPress's source folder",
          "`\(command)` 需要 \(name)：请在 PayPress 的源代码文件夹里运行 `make install-server`")))
  }
}

extension ServerWord {
  /// The word that a command line begins with, also after `help`.
  init?(in arguments: [String]) {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let first = words.first, let word = ServerWord(rawValue: first) else { return nil }
    self = word
  }
}
