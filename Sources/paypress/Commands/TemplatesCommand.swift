internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Site
internal import Support

struct TemplatesCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: localized(
      "Copies a skin's built-in templates to templates/, to change them.",
      "把一种外观的内置模板复制到 templates/，供您修改。"))

  static let example = """
    paypress templates classic
    """

  @OptionGroup var site: ConfigOption

  @Argument(
    help: .words(
      "classic, night, or shared for the parts that both include.", "classic、night，或两者共用的部分 shared。"
    ))
  var skin: String

  func run() throws {
    let names = Set(TemplateLibrary.builtIn.map { $0.path.prefix { $0 != "/" } })
    guard names.contains(skin[...]) else {
      throw Failure.usage(.unknownTemplates(skin, known: names.sorted().map(String.init)))
    }
    let folder = "\(site.folder)templates/\(skin)/"
    try NewFiles.write(TemplateLibrary.builtIn, under: "\(skin)/", to: folder)
  }
}

extension Problem {
  fileprivate static func unknownTemplates(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence(
        "there are no built-in templates \(quoted(name))", "没有名为 \(quoted(name)) 的内置模板"),
      hint: suggestion(name, known))
  }
}
