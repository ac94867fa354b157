internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import QRImage
internal import Site
internal import Support

struct ShowCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: localized("Shows the code of one link in the terminal.", "在终端里显示一个链接的二维码。"))

  static let example = """
    paypress show counter
    paypress show counter --format svg > counter.svg
    """

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case svg
    case pdf
    case eps
  }

  @OptionGroup var site: ConfigOption

  @Option(
    help: .words(
      "Characters for a terminal or a text file, or a file in vectors; pdf and eps in black ink alone.",
      "用于终端或文本文件的字符，或矢量文件；pdf 和 eps 只用黑色油墨。"))
  var format = Format.text

  @OptionGroup var findings: FindingOptions

  @Argument(help: .words("The id of the link.", "链接的 id。"))
  var id: String

  func run() throws {
    let catalogue = try site.checkedCatalogue(showing: findings.display(.errorsOrCount))
    do {
      let link = try find(id, in: catalogue)
      try show(link, in: catalogue)
    } catch {
      throw Failure(error)
    }
  }

  private func find(_ id: String, in catalogue: Catalogue) throws -> Link {
    let reader = catalogue.makeReader()
    var ids: [String] = []
    while let link = try reader.next() {
      if link.id == id { return link }
      ids.append(link.id)
    }
    throw Failure.input(.unknownLink(id, known: ids))
  }

  /// A file in ASCII.
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func show(_ link: Link, in catalogue: Catalogue) throws {
    let symbol = try QRSymbol(link.codeText, size: link.symbolSize)
    let width = catalogue.outline.site.qr.png.printedWidthInMillimetres(of: symbol.size)
    switch format {
    case .svg: try Terminal.printRaw(symbol.svg(widthInMillimetres: width))
    case .pdf: try Terminal.printRaw(Self.text(symbol.pdf(widthInMillimetres: width)))
    case .eps: try Terminal.printRaw(Self.text(symbol.eps(widthInMillimetres: width)))
    case .text:
      try Terminal.printRaw(symbol.terminalText(Terminal.isOutputTerminal ? .coloured : .plain))
      let price = link.address.price.map { "¥\($0)" }
      let facts = [link.title, price ?? Sentence("any amount", "任意金额").text(in: Terminal.language)]
      try Terminal.print(facts.joined(separator: " · "))
      if let short = link.shortURL { try Terminal.print(short) }
      try Terminal.print(link.url)
    }
  }
}

extension Problem {
  fileprivate static func unknownLink(_ id: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no link \(quoted(id))", "没有 id 为 \(quoted(id)) 的链接"),
      hint: suggestion(id, known))
  }
}
