internal import ArgumentParser
internal import Catalog
package import GatePay
package import Site
internal import Support

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

  /// Checks the site and prints every finding.
  ///
  /// - Parameters:
  ///   - isStrict: whether warnings count as errors.
  ///   - isBuild: whether the site is to be written.
  ///   - gateway: replaces the config's.
  ///   - needsOrders: whether a link without a created order is an error.
  ///   - isQuiet: whether to hold warnings back, because they are printed later.
  package func checkedSite(
    isStrict: Bool = false, isBuild: Bool = false, gateway: Gateway? = nil,
    needsOrders: Bool = true, isQuiet: Bool = false
  ) throws -> Site {
    let sink = FindingSink()
    let orders = KnownOrders(config: config, severity: needsOrders ? .error : .warning, sink: sink)
    let site: Site?
    do throws(ReadingError) {
      site = try Site.check(
        config, environment: Terminal.environment, gateway: gateway, into: sink,
        completing: orders.complete)
    } catch {
      throw Failure.config(error)
    }
    for finding in sink.inFileOrder where !isQuiet || finding.severity == .error {
      Terminal.report(finding.diagnostic)
    }
    guard let site, !(isStrict && sink.warningCount > 0) else {
      throw Failure.refused(sink, isStrict: site != nil, isBuild: isBuild)
    }
    return site
  }
}
