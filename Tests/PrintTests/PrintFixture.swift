import Catalog
import Print
import Support
import TestSupport
import Testing

struct PrintFixture {
  let folder: TemporaryFolder
  let sink = FindingSink()
  let catalogue: Catalogue?

  /// Writes a config and its pictures, and checks its print jobs.
  ///
  /// - Parameters:
  ///   - print: the entries under `print:`, without indentation.
  ///   - links: the entries under `links:`.
  ///   - rest: more at the top level.
  ///   - name: of the first shop, or its names in braces.
  ///   - token: of the first shop.
  ///   - appkey: of the first shop; a documentation sample makes its links samples.
  init(
    _ print: String, links: String = Self.links, rest: String = "",
    files: [String: [UInt8]] = [:], name: String = "Shop", token: String = "abc",
    appkey: String = "00112233445566778899aabbccddeeff"
  ) throws {
    folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(.init(bytes), to: path) }
    func indented(_ text: String) -> String { text.replacing("\n", with: "\n  ") }
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        shop:
          name: \(name.hasPrefix("{") ? name : "\"\(name)\"")
          appkey: "\(appkey)"
          tokens: { counter: "\(token)" }
        other: { name: Other, appkey: 00112233445566778899aabbccddeefe, tokens: { t: xyz } }
      defaults: { token: shop/counter }
      \(rest)
      links:
        \(indented(links))
      print:
        \(indented(print))
      """, to: "paypress.yml")
    catalogue = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)?.checkLinks().catalogue
    guard let catalogue else { return }
    var check = JobChecker(catalogue.outline, into: sink)
    let reader = catalogue.makeReader()
    while let link = try reader.next() { check.examine(link) }
    check.finish()
  }

  /// Two priced links, one open one and three tables.
  static let links = """
    - { id: counter, title: Counter }
    - { id: tea, title: A cup of tea, price: 12, stable: true, tags: [drinks, "hot, cheap"] }
    - { id: cake, title: Cake, price: 28.50, stable: true, merchant: other, token: t, tags: food }
    - { id: "table-{n}", each: { n: [1, 2, 10] }, title: "Table {n}", custom: "t{n}", stable: true }
    """

  /// The findings as text with their codes, without the folder.
  var texts: [String] {
    sink.inFileOrder.map { finding in
      var text = DiagnosticText(finding.diagnostic, .english)
      text.showsCode = true
      return text.text.replacing(folder.path + "/", with: "")
    }
  }

  /// The severities and codes of the findings, such as `warning distance`.
  var checks: Set<String> {
    Set(sink.findings.map { "\($0.severity.rawValue) \($0.problem.code)" })
  }

  /// The sheets of each job.
  func sheets() throws -> [[Sheet]] {
    let catalogue = try #require(catalogue, "\(texts)")
    try #require(sink.errorCount == 0, "\(texts)")
    return try JobTypesetter.all(of: catalogue.outline).map { typesetter in
      var typesetter = typesetter
      var sheets: [Sheet] = []
      let reader = catalogue.makeReader()
      while let link = try reader.next() { sheets += try typesetter.add(link) }
      return try sheets + typesetter.finish()
    }
  }

  /// The ids of the links on each sheet of the only job.
  func ids() throws -> [[String]] {
    try #require(sheets().first).map { $0.codes.map(\.code.link) }
  }
}
