import Catalog
import Foundation
import Support
import TestSupport
import Testing

@testable import Pages

private let links = "links: [{ id: a, title: T, price: 5, custom: c, stable: true }]"

@Suite struct TemplateTests {
  /// The mark shows the finding's position.
  @Test(arguments: [
    ("<p>⟦{{titel}}</p>", "there is no variable \"titel\" here"),
    ("<p>{{title}}\n ⟦{{#nope}}x{{/nope}}</p>", "there is no variable \"nope\" here"),
    ("⟦{{>nope.html}}", "there is no template \"nope.html\" to include"),
    ("⟦{{>page.html}}", "\"page.html\" includes itself"),
    ("<p>⟦{{title</p>", "{{ is never closed"),
    ("<p>⟦{{{title}}}</p>", "\"title\" cannot be put in unescaped"),
    ("<p>⟦{{&title}}</p>", "\"title\" cannot be put in unescaped"),
    ("⟦{{=<% %>=}}", "{{=<% %>=}} is not a template tag"),
    ("⟦{{}}", "{{}} is not a template tag"),
    ("<p>⟦{{#price}}x</p>", "\"price\" is never closed"),
    (
      "<p>{{#price}}x⟦{{/custom}}</p>",
      "{{/custom}} closes the wrong section: {{/price}} must come first"
    ),
    ("<p>⟦{{/price}}</p>", "{{/price}} closes nothing"),
    ("<p>⟦{{price}}</p>", "\"price\" may be absent"),
    ("<p>{{^price}}⟦{{price}}{{/price}}</p>", "\"price\" may be absent"),
    ("<p>⟦{{noindex}}</p>", "\"noindex\" has no text"),
    ("⟦{{#title}}x{{/title}}", "\"title\" is always there"),
    (
      "⟦{{#price}}<p class=\"{{/price}}x\">",
      "\"price\" starts and ends at different places of the HTML"
    ),
    ("⟦{{#price}}<!-- {{/price}} -->", "\"price\" starts and ends at different places of the HTML"),
    ("<script>x = '⟦{{title}}'</script>", "\"title\" is not allowed in a script or stylesheet"),
    ("<STYLE>⟦{{title}}</STYLE>", "\"title\" is not allowed in a script or stylesheet"),
    ("<script></scriptx>⟦{{title}}</script>", "\"title\" is not allowed in a script or stylesheet"),
    (
      "<script ⟦{{#noindex}}></script><p {{/noindex}}>x</p>",
      "\"noindex\" starts and ends at different places of the HTML"
    ),
    (
      "<p title=x\u{3000}y=\"⟦{{title}}\">",
      "\"title\" is not allowed in an attribute without quotes"
    ),
    (
      "<p title=x\u{A0}y=\"⟦{{title}}\">", "\"title\" is not allowed in an attribute without quotes"
    ),
    (
      "<script ⟦{{#price}}></script><div {{/price}}>x",
      "\"price\" starts and ends at different places of the HTML"
    ),
    (
      "<script>\u{301} var x = \"⟦{{title}}\"</script>",
      "\"title\" is not allowed in a script or stylesheet"
    ),
    (
      "<script><!--<script></script>⟦{{title}}</script>",
      "\"title\" is not allowed in a script or stylesheet"
    ),
    (
      "<!-- --!><script> --> ⟦{{title}}</script>",
      "\"title\" is not allowed in a script or stylesheet"
    ),
    (
      "<!x <!-- ><script>--> ⟦{{title}}</script>",
      "\"title\" is not allowed in a script or stylesheet"
    ),
    (
      "<textarea><a title=\"</textarea><script>⟦{{title}}</script>",
      "\"title\" is not allowed in a script or stylesheet"
    ),
    (
      "<meta http-equiv=\"refresh\" content=\"⟦{{title}}\">",
      "\"title\" is not allowed in the attribute \"content\""
    ),
    (
      "<animate attributeName=\"href\" to=\"⟦{{title}}\">",
      "\"title\" is not allowed in the attribute \"to\""
    ),
    (
      "<script src=\"⟦{{pay_url}}\"></script>",
      "\"pay_url\" is not allowed in the attribute \"src\""
    ),
    ("<form action=\"⟦{{pay_url}}\">", "\"pay_url\" is not allowed in the attribute \"action\""),
    ("⟦<p title=\"{{title}}", "the template ends inside a tag, comment or script"),
    ("⟦<script>x", "the template ends inside a tag, comment or script"),
    ("⟦", "the template is empty"),
    ("<!-- ⟦{{title}} -->", "\"title\" is not allowed in a comment"),
    ("<p ⟦{{title}}>", "\"title\" is not allowed in the name of a tag or attribute"),
    ("<⟦{{title}}>", "\"title\" is not allowed in the name of a tag or attribute"),
    ("<p class=⟦{{title}}>", "\"title\" is not allowed in an attribute without quotes"),
    ("<p class=a⟦{{title}}>", "\"title\" is not allowed in an attribute without quotes"),
    ("<p onclick=\"⟦{{title}}\">", "\"title\" is not allowed in the attribute \"onclick\""),
    ("<p style='⟦{{title}}'>", "\"title\" is not allowed in the attribute \"style\""),
    ("<iframe srcdoc=\"⟦{{title}}\">", "\"title\" is not allowed in the attribute \"srcdoc\""),
    (
      "<a href=\"⟦{{title}}\">",
      "\"href\" needs a URL; \"title\" is not one, or does not come first"
    ),
    (
      "<a href=\"x⟦{{pay_url}}\">",
      "\"href\" needs a URL; \"pay_url\" is not one, or does not come first"
    ),
    (
      "<img SRC = '⟦{{title}}'>",
      "\"src\" needs a URL; \"title\" is not one, or does not come first"
    ),
    ("<p>⟦{{accent}}</p>", "there is no variable \"accent\" here"),
  ])
  func pointsAtTheMistake(marked: String, message: String) throws {
    let text = MarkedText(marked)
    let fixture = try PageFixture(links, templates: ["classic/page.html": text.text])
    let start =
      "templates/classic/page.html:\(text.line):\(text.column): error: \(message)\n  hint: "
    #expect(fixture.renderer == nil)
    #expect(fixture.errors.contains { $0.hasPrefix(start) }, "\(fixture.errors)")
  }

  @Test func reportsAllMistakesOfAllTemplates() throws {
    let fixture = try PageFixture(
      links,
      templates: [
        "classic/page.html": "{{a}}\n{{b}}", "classic/index.html": "{{title}}",
        "classic/style.css": "p { color: {{title}}; background: {{acent}} }",
        "shared/facts.html": "{{c}}",
      ])
    let places = fixture.errors.map { $0.components(separatedBy: ": error")[0] }
    #expect(
      places == [
        "templates/classic/style.css:1:12", "templates/classic/style.css:1:35",
        "templates/classic/page.html:1:1", "templates/classic/page.html:2:1",
        "templates/classic/index.html:1:1", "templates/shared/facts.html:1:1",
      ])
  }

  @Test func aProjectsOwnFileReplacesTheOneOfTheSameName() throws {
    let fixture = try PageFixture(
      links,
      templates: [
        "shared/sample.html": "OWN {{lang}}",
        "classic/page.html":
          "{{>sample.html}}|{{#price}}{{price}}{{/price}}|<a href='{{pay_url}}'>{{text.scan}}</a>",
      ])
    #expect(
      try fixture.pages() == [
        "OWN en|5.00|<a href='https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff"
          + "&amp;token=x&amp;price=5.00&amp;custom=c&amp;stable=1'>Scan with WeChat or Alipay to pay</a>"
      ])
  }

  /// Elements for the stylesheet would end a picture, and appear as text in a list of choices or vanish.
  @Test(arguments: [
    "<svg><text>|</text></svg>", "<SVG viewBox=\"0 0 1 1\"><g><svg/><text>|</text></g></SVG>",
    "<svg><svg></svg><text>|</text></svg>", "<math><mtext>|</mtext></math>",
    "<select><option>|</option></select>", "<select><option value=\"/\">a<option>|</select>",
    "<datalist><option>|</datalist>", "<option/>|</option>", "<title>|</title>",
    "<textarea>|</textarea>", "<svg class=a/>|</svg>",
  ])
  func marksNoWordsWhereNoElementMayBe(template: String) throws {
    try expectTitle("5 元", in: template)
  }

  @Test(arguments: [
    "<p>|</p>", "<svg></svg><p>|</p>", "<svg/>|", "<svg class=\"a\" />|",
    "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>|", "<svg><g></svg>|",
    "<select><option>a<option>b</select>|", "<select><option>a</option></select>|",
    "<datalist><option>a</datalist>|", "<svgs>|</svgs>", "<title>a</title>|",
  ])
  func marksWordsBehindThem(template: String) throws {
    try expectTitle("<span class=\"whole\">5 元</span>", in: template)
  }

  /// What is shown for a title at the bar of a template, as a value of the page and as one that all pages share.
  private func expectTitle(_ words: String, in template: String) throws {
    for name in ["title", "site_title"] {
      let fixture = try PageFixture(
        "links: [{ id: a, title: 5 元, price: 5 }]", site: "{ title: 5 元, language: en }",
        templates: ["classic/page.html": template.replacing("|", with: "{{\(name)}}")])
      #expect(try fixture.pages() == [template.replacing("|", with: words)])
    }
  }

  @Test func aSkinOfOnesOwnNeedsAllFiles() throws {
    let skin = "skins: { mine: { templates: mine } }\n"
    let missing = try PageFixture(skin + links, templates: ["mine/page.html": "x"])
    #expect(
      missing.errors.map { $0.components(separatedBy: "\n")[0] } == [
        "paypress.yml:4:29: error: skins.mine.templates: templates/mine/index.html does not exist",
        "paypress.yml:4:29: error: skins.mine.templates: templates/mine/style.css does not exist",
      ])
    let whole = try PageFixture(
      skin + "defaults: { skin: mine }\n" + links,
      templates: ["mine/page.html": "P {{id}}", "mine/index.html": "I", "mine/style.css": "p{}"])
    #expect(try whole.pages() == ["P a"] && whole.index() == "I")
  }

  /// `check` relies on that, and compiles a project's own templates only.
  @Test(
    arguments: ["classic", "night"],
    [
      "language: en", "language: zh-CN, index: false", "language: [zh-CN, en], fan_out: true",
      "language: [en, zh-CN], index: false, base_url: https://a.example/", "lists: private",
    ])
  func theBuiltInTemplatesFitEverySite(skin: String, settings: String) throws {
    let title = String(repeating: "{{&<'\\\"茶", count: 20)
    let fixture = try PageFixture(
      links, site: "{ title: \"\(title)\", skin: \(skin), \(settings) }")
    let sink = FindingSink()
    let outline = fixture.catalogue.outline
    #expect(PageRenderer(outline, linkCount: 2_000_000, into: sink) != nil)
    #expect(PageRenderer.check(outline, linkCount: 2_000_000, into: sink) != nil)
    #expect(sink.findings.isEmpty)
  }

  @Test(arguments: ["classic/page.html", "shared/facts.html", "night/style.css"])
  func aCheckFindsMistakesInTemplatesOfOnesOwn(path: String) throws {
    let fixture = try PageFixture(
      """
      skins: { dark: { gateway_skin: 1, templates: night } }
      links: [{ id: a }, { id: b, skin: dark }]
      """,
      templates: [path: "{{nothing}}"])
    let sink = FindingSink()
    #expect(
      PageRenderer.check(fixture.catalogue.outline, linkCount: 1, into: sink) == nil)
    #expect(!fixture.errors.isEmpty)
    #expect(sink.findings == fixture.sink.findings)
  }

  @Test func linesThatHoldOnlyATagLeaveNoEmptyLine() throws {
    let template = """
      <ul>
        {{#price}}
        <li>{{price}}</li>
        {{/price}}
        {{! a remark }}
        <li>{{#custom}}{{custom}}{{/custom}}</li>
        {{^price}}
        never
        {{/price}}
      </ul>

      """
    let fixture = try PageFixture(links, templates: ["classic/page.html": template])
    #expect(try fixture.pages() == ["<ul>\n  <li>5.00</li>\n  <li>c</li>\n</ul>\n"])
  }

  /// The fuzzer of `scripts/promises` goes on for hours; `PAYPRESS_LONG_TESTS=1` runs more here.
  @Test func noTemplateCrashesTheCompiler() throws {
    let isLong = ProcessInfo.processInfo.environment["PAYPRESS_LONG_TESTS"] != nil
    let path = "\(Tool.packageFolder)/templates/classic/page.html"
    let seed = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var mutator = Mutator(
      seed: 4,
      fragments: [
        "{{", "}}", "{{#price}}", "{{/price}}", "{{^price}}", "{{title}}", "{{>facts.html}}",
        "{{>page.html}}",
        "{{!", "<", ">", "\"", "'", "<!--", "-->", "<script>", "</script>", "<style>", " onload=",
        "href=\"",
        "{{{", "{{&x}}", "\n", "\u{0}", "茶", "{{#noindex}}", "{{/noindex}}", "<p title=",
      ])
    let fixture = try PageFixture(links)
    for _ in 0..<(isLong ? 2_000 : 500) {
      try fixture.folder.write(Data(mutator.mutate(seed)), to: "templates/classic/page.html")
      let sink = FindingSink()
      let renderer = PageRenderer(fixture.catalogue.outline, linkCount: 1, into: sink)
      #expect((renderer == nil) == (sink.errorCount > 0))
    }
  }

  /// Hints list every declared name.
  @Test func hintsListAllURLsThatCanBeUsed() throws {
    let fixture = try PageFixture(
      links,
      templates: ["classic/index.html": "{{#merchants}}<a href=\"{{merchant}}\">{{/merchants}}"])
    #expect(
      fixture.errors == [
        """
        templates/classic/index.html:1:24: error: "href" needs a URL; "merchant" is not one, or does \
        not come first
          hint: URLs are canonical_url, other_url, other_address, first_url, previous_url, next_url, last_url, \
        icon_url, touch_icon_url, stylesheet_url, home_url
        """
      ])
  }

  @Test func refusesTemplatesThatGrowBeyondMeasure() throws {
    let deep = String(repeating: "{{#price}}", count: 40_000)
    let steep = try PageFixture(links, templates: ["classic/page.html": deep])
    #expect(
      steep.errors.count == 1 && steep.errors[0].contains("more than 50 levels or 20,000 pieces"))
    var files = (0..<26).reduce(into: [String: String]()) {
      $0["classic/p\($1).html"] = "{{>p\($1 + 1).html}}{{>p\($1 + 1).html}}"
    }
    files["classic/p26.html"] = "x"
    files["classic/page.html"] = "{{>p0.html}}"
    let wide = try PageFixture(links, templates: files)
    #expect(wide.errors.contains { $0.contains("more than 50 levels or 20,000 pieces") })
    let heavy = try PageFixture(
      links,
      templates: [
        "classic/page.html": String(repeating: "{{>b.html}}", count: 1_000),
        "classic/b.html": String(repeating: "<p>tea</p>\n", count: 60_000),
      ])
    #expect(
      heavy.errors == [
        """
        templates/classic/b.html:1:1: error: the template has more than 4 MB with all that it includes
          hint: include less, or shorten what is included
        """
      ])
    let many = try PageFixture(
      links, templates: ["classic/page.html": String(repeating: "{{nope}}\n", count: 15_000)])
    #expect(many.sink.errorCount > 9_000 && many.renderer == nil)
  }

  @Test func saysSoWhenAFolderOfTemplatesIsNotUsed() throws {
    let fixture = try PageFixture(links, templates: ["clasic/page.html": "x"])
    let texts = fixture.sink.findings.map { $0.text(in: .english) }
    #expect(
      texts.count == 1
        && texts[0].contains(
          "warning: no skin uses templates/clasic\n  hint: did you mean \"classic\"?")
    )
  }

  @Test func refusesTemplatesThatAreNotText() throws {
    let fixture = try PageFixture(links, templates: ["classic/page.html": "a\u{0}b"])
    #expect(
      fixture.errors.first?.contains(
        "templates/classic/page.html:1:1: error: the template is not UTF-8 text") == true)
    #expect(fixture.renderer == nil)
  }
}
