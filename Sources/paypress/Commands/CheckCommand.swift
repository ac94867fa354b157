internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

struct CheckCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: localized(
      "Checks everything that a build checks, and writes nothing.", "检查构建会检查的一切，不写入任何内容。"))

  static let example = """
    paypress check --strict
    """

  @OptionGroup var site: ConfigOption

  @Flag(help: .words("Fail on warnings too.", "有警告也算失败。"))
  var strict = false

  func run() throws {
    let checked = try site.checkedSite(isStrict: strict, needsOrders: false)
    let count = checked.catalogue.linkCount
    Terminal.report(
      Sentence("\(counted(count, "link")) can be built", "检查通过：\(count) 个链接可以构建"))
  }
}
