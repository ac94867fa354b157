internal import Support

/// A Chromium, Chrome or Edge that prints pages to PDF.
public struct Browser: Sendable {
  private let program: ExternalProgram
  private let isRoot: Bool

  /// The environment variable that names a browser.
  public static let variable = "PAYPRESS_BROWSER"

  /// The names of these browsers on the search path.
  ///
  /// A headless shell is the same browser without a window: it prints the same, and starts in a
  /// fifth of the time.
  private static let names = [
    "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser",
    "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable",
    "msedge",
  ]

  /// Where their installers put them if not on the search path.
  private static let usualPaths = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
  ]

  /// How many files a browser may need at once: Chromium 156 prints with 180, not with 160.
  private static let descriptorCount = 256

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

  /// Starts the browser and lets `work` print pages, several at a time.
  ///
  /// The browser's profile is in the folder `profile`, an absolute path; the user's own is not touched.
  ///
  /// - Parameter limit: the time limit of each page.
  /// - Throws: `ProgramError`, `CancellationError`, and what `work` throws.
  func printing<Result: Sendable>(
    profile: String, limit: Duration, work: (BrowserConnection) async throws -> Result
  ) async throws -> Result {
    var arguments = [
      "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
      "--disable-extensions", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--no-pings", "--mute-audio", "--hide-scrollbars", "--lang=en-US",
      // Fewer processes: none for the network, which pages do not use, nor for a next page.
      "--enable-features=NetworkServiceInProcess2",
      "--disable-features=SpareRendererForSitePerProcess",
      // In containers, shared memory is often too small for a long document.
      "--disable-dev-shm-usage",
      // Pages are self-contained; no host name may be resolved.
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=\(profile)", "--remote-debugging-pipe",
    ]
    if isRoot { arguments.append("--no-sandbox") }
    // Browsers with fewer end by a signal, without a word about the reason.
    guard OpenFiles.allowMany() >= Self.descriptorCount else {
      throw program.error(.notStarted(String(cString: strerror(EMFILE))))
    }
    let connection = BrowserConnection(program: program, limit: limit)
    return try await program.converse(arguments) { bytes in
      try await connection.receive(bytes)
    } ended: { error in
      await connection.end(throwing: error ?? BrowserConnection.Ended())
    } talk: { input in
      await connection.begin(input)
      do {
        return try await work(connection)
      } catch is BrowserConnection.Ended {
        return nil
      }
    }
  }

  /// The `file:` URL of a path (RFC 8089).
  static func address(ofFile path: String) -> String {
    "file://" + PercentEncoding.encode(path: path)
  }
}
