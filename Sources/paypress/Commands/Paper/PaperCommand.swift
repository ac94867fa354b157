internal import ArgumentParser
internal import Catalog
internal import Console
internal import Paper
internal import Site
internal import Support

/// `paper` with its verbs.
struct PaperCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "paper",
    abstract: localized(
      "Remembers what was printed, and says which of it is wrong now.",
      "记住印了什么，并指出哪些现在有错。"),
    subcommands: [
      PaperMarkCommand.self, PaperListCommand.self, PaperStaleCommand.self, PaperGoneCommand.self,
      PaperStampCommand.self, PaperReprintCommand.self,
    ])

  static let example = """
    paypress build
    paypress paper list
    """
}

/// Reads and changes the file of paper of a config.
struct PaperAccess {
  let site: ConfigOption
  /// The output folder that keeps a copy of the file.
  let output: String
  /// What git says of the file, if it is gone.
  private let missing: PaperHistory.Missing?

  /// The file beside a config.
  init(site: ConfigOption, output: String) async {
    self.site = site
    self.output = output
    missing = await PaperHistory.missing(besideConfig: site.config, output: output, .always)
  }

  /// The file beside the config of a built site, for a command that starts no thread unless git has
  /// to be asked.
  init(ofSmallCommand built: OutputOption) {
    site = built.site
    output = built.folder
    missing = PaperHistory.missingForSmallCommand(
      besideConfig: site.config, output: output, .always)
  }

  var path: String { PaperFile.path(besideConfig: site.config) }

  /// The checked site; only errors are printed.
  func checkedSite() throws -> Site {
    let sink = FindingSink()
    if let lost = missing?.lost { sink.report(lost.finding) }
    return try site.checkedSite(
      needsOrders: false, output: output, unfetched: missing?.unfetched,
      showing: FindingDisplay(.errors), into: sink)
  }

  /// The pieces on record, compared with the config.
  func review(includingGone: Bool = false) throws -> PaperReview {
    let site = try checkedSite()
    do {
      return try site.paperReview(includingGone: includingGone)
    } catch {
      throw Failure(error)
    }
  }

  /// The facts on record.
  func ledger() throws -> PaperLedger {
    do {
      if let lost = missing?.lost { throw lost }
      if let copy = try PaperCopy(inOutput: output) {
        return try copy.checkedLedger(besideConfig: site.config)
      }
      return try PaperFile.read(path) { $0 }
    } catch {
      throw Failure(build: error)
    }
  }

  /// Changes the file.
  func update(_ change: (inout PaperLedger) -> Void) throws {
    let update: PaperFile.Update?
    do {
      update = try PaperFile.update(
        path, onWait: { Terminal.report(.waiting(path, holder: nil)) }, add: change)
    } catch {
      throw Failure(error)
    }
    guard let update else { return }
    (try? PaperCopy(inOutput: output))?.keep(besideConfig: site.config)
    if update.isFirst, let words = GitAttributes.add(for: path) { Terminal.report(words) }
  }
}

/// The day of an option, or today.
enum PaperDay {
  /// Checks the text of an option: a day up to today.
  static func check(_ text: String?) throws {
    guard let text else { return }
    guard let days = UTCTime.daysSince1970(ofDate: text) else {
      throw ValidationError(
        localized(
          "--date takes a day such as 2026-11-02, not \(quoted(text))",
          "--date 需要 2026-11-02 这样的日期，不是 \(quoted(text))"))
    }
    let today = day(nil)
    if let limit = UTCTime.daysSince1970(ofDate: today), days > limit {
      throw ValidationError(
        localized(
          "--date takes a day that has come, and today is \(today)",
          "--date 不能晚于今天（\(today)）"))
    }
  }

  /// The day, in the machine's time zone without an option.
  static func day(_ text: String?) -> String {
    text
      ?? Clock.localDay.flatMap {
        CalendarDay(year: $0.year, month: $0.month, day: $0.day)?.description
      } ?? UTCTime.date(daysSince1970: Clock.now / 86_400)
  }
}
