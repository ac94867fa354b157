import Console
import Support
import Testing

/// The lines of help and explanations.
@Suite struct ShownLineTests {
  @Test(arguments: [
    ("请写「茶」", 8, ["请写", "「茶」"]), ("好。茶", 4, ["好。", "茶"]), ("茶，茶", 2, ["茶，", "茶"]),
    ("付 38 yuan now", 6, ["付", "38 yuan", "now"]), ("one two", 7, ["one two"]),
    ("one  two", 6, ["one", "two"]), ("写 `id:`。", 6, ["写", "`id:`。"]), ("", 6, [""]),
  ])
  func linesEndWhereTheyAreNotMisread(text: String, width: Int, lines: [String]) {
    #expect(LineBreaks.lines(of: text, width: width) == lines)
  }
}
