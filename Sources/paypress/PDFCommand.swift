internal import ArgumentParser
internal import Catalog
internal import Console
internal import Proof
internal import Support

struct PDFCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "pdf",
    abstract: "Prints the built print jobs to PDFs through a browser of this machine.")

  static let example = """
    paypress build
    paypress pdf
    """

  @OptionGroup var output: OutputOption

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

  @Argument(help: "The print jobs. (default: all)")
  var job: [String] = []

  func validate() throws {
    try output.validate()
    if !(1...86_400).contains(timeout) {
      throw ValidationError("--timeout takes a whole number of seconds from 1 to 86400.")
    }
    if browser == "" { throw ValidationError("--browser takes the path or name of a browser.") }
  }

  func run() async throws {
    let language = Terminal.language
    let folder = output.folder
    let (names, browser, timeout) = (job, browser, timeout)
    do {
      let printing = try PDFPrinting(
        folder: OutputOption.absolute(folder),
        browser: Browser.find(
          browser, environment: Terminal.environment, isRoot: geteuid() == 0),
        seconds: timeout, date: Terminal.environment[PDFPrinting.dateVariable])
      // A browser takes some 300 MB.
      let jobs = min(Terminal.processorCount, 4)
      let summary = try await Interruption.cancelling {
        try await printing.run(names, jobs: jobs) { event in
          switch event {
          case .progress(let done, let total):
            Terminal.showProgress(Messages.printingProgress(done, of: total).text(in: language))
          case .waiting(let holder):
            Terminal.printError(Messages.waiting(folder, holder: holder).text(in: language))
          }
        }
      }
      Terminal.showProgress("")
      for path in summary.paths { try Terminal.print("\(folder)/\(path)") }
      try Terminal.flush()
      for missing in summary.missingGlyphs {
        Terminal.printError(Messages.missingGlyphs(missing, in: folder).text(in: language))
      }
      Terminal.printError(Messages.printed(summary).text(in: language))
    } catch {
      Terminal.showProgress("")
      throw Failure(proof: error, folder: folder)
    }
  }
}

struct VerifyCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Reads the codes in the written files back and compares them with links.json.",
    discussion: """
      The codes are read by zbarimg, and with --pdf the pages by Poppler: software that shares nothing \
      with what writes them.
      """)

  static let example = """
    paypress build
    paypress verify
    """

  @OptionGroup var output: OutputOption

  @Flag(help: "Read the PDFs too: their pages, codes, and the words beside each code.")
  var pdf = false

  @Option(
    help: ArgumentHelp(
      "Look at so many pictures, and pages of each PDF, spread evenly. (default: all)",
      valueName: "n"))
  var sample: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many programs run at once. (default: the number of processors)", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    try output.validate()
    if let sample, sample < 1 { throw ValidationError("--sample takes a whole number from 1.") }
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs takes a whole number from 1 to 1024.")
    }
  }

  func run() async throws {
    let language = Terminal.language
    let folder = output.folder
    let withPDFs = pdf
    let verification = Verification(
      folder: OutputOption.absolute(folder), environment: Terminal.environment,
      jobs: jobs ?? Terminal.processorCount, sampleSize: sample)
    do {
      let result = try await Interruption.cancelling {
        try await verification.run(withPDFs: withPDFs) { event in
          Terminal.showProgress(Messages.verifyingProgress(event).text(in: language))
        }
      }
      Terminal.showProgress("")
      for difference in result.differences {
        try Terminal.print(Messages.words(difference, in: folder).text(in: language))
      }
      try Terminal.flush()
      guard result.differences.isEmpty else {
        throw Failure.input(Messages.differs(result))
      }
      Terminal.printError(Messages.verified(result).text(in: language))
    } catch {
      Terminal.showProgress("")
      throw Failure(proof: error, folder: folder)
    }
  }
}

/// The option that every command on a built site takes.
struct OutputOption: ParsableArguments {
  @OptionGroup var site: ConfigOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder that a build wrote. (default: output, beside the config)", valueName: "dir"))
  var output: String?

  /// The output folder as messages show it.
  var folder: String { output ?? site.folder + "output" }

  func validate() throws {
    if output == "" || output?.contains("\u{FFFD}") == true {
      throw ValidationError("-o takes the name of a folder, in UTF-8.")
    }
  }

  /// The absolute path of a folder; programs that are run from elsewhere need it.
  static func absolute(_ folder: String) -> String {
    guard !folder.hasPrefix("/"), let directory = getcwd(nil, 0) else { return folder }
    defer { free(directory) }
    return "\(String(cString: directory))/\(folder)"
  }
}
