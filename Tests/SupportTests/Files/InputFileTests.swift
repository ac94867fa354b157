import Foundation
import Support
import TestSupport
import Testing

@Suite struct InputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func make(_ kind: String) throws -> String {
    let path = "\(folder.path)/\(kind)"
    switch kind {
    case "pipe": #expect(mkfifo(path, 0o600) == 0)
    case "folder": try folder.write("", to: "folder/x")
    case "socket": try bindSocket(path)
    case "device": return "/dev/zero"
    default: try folder.write("text", to: kind)
    }
    return path
  }

  private func bindSocket(_ path: String) throws {
    let command = "import socket; socket.socket(socket.AF_UNIX).bind('socket')"
    let made = try Tool.run("/usr/bin/python3", ["-c", command], in: folder.path)
    try #require(made.status == 0, "\(made.error)")
  }

  @Test(arguments: [
    ("pipe", ESPIPE), ("socket", ESPIPE), ("device", ESPIPE), ("folder", EISDIR), ("none", ENOENT),
  ])
  func refusesAllButFilesAtOnce(kind: String, errorNumber: Int32) throws {
    let path = kind == "none" ? "\(folder.path)/none" : try make(kind)
    let start = ContinuousClock.now
    #expect(throws: ReadingError(path: path, errorNumber: errorNumber)) {
      _ = try InputFile.bytes(of: path)
    }
    #expect(throws: ReadingError(path: path, errorNumber: errorNumber)) {
      _ = try InputFile.digest(of: path)
    }
    #expect(!InputFile.isOrdinary(path))
    if kind != "device" {
      #expect(throws: ReadingError(path: path, errorNumber: errorNumber)) {
        // An unopened socket is refused by the kernel.
        do {
          _ = try FolderHandle(folder.path).bytes(of: kind)
        } catch let error as ReadingError where error.errorNumber == ENXIO {
          throw ReadingError(path: path, errorNumber: ESPIPE)
        }
      }
    }
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func readsAPipeThatSomebodyWrites() throws {
    let path = try make("pipe")
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/sh")
    writer.arguments = ["-c", "sleep 0.3; exec 1>'\(path)'; printf a; sleep 0.3; printf b"]
    try writer.start()
    #expect(try InputFile.bytes(of: path, from: .stream) == Array("ab".utf8))
    writer.waitUntilExit()
  }

  @Test func doesNotWaitForEverForAPipeThatNobodyWrites() throws {
    let path = try make("pipe")
    #expect(throws: ReadingError(path: path, errorNumber: EPIPE)) {
      _ = try InputFile.bytes(of: path, from: .stream)
    }
    #expect(ReadingError(path: path, errorNumber: EPIPE).reason == "nobody writes to the pipe")
  }

  @Test func readsAtAnyOffset() throws {
    try folder.write("0123456789", to: "file")
    let file = try InputFile("\(folder.path)/file")
    #expect(try file.bytes(at: 8, count: 5) == Array("89".utf8))
    #expect(try file.bytes(at: 20, count: 5).isEmpty)
    #expect(try file.bytes(limit: 3) == Array("0123456789".utf8))
  }

  @Test func refusesAPipeAsALockOrAFileOfOrders() throws {
    let path = try make("pipe")
    #expect(throws: WritingError(path: path, errorNumber: ESPIPE)) {
      _ = try FolderLock("pipe", in: FolderHandle(folder.path)) { _ in }
    }
    #expect(throws: WritingError.self) { _ = try OutputFile(appendingTo: path) }
  }

  @Test func readsAFileAsAChangeWouldMakeIt() throws {
    let path = try make("file")
    let bytes = [UInt8](repeating: 7, count: 200_000)
    let overlay = InputOverlay(["\(folder.path)/./file": bytes, "\(folder.path)/new": [1, 2]])
    try InputOverlay.$current.withValue(overlay) { () throws in
      #expect(try InputFile.bytes(of: path) == bytes)
      #expect(try InputFile.bytes(of: "\(folder.path)/new") == [1, 2])
      #expect(try InputFile(path).bytes(at: 199_999, count: 5) == [7])
      #expect(try InputFile(path).byteCount == 200_000)
    }
    #expect(try InputFile.bytes(of: path) == Array("text".utf8))
    #expect(InputFile.isMissing("\(folder.path)/new"))
  }

  /// Files are reached through `InputFile`, `FolderHandle` and few others, which are tested.
  @Test func noOtherCodeOpensOrChangesFiles() throws {
    let calls =
      #/(?:^|[^.\w])(?:f?open|openat|freopen|creat|mkdir|mkdirat|mkdtemp|mkstemp|rename|renameat|unlink|unlinkat|rmdir|linkat|symlink|opendir|chmod|fchmod|truncate|ftruncate|utimes|remove)\(|FileManager|FileHandle|(?:Data|String)\(contentsOf/#
    let paths = #/FolderHandle\(|FileSystem\.(?:makeFolders|removeIfEmpty|openFolder)/#
    let sources = "\(Tool.packageFolder)/Sources"
    var callers: [String: Int] = [:]
    var openers: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: sources)
    where name.hasSuffix(".swift") && !name.hasPrefix("TestSupport/") {
      if name.hasPrefix("EmbedFiles/") || name.hasPrefix("Support/Files/") { continue }
      let text = try String(contentsOfFile: "\(sources)/\(name)", encoding: .utf8)
      let lines = text.split(separator: "\n").filter {
        !$0.contains("//") && !$0.contains("func ")
      }
      let count = lines.count { $0.firstMatch(of: calls) != nil }
      if count > 0 { callers[name] = count }
      if text.firstMatch(of: paths) != nil { openers.insert(name) }
    }
    // They create a database with permissions of its own, and a copy of one.
    #expect(
      callers == ["Payments/Ledger/Ledger.swift": 1, "Payments/Ledger/LedgerFiles.swift": 1])
    // Where a user's path becomes a folder.
    #expect(
      openers == [
        "Catalog/Paper/PaperFile.swift", "Changes/ChangePictures.swift",
        "Editing/ProjectEditor.swift", "Editing/ProjectFile.swift",
        "Orders/OrderLogWriter.swift", "Proof/PrintShop/PrintShopFolder.swift",
        "Site/Folder/OutputFolder.swift",
        "Site/Folder/PDFPublication.swift", "Site/Folder/PrintRecord.swift",
        "Site/Folder/ProjectFiles.swift", "Site/Folder/StateFolder.swift",
        "Site/Folder/WorkFolder.swift", "Site/Record/Lookout.swift",
        "Site/Shard/ShardFolders.swift", "Studio/Printing/PrintDesk.swift",
        "Studio/Requests/SheetDrawings.swift",
        "Studio/Requests/SiteFile.swift", "paypress-server/Commands/ServeCommand.swift",
        "paypress/Commands/AuditCommand.swift", "paypress/Commands/GitAttributes.swift",
      ])
  }
}
