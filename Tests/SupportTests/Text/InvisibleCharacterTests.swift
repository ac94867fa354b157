import Support
import Testing

@Suite struct InvisibleCharacterTests {
  /// The code point and what comes before it; in texts for people only where `read` says so.
  @Test(arguments: [
    ("table 7\u{A0}8", "U+00A0", "table 7", false), ("caf\u{AD}e", "U+00AD", "caf", true),
    ("a\u{A0}b", "U+00A0", "a", true), ("茶\u{3000}杯", "U+3000", "茶", false),
    ("tea\u{3000}cup", "U+3000", "tea", true), ("\u{FEFF}sku", "U+FEFF", "", true),
    ("table-7\u{200B}", "U+200B", "table-7", true), ("a\u{200D}b", "U+200D", "a", true),
    ("7\u{FE0F}", "U+FE0F", "7", true), ("龙\u{FE0F}", "U+FE0F", "龙", true),
    ("❤\u{FE0F}\u{FE0F}", "U+FE0F", "❤\u{FE0F}", true), ("x\u{E0041}", "U+E0041", "x", true),
    ("\u{1F3F4}\u{E0067}", "U+E0067", "\u{1F3F4}", true), ("a\u{2028}b", "U+2028", "a", true),
    ("a\u{3164}b", "U+3164", "a", true), ("12\u{202E}00", "U+202E", "12", true),
    ("a\u{2800}b", "U+2800", "a", true), ("a\u{2003}b", "U+2003", "a", true),
    ("x\u{180B}", "U+180B", "x", true), ("a\u{2060}b", "U+2060", "a", true),
    ("0123456789012345678901234\u{AD}", "U+00AD", "…56789012345678901234", true),
  ])
  func isFoundAtItsPlace(text: String, point: String, preceding: String, read: Bool) {
    let found = InvisibleCharacter.first(in: text, for: .compared)
    #expect(found.map { codePoint($0.scalar) } == point)
    #expect(found?.preceding == preceding)
    #expect((InvisibleCharacter.first(in: text, for: .read) != nil) == read)
  }

  @Test(arguments: [
    "", "plain text", "👩‍👩‍👧 ❤️ 1️⃣ ☎︎ ✓", "می‌خواهم", "क्‍ष", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "葛\u{E0100}城", "ᠠ\u{180B}",
    "é e\u{301}", "가나다", "，。", "\u{0600}123",
  ])
  func joinersAndSelectorsBelongWhereScriptsNeedThem(text: String) {
    #expect(InvisibleCharacter.first(in: text, for: .compared) == nil)
    #expect(NormalForm(of: text).text == text)
  }

  @Test(arguments: [
    ("«\u{A0}Thé\u{A0}»", true), ("12\u{202F}€", true), ("Table\u{A0}7", true),
    ("张三\u{3000}李四", true), ("A\u{3000}桌", true), ("de\u{A0}luxe", false),
    ("A\u{3000}B", false),
  ])
  func titlesMayHaveTheSpacesOfTypography(title: String, isAllowed: Bool) {
    #expect((InvisibleCharacter.first(in: title, for: .read) == nil) == isAllowed)
    #expect(InvisibleCharacter.first(in: title, for: .compared) != nil)
  }

  @Test(arguments: [
    ("\u{FEFF}sku", "sku"), ("price\u{A0}", "price"), (" \t59.90\u{A0}\n", "59.90"),
    ("\u{202A}6901234\u{202C}", "6901234"), ("\u{3000}围巾\u{3000}", "围巾"),
    ("❤\u{FE0F}", "❤\u{FE0F}"),
    ("a\u{200B}\u{A0}", "a"), ("a\u{A0}b ", "a\u{A0}b"), ("\u{A0}\u{200B}", ""), ("", ""),
    ("x", "x"), ("می\u{200C}", "می"),
  ])
  func isTrimmedAtTheEnds(text: String, trimmed: String) {
    #expect(
      Array(InvisibleCharacter.trimmed(text).unicodeScalars) == Array(trimmed.unicodeScalars))
  }

  @Test func isNamedWithItsPlace() throws {
    let text = "table 7\u{A0}8"
    let space = try #require(InvisibleCharacter.first(in: text, for: .compared))
    let problem = Problem.invisibleCharacter(space, in: text)
    #expect(
      problem.message.english
        == "\"table 7[U+00A0]8\" has a special space after \"table 7\": U+00A0 (no-break space)")
    #expect(problem.message.chinese == "\"table 7[U+00A0]8\" 里，\"table 7\" 后面有特殊空格：U+00A0（不换行空格）")
    #expect(problem.hint?.english == "type an ordinary space there, or delete it")
    let mark = try #require(InvisibleCharacter.first(in: "\u{FEFF}id", for: .compared))
    #expect(
      Problem.invisibleCharacter(mark, in: "\u{FEFF}id").message.english
        == "\"[U+FEFF]id\" has an invisible character at the start: U+FEFF (byte-order mark)")
  }

  @Test(arguments: [
    ("table 7", "table\u{A0}7"), ("table-7", "table-7\u{200B}"), ("table-7", " table-7 "),
    ("张三 李四", "张三\u{3000}李四"), ("caf\u{E9}", "cafe\u{301}"), ("ab", "a\u{AD}b"),
    ("a b", "a\u{2028}b"), ("x", "\u{202A}x\u{202C}"),
  ])
  func textsThatLookTheSameHaveOneNormalForm(left: String, right: String) {
    #expect(NormalForm(of: left) == NormalForm(of: right))
    #expect(NormalForm(of: NormalForm(of: right).text) == NormalForm(of: right))
  }

  @Test(arguments: [("table 7", "table 8"), ("a b", "ab"), ("A", "a"), ("👩‍👧", "👩👧"), ("", "x")])
  func textsThatLookDifferentHaveTwo(left: String, right: String) {
    #expect(NormalForm(of: left) != NormalForm(of: right))
  }
}
