import Support
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    ("SC/12 red", "sc-12-red"), ("围巾-1", "u56f4u5dfe-1"), ("ＳＣ－１２", "sc-12"), ("Café", "cafe"),
    ("Cafe\u{301}", "cafe"), ("Straße", "strasse"), (" --A_b.C-- ", "a-b-c"), ("0017", "0017"),
    ("🍵", "u1f375"), ("5€", "5u20ac"), ("Ø 12", "o-12"), ("a\u{A0}b", "a-b"), ("a\u{200B}b", "ab"),
    ("шарф", "u0448u0430u0440u0444"), ("茶，大杯", "u8336-u5927u676f"), ("", ""), ("—/ .", ""),
    ("u56f4", "u56f4"), ("I", "i"), ("İ", "i"),
  ])
  func aTextBecomesPartOfAFileName(text: String, slug: String) {
    #expect(Slug.of(text) == slug)
    #expect(Slug.of(slug) == slug)
  }
}
