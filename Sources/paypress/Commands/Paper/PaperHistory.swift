internal import Catalog
internal import Console
internal import Dispatch
internal import Paper
internal import Site
internal import Support

/// What git remembers of a file of paper that is gone, or of lines that it has lost.
///
/// The copy in the output folder shows a loss where there is one. In a fresh clone there is none, so git's
/// history is asked, without a network and for a few seconds at most. That starts a program, so it is done
/// only where the file is missing, and by commands that are typed now and then; `build` and `check`, which
/// run all day, do it where attributes of git name the file, as they do wherever this program made it. For
/// lines of a file that is there, `build` and `check` ask where a slug is new, and in a fresh clone.
enum PaperHistory {
  /// How eagerly git is asked.
  enum Mode {
    /// Wherever the file is missing.
    case always
    /// Only where attributes of git name it.
    case whereNamed
  }

  private static let limit = Duration.seconds(5)
  private static let maximumByteCount = 1 << 28

  /// What is known of a file that is missing.
  enum Missing {
    /// Git had it.
    case lost(PaperLost)
    /// The clone is too shallow to know.
    case unfetched(UnfetchedPaper)

    /// What git had; nil if that is not known.
    var lost: PaperLost? { if case .lost(let lost) = self { lost } else { nil } }
    /// The file of which nothing is known; nil otherwise.
    var unfetched: UnfetchedPaper? { if case .unfetched(let paper) = self { paper } else { nil } }
  }

  /// The file beside a config as git had it last, if it is missing, had facts, and no build wrote the
  /// output folder; nil also where git cannot say.
  static func missing(
    besideConfig config: String, output: String, _ mode: Mode
  ) async -> Missing? {
    let path = PaperFile.path(besideConfig: config)
    guard mayBeLost(path, output: output, mode),
      let git = ExternalProgram.find("git", in: Terminal.environment)
    else { return nil }
    let folder = FileSystem.folder(of: path)
    // The last commit that added or changed it has it, whatever branch it came from.
    let commit = await ask(
      git, in: folder,
      [
        "log", "-1", "--full-history", "-m", "--diff-filter=AM", "--no-renames", "-s",
        "--abbrev=12", "--format=%h", "--", PaperLedger.fileName,
      ])
    guard let commit else { return nil }
    guard let hash = commit.split(separator: UInt8(ascii: "\n")).first else {
      return await isUnfetched(path, git, in: folder)
        ? .unfetched(UnfetchedPaper(path: path)) : nil
    }
    let name = String(decoding: hash, as: UTF8.self)
    guard let bytes = await ask(git, in: folder, ["show", "\(name):./\(PaperLedger.fileName)"])
    else { return nil }
    return PaperLost(missing: path, inCommit: name, bytes).map(Missing.lost)
  }

  /// Whether a clone lacks history that may have had a file: one that attributes name, as they do wherever this
  /// program made it.
  private static func isUnfetched(
    _ path: String, _ git: ExternalProgram, in folder: String
  ) async -> Bool {
    guard GitAttributes.ofPaper(at: path)?.isUnion != nil else { return false }
    return await isShallow(git, in: folder)
  }

  /// Whether a clone lacks older commits.
  static func isShallow(_ git: ExternalProgram, in folder: String) async -> Bool {
    await ask(git, in: folder, ["rev-parse", "--is-shallow-repository"])?
      .starts(with: "true".utf8) == true
  }

  /// `missing` for a command that starts no thread unless git has to be asked.
  static func missingForSmallCommand(
    besideConfig config: String, output: String, _ mode: Mode
  ) -> Missing? {
    guard mayBeLost(PaperFile.path(besideConfig: config), output: output, mode) else { return nil }
    return waiting { await missing(besideConfig: config, output: output, mode) }
  }

  /// Waits for work on another thread.
  static func waiting<Value: Sendable>(_ work: @escaping @Sendable () async -> Value?) -> Value? {
    let answer = Answer<Value>()
    Task.detached {
      answer.value = await work()
      answer.isThere.signal()
    }
    answer.isThere.wait()
    return answer.value
  }

  /// Written before the signal, read after it.
  private final class Answer<Value: Sendable>: @unchecked Sendable {
    let isThere = DispatchSemaphore(value: 0)
    var value: Value?
  }

  /// Whether a file is missing and git is worth asking.
  private static func mayBeLost(_ path: String, output: String, _ mode: Mode) -> Bool {
    guard InputFile.isMissing(path), hasNoCopy(in: output),
      let attributes = GitAttributes.ofPaper(at: path)
    else { return false }
    return mode == .always || attributes.isUnion != nil
  }

  /// Whether no build wrote a folder; what cannot be looked at is reported by who looks for the copy.
  static func hasNoCopy(in folder: String) -> Bool {
    do {
      return try PaperCopy(inOutput: folder) == nil
    } catch {
      return false
    }
  }

  /// What git prints; nil if it fails.
  private static func ask(
    _ git: ExternalProgram, in folder: String, _ arguments: [String]
  ) async -> [UInt8]? {
    let outcome = try? await run(git, in: folder, arguments)
    return outcome.flatMap { $0.isSuccess ? $0.output : nil }
  }

  /// Runs git, without a network and for a few seconds at most.
  static func run(
    _ git: ExternalProgram, in folder: String, _ arguments: [String]
  ) async throws -> ExternalProgram.Outcome {
    // A partial clone would fetch what it lacks (git-config(1), `protocol.allow`). Settings may hide what the
    // first commit added, or follow one branch of a file that was renamed.
    let options = [
      "protocol.allow=never", "log.showSignature=false", "log.showRoot=true", "log.follow=false",
    ].flatMap { ["-c", $0] }
    return try await git.run(
      options + arguments, in: folder, limit: limit, outputLimit: maximumByteCount)
  }
}

extension ConfigOption {
  /// Reports a file of paper that git remembers and that is gone, as an error of the site.
  ///
  /// - Returns: the file, if git cannot know; the check reports it.
  func reportLostPaper(
    output: String, _ mode: PaperHistory.Mode, into sink: FindingSink
  ) async -> UnfetchedPaper? {
    let missing = await PaperHistory.missing(besideConfig: config, output: output, mode)
    if let lost = missing?.lost { sink.report(lost.finding) }
    return missing?.unfetched
  }
}
