import Foundation
import TestSupport
import Testing

@Suite struct GalleryTests {
  /// The manual's pictures match the program: some of every design are drawn again and compared;
  /// with `PAYPRESS_LONG_TESTS=1` all of them.
  @Test func theGalleryIsWhatIsPrinted() throws {
    let isLong = ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] != nil
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/gallery", [Tool.payPress, "--check", isLong ? "1" : "3"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text.hasSuffix("\(isLong ? 150 : 50) pictures are as they were\n"))
  }
}
