import Foundation
import TestSupport
import Testing

/// The files for the owner: where they are, who finds them, and what a build keeps of them.
@Suite struct OwnerFolderTests {
  private static let owner = "output/.paypress/owner"

  private static func write(
    _ folder: TemporaryFolder, site: String = "", links: Int = 3, extra: String = ""
  ) throws {
    try folder.write(
      """
      site: { title: Test, language: en\(site) }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: "t-{n}", each: { n: 1..\(links) }, custom: "c-{n}", price: 5, stable: true }]
      \(extra)
      """, to: "paypress.yml")
  }

  private static func run(_ arguments: [String], _ folder: TemporaryFolder) throws -> Tool.Result {
    try Tool.payPress(arguments, in: folder.path)
  }

  @Test func privateListsMoveThereAndBack() throws {
    let folder = try TemporaryFolder()
    try Self.write(folder)
    #expect(try Self.run(["build"], folder).status == 0)
    let json = try folder.text("output/links.json")
    #expect(!folder.has("\(Self.owner)/links.json"))
    try Self.write(folder, site: ", lists: private")
    #expect(try Self.run(["build"], folder).status == 0)
    #expect(!folder.has("output/links.json") && !folder.has("output/links.csv"))
    #expect(try folder.text("\(Self.owner)/links.json") == json)
    #expect(try folder.text("\(Self.owner)/index.html").contains("href=\"links.csv\""))
    #expect(try Self.run(["verify"], folder).status == 0)
    #expect(try Self.run(["verify", "--without-config"], folder).status == 0)
    let again = try Self.run(["build"], folder)
    #expect(again.error.contains("nothing has changed"), "\(again.error)")
    try Self.write(folder)
    #expect(try Self.run(["build"], folder).status == 0)
    #expect(try folder.text("output/links.json") == json && !folder.has("\(Self.owner)/links.json"))
  }

  /// What search engines list, everybody finds.
  @Test(arguments: ["", ", index_batch_pages: true"])
  func withoutAnIndexSearchEnginesFindNoPage(batch: String) throws {
    let folder = try TemporaryFolder()
    let pages = ["output/pay/t-1/index.html", "output/pay/one/index.html"]
    func build(_ site: String) throws {
      try Self.write(folder, site: ", base_url: \"https://pay.example.com/\"\(batch)\(site)")
      try folder.write(
        folder.text("paypress.yml").replacing("links: [", with: "links: [{ id: one }, "),
        to: "paypress.yml")
      for arguments in [["build"], ["verify"], ["verify", "--without-config"]] {
        let result = try Self.run(arguments, folder)
        #expect(result.status == 0, "\(result.text)\(result.error)")
      }
    }
    try build("")
    #expect(try folder.text("output/sitemap.xml").contains("/pay/one/"))
    #expect(!(try folder.text(pages[1]).contains("noindex")))
    try build(", index: false, lists: private")
    #expect(!folder.has("output/sitemap.xml"))
    for page in pages { #expect(try folder.text(page).contains("content=\"noindex\"")) }
    try build("")
    #expect(folder.has("output/sitemap.xml"))
    #expect(!(try folder.text(pages[1]).contains("noindex")))
  }

  @Test func diffFindsPrivateListsInAnOldFolder() throws {
    let folder = try TemporaryFolder()
    try Self.write(folder, site: ", lists: private, index: false")
    #expect(try Self.run(["build", "-o", "old"], folder).status == 0)
    #expect(!folder.has("old/index.html") && !folder.has("old/links.json"))
    #expect(try Self.run(["build"], folder).status == 0)
    try Self.write(folder, site: ", lists: private, index: false", links: 4)
    for arguments in [["diff", "old"], ["diff"]] {
      let result = try Self.run(arguments, folder)
      #expect(result.text.contains("t-4"), "\(result.text)\(result.error)")
    }
    let build = try Self.run(["build"], folder)
    #expect(build.error.contains("hint: open your own list, output/.paypress/owner/index.html"))
  }

  /// Whatever else a build says: new slugs, a proof, or that nothing has changed.
  @Test func theLastLineOfEveryBuildNamesTheOwnersList() throws {
    let folder = try TemporaryFolder()
    func expectLast(_ arguments: String..., saying words: String) throws {
      let result = try Self.run(["build"] + arguments, folder)
      #expect(result.status == 0 && result.error.contains(words), "\(result.error)")
      let last = result.error.split(separator: "\n").last
      #expect(
        last?.hasPrefix("  hint: ") == true && last?.contains("\(Self.owner)/index.html") == true,
        "\(result.error)")
    }
    let base = ", base_url: \"https://pay.example.com/\""
    let forwarding = "defaults: { forward: true }"
    try Self.write(folder, site: base, extra: forwarding)
    try expectLast(saying: "3 new slugs in paypress.paper")
    try expectLast(saying: "nothing has changed")
    try expectLast("--verify", saying: "3 links verified")
    try Self.write(folder, site: base, links: 4, extra: forwarding)
    try expectLast("--verify", saying: "1 link added")
    try Self.write(folder, site: base + ", index: false", links: 4, extra: forwarding)
    try expectLast(saying: "no link has changed")
  }

  @Test func aCopyThatWasUploadedNeedsNoOwnersFiles() throws {
    let folder = try TemporaryFolder()
    try Self.write(folder, site: ", lists: private")
    #expect(try Self.run(["build"], folder).status == 0)
    try FileManager.default.removeItem(atPath: "\(folder.path)/output/.paypress")
    let result = try Self.run(["verify"], folder)
    #expect(result.status == 0, "\(result.text)\(result.error)")
  }

  @Test func sharesAndMergesHaveTheSameList() throws {
    let folder = try TemporaryFolder()
    try Self.write(folder, site: ", lists: private", links: 1_234)
    #expect(try Self.run(["build"], folder).status == 0)
    for share in 1...2 {
      #expect(
        try Self.run(["build", "--shard", "\(share)/2", "-o", "s\(share)"], folder).status == 0)
      #expect(!folder.has("s\(share)/.paypress/owner"))
    }
    #expect(try Self.run(["merge", "s1", "s2", "-o", "merged"], folder).status == 0)
    let names = ["index.html", "index-2.html", "index-3.html", "rows-3.js", "links.json"]
    for name in names {
      #expect(
        try folder.text("merged/.paypress/owner/\(name)") == folder.text("\(Self.owner)/\(name)"))
    }
    #expect(try folder.text("\(Self.owner)/index-3.html").matches(of: /<li id="l-/).count == 234)
    #expect(try Self.run(["verify", "-o", "merged"], folder).status == 0)
    #expect(try Self.run(["verify", "-o", "merged", "--without-config"], folder).status == 0)
    // A page of fewer links goes away with its rows.
    try Self.write(folder, site: ", lists: private", links: 20)
    #expect(try Self.run(["build"], folder).status == 0)
    #expect(!folder.has("\(Self.owner)/index-2.html") && !folder.has("\(Self.owner)/rows-1.js"))
  }

  /// With three pages of links, of which the browser has only one open.
  @Test func theOwnerFindsLinksOfOtherPagesWhileTyping() throws {
    let folder = try TemporaryFolder()
    for language in ["en", "zh-CN"] {
      try folder.write(
        """
        site: { title: Test, language: \(language) }
        merchants:
          m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
        links:
          - id: "t-{n}"
            each: { n: 1..1100 }
            title: "Table {n}"
            custom: "c-{n}"
            price: 5
            stable: true
        """, to: "\(language).yml")
      let build = try Self.run(["build", "-c", "\(language).yml", "-o", language], folder)
      try #require(build.status == 0, "\(build.error)")
    }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("search.py").path
    let result = try Tool.run(
      "\(Tool.packageFolder)/.build-tools/venv/bin/python",
      [script] + ["en", "zh-CN"].map { "\($0)/.paypress/owner" }, in: folder.path)
    #expect(
      result.status == 0 && result.text == "links are found\n", "\(result.text)\(result.error)")
  }

  @Test func aRemovedLinkHasAPageThatSaysSoUntilItIsBack() throws {
    let folder = try TemporaryFolder()
    let page = "output/pay/t-3/index.html"
    try Self.write(folder)
    #expect(try Self.run(["build"], folder).status == 0)
    try Self.write(folder, links: 2, extra: "removed: [t-3]")
    #expect(try Self.run(["build"], folder).status == 0)
    #expect(try folder.text(page).contains("No longer in use") && !folder.has("output/qr/t-3.png"))
    #expect(try !folder.text(page).contains("gatepay.io"))
    for arguments in [["verify"], ["verify", "--without-config"]] {
      let result = try Self.run(arguments, folder)
      #expect(result.status == 0, "\(result.text)\(result.error)")
    }
    #expect(try Self.run(["build"], folder).error.contains("nothing has changed"))
    try Self.write(folder)
    #expect(try Self.run(["build"], folder).status == 0)
    #expect(try folder.text(page).contains("gatepay.io") && folder.has("output/qr/t-3.png"))
    try Self.write(folder, links: 2)
    #expect(try Self.run(["build"], folder).status == 0)
    #expect(!folder.has("output/pay/t-3"))
  }

  @Test func aRemovedLinkHasAPageInEachLanguage() throws {
    let folder = try TemporaryFolder()
    let pages = ["output/pay/t-3/index.html", "output/pay/t-3/zh-CN/index.html"]
    let site = ", title: { en: Lakeside, zh-CN: 湖畔 Tea }"
    func build(links: Int = 2, language: String = "[en, zh-CN]", extra: String) throws {
      try Self.write(folder, links: links, extra: extra)
      try folder.write(
        folder.text("paypress.yml")
          .replacing("title: Test, language: en", with: "language: \(language)\(site)"),
        to: "paypress.yml")
      for arguments in [["build"], ["verify"], ["verify", "--without-config"]] {
        let result = try Self.run(arguments, folder)
        #expect(result.status == 0, "\(result.text)\(result.error)")
      }
    }
    try build(links: 3, extra: "")
    try build(extra: "removed: [t-3]")
    let (english, chinese) = (try folder.text(pages[0]), try folder.text(pages[1]))
    #expect(english.contains("<html lang=\"en\">"))
    #expect(english.contains("<title>No longer in use · Lakeside</title>"))
    #expect(english.contains("<a href=\"../../index.html\">"))
    #expect(chinese.contains("<html lang=\"zh-CN\">"))
    #expect(chinese.contains("<title>已停用 · 湖畔 Tea</title>"))
    #expect(chinese.contains("请向湖畔 Tea 索取新的链接。"))
    #expect(chinese.contains("<a href=\"../../../zh-CN/index.html\">"))
    #expect(chinese.contains("href=\"../../../assets/style-"))
    #expect(try Self.run(["build"], folder).error.contains("nothing has changed"))
    // Without the second language, its page goes and the other stays.
    try build(language: "en", extra: "removed: [t-3]")
    #expect(folder.has(pages[0]) && !folder.has("output/pay/t-3/zh-CN"))
    try build(extra: "removed: [t-3]")
    #expect(try folder.text(pages[1]) == chinese)
    try build(extra: "")
    #expect(!folder.has("output/pay/t-3"))
  }

  @Test func aBuildThatTakesPagesDownSaysHowTheyCanExplain() throws {
    let folder = try TemporaryFolder()
    let base = ", base_url: \"https://pay.example.com/\""
    func build(
      _ site: String, links: Int, extra: String = "", locale: String = "C"
    ) throws -> String {
      try Self.write(folder, site: site, links: links, extra: extra)
      let result = try Tool.payPress(["build"], in: folder.path, environment: ["LC_ALL": locale])
      #expect(result.status == 0, "\(result.error)")
      return result.error
    }
    let words = "the link is no longer in use and that nothing was paid"
    #expect(try !build(base, links: 22).contains(words))
    let one = try build(base, links: 21)
    #expect(one.contains("the page of \"t-22\" is gone: whoever still has the address"), "\(one)")
    #expect(
      one.contains("  hint: write the line `removed: [t-22]` in paypress.yml, and the page says"),
      "\(one)")
    // It is told once, and what was written is not asked for again.
    #expect(try !build(base, links: 21).contains(words))
    #expect(try !build(base, links: 21, extra: "removed: [t-22]").contains(words))
    let more = try build(base, links: 19, extra: "removed: [t-22, T-21]")
    #expect(more.contains("add `t-20` to the list `removed` in paypress.yml"), "\(more)")
    let chinese = try build(base, links: 17, locale: "zh_CN.UTF-8")
    #expect(
      chinese.contains("2 个链接的页面已经没有了：还留着网址的人会看到“没有这个页面”"), "\(chinese)")
    #expect(
      chinese.contains("请在 paypress.yml 里写一行 `removed: [t-18, t-19]`，页面就会写明"), "\(chinese)")
    let many = try build(base, links: 2)
    #expect(many.contains("the pages of 15 links are gone"), "\(many)")
    #expect(many.contains("t-11, t-12]` with all these ids in paypress.yml"), "\(many)")
    // Nobody can open a page whose site has no address.
    #expect(try !build("", links: 1).contains(words))
    // A link with another id has another address.
    try Self.write(folder, site: base, links: 1)
    try folder.write(
      folder.text("paypress.yml").replacing("\"t-{n}\"", with: "\"table-{n}\""), to: "paypress.yml")
    let renamed = try Self.run(["build"], folder)
    #expect(renamed.error.contains("the page of \"t-1\" is gone"), "\(renamed.error)")
  }

  @Test func aSecondLanguageComesAndGoesWithItsPages() throws {
    let folder = try TemporaryFolder()
    for fansOut in ["", ", fan_out: true"] {
      try Self.write(folder, site: fansOut)
      #expect(try Self.run(["build"], folder).status == 0)
      let before = try folder.files(below: "output", skipping: ".paypress")
      try folder.write(
        folder.text("paypress.yml").replacing("language: en", with: "language: [en, zh-CN]"),
        to: "paypress.yml")
      let result = try Self.run(["build", "--verify"], folder)
      #expect(result.status == 0, "\(result.text)\(result.error)")
      let pages = try folder.files(below: "output", skipping: ".paypress").keys
        .filter { $0.contains("zh-CN/") }
      #expect(pages.count == 4 && pages.contains("zh-CN/index.html"))
      // Links and pages that are new, in a folder that is not.
      try folder.write(
        folder.text("paypress.yml").replacing("1..3", with: "1..5"), to: "paypress.yml")
      #expect(try Self.run(["build"], folder).status == 0)
      #expect(try Self.run(["verify"], folder).status == 0)
      #expect(try Self.run(["build"], folder).error.contains("nothing has changed"))
      try Self.write(folder, site: fansOut)
      #expect(try Self.run(["build"], folder).status == 0)
      #expect(try folder.files(below: "output", skipping: ".paypress") == before)
    }
  }
}
