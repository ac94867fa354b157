internal import Support

/// A Chromium, Chrome or Edge that prints pages to PDF.
public struct Browser: Sendable {
  private let program: ExternalProgram
  private let isRoot: Bool

  /// The environment variable that names a browser.
  public static let variable = "PAYPRESS_BROWSER"

  /// Names under which these browsers stand on the search path.
  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
  ]

  /// Where their installers put them when not on the search path.
  private static let usualPaths = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
  ]

  /// Finds a browser: the one that is asked for, else that of `PAYPRESS_BROWSER`, else one of those
  /// on the search path, else one where its installer puts it.
  ///
  /// - Parameters:
  ///   - name: the path or the name of the browser that is asked for.
  ///   - environment: the process's environment.
  ///   - isRoot: whether the process is the superuser's, for whom Chromium has no sandbox.
  ///   - places: other places to look at than the usual ones.
  /// - Throws: `MissingProgram`.
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

  /// Prints a page to a PDF.
  ///
  /// - Parameters:
  ///   - html: the absolute path of the page.
  ///   - pdf: the absolute path of a file that does not exist.
  ///   - profile: the absolute path of a folder that the browser may fill; its own settings are not
  ///     touched.
  ///   - limit: how long it may take.
  /// - Throws: `ProgramError`, `CancellationError`.
  func print(
    _ html: String, to pdf: String, profile: String, limit: Duration
  ) async throws {
    var arguments = [
      "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
      "--disable-extensions", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--no-pings", "--mute-audio", "--hide-scrollbars", "--lang=en-US",
      // Containers often have a shared-memory folder that is too small for a long document.
      "--disable-dev-shm-usage",
      // Pages have all they need; nothing is to be looked up.
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

  /// An error that says that the browser made no usable PDF.
  func madeNothing(_ words: String) -> ProgramError {
    program.error(.madeNothing(words: words))
  }

  /// The address of a file (RFC 8089).
  static func address(ofFile path: String) -> String {
    "file://" + PercentEncoding.encode(path: path)
  }
}
