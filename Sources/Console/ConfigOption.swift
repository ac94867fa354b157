internal import ArgumentParser
internal import Catalog
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
  package var config = "paypress.yml"

  /// The folder that holds the config, ending in a slash; empty for the working directory.
  package var folder: String {
    config.lastIndex(of: "/").map { String(config[...$0]) } ?? ""
  }

  /// The output folder, unless an option names another one.
  package var outputFolder: String { folder + "output" }

  /// The command that shows every finding of this config.
  package var checkCommand: String {
    config == "paypress.yml" ? "paypress check" : "paypress check -c \(shellWord(config))"
  }

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
    needsOrders: Bool = true, output: String? = nil,
    showing display: FindingDisplay = FindingDisplay(),
    into sink: FindingSink = FindingSink()
  ) throws -> Site {
    let orders = KnownOrders(config: config, severity: needsOrders ? .error : .warning, sink: sink)
    let site: Site?
    do throws(ReadingError) {
      site = try Site.check(
        config, environment: Terminal.environment, gateway: gateway, into: sink,
        completing: orders.complete)
    } catch {
      throw Failure.config(error)
    }
    Terminal.report(sink, display, checkedBy: checkCommand)
    guard let site, !(isStrict && sink.warningCount > 0) else {
      throw Failure.refused(sink, isStrict: site != nil, isBuild: isBuild, display)
    }
    do {
      if let output {
        try PaperCopy(inOutput: output)?.check(site.catalogue.paper, besideConfig: config)
      }
    } catch {
      throw Failure(lost: error)
    }
    return site
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

/// A word as a shell takes it.
func shellWord(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { $0.isLetterOrDigit || "/._-".utf8.contains($0) }
  return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
}
