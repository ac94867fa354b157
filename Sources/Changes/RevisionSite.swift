internal import Catalog
public import Proof
public import Site
public import Support

/// Builds the site of a git revision into a temporary folder, from the files as git has them.
public struct RevisionSite: Sendable {
  /// Why there is nothing to compare with.
  public enum Refusal: Error, Hashable, Sendable {
    /// The argument is no folder, no file and no revision; what git says.
    case unknown(String, words: String)
    /// The clone lacks history, and may lack the revision.
    case unfetched(String)
    /// The config is not in the revision.
    case noConfig(revision: String, path: String)
    /// The config of the revision has errors: how many, and the first.
    case wrongConfig(revision: String, errorCount: Int, first: Sentence?)
    /// The revision's files cannot be unpacked.
    case unusableArchive(revision: String)
  }

  private let config: String
  private let environment: [String: String]
  private let git: ExternalProgram

  private static let limit = Duration.seconds(120)
  /// The most bytes of one file, and of all.
  private static let maximumFileByteCount = 1 << 28
  private static let maximumByteCount = 1 << 30

  /// Finds git; the path of the config is as it is now.
  public init(config: String, environment: [String: String]) throws(MissingProgram) {
    guard let git = ExternalProgram.find("git", in: environment) else {
      throw MissingProgram(purpose: .readingRevisions, name: nil)
    }
    self.config = config
    self.environment = environment
    self.git = git
  }

  /// Builds the site of a revision, such as `HEAD~1` or `main`.
  ///
  /// - Parameter check: checks a config as `Site.check` does.
  /// - Throws: `Refusal`, `ProgramError`, `ReadingError`, `WritingError`, and what a build throws.
  public func build(
    _ revision: String, jobs: Int,
    check: (String, FindingSink) throws -> Site?
  ) async throws -> OldSite {
    let folder = FileSystem.folder(of: config)
    let commit = try await commit(revision, in: folder)
    let prefix = try await ask(["rev-parse", "--show-prefix"], in: folder, for: revision)
    let work = try WorkFolder(in: temporaryFolder)
    let archive = "\(work.path)/files.zip"
    // In a folder below the top, git takes that folder's files alone, by their names in it.
    let packed = try await git.run(
      ["archive", "--format=zip", "-0", "--output=\(archive)", commit], in: folder,
      limit: Self.limit)
    let name = FileSystem.lastName(of: config)
    guard packed.isSuccess else { throw Refusal.noConfig(revision: revision, path: prefix + name) }
    try unpack(archive, into: work, of: revision)
    let path = "\(work.path)/site/\(name)"
    guard InputFile.isOrdinary(path) else {
      throw Refusal.noConfig(revision: revision, path: prefix + name)
    }
    let sink = FindingSink()
    guard let site = try check(path, sink) else {
      let first = sink.inFileOrder.first { $0.severity == .error }
      throw Refusal.wrongConfig(
        revision: revision, errorCount: sink.errorCount, first: first?.problem.message)
    }
    let output = "\(work.path)/output"
    _ = try await site.build(into: output, jobs: jobs) { _ in }
    return OldSite(site, built: output, in: work, named: revision)
  }

  /// The hash of a revision's commit.
  private func commit(_ revision: String, in folder: String) async throws -> String {
    do {
      return try await ask(
        ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"],
        in: folder, for: revision)
    } catch let refusal as Refusal {
      let isShallow = try? await ask(
        ["rev-parse", "--is-shallow-repository"], in: folder, for: revision)
      throw isShallow == "true" ? .unfetched(revision) : refusal
    }
  }

  /// One line of git's answer.
  private func ask(
    _ arguments: [String], in folder: String, for revision: String
  ) async throws -> String {
    let outcome = try await git.run(arguments, in: folder, limit: Self.limit)
    guard outcome.isSuccess else {
      throw Refusal.unknown(revision, words: ExternalProgram.lastWords(outcome.error))
    }
    return String(decoding: outcome.output, as: UTF8.self)
      .split(separator: "\n").first.map(String.init) ?? ""
  }

  private func unpack(_ archive: String, into work: WorkFolder, of revision: String) throws {
    do {
      let archive = try ZIPArchive(try InputFile(archive))
      var rest = Self.maximumByteCount
      for name in archive.names where !name.hasSuffix("/") {
        let path = "site/\(name)"
        guard RelativePath.isInside(name),
          let reader = try archive.open(name, limit: min(rest, Self.maximumFileByteCount))
        else { throw Refusal.unusableArchive(revision: revision) }
        try work.files.makeFolders(above: path)
        let file = try work.files.openNew(path)
        var chunk: [UInt8] = []
        repeat {
          try reader.readChunk(into: &chunk)
          rest -= chunk.count
          try file.append(chunk)
        } while !chunk.isEmpty
        try file.finish()
      }
    } catch is ZIPFault {
      throw Refusal.unusableArchive(revision: revision)
    }
  }

  private var temporaryFolder: String {
    let folder = environment["TMPDIR"] ?? ""
    return folder.hasPrefix("/") ? folder : "/tmp"
  }
}
