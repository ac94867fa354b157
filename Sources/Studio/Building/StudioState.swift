internal import Editing
internal import GatePay
package import Site
package import Support

/// What the studio shows: the last good site, and what the last check found.
package struct StudioState: Sendable {
  /// Counts the changes of the site's files.
  package var siteNumber = 0
  /// Counts the checks that gave a site: its links, their rows and what is on paper may be others,
  /// though no file of the site is.
  package var checkNumber = 0
  /// Counts the changes of everything that the studio shows.
  package var number = 0
  /// The last site without errors; nil before the first.
  package var built: Built?
  /// What the last check found, the gravest first.
  package var findings: [StudioFinding] = []
  /// How many findings of each severity there are.
  package var counts: [Finding.Severity: Int] = [:]
  /// When the findings were made, in nanoseconds since 1970.
  var checkedAt: Int64 = 0
  /// Files with columns of secrets.
  var secretFiles: Set<String> = []
  /// Appkeys, tokens and secrets of the configs that findings were about.
  var secrets = SecretValues()

  /// Whether the build of what changed is taking so long that nobody waits for it.
  package var isBehind = false

  /// Whether the site is older than its inputs: they have errors, could not be built, or are still
  /// being built.
  package var isOutdated: Bool { isBehind || hasErrors }

  /// Whether the inputs have errors, or could not be built.
  package var hasErrors: Bool { counts[.error, default: 0] > 0 }

  /// A site that was built.
  package struct Built: Sendable {
    /// The checked site.
    package var site: Site
    /// When it was built, in Unix seconds.
    package var moment: Int64
    /// How long the check and the build took, in milliseconds.
    package var milliseconds: Int
  }
}

/// A finding of the last check, as pages show it.
package struct StudioFinding: Sendable, Hashable {
  /// What it says.
  package var diagnostic: Diagnostic
  /// Where the same problem is too.
  package var also: Sentence?
  /// The line of the file; nil when it must not or cannot be shown.
  package var line: String?

  /// The place, if it is in a file.
  package var position: Position? {
    if case .position(let position) = diagnostic.place { position } else { nil }
  }

  /// The place in words; nil for the whole run.
  package var placeWords: Sentence? {
    switch diagnostic.place {
    case .position(let position): position.words
    case .file(let path): Sentence(path, path)
    case .program, nil: nil
    }
  }

  /// The severity; an error where none is given.
  package var severity: Finding.Severity { diagnostic.severity ?? .error }
}
