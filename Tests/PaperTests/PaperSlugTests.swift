import Paper
import Testing

@Suite struct PaperSlugTests {
  @Test(arguments: ["tea", "k7m3x", "2", "tea-house-2", String(repeating: "a", count: 40)])
  func takesWhatAnAuthorWrites(text: String) {
    #expect(PaperSlug(text)?.text == text)
  }

  @Test(arguments: [
    "", "Tea", "-tea", "tea-", "te--a", "te a", "tea/", "..", "茶", "té", "tea_2", "tea.html",
    String(repeating: "a", count: 41),
  ])
  func refusesWhatIsNoPartOfAnAddress(text: String) {
    #expect(PaperSlug(text) == nil)
  }

  @Test func makesTheSameSlugForALinkEverywhere() {
    #expect(PaperSlug.made(for: "tea").text == PaperSlug.made(for: "TEA").text)
    #expect(PaperSlug.made(for: "tea") != PaperSlug.made(for: "cake"))
    #expect(PaperSlug.made(for: "tea").text == "j9cx9")
    #expect(PaperSlug.made(for: "tea", linkCount: 1001).text.utf8.count == 7)
  }

  @Test func makesSlugsWithACheckCharacter() {
    for number in 0..<2000 {
      let slug = PaperSlug.made(for: "table-\(number)", linkCount: number)
      #expect(PaperAlphabet.isChecked(slug.text) && PaperSlug(slug.text) == slug)
    }
  }

  @Test func triesAnotherSlugWhenOneIsTaken() {
    var taken: Set<PaperSlug> = []
    for number in 0..<6 {
      let slug = PaperSlug.made(for: "tea", isTaken: taken.contains)
      #expect(taken.insert(slug).inserted)
      #expect(slug.text.utf8.count == (number < 3 ? 5 : 7))
    }
  }

  @Test func findsTheSlugOfAnAddressOfItsSiteOnly() {
    let base = "https://pay.example.com/"
    let slug = PaperSlug("tea")
    #expect(slug?.address(at: base) == "https://pay.example.com/p/tea/")
    #expect(PaperSlug(ofAddress: "https://pay.example.com/p/tea/", at: base) == slug)
    for other in [
      "https://pay.example.com/p/tea", "https://pay.example.com/p/tea/?x=1", "https://x.io/p/tea/",
      "https://pay.example.com/p//", "https://pay.example.com/pay/tea/",
    ] {
      #expect(PaperSlug(ofAddress: other, at: base) == nil, "\(other)")
    }
  }

  @Test func readsIDsAndStampsAsPeopleTypeThem() {
    let run = PaperID.run(of: ["posters", "front door", "2026-11-02"])
    #expect(PaperID("\(run.uppercased())-3") == PaperID(run: run, number: 3))
    for text in ["\(run)", "\(run)-0", "\(run)-03", "\(run)-", "22222x-1", "\(run)-1-1"] {
      #expect(PaperID(text) == nil, "\(text)")
    }
    let stamp = PaperStamp.text(job: "posters", link: "tea", code: "https://x.io/")
    #expect(PaperStamp.parse(stamp.lowercased()) == stamp)
    #expect(PaperStamp.parse("7K3") == nil && PaperStamp.parse("7O3M") == nil)
  }
}
