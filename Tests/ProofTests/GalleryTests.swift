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

  /// A design's ground and the white of its card, which are close to each other, stay what they are
  /// however many mixed colours there are.
  @Test func groundsKeepTheirColours() throws {
    let script = """
      import sys
      sys.dont_write_bytecode = True
      sys.path.insert(0, sys.argv[1])
      from pictures import halved, palette
      ground, white = bytes((250, 245, 234)), bytes((255, 255, 255))
      print(halved(4 * ground, 1, 1) == ground)
      mixed = [bytes((n * 7 % 256, n * 31 % 256, n * 89 % 256)) for n in range(4000)]
      chosen, index = palette(b"".join(20000 * [ground] + 10000 * [white] + mixed))
      print(len(set(chosen)), chosen[index[ground]] == ground, chosen[index[white]] == white)
      """
    let result = try Tool.run(
      "/usr/bin/env", ["python3", "-c", script, "\(Tool.packageFolder)/scripts"])
    #expect(result.text == "True\n24 True True\n", "\(result.error)")
  }
}
