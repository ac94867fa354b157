import Foundation
import Pages
import Support
import TestSupport
import Testing

@testable import Site

/// The output folder, a share's links and the note of a build, tested alone.
@Suite struct FolderTests {
  private static func file(_ role: RecordedFile.Role) -> RecordedFile {
    RecordedFile(
      role: role, isStaged: true, inputs: .none, content: .none, signature: .none)
  }

  /// The bytes of a test's file; a picture needs the head of a PNG, or no build removes it.
  private static func bytes(_ path: String) -> [UInt8] {
    let head: [UInt8] =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
      + [0, 0, 0, 8, 0, 0, 0, 8, 1, 0]
    return (path.hasSuffix(".png") ? head : []) + Array(path.utf8)
  }

  private static func publish(_ entries: [RecordEntry], _ path: String) throws -> Int {
    let folder = try OutputFolder(path) { _ in }
    let (old, staging) = try folder.prepare()
    let pending = try folder.record.makePending()
    for var entry in entries {
      _ = try old.find(entry.name, fansOut: entry.fansOut)
      for index in entry.files.indices {
        let path = entry.path(entry.files[index].role)
        let bytes = Self.bytes(path)
        entry.files[index].content = ContentDigest(bytes)
        entry.files[index].isReplacement = try folder.signature(path) != nil
        entry.files[index].signature = try staging.stage(path, bytes)
      }
      try pending.append(entry)
    }
    var publication = try Publication(folder: folder, staging: staging, old: old)
    let count = try publication.run(pending, hasDroppedFiles: true)
    folder.clear()
    return count
  }

  @Test func publishesWhatIsStagedAndRemovesWhatIsGone() throws {
    let folder = try TemporaryFolder()
    let out = "\(folder.path)/out"
    let tea = RecordEntry(name: "tea", files: [Self.file(.png), Self.file(.page)])
    let cake = RecordEntry(name: "cake", files: [Self.file(.png), Self.file(.page)])
    #expect(try Self.publish([tea, cake, .list("links.json", [Self.file(.list)])], out) == 0)
    let all = [
      "links.json", "pay/cake/index.html", "pay/tea/index.html", "qr/cake.png", "qr/tea.png",
    ]
    #expect(try folder.files(below: "out", skipping: ".paypress").keys.sorted() == all)
    // One link is gone, the other has lost its page.
    let smaller = RecordEntry(name: "tea", files: [Self.file(.png)])
    try folder.write("mine", to: "out/mine.txt")
    #expect(try Self.publish([smaller, .list("links.json", [Self.file(.list)])], out) == 3)
    #expect(
      try folder.files(below: "out", skipping: ".paypress").keys.sorted()
        == ["links.json", "mine.txt", "qr/tea.png"])
    let picture = try folder.files(below: "out/qr")["tea.png"]
    #expect(picture == Data(Self.bytes("qr/tea.png")))
    #expect(!folder.has("out/.paypress/staging") && !folder.has("out/.paypress/record.pending"))
  }

  @Test func whatIsAbandonedLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let output = try OutputFolder("\(folder.path)/out") { _ in }
    _ = try output.prepare().staging.stage("qr/tea.png", [1, 2, 3])
    output.abandon()
    #expect(!folder.has("out"))
  }

  @Test func aFolderOfSomebodyElseIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "out/precious.txt")
    #expect(throws: OutputRefusal.notOurs(folder: "\(folder.path)/out", name: "precious.txt")) {
      _ = try OutputFolder("\(folder.path)/out") { _ in }
    }
  }

  @Test func eachIDBelongsToExactlyOneShare() throws {
    for count in [1, 2, 7, 64] {
      let shards = try (1...count).map { try #require(Shard(number: $0, count: count)) }
      var sizes = Array(repeating: 0, count: count)
      for number in 0..<2000 {
        let owners = shards.indices.filter { shards[$0].contains("link-\(number)") }
        #expect(owners.count == 1)
        sizes[owners[0]] += 1
        #expect(shards[owners[0]].contains("LINK-\(number)"))
      }
      // The shares are about equal.
      #expect(sizes.allSatisfy { $0 > 2000 / count / 3 })
    }
  }

  @Test func readsAShareAsTextAndFromBatchSystems() {
    #expect(Shard("2/8")?.text == "2/8")
    for text in ["0/8", "9/8", "1/0", "1/10001", "-1/8", "1/8/", "a/8", "1", "", "1/ 8"] {
      #expect(Shard(text) == nil, "\(text)")
    }
    let kubernetes = ["JOB_COMPLETION_INDEX": "0", "PAYPRESS_SHARD_COUNT": "3"]
    #expect(Shard(environment: kubernetes)?.text == "1/3")
    let slurm = [
      "SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "10",
      "SLURM_ARRAY_TASK_STEP": "2",
    ]
    #expect(Shard(environment: slurm)?.text == "3/3")
    #expect(Shard(environment: [:]) == nil)
  }
}
