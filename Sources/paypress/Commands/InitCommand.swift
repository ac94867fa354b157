internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Site
internal import Support

struct InitCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes a commented config that builds at once.")

  static let example = """
    paypress init shop
    """

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case shop
    case marketer
    case site
  }

  @Argument(
    help: ArgumentHelp(
      """
      For a shop with a few prices and tables, a marketer with a spreadsheet, or a site that builds \
      in CI.
      """))
  var kind = Kind.shop

  @Option(
    help: ArgumentHelp(
      "The language of the config: zh-CN or en. (default: that of the messages)",
      valueName: "language"))
  var language: String?

  func validate() throws {
    if let language, Language(rawValue: language) == nil {
      throw ValidationError("--language takes zh-CN or en.")
    }
  }

  func run() throws {
    let language = language.flatMap(Language.init) ?? Terminal.language
    let prefix = "\(language.rawValue)/\(kind.rawValue)/"
    try NewFiles.write(EmbeddedFiles.all, under: prefix, to: "")
    Terminal.report(
      Sentence(
        "now run `paypress build` and open output/index.html",
        "接下来运行 `paypress build`，然后打开 output/index.html"))
  }
}
