import Foundation
import Pages
import Support
import TestSupport
import Testing

@testable import Site

@Suite struct RecordCodingTests {
  private static func file(_ role: RecordedFile.Role, _ number: UInt64) -> RecordedFile {
    RecordedFile(
      role: role, isStaged: number % 2 == 0, inputs: ContentDigest(high: number, low: .max),
      content: ContentDigest(high: 0, low: number),
      signature: FileSignature(byteCount: number, changeTime: -7, inode: .max - number))
  }

  private static let entries = [
    RecordEntry(name: "tea", files: [file(.png, 1), file(.page, 2)]),
    RecordEntry(
      name: "x", fansOut: true, files: [file(.png, 3), file(.svg, 4), file(.page, 5)]),
    RecordEntry(name: "nothing-left"),
    RecordEntry.list("assets/style-0123456789abcdef.css", [file(.list, 6)]),
  ]

  private static func write(_ entries: [RecordEntry], _ folder: TemporaryFolder) throws -> String {
    let output = try RecordOutput(["record", "record.copy"], in: FolderHandle(folder.path))
    for entry in entries { try output.append(entry) }
    try output.replace()
    return "\(folder.path)/record"
  }

  private static func read(
    _ folder: TemporaryFolder
  ) throws -> (entries: [RecordEntry], isDamaged: Bool) {
    let reader = try #require(try RecordReader("record", in: FolderHandle(folder.path)))
    var entries: [RecordEntry] = []
    while let entry = try reader.next() { entries.append(entry) }
    return (entries, reader.isDamaged)
  }

  @Test func entriesComeBackAsTheyWereWritten() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(Self.entries, folder)
    let found = try Self.read(folder)
    #expect(found.entries == Self.entries && !found.isDamaged)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: path))
        == Data(contentsOf: URL(fileURLWithPath: path + ".copy")))
    #expect(!folder.has("record.new") && !folder.has("record.copy.new"))
  }

  @Test func aFlippedBitCostsTheEntryThatItIsInAndNoOther() throws {
    let folder = try TemporaryFolder()
    let path = try Self.write(Self.entries, folder)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // A byte of the first entry after its length.
    bytes[RecordCoding.firstLine.count + RecordCoding.headerByteCount + 20] ^= 4
    try bytes.write(to: URL(fileURLWithPath: path))
    let found = try Self.read(folder)
    #expect(found.isDamaged && found.entries == Array(Self.entries.dropFirst()))
  }

  @Test(arguments: [
    "/../x", "//etc/passwd", "..", "a/b", "", "/a/../b", "a\u{0}b", "/notes.txt", "/CNAME",
    "/print/a/b.html", "/index-.html", "/index-1x.html", "/assets/style-x.css", "/assets/logo.png",
    "/print/.html", "/.paypress/record", "/links.json.bak",
  ])
  func anEntryForAFileThatNoBuildWritesIsLeftOut(name: String) throws {
    let folder = try TemporaryFolder()
    let role: RecordedFile.Role = name.hasPrefix("/") ? .list : .png
    _ = try Self.write(
      [RecordEntry(name: name, files: [Self.file(role, 1)])], folder)
    let found = try Self.read(folder)
    #expect(found.entries.isEmpty && found.isDamaged)
  }

  @Test func aRecordOf020IsReadWithoutItsNotes() throws {
    let folder = try TemporaryFolder()
    let name = Array("tea".utf8)
    var payload: [UInt8] = [2, 0] + Self.bytes(UInt64(name.count)) + name
    payload += [UInt8](repeating: 9, count: 48)
    let path = "\(folder.path)/record"
    let data = Data(RecordCoding.firstLine + RecordCoding.sealed(payload))
    try data.write(to: URL(fileURLWithPath: path))
    let found = try Self.read(folder)
    #expect(found.entries == [RecordEntry(name: "tea")] && !found.isDamaged)
  }

  private static func bytes(_ number: UInt64) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  @Test func entriesAreFoundInAnyOrderAndTheRestIsUnseen() throws {
    let folder = try TemporaryFolder()
    let entries = (0..<500).map { number in
      RecordEntry(name: "link-\(number)", files: [Self.file(.png, UInt64(number))])
    }
    _ = try Self.write(entries, folder)
    let previous = try PreviousBuild("record", in: FolderHandle(folder.path))
    #expect(!previous.isDamaged)
    for number in [3, 499, 0, 250, 251] {
      #expect(try previous.find("link-\(number)", fansOut: false) == entries[number])
    }
    #expect(try previous.find("link-3", fansOut: true) == nil)
    #expect(try previous.find("other", fansOut: false) == nil)
    var unseen: [String] = []
    try previous.forEachUnseen { unseen.append($0.name) }
    let expected = entries.indices.filter { ![3, 499, 0, 250, 251].contains($0) }
    #expect(unseen == expected.map { entries[$0].name })
  }
}
