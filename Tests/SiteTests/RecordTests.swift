import Foundation
import Pages
import Support
import TestSupport
import Testing

@testable import Site

/// A damaged, lost or forged record of a folder's files does no harm.
@Suite struct RecordTests {
  @Test func aFlippedBitAnywhereDoesNoHarm() throws {
    let site = try SiteFixture(links: 4)
    try #require(try site.build().status == 0)
    let record = "\(site.folder.path)/output/.paypress/record"
    let sound = try Data(contentsOf: URL(fileURLWithPath: record))
    try site.write(links: 3, price: "6")
    let expected = try site.clean()
    var random = Xorshift(seed: 7)
    for round in 0..<40 {
      // The first build again, one bit of its record flipped, then the second build.
      try? FileManager.default.removeItem(atPath: "\(site.folder.path)/output")
      try site.write(links: 4)
      try #require(try site.build().status == 0)
      var damaged = try Data(contentsOf: URL(fileURLWithPath: record))
      #expect(damaged.count == sound.count)
      if round % 4 == 3 {
        damaged = damaged.prefix(random.below(damaged.count))
      } else {
        damaged[random.below(damaged.count)] ^= UInt8(1 << random.below(8))
      }
      let name = round % 2 == 0 ? record : record + ".copy"
      try damaged.write(to: URL(fileURLWithPath: name))
      try site.write(links: 3, price: "6")
      let result = try site.build()
      #expect(result.status == 0, "\(round): \(result.error)")
      #expect(try site.output() == expected, "\(round)")
    }
  }

  @Test func aDamagedNoteOfTheBuildIsNotBelieved() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let note = "output/.paypress/build"
    let text = try site.folder.text(note)
    for damaged in [
      "", "nonsense", String(text.dropLast(9)), text.replacing("\n4\n", with: "\n5\n"),
    ] {
      try site.folder.write(damaged, to: note)
      let result = try site.build()
      #expect(result.error == BuildOutcome.unchanged(linkCount: 4))
    }
  }

  @Test(arguments: ["-1", "9", "x", ""])
  func aForgedNoteOfTheBuildIsNotBelieved(count: String) throws {
    let folder = try TemporaryFolder()
    let text = "\(count)\na\nb"
    let check = ContentDigest(Array(text.utf8)).hexadecimal
    try folder.write("paypress build 2\n\(check)\n\(text)", to: "build")
    #expect(BuildNote(readFrom: try FolderHandle(folder.path)) == nil)
  }

  @Test func aForgedRecordNeverDeletesAnything() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.folder.write("mine", to: "precious.txt")
    try site.folder.write("mine", to: "output/precious.txt")
    for name in [
      "/../precious.txt", "../../precious.txt", "//etc/hostname", "/pay/../../precious.txt",
    ] {
      for file in ["record", "record.copy"] {
        let path = URL(fileURLWithPath: "\(site.folder.path)/output/.paypress/\(file)")
        try (try Data(contentsOf: path) + Self.entry(name)).write(to: path)
      }
      try site.write(links: 3, price: "\(name.count)")
      let result = try site.build()
      #expect(result.status == 0, "\(result.error)")
      #expect(try site.folder.text("precious.txt") == "mine")
      #expect(try site.folder.text("output/precious.txt") == "mine")
    }
  }

  /// Files that somebody else put where a build might have.
  private static let ownFiles = [
    ("/old.txt", "old.txt"), ("/CNAME", "CNAME"), ("/print/mine.html", "print/mine.html"),
    ("/index-9.html", "index-9.html"), ("mine", "qr/mine.png"), ("mine", "qr/mine.svg"),
    ("mine", "pay/mine/index.html"),
  ]

  @Test(arguments: ownFiles)
  func aForgedEntryNeverDeletesAFileOfSomebodyElse(name: String, path: String) throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.folder.write("mine", to: "output/\(path)")
    let role: RecordedFile.Role =
      name.hasPrefix("/")
      ? .list : path.hasSuffix(".png") ? .png : path.hasSuffix(".svg") ? .svg : .page
    try Self.append(Self.entry(name, role), to: site)
    try site.write(links: 3, price: "8")
    let result = try site.build()
    #expect(result.status == 0, "\(result.error)")
    #expect(try site.folder.text("output/\(path)") == "mine")
    // What was on record and stays is named once.
    let isNamed = result.error.contains("output/\(path): warning: 1 file of links that are gone")
    #expect(isNamed == !["old.txt", "CNAME"].contains(path), "\(result.error)")
    #expect(try !site.build().error.contains("links that are gone"))
  }

  /// Even if the record has its digest.
  @Test(arguments: [
    ("mine", RecordedFile.Role.png, "qr/mine.png"), ("mine", .svg, "qr/mine.svg"),
    ("/print/mine.html", .list, "print/mine.html"), ("/notes.txt", .list, "notes.txt"),
  ])
  func whatDoesNotLookLikeAFileOfABuildStays(
    name: String, role: RecordedFile.Role, path: String
  ) throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.folder.write("mine", to: "output/\(path)")
    try Self.append(Self.entry(name, role, ContentDigest(Array("mine".utf8))), to: site)
    try site.write(links: 3, price: "8")
    #expect(try site.build().status == 0)
    #expect(try site.folder.text("output/\(path)") == "mine")
  }

  @Test func aFileThatWasDamagedInPlaceGoesWithItsLink() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let path = "\(site.folder.path)/output/qr/t-3.png"
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seek(toOffset: 40)
    try file.write(contentsOf: Data("damaged".utf8))
    try file.close()
    try site.write(links: 2)
    #expect(try site.build().status == 0)
    #expect(try site.output() == site.clean())
  }

  /// The third form has the digest of each PDF too.
  @Test(arguments: [2, 3])
  func aForgedListOfPDFsNeverDeletesAnythingElse(version: Int) throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let paths = ["mine.pdf", "print/mine.pdf", "print/a/b.pdf", "links.json", "print/x.txt"]
    for path in paths.dropLast(2) { try site.folder.write("mine", to: "output/\(path)") }
    try site.folder.write("mine", to: "output/print/x.txt")
    let digest = String(repeating: "0", count: 32)
    let digests = Array(repeating: digest, count: version - 1).joined(separator: "\t")
    let lines = paths.map { "\(digests)\tprint/mine.html\t\($0)\n" }
    try site.folder.write(
      "paypress printed \(version)\n" + lines.joined(), to: "output/.paypress/printed")
    try site.write(links: 3, price: "8")
    let result = try site.build()
    #expect(result.status == 0, "\(result.error)")
    for path in paths { #expect(site.folder.has("output/\(path)"), "\(path)") }
  }

  @Test func aRecordWithALinkTwiceIsNotBelieved() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    let path = URL(fileURLWithPath: "\(site.folder.path)/output/.paypress/record")
    let sound = try Data(contentsOf: path)
    for changesSomething in [false, true] {
      // All entries once more; every link is listed twice.
      try Self.append(sound.dropFirst(RecordCoding.firstLine.count), to: site)
      try site.write(links: 3, price: changesSomething ? "8" : "5")
      let result = try site.build()
      #expect(result.status == 0, "\(result.error)")
      #expect(try site.output() == site.clean())
    }
    #expect(try Data(contentsOf: path).count == sound.count)
  }

  private static func append(_ bytes: Data, to site: SiteFixture) throws {
    for file in ["record", "record.copy"] {
      let path = URL(fileURLWithPath: "\(site.folder.path)/output/.paypress/\(file)")
      try (try Data(contentsOf: path) + bytes).write(to: path)
    }
  }

  private static func entry(
    _ name: String, _ role: RecordedFile.Role = .list, _ content: ContentDigest = .none
  ) -> Data {
    let file = RecordedFile(role: role, inputs: .none, content: content, signature: .none)
    var bytes: [UInt8] = []
    RecordCoding.append(RecordEntry(name: name, files: [file]), to: &bytes)
    return Data(bytes)
  }
}
