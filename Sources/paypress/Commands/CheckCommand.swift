internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

struct CheckCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks everything that a build checks, and writes nothing.")

  static let example = """
    paypress check --strict
    """

  @OptionGroup var site: ConfigOption

  @Flag(help: "Fail on warnings too.")
  var strict = false

  func run() throws {
    let checked = try site.checkedSite(isStrict: strict, needsOrders: false)
    let count = checked.catalogue.linkCount
    Terminal.report(
      Sentence("\(counted(count, "link")) can be built", "检查通过：\(count) 个链接可以构建"))
  }
}
