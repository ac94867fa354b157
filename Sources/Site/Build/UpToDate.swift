internal import Catalog
public import Support

/// A site that needs no build: inputs and output files are the same as after the last one.
public struct UpToDate: Sendable {
  /// The summary that a build would report.
  public let summary: Site.Summary
  /// The findings that a build would print, in order.
  public let findings: [Finding]

  /// Checks freshness from input digests and file metadata only; nil when a build must run.
  ///
  /// Reads metadata with `jobs` threads, 1 or more. Reports when another build holds the folder.
  public static func check(
    config: String, environment: [String: String], folder path: String, jobs: Int,
    report: (Site.Event) -> Void
  ) async throws -> UpToDate? {
    guard let state = try? StateFolder.open(inOutput: path),
      let first = BuildNote(readFrom: state),
      first.holds(config: config, environment: environment)
    else { return nil }
    var hasWaited = false
    let folder = try OutputFolder(path) {
      hasWaited = true
      report(.waiting(holder: $0))
    }
    // Another build may have finished during a wait, and inputs may have changed.
    guard let note = BuildNote(readFrom: folder.state),
      !hasWaited && note == first || note.holds(config: config, environment: environment),
      let result = note.result,
      try await allFilesAreThere(folder, jobs: jobs)
    else { return nil }
    try StateFolder.removeLeftovers(folder.state)
    return UpToDate(summary: result.summary, findings: result.findings)
  }

  private static func allFilesAreThere(_ folder: OutputFolder, jobs: Int) async throws -> Bool {
    if try folder.record.isPending { return false }
    let lookout = try await Lookout(root: folder.root, state: folder.state, jobs: jobs) { $0 }
    return lookout?.findsAllInPlace == true
  }
}
