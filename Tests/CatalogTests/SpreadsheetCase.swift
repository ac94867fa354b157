import Catalog
import Foundation
import Support
import TestSupport
import Testing

/// A spreadsheet, and what must come of it.
struct SpreadsheetCase: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: Data
  /// Each finding as `error price-form C2`, in the order of the file.
  let findings: [String]
  /// Each link as `id|title|price|custom`; none if there are errors.
  let links: [String]
  /// The keys of the entry besides `rows`.
  var keys = #"id: "{sku}", title: "{name}", price: "{price}", stable: true"#

  init(_ name: String, _ bytes: Data, _ findings: [String] = [], links: [String] = []) {
    self.name = name
    self.bytes = bytes
    self.findings = findings
    self.links = links
  }

  init(_ name: String, _ text: String, _ findings: [String] = [], links: [String] = []) {
    self.init(name, Data(text.utf8), findings, links: links)
  }

  /// A text in an encoding as Python names it.
  init(
    _ name: String, _ text: String, in encoding: String.Encoding, mark: [UInt8] = [],
    _ findings: [String] = [], links: [String] = []
  ) {
    self.init(name, Data(mark) + (text.data(using: encoding) ?? Data()), findings, links: links)
  }

  /// One with other keys beside `rows`.
  func with(_ keys: String) -> SpreadsheetCase {
    var other = self
    other.keys = keys
    return other
  }

  /// One with more keys beside `rows`.
  func and(_ keys: String) -> SpreadsheetCase { with("\(self.keys), \(keys)") }

  var testDescription: String { name }

  /// Checks the spreadsheet.
  func check() throws {
    let folder = try TemporaryFolder()
    let config = CatalogueFixture.base + "links: [{ rows: a.csv, \(keys) }]\n"
    try folder.write(config, to: "paypress.yml")
    try folder.write(bytes, to: "a.csv")
    let sink = FindingSink()
    let catalogue = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)?.checkLinks().catalogue
    let found = sink.inFileOrder.map { finding in
      let place =
        finding.position.cell?.reference
        ?? (finding.position.file.hasSuffix(".yml") ? "config" : "file")
      return "\(finding.severity) \(finding.problem.code) \(place)"
    }
    let texts = sink.inFileOrder.map { $0.text(in: .english) }.joined(separator: "\n")
    #expect(found == findings, "\(texts)")
    var made: [String] = []
    let reader = catalogue?.makeReader()
    while let link = try reader?.next() {
      let price = link.address.price?.description ?? ""
      made.append("\(link.id)|\(link.title)|\(price)|\(link.address.custom ?? "")")
    }
    #expect(made == links, "\(texts)")
    #expect((sink.errorCount > 0) == (catalogue == nil))
  }
}

extension String.Encoding {
  /// GB18030, as Foundation numbers it.
  static let gb18030 = String.Encoding(rawValue: 0x8000_0632)
}
