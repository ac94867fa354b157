import Foundation
import Support
import TestSupport
import Testing

@Suite struct ZIPTests {
  /// Entries of all sizes around those of the buffers, as Python's zipfile writes them.
  private static let script = """
    import random, sys, zipfile
    path, kind = sys.argv[1:]
    if kind == "wide":
        zipfile.ZIP64_LIMIT = 10
        zipfile.ZIP_FILECOUNT_LIMIT = 2
    random.seed(3)
    method = zipfile.ZIP_STORED if kind == "stored" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", method) as archive:
        for size in (0, 1, 65535, 65536, 65537, 400000):
            data = bytes(random.choice(b"abcdefgh") for _ in range(size))
            archive.writestr(f"folder/{size}", data)
        archive.writestr("茶", "tea")
        if kind == "comment": archive.comment = b"a comment " * 500
    """

  private static func read(_ name: String, _ archive: ZIPArchive) throws -> Data? {
    guard let reader = try archive.open(name, limit: 1 << 20) else { return nil }
    var data = Data()
    var chunk: [UInt8] = []
    repeat {
      try reader.readChunk(into: &chunk)
      data += chunk
    } while !chunk.isEmpty
    return data
  }

  @Test(arguments: ["stored", "deflated", "comment", "wide"])
  func readsWhatPythonWrites(kind: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.zip"
    let made = try Tool.run("/usr/bin/python3", ["-c", Self.script, path, kind])
    #expect(made.status == 0, "\(made.error)")
    let unpacked = try Tool.run(
      "/usr/bin/python3", ["-m", "zipfile", "-e", path, "\(folder.path)/out"])
    #expect(unpacked.status == 0, "\(unpacked.error)")
    let archive = try ZIPArchive(InputFile(path))
    let files = try folder.files(below: "out")
    #expect(archive.names == files.keys.sorted())
    #expect(files.count == 7)
    for (name, data) in files {
      #expect(try Self.read(name, archive) == data, "\(name)")
      #expect(try Self.read(name.uppercased(), archive) == data, "\(name)")
    }
    #expect(try Self.read("missing", archive) == nil)
    #expect(throws: ZIPFault.tooLarge("folder/400000")) {
      try archive.open("folder/400000", limit: 399_999)
    }
  }

  @Test func noticesEveryByteThatIsMissingOrChanged() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.zip"
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
          archive.writestr("a", "some text, some more text, and the end of the text")
      """
    _ = try Tool.run("/usr/bin/python3", ["-c", script, path])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let right = try Self.read("a", ZIPArchive(InputFile(path)))
    var noticed = 0
    for index in bytes.indices {
      for damaged in [
        bytes.prefix(index), bytes.prefix(index) + [bytes[index] ^ 0x10] + bytes[(index + 1)...],
      ] {
        try folder.write(Data(damaged), to: "b.zip")
        do {
          let archive = try ZIPArchive(InputFile("\(folder.path)/b.zip"))
          // Times, versions and attributes do not matter.
          #expect(try Self.read("a", archive) ?? right == right)
        } catch is ZIPFault {
          noticed += 1
        }
      }
    }
    #expect(noticed > bytes.count + bytes.count / 2)
  }
}
