import Support
import TestSupport
import Testing

@Suite struct ZIPWriterTests {
  private static var archive: [UInt8] {
    var writer = ZIPWriter()
    writer.add("job/list.csv", Array("id,title\r\n".utf8))
    writer.add("job/茶.txt", Array("龙井".utf8))
    writer.add("job/empty", [])
    return writer.finish()
  }

  /// Python's reader tests all checksums, and knows names in UTF-8.
  @Test func othersReadTheEntries() throws {
    let folder = try TemporaryFolder()
    try folder.write(.init(Self.archive), to: "job.zip")
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
    try folder.write(.init(Self.archive), to: "job.zip")
    let archive = try ZIPArchive(InputFile("\(folder.path)/job.zip"))
    #expect(archive.names == ["job/empty", "job/list.csv", "job/茶.txt"])
  }

  @Test func theSameEntriesGiveTheSameBytes() {
    #expect(Self.archive == Self.archive)
  }
}
