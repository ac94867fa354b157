import Foundation
import TestSupport
import Testing

/// The words on paper are exactly the job's, and readable.
@Suite struct WordProofTests {
  /// Titles that PDF readers reorder or break differently, and words that contain amounts.
  @Test func acceptsWordsThatAreHardToRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - { id: fish, title: Fish fillet, price: 12, note: "Was ¥20.00, now less" }
        - { id: waffle, title: Waffle office ffi, price: 12.50 }
        - { id: was, title: Was ¥20.00, price: 15 }
        - { id: arabic, title: قهوة عربية 12, price: 16 }
        - { id: hebrew, title: שולחן 12 אב, price: 17 }
        - { id: one, title: 一杯龙井, price: 18 }
        - { id: logo, title: Wörter “in” 100 %, price: any }
      print:
        - { tent: "*", paper: A5, design: classic, name: classic, note: "Minimum order ¥30.00" }
        - { tent: "*", paper: A5, design: night, name: night }
        - { poster: logo, paper: A6, design: seal, name: logo, logo: logo.svg }
      """, to: "paypress.yml")
    try folder.write(
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect width="60" height="40" \
      fill="#c00"/><text x="5" y="25" font-size="16" fill="#fff">¥9.99!</text></svg>
      """, to: "logo.svg")
    for command in ["build", "pdf"] {
      let result = try Tool.payPress([command], in: folder.path)
      try #require(result.status == 0, "\(result.error)")
    }
    let result = try Tool.payPress(["verify", "--pdf"], in: folder.path)
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }

  @Test func reportsWordsThatAreNotThoseOfTheJob() throws {
    let site = try ProofFixture(print: ["{ labels: \"*\", stock: avery-l7163, name: labels }"])
    let html = "output/print/labels.html"
    var labels = try site.folder.text(html).components(separatedBy: "<svg class=\"code\"")
    try #require(labels.count == 11)
    let title = try #require(labels[1].firstMatch(of: /<text [^>]*>Good 1<\/text>/)).0
    func change(_ number: Int, _ new: (String) -> String) throws {
      let old = title.replacing("Good 1", with: "Good \(number)")
      let place = try #require(
        labels[number].firstMatch(of: /<text [^>]*>Good [0-9]+<\/text>/)
      ).range
      try #require(labels[number][place].hasSuffix(">Good \(number)</text>"), "\(old)")
      labels[number].replaceSubrange(place, with: new(String(labels[number][place])))
    }
    // White on white; under the code; more words; another title; other amounts; a word less.
    try change(1) { $0.replacing(/fill="[^"]*"/, with: "fill=\"#fff\"") }
    let code = try #require(labels[2].firstMatch(of: /x="([0-9.]+)" y="([0-9.]+)"/))
    let (x, y) = (try #require(Double(code.1)), try #require(Double(code.2)))
    labels[2] =
      labels[2].replacing(/<text [^>]*>Good 2<\/text>/, with: "")
    labels[1] += "<text x=\"\(x + 8)\" y=\"\(y + 15)\" font-size=\"3\">Good 2</text>"
    for (number, more) in [(3, "with milk"), (4, "Good 5"), (5, "9.99元"), (6, "$99.99")] {
      try change(number) {
        $0
          + $0.replacing(/y="([0-9.]+)"/) { "y=\"\((Double($0.1) ?? 0) + 6)\"" }
          .replacing("Good \(number)", with: more).replacing(/textLength="[^"]*"/, with: "")
      }
    }
    try #require(labels[7].contains(">Lakeside</text>"))
    labels[7] = labels[7].replacingOccurrences(of: ">Lakeside</text>", with: "></text>")
    try site.folder.write(labels.joined(separator: "<svg class=\"code\""), to: html)
    try #require(try site.run(["pdf"]).status == 0)

    let result = try site.run(["verify", "--pdf"])
    let place = "output/print/labels.pdf: error: page 1, code"
    let other = "are not those of the print job"
    #expect(
      result.sheetText == """
        \(place) 1: the title is not beside the code of "item-1"; it should be "Good 1"
        \(place) 2: the title is not beside the code of "item-2"; it should be "Good 2"
        \(place) 3: the words beside the code of "item-3" \(other); too many: "withmilk"
        \(place) 4: the words beside the code of "item-4" \(other); too many: "Good5"
        \(place) 5: the words beside the code of "item-5" \(other); too many: "9.99元"
        \(place) 6: the words beside the code of "item-6" \(other); too many: "$99.99"
        \(place) 7: the words beside the code of "item-7" \(other); missing: "Lakeside"

        """)
    #expect(result.status == 1)
  }

  /// For a character without a font, a browser silently prints an empty box.
  @Test func charactersWithoutAFontAreReported() throws {
    let folder = try TemporaryFolder()
    // The last code points for private use, which no font has; an ideograph is no emoji, and 龙 is
    // drawn with the glyph of a radical.
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links:
        - { id: tea, title: Tea, price: 12 }
        - { id: odd, title: "龙 Tea \\U0010FFFD\\U0010FFFD\\U0010FFFC", price: 13 }
        - { id: cup, title: "🍵🍵 一杯茶", price: 14 }
      print: [{ roll: "*", paper: 62 x 29 mm, name: roll }]
      """, to: "paypress.yml")
    let build = try Tool.payPress(["build"], in: folder.path)
    try #require(build.status == 0, "\(build.error)")
    let pdf = try Tool.payPress(["pdf"], in: folder.path)
    #expect(
      pdf.status == 0
        && pdf.error.hasPrefix(
          """
          output/print/roll.pdf: warning: page 2: no font on this machine has "\u{10FFFD}" (U+10FFFD), \
          "\u{10FFFC}" (U+10FFFC), beside the code of "odd"; empty boxes are printed instead
            hint: install fonts for them and print again (apt-get install fonts-noto-core), or leave the \
          characters out
          output/print/roll.pdf: warning: page 3: no font on this machine has "🍵" (U+1F375), beside the \
          code of "cup"; empty boxes are printed instead
            hint: install fonts for them and print again (apt-get install fonts-noto-color-emoji), or \
          leave the characters out

          """),
      "\(pdf.error)")
    let result = try Tool.payPress(["verify", "--pdf"], in: folder.path)
    #expect(
      result.status == 1
        && result.sheetText == """
          output/print/roll.pdf: error: page 2: when this was printed, no font had "\u{10FFFD}" \
          (U+10FFFD), "\u{10FFFC}" (U+10FFFC), beside the code of "odd"; there are empty boxes instead; \
          install fonts for them and print again (apt-get install fonts-noto-core), or leave the \
          characters out
          output/print/roll.pdf: error: page 3: when this was printed, no font had "🍵" (U+1F375), beside \
          the code of "cup"; there are empty boxes instead; install fonts for them and print again \
          (apt-get install fonts-noto-color-emoji), or leave the characters out

          """,
      "\(result.text)")
  }
}
