import Foundation
import Support
import TestSupport
import Testing

@testable import Site

/// The copy of the file of paper in an output folder is that of the file as it is, not as a build read it.
@Suite struct PaperCopyTests {
  private static let config = """
    site: { title: Tea House, language: en }
    merchants:
      m: { name: Tea House, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
    links: [{ id: tea, price: 28, stable: true }]
    print: [{ poster: tea, name: posters, paper: A5 }]
    """
  private static let copy = "output/.paypress/paper"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    #expect(try Tool.payPress(["build"], in: folder.path).status == 0)
  }

  private func mark(at place: String = "door") throws {
    let arguments = ["paper", "mark", "posters", "--place", place]
    #expect(try Tool.payPress(arguments, in: folder.path).status == 0)
  }

  private func check() throws -> Site {
    try #require(
      try Site.check("\(folder.path)/paypress.yml", environment: [:], into: FindingSink()))
  }

  private func build(_ site: Site) async throws {
    _ = try await site.build(into: "\(folder.path)/output", jobs: 1) { _ in }
  }

  /// The build publishes no slug; somebody marks a print between its check and its end.
  @Test(arguments: [0, 1]) func aPrintMarkedDuringABuildIsKept(markedBefore: Int) async throws {
    for number in 0..<markedBefore { try mark(at: "table \(number)") }
    let site = try check()
    try mark()
    let file = try folder.text("paypress.paper")
    #expect(file.matches(of: /"paper": "/).count == markedBefore + 1)
    #expect(try folder.text(Self.copy) == file)
    // Nor is the file accused of having lost what the check had not seen.
    try await build(site)
    #expect(try folder.text(Self.copy) == file)
  }

  /// A file that loses lines while a build runs must not become the copy.
  @Test(arguments: [true, false]) func aLossDuringABuildIsNotCopied(atItsEnd: Bool) async throws {
    try mark()
    let site = try check()
    let file = try folder.text("paypress.paper")
    let path = "\(folder.path)/paypress.paper"
    if atItsEnd {
      _ = try await site.build(
        into: "\(folder.path)/output", jobs: 1,
        prove: { _ in try FileManager.default.removeItem(atPath: path) }
      ) { _ in }
    } else {
      try FileManager.default.removeItem(atPath: path)
      await #expect(throws: PaperLost.self) { try await build(site) }
    }
    #expect(try folder.text(Self.copy) == file)
    #expect(try Tool.payPress(["check"], in: folder.path).status == 1)
  }

  @Test func theCopyOfEarlierBuildsIsRemoved() async throws {
    try folder.write("tea", to: "output/.paypress/slugs")
    try await build(check())
    #expect(!folder.has("output/.paypress/slugs"))
  }
}
