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
    Terminal.printError(Messages.initialised.text(in: Terminal.language))
  }
}

struct TemplatesCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "templates",
    abstract: "Copies a skin's built-in templates to templates/, to change them.")

  static let example = """
    paypress templates classic
    """

  @OptionGroup var site: ConfigOption

  @Argument(help: "classic, night, or shared for the parts that both include.")
  var skin: String

  func run() throws {
    let names = Set(TemplateLibrary.builtIn.map { $0.path.prefix { $0 != "/" } })
    guard names.contains(skin[...]) else {
      throw Failure.usage(Messages.unknownTemplates(skin, known: names.sorted().map(String.init)))
    }
    let folder = "\(site.folder)templates/\(skin)/"
    try NewFiles.write(TemplateLibrary.builtIn, under: "\(skin)/", to: folder)
  }
}

/// Files that a command writes into a project, never over others.
enum NewFiles {
  /// Writes those files whose path starts with a prefix, without it, and prints their names.
  ///
  /// - Throws: `Failure` when one of them is there already; then none is written.
  static func write(
    _ files: [(path: String, text: String)], under prefix: String, to folder: String
  ) throws {
    let chosen = files.filter { $0.path.hasPrefix(prefix) }.map { file in
      (path: folder + file.path.dropFirst(prefix.count), text: file.text)
    }
    do {
      try ProjectFiles.create(chosen)
    } catch let error as WritingError where error.isAlreadyThere {
      throw Failure.input(Messages.alreadyThere(error.path))
    } catch {
      throw Failure(error)
    }
    for file in chosen { try Terminal.print(file.path) }
    try Terminal.flush()
  }
}
