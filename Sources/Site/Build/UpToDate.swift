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
  /// `lookout` stats the files meanwhile. Reports when another build holds the folder.
  public static func check(
    config: String, environment: [String: String], folder path: String,
    lookout: Task<Lookout?, Never>, report: (Site.Event) -> Void
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
    // Another build may have finished during a wait; files were looked at before.
    guard !hasWaited, BuildNote(readFrom: folder.state) == first, let result = first.result,
      try !folder.record.isPending,
      let lookout = await lookout.value, lookout.findsAllInPlace,
      try lookout.record == BuildRecord.signature(in: folder.state)
    else { return nil }
    try StateFolder.removeLeftovers(folder.state)
    return UpToDate(summary: result.summary, findings: result.findings)
  }
}
