internal import ArgumentParser

/// The browser that prints, for commands that make PDFs.
struct BrowserOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A Chromium, Chrome or Edge: its path or name. (default: $PAYPRESS_BROWSER, else one that is found)
      """,
      valueName: "path"))
  var browser: String?

  @Option(
    help: ArgumentHelp("How long the browser may take for a job.", valueName: "seconds"))
  var timeout = 300

  func validate() throws {
    if !(1...86_400).contains(timeout) {
      throw ValidationError("--timeout takes a whole number of seconds from 1 to 86400.")
    }
    if browser == "" { throw ValidationError("--browser takes the path or name of a browser.") }
  }
}
