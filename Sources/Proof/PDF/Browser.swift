internal import Support

/// A Chromium, Chrome or Edge that prints pages to PDF.
public struct Browser: Sendable {
  private let program: ExternalProgram
  private let isRoot: Bool

  /// The environment variable that names a browser.
  public static let variable = "PAYPRESS_BROWSER"

  /// The names of these browsers on the search path.
  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
  ]

  /// Where their installers put them if not on the search path.
  private static let usualPaths = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
  ]

  /// Finds a browser: the requested one (path or name), else that of `PAYPRESS_BROWSER`, else one
  /// on the search path, else one in its installer's usual place, or in `places` instead.
  ///
  /// As root, Chromium runs without a sandbox.
  public static func find(
    _ name: String?, environment: [String: String], isRoot: Bool, places: [String]? = nil
  ) throws(MissingProgram) -> Browser {
    let asked = name ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    let candidates = asked.map { [$0] } ?? (names + (places ?? usualPaths))
    for candidate in candidates {
      if let program = ExternalProgram.find(candidate, in: environment) {
        return Browser(program: program, isRoot: isRoot)
      }
    }
    throw MissingProgram(purpose: .printing, name: asked)
  }

  /// Prints a page to a new PDF; all paths are absolute.
  ///
  /// The browser's profile is in the folder `profile`; the user's own is not touched.
  ///
  /// - Throws: `ProgramError`, `CancellationError`.
  func print(
    _ html: String, to pdf: String, profile: String, limit: Duration
  ) async throws {
    var arguments = [
      "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
      "--disable-extensions", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--no-pings", "--mute-audio", "--hide-scrollbars", "--lang=en-US",
      // In containers, shared memory is often too small for a long document.
      "--disable-dev-shm-usage",
      // Pages are self-contained; no host name may be resolved.
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=\(profile)", "--no-pdf-header-footer", "--print-to-pdf=\(pdf)",
    ]
    if isRoot { arguments.append("--no-sandbox") }
    let outcome = try await program.run(
      arguments + [Self.address(ofFile: html)], limit: limit, outputLimit: 1 << 20)
    let words = ExternalProgram.lastWords(outcome.error)
    guard outcome.isSuccess else {
      throw program.error(.failed(status: outcome.status, words: words))
    }
    guard ExternalProgram.isFile(pdf) else { throw program.error(.madeNothing(words: words)) }
  }

  /// The error when the browser made no usable PDF.
  func madeNothing(_ words: String) -> ProgramError {
    program.error(.madeNothing(words: words))
  }

  /// The `file:` URL of a path (RFC 8089).
  static func address(ofFile path: String) -> String {
    "file://" + PercentEncoding.encode(path: path)
  }
}
