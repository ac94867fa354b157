import Foundation
import Support
import TestSupport
import Testing

/// Whatever other processes do to the folders on the way, nothing outside a handle's folder changes.
@Suite struct FolderHandleTests {
  private static let resolutions = [
    FolderHandle.Resolution.automatic, FolderHandle.Resolution.oneByOne,
  ]

  private let top: TemporaryFolder

  init() throws {
    top = try TemporaryFolder()
    for folder in ["inside", "outside"] {
      for name in ["file", "folder/file", "empty/gone"] {
        try top.write(folder, to: "\(folder)/\(name)")
      }
      try FileManager.default.removeItem(atPath: "\(top.path)/\(folder)/empty/gone")
    }
    #expect(symlink("../outside", "\(top.path)/inside/link") == 0)
    #expect(symlink("../outside/file", "\(top.path)/inside/leaf") == 0)
  }

  private func handle(_ resolution: FolderHandle.Resolution) throws -> FolderHandle {
    try FolderHandle("\(top.path)/inside", resolution: resolution)
  }

  /// Every way to change something at a path.
  private static let changes: [@Sendable (FolderHandle, String) throws -> Void] = [
    { try $0.create($1, with: [1]) },
    { _ = try $0.openNew($1, takesDigest: true) },
    { try $0.replace($1, with: [1]) },
    { try $0.makeFolder($1) },
    { try $0.makeFolders(above: "\($1)/x") },
    { try $0.move("file", of: $0, to: $1) },
    { try $0.moveNew("file", of: $0, to: $1) },
    { _ = try $0.exchange("file", with: $1, of: $0) },
    { _ = try $0.exchange($1, with: "file", of: $0) },
    { try $0.move($1, of: $0, to: "new") },
    { try $0.link($1, to: "new", of: $0) },
    { try $0.removeFile($1) },
    { _ = try $0.removeIfEmpty($1) },
    { try $0.removeTree($1) },
  ]

  @Test(
    arguments: resolutions,
    [
      "link/file", "link/new", "link/folder/file", "link/empty", "link/folder",
      "folder/../link/file",
      "../outside/file", "..", ".", "", "/etc/x", "folder//file", "./file", "folder/",
    ])
  func changesNothingOutside(resolution: FolderHandle.Resolution, path: String) throws {
    let handle = try handle(resolution)
    let before = try top.files()
    for (number, change) in Self.changes.enumerated() {
      #expect(throws: WritingError.self, "\(number)") { try change(handle, path) }
      #expect(try top.files() == before, "\(number)")
    }
    #expect(throws: ReadingError.self) { try handle.bytes(of: path) }
    if !path.isEmpty { #expect(throws: ReadingError.self) { try handle.names(of: path) } }
  }

  @Test(arguments: resolutions)
  func saysThatALinkIsInTheWay(resolution: FolderHandle.Resolution) throws {
    let handle = try handle(resolution)
    #expect(throws: WritingError(path: handle.name("link/new"), errorNumber: ELOOP)) {
      try handle.create("link/new", with: [])
    }
    #expect(throws: WritingError(path: handle.name("link"), errorNumber: ELOOP)) {
      _ = try handle.subfolder("link")
    }
    #expect(throws: ReadingError(path: handle.name("leaf"), errorNumber: ELOOP)) {
      try handle.bytes(of: "leaf")
    }
    #expect(
      WritingError(path: "x", errorNumber: ELOOP).reason == "a symbolic link is in the way")
    #expect(try handle.kind(of: "link") == .symbolicLink && handle.kind(of: "none") == nil)
  }

  @Test(arguments: resolutions)
  func removesALinkAndNotWhatIsBehindIt(resolution: FolderHandle.Resolution) throws {
    let handle = try handle(resolution)
    let before = try top.files(below: "outside")
    try handle.removeTree("link")
    try handle.removeFile("leaf")
    #expect(try handle.kind(of: "link") == nil && handle.kind(of: "leaf") == nil)
    try handle.removeTree("folder")
    #expect(try handle.names() == ["empty", "file"])
    #expect(try top.files(below: "outside") == before)
  }

  @Test(arguments: resolutions)
  func keepsWhatItWouldReplaceUnlessAskedTo(resolution: FolderHandle.Resolution) throws {
    let handle = try handle(resolution)
    try handle.create("new", with: [1])
    #expect(throws: WritingError.alreadyThere(handle.name("file"))) {
      try handle.moveNew("new", of: handle, to: "file")
    }
    #expect(try handle.exchange("file", with: "new", of: handle))
    #expect(try handle.bytes(of: "file") == [1] && handle.bytes(of: "new") == Array("inside".utf8))
    try handle.move("new", of: handle, to: "file")
    #expect(try handle.bytes(of: "file") == Array("inside".utf8) && handle.kind(of: "new") == nil)
  }

  @Test(arguments: resolutions)
  func findsAMovedTopLevelFolderWhereItIsNow(resolution: FolderHandle.Resolution) throws {
    let handle = try handle(resolution)
    try handle.create("folder/a", with: [1])
    try handle.moveNew("folder", of: handle, to: "moved")
    #expect(try handle.kind(of: "folder/a") == nil && handle.kind(of: "moved/a") == .file)
    try handle.makeFolder("folder")
    try handle.create("folder/b", with: [])
    #expect(try handle.names(of: "folder") == ["b"])
  }

  /// A second process exchanges the folder with the link, and back, all the while.
  @Test(arguments: resolutions)
  func losesNoRace(resolution: FolderHandle.Resolution) async throws {
    let handle = try handle(resolution)
    let before = try top.files(below: "outside")
    let swapper = Process()
    swapper.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    swapper.arguments = [
      "-c",
      """
      import ctypes, os, time
      libc, parent = ctypes.CDLL(None), os.getppid()
      while os.getppid() == parent:
        libc.renameat2(-100, b"folder", -100, b"link", 2)
        time.sleep(0.00005)
      """,
    ]
    swapper.currentDirectoryURL = URL(fileURLWithPath: "\(top.path)/inside")
    try swapper.start()
    // The process inherits blocked signals.
    defer { kill(swapper.processIdentifier, SIGKILL) }
    var doneCount = 0
    var failedCount = 0
    for round in 0..<3_000 {
      // The names are those of files outside.
      for path in ["folder/file", "folder/new\(round % 3)"] {
        let change = Self.changes[round % Self.changes.count]
        do {
          try change(handle, path)
          doneCount += 1
        } catch {
          failedCount += 1
        }
      }
    }
    kill(swapper.processIdentifier, SIGKILL)
    swapper.waitUntilExit()
    #expect(try top.files(below: "outside") == before)
    #expect(doneCount > 0 && failedCount > 0)
  }

  @Test func takesAFolderBehindALink() throws {
    let handle = try FolderHandle("\(top.path)/inside/link")
    try handle.create("new", with: [])
    #expect(top.has("outside/new"))
    #expect(handle.isSame(as: "\(top.path)/outside") && !handle.isSame(as: "\(top.path)/inside"))
    #expect(throws: WritingError(path: "\(top.path)/none", errorNumber: ENOENT)) {
      try FolderHandle("\(top.path)/none")
    }
    #expect(throws: WritingError(path: "\(top.path)/inside/file", errorNumber: ENOTDIR)) {
      try FolderHandle("\(top.path)/inside/file")
    }
  }
}
