import Support
import TestSupport
import Testing

@Suite struct ZIPWriterTests {
  private static func archive(byteLimit: Int = ZIPWriter.maximumByteCount) throws -> [UInt8] {
    var writer = ZIPWriter(byteLimit: byteLimit)
    try writer.add("job/list.csv", Array("id,title\r\n".utf8))
    try writer.add("job/茶.txt", Array("龙井".utf8))
    try writer.add("job/empty", [])
    return writer.finish()
  }

  /// Python's reader tests all checksums, and knows names in UTF-8.
  @Test func othersReadTheEntries() throws {
    let folder = try TemporaryFolder()
    try folder.write(.init(Self.archive()), to: "job.zip")
    let program = """
      import zipfile
      archive = zipfile.ZipFile("job.zip")
      print(archive.testzip())
      for entry in archive.infolist():
          print(ascii(entry.filename), entry.date_time[:3], archive.read(entry))
      """
    let result = try Tool.run("/usr/bin/python3", ["-c", program], in: folder.path)
    #expect(
      result.text == #"""
        None
        'job/list.csv' (1980, 1, 1) b'id,title\r\n'
        'job/\u8336.txt' (1980, 1, 1) b'\xe9\xbe\x99\xe4\xba\x95'
        'job/empty' (1980, 1, 1) b''

        """#, "\(result.error)")
  }

  @Test func isReadByTheOwnReader() throws {
    let folder = try TemporaryFolder()
    try folder.write(.init(Self.archive()), to: "job.zip")
    let archive = try ZIPArchive(InputFile("\(folder.path)/job.zip"))
    #expect(archive.names == ["job/empty", "job/list.csv", "job/茶.txt"])
  }

  @Test func theSameEntriesGiveTheSameBytes() throws {
    #expect(try Self.archive() == Self.archive())
  }

  @Test func isNeverLargerThanItsLimit() throws {
    let byteCount = try Self.archive().count
    #expect(try Self.archive(byteLimit: byteCount).count == byteCount)
    #expect(throws: ZIPWriter.Full.self) { try Self.archive(byteLimit: byteCount - 1) }
  }

  @Test func holdsAsManyEntriesAsTheFormatCounts() throws {
    var writer = ZIPWriter()
    for number in 0..<65_534 { try writer.add("\(number)", []) }
    #expect(throws: ZIPWriter.Full.self) { try writer.add("one more", []) }
    let folder = try TemporaryFolder()
    try folder.write(.init(writer.finish()), to: "job.zip")
    #expect(try ZIPArchive(InputFile("\(folder.path)/job.zip")).names.count == 65_534)
  }
}
