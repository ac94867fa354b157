import Support
import Testing

@Suite struct ProgressLineTests {
  @Test func isReadAsItIsWritten() {
    let line = ProgressLine(done: 3, total: 12)
    #expect(ProgressLine(line.text) == line)
  }

  @Test(arguments: ["", "3 12", "error: x", "\u{1E}", "\u{1E}3", "\u{1E}a b", "\u{1E}1 2 3"])
  func isNoOtherMessage(text: String) {
    #expect(ProgressLine(text) == nil)
  }
}
