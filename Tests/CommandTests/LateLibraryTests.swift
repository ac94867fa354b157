import Foundation
import TestSupport
import Testing

/// Loading libraries takes most of a small command's time, so the optimized program loads few.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["PAYPRESS_PROGRAM"] != nil))
struct LateLibraryTests {
  @Test func onlyWhatReadsPicturesLoadsZXing() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: tea, price: 5, stable: true }]
      """, to: "paypress.yml")
    try folder.write("no library", to: "libZXing.so.2")
    let broken = ["LD_LIBRARY_PATH": folder.path]
    for command in ["--version", "check", "build", "links"] {
      let result = try Tool.payPress([command], in: folder.path, environment: broken)
      #expect(result.status == 0, "\(command): \(result.error)")
    }
    for command in [["verify"], ["build", "--verify", "-o", "new"]] {
      let result = try Tool.payPress(command, in: folder.path, environment: broken)
      #expect(result.status == 1 && result.output.isEmpty)
      #expect(
        result.error.contains(
          "paypress: error: ZXing cannot be loaded, the library that reads codes: \(folder.path)/libZXing.so.2: "
        ), "\(command): \(result.error)")
      #expect(result.error.contains("  hint: install it: apt-get install libzxing2, or brew"))
    }
    #expect(!folder.has("new"))
    #expect(try Tool.payPress(["verify"], in: folder.path).status == 0)
  }

  /// On Linux it holds the Swift runtime, but not the toolchain's FoundationEssentials (5 MB).
  @Test func theGeneratorIsBelow20Megabytes() throws {
    let size = try FileManager.default.attributesOfItem(atPath: Tool.payPress)[.size] as? Int
    #expect(try #require(size) < 20_000_000)
  }

  @Test func noCommandLoadsTheLibrariesThatAreLinkedStatically() throws {
    let needed = try Tool.run("/usr/bin/readelf", ["-d", Tool.payPress]).text
    #expect(needed.contains("NEEDED") && needed.contains("libyaml"))
    #expect(!needed.contains(/NEEDED.*(crypto|stdc\+\+|ZXing)/), "\(needed)")
  }
}
