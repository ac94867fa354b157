internal import Catalog
internal import Pages
public import Support

/// A site that need not be built, because a build would read what the last one read and every file is
/// as that one left it.
public struct UpToDate: Sendable {
  /// What a build would say of the folder.
  public let summary: Site.Summary
  /// The findings that a build would print, in their order.
  public let findings: [String]

  /// Checks freshness from input digests and file metadata only.
  ///
  /// - Parameters:
  ///   - config: the path of the config.
  ///   - path: the output folder.
  ///   - language: the language of the findings.
  ///   - jobs: how many processors look, 1 or more.
  ///   - report: told when another build holds the folder.
  /// - Returns: nil when a build has to look closer.
  public static func check(
    config: String, environment: [String: String], folder path: String, language: Language,
    jobs: Int, report: (Site.Event) -> Void
  ) async throws -> UpToDate? {
    let state = "\(path)/\(OutputLayout.stateFolder)"
    guard BuildNote(readFrom: state)?.holds(config: config, environment: environment) == true
    else { return nil }
    let folder = try OutputFolder(path) { report(.waiting(holder: $0)) }
    // Another build may have ended while this one waited.
    guard let note = BuildNote(readFrom: folder.state),
      note.holds(config: config, environment: environment),
      let result = note.result(in: language),
      try await allFilesAreThere(folder, jobs: jobs)
    else { return nil }
    return UpToDate(summary: result.summary, findings: result.findings)
  }

  private static func allFilesAreThere(_ folder: OutputFolder, jobs: Int) async throws -> Bool {
    guard try FileSystem.kind(of: "\(folder.state)/record.pending") == nil else { return false }
    let lookout = try await Lookout(root: folder.root, state: folder.state, jobs: jobs) { $0 }
    return lookout?.findsAllInPlace == true
  }
}
