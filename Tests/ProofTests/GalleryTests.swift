import TestSupport
import Testing

@Suite struct GalleryTests {
  /// What the manual shows is what the program prints: every picture is drawn again and compared.
  @Test func theGalleryIsWhatIsPrinted() throws {
    let result = try Tool.run(
      "\(Tool.packageFolder)/scripts/gallery", [Tool.payPress, "--check"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text.hasSuffix("62 pictures are as they were\n"))
  }
}
