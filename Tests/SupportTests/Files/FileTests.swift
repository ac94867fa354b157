import Foundation
import Support
import TestSupport
import Testing

@Suite struct FileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["a", "a/b.html", "..a/b..", "a/.b", "..."])
  func takesPathsInsideAFolder(path: String) {
    #expect(RelativePath.isInside(path))
  }

  @Test(arguments: ["", ".", "..", "/a", "a/", "a//b", "a/./b", "a/../b", "../a", "a/..", "a\0/b"])
  func refusesPathsThatMayLeaveIt(path: String) {
    #expect(!RelativePath.isInside(path))
  }

  @Test(arguments: [
    ("xl/../docs/./a.xml", "docs/a.xml"), ("../../a", "a"), ("a//b/", "a/b"), ("a/..", ""),
  ])
  func followsTheFolderAbove(path: String, folded: String) {
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    #expect(RelativePath.folded(names) == folded)
  }

  @Test func replacesAFileInOneStep() throws {
    let handle = try FolderHandle(folder.path)
    for (text, isDurable) in [("old", false), ("new", true)] {
      try handle.replace("file", with: Array(text.utf8), isDurable: isDurable)
      #expect(try folder.text("file") == text)
    }
    #expect(try InputFolder.names(of: folder.path) == ["file"])
  }

  @Test func keepsTheOldFileWhenReplacingFails() throws {
    try folder.write("old", to: "file")
    // A folder under the temporary name cannot be removed like a file.
    try folder.write("x", to: "file.new/x")
    let handle = try FolderHandle(folder.path)
    #expect(throws: WritingError.self) {
      try handle.replace("file", with: Array("new".utf8))
    }
    #expect(try folder.text("file") == "old")
    // A file cannot replace a folder.
    try folder.write("x", to: "folder/x")
    #expect(throws: WritingError(path: "\(folder.path)/folder", errorNumber: EISDIR)) {
      try handle.replace("folder", with: [])
    }
    #expect(folder.has("folder/x"))
  }

  @Test func makesNoNewFileOverAnother() throws {
    try folder.write("old", to: "file")
    let handle = try FolderHandle(folder.path)
    #expect(symlink("nowhere", "\(folder.path)/link") == 0)
    for name in ["file", "link"] {
      #expect(throws: WritingError.alreadyThere("\(folder.path)/\(name)")) {
        try handle.create(name, with: [])
      }
    }
    #expect(try folder.text("file") == "old" && !folder.has("nowhere"))
  }

  @Test func changesTheSignatureWithTheFile() throws {
    let path = "\(folder.path)/file"
    let handle = try FolderHandle(folder.path)
    let first = try handle.create("file", with: [1])
    #expect(try handle.signature(of: "file") == first && FileSignature(of: path) == first)
    try handle.replace("file", with: [2])
    #expect(try handle.signature(of: "file") != first)
    #expect(symlink("file", "\(folder.path)/link") == 0)
    #expect(try handle.signature(of: "link") == nil)
    #expect(try FileSignature(of: "\(folder.path)/link") == handle.signature(of: "file"))
    #expect(FileSignature(of: "\(folder.path)/none") == nil)
  }

  @Test func namesTheHolderOfALock() throws {
    let handle = try FolderHandle(folder.path)
    var first: FolderLock? = try FolderLock("lock", in: handle) { _ in
      Issue.record("waited for nobody")
    }
    var holder: String?
    let second = try FolderLock("lock", in: handle) {
      holder = $0
      first = nil
    }
    #expect(holder == "\(getpid())")
    withExtendedLifetime(second) {}
    #expect(first == nil)
  }

  @Test func leavesNothingInALockThatIsLetGo() throws {
    _ = try FolderLock("lock", in: FolderHandle(folder.path)) { _ in }
    #expect(try folder.text("lock").isEmpty)
  }

  @Test func waitsForTheLockOfAFolderItself() throws {
    var waitCount = 0
    var first: FolderLock? = try FolderLock(folder: folder.path) { waitCount += 10 }
    let second = try FolderLock(folder: folder.path) {
      waitCount += 1
      first = nil
    }
    #expect(waitCount == 1 && first == nil)
    withExtendedLifetime(second) {}
    #expect(throws: WritingError.self) {
      try FolderLock(folder: "\(folder.path)/none") {}
    }
    #expect(try InputFolder.names(of: folder.path).isEmpty)
  }

  @Test(arguments: [("a", "."), ("a/b", "a"), ("/a", "/"), ("/a/b/c", "/a/b"), ("./a", ".")])
  func namesTheFolderOfAPath(path: String, folder: String) {
    #expect(FileSystem.folder(of: path) == folder)
    #expect(FileSystem.lastName(of: path) == path.split(separator: "/").last.map(String.init))
  }

  @Test(arguments: [
    ("paypress.yml", "paypress.yaml"), ("products.csv", "Products.CSV"),
    ("caf\u{E9}.csv", "cafe\u{301}.csv"), ("price list.csv", " Price  list.csv"),
    ("products.csv", "products.xlsx"), ("products.csv", "products.csv.csv"),
    ("products", "products.csv"), ("products.csv", "products"), ("logo.svg", "logo.PNG"),
    ("poducts.csv", "products.csv"), ("product.csv", "products.xlsx"),
  ])
  func findsTheNearestFile(name: String, present: String) throws {
    try folder.write("", to: "in/\(present)")
    #expect(NearestFile.of("in/\(name)", in: "\(folder.path)/") == "in/\(present)")
    #expect(NearestFile.of("\(folder.path)/in/\(name)") == "\(folder.path)/in/\(present)")
  }

  @Test(arguments: [
    ("products.csv", "prices.csv"), ("paypress.yml", "paypress.lock"), ("x.csv", "y.csv"),
    ("in/products.csv", "products.csv"), ("products.csv", "in/products.csv"),
    ("Products.csv", "products.csv/x"), ("", "products.csv"), ("in/", "products.csv"),
  ])
  func findsNoFileThatIsFarOrElsewhere(name: String, present: String) throws {
    try folder.write("", to: present)
    #expect(NearestFile.of(name, in: "\(folder.path)/") == nil)
  }

  @Test func prefersTheFileThatDiffersLeast() throws {
    for name in ["prices.txt", "prises.csv", "Prices.csv", "prices.csv.csv"] {
      try folder.write("", to: name)
    }
    var order: [String] = []
    while let nearest = NearestFile.of("prices.csv", in: "\(folder.path)/") {
      order.append(nearest)
      unlink("\(folder.path)/\(nearest)")
    }
    #expect(order == ["Prices.csv", "prices.txt", "prices.csv.csv", "prises.csv"])
  }
}
