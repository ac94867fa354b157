internal import ArgumentParser
package import Catalog
package import GatePay
package import Site
package import Support

/// The option that every command on a site takes.
package struct ConfigOption: ParsableArguments {
  package init() {}

  @Option(
    name: [.customShort("c"), .customLong("config")],
    help: .words("The YAML file.", "YAML 配置文件。", value: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  package var config = AdvisedCommand.usualConfig

  package func validate() {
    AdvisedCommand.take(config: config)
  }

  /// The folder that holds the config, ending in a slash; empty for the working directory.
  package var folder: String {
    config.lastIndex(of: "/").map { String(config[...$0]) } ?? ""
  }

  /// The output folder, unless an option names another one.
  package var outputFolder: String { folder + "output" }

  /// The command that shows every finding of this config.
  package var checkCommand: String { command("check", on: config) }

  /// Checks the site and prints its findings.
  ///
  /// - Parameters:
  ///   - isStrict: whether warnings count as errors.
  ///   - isBuild: whether the site is to be written.
  ///   - gateway: replaces the config's.
  ///   - needsOrders: whether a link without a created order is an error.
  ///   - output: the output folder whose copy of the file of paper shows what that file has lost.
  ///   - display: how the findings are shown.
  ///   - sink: receives the findings.
  package func checkedSite(
    isStrict: Bool = false, isBuild: Bool = false, gateway: Gateway? = nil,
    needsOrders: Bool = true, output: String? = nil, unfetched: UnfetchedPaper? = nil,
    showing display: FindingDisplay = FindingDisplay(),
    into sink: FindingSink = FindingSink()
  ) throws -> Site {
    try checked(
      isStrict, isBuild, needsOrders, output, unfetched, display, sink, catalogue: \.catalogue
    ) { orders throws(ReadingError) in
      try Site.check(
        config, environment: Terminal.environment, gateway: gateway, into: sink,
        completing: orders.complete)
    }
  }

  /// Checks the site for a command that renders nothing, and prints its findings; the parameters
  /// are those of `checkedSite`.
  package func checkedCatalogue(
    isStrict: Bool = false, gateway: Gateway? = nil, needsOrders: Bool = true,
    output: String? = nil, unfetched: UnfetchedPaper? = nil,
    showing display: FindingDisplay = FindingDisplay(),
    into sink: FindingSink = FindingSink()
  ) throws -> Catalogue {
    try checked(
      isStrict, false, needsOrders, output, unfetched, display, sink, catalogue: \.self
    ) { orders throws(ReadingError) in
      try Site.checkedCatalogue(
        config, environment: Terminal.environment, gateway: gateway, into: sink,
        completing: orders.complete)
    }
  }

  private func checked<Checked>(
    _ isStrict: Bool, _ isBuild: Bool, _ needsOrders: Bool, _ output: String?,
    _ unfetched: UnfetchedPaper?, _ display: FindingDisplay, _ sink: FindingSink,
    catalogue: (Checked) -> Catalogue,
    check: (KnownOrders) throws(ReadingError) -> Checked?
  ) throws -> Checked {
    let orders = KnownOrders(config: config, severity: needsOrders ? .error : .warning, sink: sink)
    let checked: Checked?
    do throws(ReadingError) {
      checked = try check(orders)
    } catch {
      throw Failure.config(error)
    }
    if let output { try reportLoss(in: output, into: sink) }
    if let checked, let unfetched {
      sink.report(unfetched.finding(forwards: catalogue(checked).outline.forwards))
    }
    Terminal.report(sink, display, checkedBy: checkCommand)
    guard let checked, sink.errorCount == 0, !(isStrict && sink.warningCount > 0) else {
      let isStrict = sink.errorCount == 0
      throw Failure.refused(sink, isStrict: isStrict, isBuild: isBuild, display)
    }
    return checked
  }

  /// Prints more findings about a site that was checked.
  ///
  /// - Parameters:
  ///   - isStrict: whether warnings count as errors.
  ///   - isBuild: whether the site is to be written.
  ///   - sink: has the findings of the check, and receives these.
  /// - Throws: `Failure` if one of them is an error.
  package func report(
    _ findings: [Finding], isStrict: Bool = false, isBuild: Bool = false,
    showing display: FindingDisplay, into sink: FindingSink
  ) throws {
    guard !findings.isEmpty else { return }
    let (count, new) = (sink.findings.count, FindingSink())
    for finding in findings { sink.report(finding) }
    // As the sink has them, without secrets.
    for finding in sink.findings.dropFirst(count) { new.report(finding) }
    Terminal.report(new, display, checkedBy: checkCommand)
    guard new.errorCount == 0, !(isStrict && new.warningCount > 0) else {
      throw Failure.refused(
        sink, isStrict: sink.errorCount == 0, isBuild: isBuild, display)
    }
  }

  /// Reports what the file of paper lacks of the copy in an output folder, besides all other errors.
  private func reportLoss(in output: String, into sink: FindingSink) throws {
    do {
      try PaperCopy(inOutput: output)?.checkedLedger(besideConfig: config)
    } catch let lost as PaperLost {
      sink.report(lost.finding)
    } catch is Finding where sink.errorCount > 0 {
      // The check has reported that the file is damaged,
    } catch let error as ReadingError
      where sink.errorCount > 0 && error.path == PaperFile.path(besideConfig: config)
    {
      // or cannot be read.
    } catch {
      throw Failure(build: error)
    }
  }

  /// Checks the site for a preview: without the orders that it lacks, and printing nothing.
  ///
  /// - Parameters:
  ///   - gateway: replaces the config's.
  ///   - sink: receives the findings.
  /// - Returns: nil if there are errors.
  package func site(gateway: Gateway?, into sink: FindingSink) throws -> Site? {
    let orders = KnownOrders(config: config, severity: .warning, sink: sink)
    do throws(ReadingError) {
      return try Site.check(
        config, environment: Terminal.environment, gateway: gateway, into: sink,
        completing: orders.complete)
    } catch {
      throw Failure.config(error)
    }
  }

  /// Checks the config of another state of the site, as it would be built.
  package static func site(
    of config: String, into sink: FindingSink
  ) throws(ReadingError) -> Site? {
    let orders = KnownOrders(config: config, severity: .warning, sink: sink)
    return try Site.check(
      config, environment: Terminal.environment, into: sink, completing: orders.complete)
  }
}
