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

  /// The file beside a config, whose output folder may be named by an option.
  init(site: ConfigOption, output: String? = nil) {
    self.site = site
    self.output = output ?? site.outputFolder
  }

  /// The path of the file.
  var path: String { PaperFile.path(besideConfig: site.config) }

  /// The checked site; only errors are printed.
  func checkedSite() throws -> Site {
    try site.checkedSite(needsOrders: false, output: output, showing: FindingDisplay(.errors))
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
      let ledger = try PaperFile.contents(of: path).ledger
      try PaperCopy(inOutput: output)?.check(ledger, besideConfig: site.config)
      return ledger
    } catch let lost as PaperLost {
      throw Failure(lost: lost)
    } catch let damage as PaperDamage {
      throw Failure(PaperFile.finding(damage, path))
    } catch {
      throw Failure(error)
    }
  }

  /// Changes the file.
  func update(_ change: (inout PaperLedger) -> Void) throws {
    var ledger = PaperLedger()
    let update: PaperFile.Update?
    do {
      update = try PaperFile.update(
        path, onWait: { Terminal.report(.waiting(path, holder: nil)) }
      ) {
        change(&$0)
        ledger = $0
      }
    } catch {
      throw Failure(error)
    }
    guard let update else { return }
    PaperCopy(inOutput: output)?.keep(ledger)
    if update.isFirst, let advice = GitAttributes.advice(on: path) { Terminal.report(advice) }
  }
}

/// The day of an option, or today.
enum PaperDay {
  /// Checks the text of an option.
  static func check(_ text: String?) throws {
    if let text, UTCTime.daysSince1970(ofDate: text) == nil {
      throw ValidationError(
        localized(
          "--date takes a day such as 2026-11-02, not \(quoted(text))",
          "--date 需要 2026-11-02 这样的日期，不是 \(quoted(text))"))
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
