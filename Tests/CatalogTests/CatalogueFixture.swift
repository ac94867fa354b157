import Catalog
import Support
import TestSupport
import Testing

/// A checked config in its own folder.
struct CatalogueFixture {
  let folder: TemporaryFolder
  let sink = FindingSink()
  let catalogue: Catalogue?

  /// Writes a config and its spreadsheets, and checks them.
  init(
    _ config: String, files: [String: String] = [:], environment: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    for (name, text) in files { try folder.write(text, to: name) }
    catalogue = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: environment, into: sink
    )?.checkLinks().catalogue
  }

  /// The findings as text, with paths relative to the folder.
  var texts: [String] {
    sink.inFileOrder.map { $0.text(in: .english).replacing(folder.path + "/", with: "") }
  }

  /// All links of a catalogue that has no errors.
  func links() throws -> [Link] {
    let catalogue = try #require(catalogue, "\(texts)")
    let reader = catalogue.makeReader()
    var links: [Link] = []
    while let link = try reader.next() { links.append(link) }
    return links
  }

  /// What every config needs besides the tested part, which starts in line 7.
  static let base = """
    site: { title: Test, language: en }
    merchants:
      shop:
        name: Shop
        appkey: 00112233445566778899aabbccddeeff
        tokens: { counter: abc }

    """
}
