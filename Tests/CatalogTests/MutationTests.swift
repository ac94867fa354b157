import Catalog
import Foundation
import Support
import TestSupport
import Testing

/// No input may crash a reader; every refusal has a position and a reason.
///
/// The fuzzer of `scripts/promises` goes on for hours; `PAYPRESS_LONG_TESTS=1` runs more here.
@Suite struct MutationTests {
  private static let count =
    ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] == nil ? 1_000 : 4_000

  @Test(.timeLimit(.minutes(5)))
  func noConfigCrashesTheReader() throws {
    let folder = try TemporaryFolder()
    let seeds = try ["teahouse", "two-merchants"].map { name in
      let path = "\(Tool.packageFolder)/examples/\(name)/paypress.yml"
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    var mutator = Mutator(
      seed: 1,
      fragments: [
        "{", "}", "[", "]", "{n}", "{{", "${", "${PATH}", "&a ", "*a", "!!str ", "- ", ": ", ":",
        "\n",
        "\r\n", "\t", "\"", "'", "#", "|\n", ">\n", "~", "null", "1..9", "9..1", "any",
        "stable: true", "\u{0}",
        "\u{FEFF}", "\u{202E}", "---\n", "? ", "<<: ", "%YAML 1.2\n", "1e9", "0.00", "茶", "🍵",
        "rows: x.csv",
      ])
    for number in 0..<Self.count {
      let data = Data(mutator.mutate(seeds[number % seeds.count]))
      try folder.write(data, to: "paypress.yml")
      try Self.check(folder, data)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func noSpreadsheetCrashesTheReader() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      CatalogueFixture.base + """
        links: [{ id: "{id}", rows: a.csv, title: "{title}", price: "{price}", note: "{note}", custom: "{id}", stable: true }]
        """, to: "paypress.yml")
    let seed = Array(
      "id,title,price,note\r\na,Tea,1.50,\"x\r\ny\"\r\nb,\"C, \"\"d\"\"\",2,\r\nc,茶,3.00,z\r\n".utf8
    )
    var mutator = Mutator(
      seed: 2,
      fragments: [
        ",", ";", "\t", "\"", "\"\"", "\r", "\n", "\r\n", "\u{0}", "\u{FEFF}", "0", "-1", "any",
        "茶", "🍵", "'",
        "{n}", "${x}", "=1+1", "\u{202E}", "con",
      ])
    for _ in 0..<Self.count {
      let data = Data(mutator.mutate(seed))
      try folder.write(data, to: "a.csv")
      try Self.check(folder, data)
    }
  }

  private static func check(_ folder: TemporaryFolder, _ data: Data) throws {
    let sink = FindingSink()
    let catalogue = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)?.checkLinks().catalogue
    let input = String(decoding: data, as: UTF8.self)
    #expect((catalogue == nil) == (sink.errorCount > 0), "\(input)")
    for finding in sink.findings {
      #expect(finding.position.line > 0 && finding.position.column > 0, "\(input)")
      #expect(!finding.problem.message.english.isEmpty, "\(input)")
    }
    guard let catalogue else { return }
    let reader = catalogue.makeReader()
    var count = 0
    while let link = try reader.next() {
      count += 1
      #expect(link.url.hasPrefix(catalogue.outline.gateway.origin), "\(input)")
    }
    #expect(count == catalogue.linkCount, "\(input)")
  }
}
