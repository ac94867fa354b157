internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Site
internal import Support

struct InitCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: localized("Writes a commented config that builds at once.", "写一份带注释、立即可以构建的配置。"),
    discussion: localized(
      "In a terminal and without an argument, it asks five questions first.",
      "在终端里不带参数运行时，先问五个问题。"))

  static let example = """
    paypress init shop
    """

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case shop
    case marketer
    case site

    /// The next step with the config.
    var next: Sentence {
      let build = Sentence(
        "now run `paypress build` and open output/index.html",
        "接下来运行 `paypress build`，然后打开 output/index.html")
      guard self == .shop else { return build }
      return Sentence(
        "\(build.english); then `paypress print` writes the posters and table cards as PDFs to "
          + "output/print/",
        "\(build.chinese)；再运行 `paypress print`，海报和桌卡会成为 output/print/ 里的 PDF")
    }
  }

  @Argument(
    help: .words(
      "For a shop with a few prices and tables, a marketer with a spreadsheet, or a site that "
        + "builds in CI.",
      "shop：有几样价格和几张桌子的小店；marketer：用表格做推广；site：在 CI 里构建的网站。"))
  var kind: Kind?

  @Option(
    help: .words(
      "The language of the config: zh-CN or en. (default: that of the messages)",
      "配置的语言：zh-CN 或 en。（默认：与消息相同）", value: "language"))
  var language: String?

  private static let config = "paypress.yml"

  func validate() throws {
    if let language, Language(rawValue: language) == nil {
      throw ValidationError(localized("--language takes zh-CN or en", "--language 需要 zh-CN 或 en"))
    }
  }

  func run() throws {
    let given = language.flatMap(Language.init)
    let attributes = GitAttributes()
    if kind == nil, ShopQuestions.canAsk, InputFile.isMissing(Self.config) {
      let questions = ShopQuestions(language: given)
      guard let config = questions.ask() else { return }
      try NewFiles.write([(Self.config, config)] + attributes.newFiles, under: "", to: "")
      Terminal.report(Kind.shop.next)
      if let advice = attributes.advice { Terminal.report(advice) }
      return
    }
    let kind = kind ?? .shop
    let prefix = "\((given ?? Terminal.language).rawValue)/\(kind.rawValue)/"
    let files = EmbeddedFiles.all + attributes.newFiles.map { (prefix + $0.path, $0.text) }
    try NewFiles.write(files, under: prefix, to: "")
    Terminal.report(kind.next)
    if let advice = attributes.advice { Terminal.report(advice) }
  }
}
