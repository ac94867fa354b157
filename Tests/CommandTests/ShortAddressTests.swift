import Foundation
import TestSupport
import Testing

/// Codes that hold a short address of the site, and the file that remembers their slugs.
@Suite struct ShortAddressTests {
  private static let key = "e3d704f3542b44a621ebed70dc0efe13"

  static func config(
    _ links: String, base: String = "https://pay.example.com/", site: String = ""
  ) -> String {
    """
    site: { title: Tea House, language: en, base_url: \(base)\(site) }
    merchants: { lakeside: { name: Lakeside, appkey: \(key), tokens: { counter: qflknfokn } } }
    links:
    \(links)
    """
  }

  static let tea =
    "  - { id: tea, title: Longjing, price: 28.00, stable: true, forward: true }\n"
  static let cake = "  - { id: cake, title: Cake, price: 12.00, stable: true, forward: true }\n"

  private func build(
    _ config: String, in folder: TemporaryFolder, _ arguments: String...
  ) throws -> Tool.Result {
    try folder.write(config, to: "paypress.yml")
    return try Tool.payPress(["build"] + arguments, in: folder.path)
  }

  private func built(_ config: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let result = try build(config, in: folder)
    #expect(result.status == 0, "\(result.error)")
    return folder
  }

  @Test func theCodeHoldsAShortAddressWhosePageLeadsToThePayment() throws {
    let folder = try built(Self.config(Self.tea))
    let codes = try Tool.readCodes(["\(folder.path)/output/qr/tea.png"])
    #expect(codes == ["https://pay.example.com/p/j9cx9/"])
    let page = try folder.text("output/p/j9cx9/index.html")
    let url =
      "https://gatepay.io/pay/any?appkey=\(Self.key)&amp;token=qflknfokn&amp;price=28.00&amp;stable=1"
    #expect(page.contains("<meta http-equiv=\"refresh\" content=\"0; url=\(url)\">"))
    #expect(page.contains("<a class=\"button\" href=\"\(url)\""))
    #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
    #expect(page.contains("lang=\"zh-CN\">正在打开") && page.contains("lang=\"en\">This leads"))
    #expect(!page.contains("<script"))
    let list = try folder.text("output/links.json")
    #expect(list.contains("\"short_url\": \"https://pay.example.com/p/j9cx9/\""))
    let ledger = try folder.text("paypress.paper")
    #expect(ledger.contains("{\"slug\": \"j9cx9\", \"link\": \"tea\", \"url\": "))
    let verified = try Tool.payPress(["verify"], in: folder.path)
    #expect(verified.status == 0, "\(verified.text)\(verified.error)")
    let alone = try Tool.payPress(["verify", "--without-config"], in: folder.path)
    #expect(alone.status == 0, "\(alone.text)\(alone.error)")
  }

  /// From version 7 with 45 modules a side to version 3 with 29: larger squares at the same size.
  @Test func theSymbolIsSmaller() throws {
    let folder = try built(
      Self.config(
        "  - { id: long, price: 28, stable: true, custom: \(String(repeating: "x", count: 11)) }\n"
          + Self.tea))
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.text("output/links.json").utf8))
        as? [[String: Any]])
    #expect((list[0]["url"] as? String)?.utf8.count == 122)
    #expect((list[1]["short_url"] as? String)?.utf8.count == 32)
    for (link, side) in [("long", 45), ("tea", 29)] {
      let bytes = try #require(folder.files(below: "output")["qr/\(link).png"])
      // The width in IHDR: 8 pixels a module, with 4 modules of quiet zone on each side.
      let width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
      #expect(width == 8 * (side + 8), "\(link)")
    }
  }

  @Test func aSecondBuildChangesNothing() throws {
    let folder = try built(Self.config(Self.tea))
    let before = try folder.files()
    let again = try Tool.payPress(["build"], in: folder.path)
    #expect(again.status == 0 && again.error.contains("nothing has changed"))
    #expect(try folder.files() == before)
  }

  @Test(arguments: [
    ("price: 28.00", "price: 30.00", "price=30.00"),
    ("counter: qflknfokn", "counter: w8RtyUi2p", "token=w8RtyUi2p"),
    ("links:", "gateway: https://other.example.net\nlinks:", "https://other.example.net/pay/any?"),
    ("stable: true", "stable: true, custom: table-7", "custom=table-7"),
  ])
  func theSameCodeLeadsToTheNewTargetAfterAChange(old: String, new: String, part: String) throws {
    let folder = try built(Self.config(Self.tea))
    let codes = try folder.files(below: "output/qr")
    let result = try build(Self.config(Self.tea).replacing(old, with: new), in: folder)
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.files(below: "output/qr") == codes)
    let page = try folder.text("output/p/j9cx9/index.html")
    let target = try #require(page.firstMatch(of: /content="0; url=([^"]+)"/)).1
    #expect(target.contains(part) && page.contains("<a class=\"button\" href=\"\(target)\""))
    let facts = try folder.text("paypress.paper").split(separator: "\n")
    #expect(facts.count == 3 && !facts[1].contains(part) && facts[2].contains(part), "\(facts)")
    let verified = try Tool.payPress(["verify"], in: folder.path)
    #expect(verified.status == 0, "\(verified.text)\(verified.error)")
  }

  @Test func aLinkHasTheLastWordOverWhatItsMerchantForwards() throws {
    let folder = try built(
      Self.config(
        Self.tea.replacing(", forward: true", with: "")
          + Self.cake.replacing("forward: true", with: "forward: false")
      ).replacing("qflknfokn } }", with: "qflknfokn }, defaults: { forward: true } }"))
    let codes = try Tool.readCodes(["tea", "cake"].map { "\(folder.path)/output/qr/\($0).png" })
    #expect(
      codes == [
        "https://pay.example.com/p/j9cx9/",
        "https://gatepay.io/pay/any?appkey=\(Self.key)&token=qflknfokn&price=12.00&stable=1",
      ])
    let published = try folder.files(below: "output/p").keys
    #expect(published.filter { $0.hasSuffix("index.html") } == ["j9cx9/index.html"])
    #expect(try Tool.payPress(["verify"], in: folder.path).status == 0)
  }

  private static let sum = "<span class=\"whole\">¥28.00</span>"

  @Test func aRemovedLinkLeavesAPageThatExplainsInBothLanguages() throws {
    let folder = try built(Self.config(Self.tea + Self.cake))
    #expect(try build(Self.config(Self.cake), in: folder).status == 0)
    let page = try folder.text("output/p/j9cx9/index.html")
    #expect(page.contains("This code was for “Longjing, \(Self.sum)” at Tea House."))
    #expect(page.contains("这个码原用于 Tea House 的“Longjing, \(Self.sum)”，现已停用"))
    #expect(!page.contains("refresh") && !page.contains("<a "))
    #expect(try Tool.payPress(["verify"], in: folder.path).status == 0)
    #expect(try Tool.payPress(["verify", "--without-config"], in: folder.path).status == 0)
  }

  @Test func thePageOfARemovedLinkSpeaksEachLanguage() throws {
    let titles = "{ zh-CN: 龙井, en: Longjing }"
    let config = Self.config(Self.tea.replacing("Longjing", with: titles) + Self.cake)
      .replacing("title: Tea House", with: "title: { zh-CN: 茶馆, en: Tea House }")
      .replacing("language: en", with: "language: [zh-CN, en]")
    let folder = try built(config)
    let rest = config.split(separator: "\n").filter { !$0.contains("id: tea") }
    #expect(try build(rest.joined(separator: "\n"), in: folder).status == 0)
    let page = try folder.text("output/p/j9cx9/index.html")
    #expect(page.contains("This code was for “Longjing, \(Self.sum)” at Tea House."), "\(page)")
    #expect(page.contains("这个码原用于茶馆的“龙井, \(Self.sum)”，现已停用"))
    #expect(try Tool.payPress(["verify", "--without-config"], in: folder.path).status == 0)
    // Other words are no page of a removed link, whatever its address.
    try folder.write(
      page.replacing("nothing was paid", with: "please pay to account 4711"),
      to: "output/p/j9cx9/index.html")
    let forged = try Tool.payPress(["verify", "--without-config"], in: folder.path)
    #expect(forged.status == 1 && forged.text.contains("p/j9cx9/index.html"), "\(forged.text)")
  }

  @Test func aPublishedSlugIsNeverGivenToAnotherLink() throws {
    let folder = try built(Self.config(Self.tea))
    let before = try folder.files()
    let result = try build(
      Self.config(Self.cake.replacing("forward: true", with: "forward: true, slug: j9cx9")),
      in: folder)
    #expect(result.status == 1)
    #expect(
      result.error.contains("the slug \"j9cx9\" belongs to \"tea\"")
        && result.error.contains("\"cake\" cannot have it"))
    var after = try folder.files()
    after["paypress.yml"] = before["paypress.yml"]
    #expect(after == before)
  }

  @Test func aLostFileIsNoticed() throws {
    let folder = try built(Self.config(Self.tea + Self.cake))
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(result.status == 1 && !folder.has("paypress.paper"))
    #expect(
      result.error.contains(
        "paypress.paper is missing; it had 2 published slugs, such as "), "\(result.error)")
  }

  @Test func twoBranchesThatGaveOneSlugAwayNameBothLinks() throws {
    let folder = try built(Self.config(Self.tea))
    let text = try folder.text("paypress.paper")
    let line = try #require(text.split(separator: "\n").last)
    let other = line.replacing("\"link\": \"tea\"", with: "\"link\": \"cake\"")
      .replacing("\"since\": \"2", with: "\"since\": \"3")
    try folder.write(text + other + "\n", to: "paypress.paper")
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.error.contains(
        "the slug \"j9cx9\" was given to \"tea\", and in another branch to \"cake\""))
  }

  @Test func linksOfEqualIdsHaveEqualSlugsInEveryBranch() throws {
    let first = try built(Self.config(Self.tea + Self.cake))
    let second = try built(Self.config(Self.cake + Self.tea))
    let slugs = try [first, second].map { folder in
      try folder.text("paypress.paper").matches(of: /"slug": "([^"]+)", "link": "([^"]+)"/)
        .map { "\($0.1) \($0.2)" }
    }
    #expect(slugs[0] == slugs[1] && slugs[0].count == 2)
  }

  @Test func aBuildThatFailsLeavesTheFileAsItWas() throws {
    let folder = try built(Self.config(Self.tea))
    let before = try folder.text("paypress.paper")
    // A folder of somebody else in the place of a page.
    try folder.write("mine", to: "output/pay/cake/index.html")
    let result = try build(Self.config(Self.tea + Self.cake), in: folder)
    #expect(result.status == 1)
    #expect(try folder.text("paypress.paper") == before)
  }

  @Test func aSiteThatForwardsNothingHasNoneOfThis() throws {
    let folder = try built(
      Self.config(Self.tea.replacing(", forward: true", with: ""), site: ", hosts: [nginx]"))
    #expect(!folder.has("paypress.paper") && !folder.has("output/p"))
    #expect(!(try folder.text("output/hosts/nginx.conf").contains("302")))
    #expect(!(try folder.text("output/links.json").contains("short_url")))
    #expect(!folder.has("output/.paypress/paper"))
  }

  @Test(arguments: [
    (tea.replacing("forward: true", with: "slug: tea"), "`slug` needs `forward: true`"),
    (
      tea.replacing("forward: true", with: "forward: true, slug: Tea House"),
      "\"Tea House\" cannot be a slug"
    ),
    (
      tea.replacing("forward: true", with: "forward: true, slug: x")
        + cake.replacing("forward: true", with: "forward: true, slug: x"),
      "\"tea\" and \"cake\" have the same slug \"x\""
    ),
  ])
  func refusesSlugsThatCannotWork(links: String, message: String) throws {
    let folder = try TemporaryFolder()
    let result = try build(Self.config(links), in: folder)
    #expect(result.status == 1 && result.error.contains(message), "\(result.error)")
    #expect(!folder.has("output") && !folder.has("paypress.paper"))
  }

  @Test func forwardingNeedsAnAddressOfTheSite() throws {
    let folder = try TemporaryFolder()
    let config = Self.config(Self.tea).replacing(", base_url: https://pay.example.com/", with: "")
    let result = try build(config, in: folder)
    #expect(result.status == 1 && result.error.contains("`forward` needs `site.base_url`"))
  }

  @Test func checkExplainsOnceWhatALapsedDomainMeans() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config(Self.tea + Self.cake), to: "paypress.yml")
    let result = try Tool.payPress(["check"], in: folder.path)
    #expect(
      result.error.components(separatedBy: "2 codes hold addresses of pay.example.com").count == 2)
    try folder.write(
      Self.config(Self.tea, base: "http://pay.example.com/"), to: "paypress.yml")
    let insecure = try Tool.payPress(["check"], in: folder.path)
    #expect(insecure.error.contains("http://pay.example.com/ is not encrypted"))
  }

  @Test func verifyFindsAShortAddressThatLeadsElsewhere() throws {
    let folder = try built(Self.config(Self.tea))
    let path = "output/p/j9cx9/index.html"
    let page = try folder.text(path)
    for forged in [
      page.replacing("token=qflknfokn", with: "token=thief"),
      page.replacing("<meta http-equiv=\"refresh\"", with: "<meta name=\"x\""),
      page.replacing("price=28.00", with: "price=1.00"),
    ] {
      try folder.write(forged, to: path)
      for arguments in [["verify"], ["verify", "--without-config"]] {
        let result = try Tool.payPress(arguments, in: folder.path)
        #expect(
          result.status == 1 && result.text.contains("the short address of \"tea\""),
          "\(result.text)")
      }
    }
  }

  /// The limits of Cloudflare Pages ("Redirects", "Headers"): 2,000 static and 100 dynamic redirects of
  /// up to 1,000 characters, 100 rules for headers.
  @Test func theRulesOfHostsAreTemporaryAndBounded() throws {
    let long = String(repeating: "茶", count: 160)
    let links = (1...2100).map { number in
      let custom = number == 7 ? ", custom: \(long)" : ""
      let rest = "price: \(number), stable: true, forward: true\(custom)"
      return "  - { id: t\(number), title: T, \(rest) }\n"
    }.joined()
    let folder = try built(
      Self.config(links, site: ", hosts: [nginx, caddy, apache, netlify, cloudflare]"))
    var redirects = try folder.text("output/_redirects").split(separator: "\n")
    // After the first rule with a `*`, Cloudflare counts all as dynamic, and it has no rules with 404.
    #expect(
      Array(redirects.suffix(2)) == ["/.paypress/* /404.html 404!", "/.paypress/* /not-found 302"])
    redirects.removeLast(2)
    #expect(redirects.count == 2000)
    var sources: Set<Substring> = []
    for rule in redirects {
      let words = rule.split(separator: " ", omittingEmptySubsequences: false)
      try #require(words.count == 3, "\(rule)")
      #expect(words[2] == "302" && rule.count <= 1000)
      // A static rule has neither splat nor placeholder in its path.
      #expect(words[0].wholeMatch(of: /\/p\/[2-9a-z]+\//) != nil)
      #expect(sources.insert(words[0]).inserted)
      #expect(words[1].hasPrefix("https://") && words[1].contains("?"))
    }
    // The rule that would be too long has a page.
    let tooLong = try folder.text("paypress.paper").split(separator: "\n").first {
      $0.contains("\"link\": \"t7\"")
    }
    let slug = try #require(tooLong?.firstMatch(of: /"slug": "([a-z0-9]+)"/)).1
    #expect(!sources.contains("/p/\(slug)/") && folder.has("output/p/\(slug)/index.html"))
    #expect(try folder.text("output/_headers") == "/p/*\n  Cache-Control: no-store\n")
    for file in ["hosts/nginx.conf", "hosts/Caddyfile", "p/.htaccess"] {
      let text = try folder.text("output/\(file)")
      #expect(text.contains("no-store") && text.contains(/[ =]302/))
      #expect(!text.contains(/(return |R=)301/) && !text.contains(/" 301\n/))
    }
    #expect(try Tool.payPress(["verify"], in: folder.path).status == 0)
  }

  /// Only Cloudflare has a limit, and only a forced rule of Netlify's would hide a page.
  @Test func netlifyGetsARuleForEveryLinkAndForcesNone() throws {
    let links = (1...2100).map {
      "  - { id: t\($0), title: T, price: \($0), stable: true, forward: true }\n"
    }.joined()
    let folder = try built(Self.config(links, site: ", hosts: [netlify]"))
    var rules = try folder.text("output/_redirects").split(separator: "\n")
    let refusal = rules.removeLast()
    #expect(refusal == "/.paypress/* /404.html 404!")
    #expect(rules.count == 2100 && rules.allSatisfy { $0.hasSuffix(" 302") })
  }

  /// Also of a site without short addresses, and of one whose address is not known.
  @Test(arguments: ["", ", base_url: \"https://pay.example.com/shop/\""])
  func theRulesOfHostsRefuseTheOwnersFiles(base: String) throws {
    let folder = try TemporaryFolder()
    func build(hosts: String) throws {
      let result = try self.build(
        """
        site: { title: T, language: en\(base)\(hosts) }
        merchants: { m: { appkey: \(Self.key), tokens: { t: x } } }
        links: [{ id: tea, price: 28.00, stable: true }]
        """, in: folder)
      #expect(result.status == 0, "\(result.error)")
    }
    try build(hosts: ", hosts: [nginx, caddy, apache, netlify, cloudflare]")
    let root = base.isEmpty ? "/" : "/shop/"
    #expect(
      try folder.text("output/_redirects")
        == "\(root).paypress/* \(root)404.html 404!\n\(root).paypress/* \(root)not-found 302\n")
    #expect(
      try folder.text("output/hosts/nginx.conf").contains("location ^~ \"\(root).paypress/\" {"))
    #expect(
      try folder.text("output/hosts/Caddyfile").contains("handle \"\(root).paypress/*\" {"))
    #expect(try folder.text("output/.paypress/.htaccess").contains("[R=404,L]"))
    #expect(!folder.has("output/p") && !folder.has("output/_headers"))
    for arguments in [["verify"], ["verify", "--without-config"]] {
      let result = try Tool.payPress(arguments, in: folder.path)
      #expect(result.status == 0, "\(result.text)\(result.error)")
    }
    // A copy that was uploaded without the owner's files.
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/output", toPath: "\(folder.path)/copy")
    try FileManager.default.removeItem(atPath: "\(folder.path)/copy/.paypress")
    #expect(try Tool.payPress(["verify", "-o", "copy"], in: folder.path).status == 0)
    try build(hosts: "")
    for file in ["_redirects", "hosts", ".paypress/.htaccess"] {
      #expect(!folder.has("output/\(file)"))
    }
  }

  /// The real nginx, Apache and Caddy, also below a path that servers decode: with a letter beyond
  /// ASCII, a blank, and signs that mean something in their rules.
  @Test(arguments: ["", "shops/", "caf%C3%A9/%E8%8C%B6%20House/", "a%22b/50%25/$x*(1)/"])
  func serversRedirectAndPassNoQueryOn(path: String) throws {
    let folder = try built(
      Self.config(
        Self.tea
          + "  - { id: vip, title: V, custom: \"桌 7 %1 $1 50%\", stable: true, forward: true }\n",
        base: "\"https://pay.example.com/\(path)\"", site: ", hosts: [nginx, caddy, apache]"))
    let script = "\(Tool.packageFolder)/Tests/CommandTests/hosts.py"
    let result = try Tool.run("/usr/bin/python3", [script, "\(folder.path)/output"])
    #expect(result.status == 0, "\(result.text)\(result.error)")
    #expect(result.text == "nginx ok\napache ok\ncaddy ok\n")
  }
}
