import Foundation
import TestSupport
import Testing

/// Sites without `forward` and without marks: nothing of paper is in them.
@Suite struct PlainSiteTests {
  /// Each file of an example by its digest, but the print pages, which hold the machine's fonts.
  ///
  /// A new skin or library changes them; what is done for paper must not.
  @Test(arguments: ["teahouse", "two-merchants"])
  func examplesAreTheirRecordedBytes(example: String) throws {
    let folder = try TemporaryFolder()
    for (name, data) in try TemporaryFolder.files(
      below: "\(Tool.packageFolder)/examples/\(example)")
    where !name.hasPrefix("output/") { try folder.write(data, to: name) }
    let before = try folder.files()
    let build = try Tool.payPress(["build"], in: folder.path)
    #expect(build.status == 0, "\(build.error)")
    #expect(try folder.files(skipping: "output") == before)
    #expect(!folder.has("output/p") && !folder.has("output/.paypress/paper"))
    let list = try Tool.run(
      "/bin/sh",
      [
        "-c",
        "find . '(' -name .paypress -o -path ./print ')' -prune -o -type f -print | LC_ALL=C sort"
          + " | xargs sha256sum",
      ], in: "\(folder.path)/output")
    #expect(list.status == 0, "\(list.error)")
    #expect(try Golden.difference(list.output, from: "\(example).sha256") == nil)
  }

  /// Whatever skins and libraries make of a site: a file of paper without facts changes no byte of it, print
  /// pages included, and no piece has a stamp.
  @Test(arguments: ["", "{\"paypress.paper\": \"1\", \"about\": \"x\"}\n"])
  func aFileWithoutFactsChangesNothing(file: String) throws {
    let (plain, other) = (try PaperShop.folder(), try PaperShop.folder())
    try other.write(file, to: "paypress.paper")
    for folder in [plain, other] {
      let build = try Tool.payPress(["build"], in: folder.path)
      #expect(build.status == 0, "\(build.error)")
    }
    let files = try plain.files(below: "output", skipping: ".paypress")
    #expect(files.count > 5)
    #expect(try other.files(below: "output", skipping: ".paypress") == files)
    #expect(try other.text("paypress.paper") == file)
    #expect(
      try plain.text("output/print/posters.html").contains(/>[2-9CDFHJKMNPRTVWXY]{4}</) == false)
  }
}
