internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Print
internal import Site
internal import Support

/// The option of commands that work without a config, but use one if given.
struct StockOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("config")],
    help: .words(
      "A YAML file whose own stocks are known too. (default: paypress.yml, where there is one)",
      "一个 YAML 文件，其中自定义的标签纸也可使用。（默认：paypress.yml，如果有）", value: "file"),
    completion: .file(extensions: ["yml", "yaml"]))
  var config: String?

  func validate() {
    if let config { AdvisedCommand.take(config: config) }
  }

  /// The built-in stocks, then those of the config.
  ///
  /// - Throws: `Failure` when the config is unreadable or its stocks are wrong; other mistakes are
  ///   ignored.
  func stocks() throws -> [Stock] {
    let own = try ownStocks()
    return Stock.builtIn.filter { own[$0.name] == nil }
      + own.values.sorted { $0.name < $1.name }
  }

  private func ownStocks() throws -> [String: Stock] {
    let usual = AdvisedCommand.usualConfig
    guard config != nil || !InputFile.isMissing(usual) else { return [:] }
    let sink = FindingSink()
    let loaded: LoadedConfig?
    do throws(ReadingError) {
      loaded = try LoadedConfig.load(
        config ?? usual, environment: Terminal.environment, into: sink)
    } catch {
      throw Failure.config(error)
    }
    let findings = sink.inFileOrder.filter { finding in
      finding.severity == .error
        && (loaded?.yamlErrors.contains(finding) != false
          || finding.keyPath?.prefix(while: { $0 != "." }) == "stocks")
    }
    guard let loaded, findings.isEmpty else {
      let errors = FindingSink()
      for finding in findings { errors.report(finding) }
      Terminal.report(errors, FindingDisplay(), checkedBy: command("check", on: config ?? usual))
      throw Failure.findings(
        Problem(Sentence(counted(findings.count, "error"), "\(findings.count) 个错误")))
    }
    return loaded.outline.stocks
  }
}
