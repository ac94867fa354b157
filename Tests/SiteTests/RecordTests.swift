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
      #expect(result.error == "4 links in output: 0 files written, 18 unchanged, 0 removed\n")
    }
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

  @Test func aForgedEntryThatIsWellFormedIsTakenForOurs() throws {
    let site = try SiteFixture(links: 3)
    try #require(try site.build().status == 0)
    try site.folder.write("stale", to: "output/old.txt")
    for file in ["record", "record.copy"] {
      let path = URL(fileURLWithPath: "\(site.folder.path)/output/.paypress/\(file)")
      try (try Data(contentsOf: path) + Self.entry("/old.txt")).write(to: path)
    }
    try site.write(links: 3, price: "8")
    #expect(try site.build().error.contains(" 1 removed\n"))
    #expect(!site.folder.has("output/old.txt"))
  }

  private static func entry(_ name: String) -> Data {
    let file = RecordedFile(role: .list, inputs: .none, content: .none, signature: .none)
    var bytes: [UInt8] = []
    RecordCoding.append(RecordEntry(name: name, files: [file]), to: &bytes)
    return Data(bytes)
  }
}
