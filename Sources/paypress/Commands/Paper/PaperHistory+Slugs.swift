internal import Catalog
internal import Console
internal import Paper
internal import Site
internal import Support

extension PaperHistory {
  /// What speaks against publishing the slugs of a checked site.
  static func findings(onSlugsOf catalogue: Catalogue, output: String) async -> [Finding] {
    let found = isAsked(catalogue, output: output) ? await answer(catalogue) : []
    return found + unrecorded(catalogue, besides: found)
  }

  /// The same for a command that starts no thread unless git has to be asked.
  static func findingsForSmallCommand(
    onSlugsOf catalogue: Catalogue, output: String
  ) -> [Finding] {
    let found =
      isAsked(catalogue, output: output) ? waiting { await answer(catalogue) } ?? [] : []
    return found + unrecorded(catalogue, besides: found)
  }

  /// Whether this is the job of a CI service, which throws its files away; all of them set the variable.
  private static var isCI: Bool {
    !["", "0", "false"].contains(Terminal.environment["CI", default: ""].lowercased())
  }

  /// That a CI job publishes slugs which nobody records, unless an error keeps it from publishing them.
  private static func unrecorded(
    _ catalogue: Catalogue, besides found: [Finding]
  ) -> [Finding] {
    guard isCI, let finding = catalogue.unrecordedSlugs,
      !found.contains(where: { $0.severity == .error }),
      // Without a repository there is nothing to commit to.
      GitAttributes.ofPaper(at: PaperFile.path(besideConfig: catalogue.path)) != nil
    else { return [] }
    return [finding]
  }

  /// Whether git is worth asking: where a lost line can do harm, because a slug is new, and where no build
  /// wrote the output folder, whose copy would show a loss.
  private static func isAsked(_ catalogue: Catalogue, output: String) -> Bool {
    let path = PaperFile.path(besideConfig: catalogue.path)
    if !catalogue.newSlugs.isEmpty { return GitAttributes.ofPaper(at: path) != nil }
    return !InputFile.isMissing(path) && hasNoCopy(in: output)
      && GitAttributes.ofPaper(at: path)?.isUnion != nil
  }

  /// Asks git once for all commits of the file.
  private static func answer(_ catalogue: Catalogue) async -> [Finding] {
    func unknown(_ reason: UnknownSlugHistory) -> [Finding] {
      [reason.finding(of: catalogue)].compactMap(\.self)
    }
    guard let git = ExternalProgram.find("git", in: Terminal.environment) else {
      return unknown(.failed(Sentence("there is no program git", "没有 git 程序")))
    }
    let path = PaperFile.path(besideConfig: catalogue.path)
    let folder = FileSystem.folder(of: path)
    let outcome: ExternalProgram.Outcome
    do {
      outcome = try await run(git, in: folder, logArguments)
    } catch {
      return unknown(.failed(words(error)))
    }
    guard outcome.isSuccess else {
      // Git takes a new repository for a fault.
      if outcome.error.contains("does not have any commits yet") { return [] }
      let words = ExternalProgram.lastWords(outcome.error)
      return unknown(.failed(Sentence(words, words)))
    }
    let found = SlugHistory(of: path, log: outcome.output).findings(of: catalogue)
    guard !catalogue.newSlugs.isEmpty, !found.contains(where: { $0.severity == .error }),
      await isShallow(git, in: folder)
    else { return found }
    let hasPaper =
      !InputFile.isMissing(path) || GitAttributes.ofPaper(at: path)?.isUnion != nil
    // A CI job that never committed the file is told to; that is enough.
    guard hasPaper || !isCI else { return found }
    return found + unknown(.shallow(hasPaper: hasPaper))
  }

  /// Every line that commits of this branch and of those merged into it have added to the file, also in merges,
  /// whatever git's settings and attributes say of its form.
  private static let logArguments = [
    "-c", "log.diffMerges=separate", "log", "-m", "--full-history", "--no-renames", "--patch",
    "--unified=0", "--text", "--no-ext-diff", "--no-textconv", "--no-color", "--abbrev=12",
    "--format=\(SlugHistory.commitMark)%h", "--", PaperLedger.fileName,
  ]

  private static func words(_ error: any Error) -> Sentence {
    switch (error as? ProgramError)?.cause {
    case .tookTooLong(let seconds):
      Sentence("it took longer than \(seconds) s", "超过了 \(seconds) 秒")
    case .notStarted(let reason):
      Sentence("it cannot be started: \(reason)", "无法启动：\(Sentence(system: reason).chinese)")
    default: Sentence("it wrote too much", "输出过多")
    }
  }
}
