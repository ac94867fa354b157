import Catalog
import Foundation
import Support
import TestSupport
import Testing

@testable import Site

@Suite struct BuildNoteTests {
  private static let config = """
    site: { title: "${TITLE}", language: en }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
    links: [{ id: "{sku}", rows: a.csv }, { id: open, price: 5 }]
    """

  /// Checks a site and writes its note; nil if it has errors.
  private static func note(_ folder: TemporaryFolder) throws -> BuildNote? {
    let sink = FindingSink()
    let site = try Site.check(
      "\(folder.path)/paypress.yml", environment: ["TITLE": "Tea"], into: sink)
    let summary = Site.Summary(linkCount: 3, writtenCount: 4, unchangedCount: 5)
    return try BuildNote(of: #require(site, "\(sink.findings)"), summary: summary)
  }

  @Test func aNoteHoldsUntilAnInputChanges() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    try folder.write("sku\na\nb\n", to: "a.csv")
    let written = try #require(try Self.note(folder))
    try written.write(FolderHandle(folder.path))
    let note = try #require(BuildNote(readFrom: FolderHandle(folder.path)))
    #expect(note == written)
    let config = "\(folder.path)/paypress.yml"
    #expect(note.holds(config: config, environment: ["TITLE": "Tea", "OTHER": "x"]))
    #expect(!note.holds(config: config, environment: ["TITLE": "Cake"]))
    #expect(!note.holds(config: config, environment: [:]))
    #expect(!note.holds(config: "other.yml", environment: ["TITLE": "Tea"]))
    try folder.write("sku\na\nc\n", to: "a.csv")
    #expect(!note.holds(config: config, environment: ["TITLE": "Tea"]))
  }

  @Test func aNoteRepeatsTheFindingsInBothLanguages() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    try folder.write("sku\na\nb\n", to: "a.csv")
    let note = try #require(try Self.note(folder))
    let result = try #require(note.result)
    var none = LinkChanges()
    (none.oldCount, none.newCount) = (3, 3)
    #expect(
      result.summary == Site.Summary(linkCount: 3, unchangedCount: 9, changes: none))
    // The price that the payer may change.
    let finding = try #require(result.findings.first { $0.problem.code == "open-price" })
    #expect(finding.text(in: .english).contains("paypress.yml:4:"))
    #expect(finding.text(in: .chinese).contains("paypress.yml:4:"))
  }

  @Test func aNoteThatWasDamagedIsNotRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    try folder.write("sku\na\nb\n", to: "a.csv")
    try #require(try Self.note(folder)).write(FolderHandle(folder.path))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/build"))
    var random = Xorshift(seed: 11)
    for _ in 0..<200 {
      var damaged = bytes
      damaged[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      try damaged.write(to: URL(fileURLWithPath: "\(folder.path)/build"))
      #expect(try BuildNote(readFrom: FolderHandle(folder.path)) == nil)
    }
  }
}
