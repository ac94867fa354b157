import Testing

/// Pictures that try to run, move or load something in ways that a list of bad words misses.
@Suite struct SVGPayloadTests {
  private static let space = #"xmlns="http://www.w3.org/2000/svg""#
  private static let link = #"xmlns:l="http://www.w3.org/1999/xlink""#
  private static let html = #"xmlns:h="http://www.w3.org/1999/xhtml""#

  /// Style sheets, each within `<style>`.
  private static let sheets = [
    // A browser ends strings, comments, brackets and addresses elsewhere than a search for braces.
    #"a{font:"}";behavior:x}"#, #"a{font:"{";behavior:x}"#, #"a{font:";"}b{c:d}"#,
    #"a{font:"/*";background:url(http://a);stroke:"*/"}"#,
    #"a{font:'/*';behavior:x;stroke:'*/'}"#, #"a{fill:url(#/*);mask:url(http://a);x:url(*/#)}"#,
    #"a{fill:(});behavior:x}"#, #"a{fill:[}];behavior:x}"#, "a{fill:red}};behavior:x}",
    "a{b{behavior:x}}", "a{&{-moz-binding:url(#a)}}", "a{fill:red;g{animation:b}}",
    "a{fill:red}b:is({behavior:x}", "behavior:x", "a{fill:red}behavior:x", "}a{fill:red}",
    "a{fill:\"red}", "a{fill:\"red\n\";behavior:x}", "a{font:'@import'}", "a{fill:'\\22'}",
    // Escapes, in every place.
    "\\40import 'a';", "a{fi\\6c l:red}", "a{fill:\\75rl(http://a)}", "a{fill:url\\28 http://a)}",
    "a{fill:url(\\23 a)}", "\\61{fill:red}", "a{fill:red\\9}",
    // Rules with `@`.
    "@import url(#a);", "@IMPORT 'a';", "@charset 'x';", "@namespace a url(#a);",
    "@font-face{font-family:a}", "@keyframes a{}", "@supports (fill:red){a{fill:red}}",
    "@layer a;", "@container (width>1px){a{fill:red}}", "@property --a{}", "@page{}",
    "@media all{a{fill:red}}", "@document url(#a){}", "@scope{a{fill:red}}", "/**/@import 'a'",
    // Functions that load, or whose value comes from elsewhere.
    "a{fill:url(http://a)}", "a{fill:url( \t'http://a')}", "a{fill:URL(//a)}",
    "a{fill:url(a.svg#b)}",
    "a{fill:url(#a)url(http://a)}", "a{fill:url(data:image/svg+xml,x)}", "a{fill:url()}",
    "a{mask:image(#a)}", "a{mask:image-set('a'1x)}", "a{mask:-webkit-image-set(url(#a)1x)}",
    "a{mask:cross-fade(#a,#b)}", "a{mask:element(#a)}", "a{mask:paint(a)}", "a{fill:src('a')}",
    "a{fill:var(--a)}", "a{fill:env(a)}", "a{fill:attr(a)}", "a{width:expression(1)}",
    "a{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='a')}",
    // Properties that run, move or place something.
    "a{behavior:url(#a)}", "a{-moz-binding:url(#a)}", "a{animation:b 1s}", "a{transition:all 1s}",
    "a{animation-name:b}", "a{offset-path:none}", "a{position:fixed}", "a{content:'a'}",
    "a{list-style-image:none}", "a{--a:1}", "a{src:none}", "a{all:unset}", "a{will-change:top}",
    "a{background-image:none}", "a{zoom:9}", "a{-webkit-mask:none}",
  ].map { "<style><![CDATA[\($0)]]></style>" }

  /// Elements and attributes.
  private static let parts = [
    "<g style='behavior:x'/>", "<g style='fill:red;behavior:x'/>", "<g style='fill:red}a{b:c'/>",
    "<g style='fill:{behavior:x}'/>", "<g style='fill:red;&amp;{behavior:x}'/>",
    "<g style='/*;*/behavior:x'/>", "<g style='fill:u\\72l(//a)'/>", "<g style='fill:url(//a)'/>",
    "<g style='@import \"a\"'/>", "<g style='animation:a'/>",
    "<g fill='url(http://a)'/>", "<g fill='url(&#x9;&#x27;http://a)'/>",
    "<g filter='url(a.svg#b)'/>",
    "<g cursor='url(http://a)'/>", "<g mask='image(a)'/>", "<g clip-path='url(#a) url(b)'/>",
    "<g marker-start='src(a)'/>", "<path d='M0 0' marker='url(javascript:f())'/>",
    "<a href='#a'/>", "<a xmlns:l='http://www.w3.org/1999/xlink' l:href='#a'/>", "<view/>",
    "<use href='a.svg'/>", "<use href='//a#b'/>", "<use href='&#x9;java&#xA;script:f()'/>",
    "<use href='data:image/svg+xml,x#a'/>", "<use href='data:text/html,x'/>",
    "<image href='file:///etc/passwd'/>", "<image href='http://a/b.png'/>",
    "<image href='data:image/jpeg;base64,AA'/>", "<image href='DATA:IMAGE/SVG+XML;base64,AA'/>",
    "<image href='blob:x'/>", "<image src='http://a'/>", "<image srcset='http://a'/>",
    "<textPath href='http://a'/>", "<linearGradient href='a.svg#b'/>", "<pattern href='//a'/>",
    "<animateMotion/>", "<animateColor/>", "<mpath/>", "<discard/>", "<handler/>", "<listener/>",
    "<script href='a'/>", "<iframe/>", "<embed/>", "<object/>", "<audio/>", "<video/>", "<canvas/>",
    "<foreignObject><g/></foreignObject>", "<switch><foreignObject/></switch>", "<font-face/>",
    "<font-face-uri/>", "<glyph/>", "<altGlyph/>", "<cursor/>", "<color-profile/>", "<solidcolor/>",
    "<hatch/>", "<mesh/>", "<unknown/>", "<link/>", "<meta/>", "<base/>", "<tref/>", "<tbreak/>",
    "<g onclick='f()'/>", "<g ONLOAD='f()'/>", "<g onfocusin='f()'/>", "<g autofocus=''/>",
    "<g is='a'/>", "<g slot='a'/>", "<g part='a'/>", "<g nonce='a'/>", "<g target='a'/>",
    "<g begin='0s'/>", "<g attributeName='href'/>", "<g values='http://a' to='x'/>",
    "<g xml:base='http://a'/>", "<g xml:id='a'/>", "<g xmlns:e='http://a' e:b='c'/>",
    "<h:script \(html)/>", "<h:img \(html) src='a'/>", "<h:style \(html)>a{b:c}</h:style>",
    "<h:link \(html) href='a'/>", "<h:form \(html)/>", "<g xmlns='http://a'/>",
    "<metadata><h:script \(html)/></metadata>", "<desc><h:iframe \(html)/></desc>",
    "<i:a xmlns:i='http://www.inkscape.org/x'><script/></i:a>",
    "<i:a xmlns:i='http://www.inkscape.org/x'><h:script \(html)/></i:a>",
    "<use \(link) l:href='http://a'/>", "<image \(link) l:href='//a'/>",
    "<?xml-stylesheet href='a.css'?>", "<use href='#%61'/>", "<g fill='url(#%61)'/>",
  ]

  private func logo(_ part: String) throws -> PrintFixture {
    let text = "<svg \(Self.space) viewBox='0 0 1 1'>\(part)</svg>"
    return try PrintFixture(
      "- { poster: tea, logo: logo.svg }", files: ["logo.svg": Array(text.utf8)])
  }

  @Test func refusesEachPayload() throws {
    let payloads = Self.sheets + Self.parts
    #expect(Set(payloads).count == payloads.count && payloads.count > 150)
    for payload in payloads {
      let texts = try logo(payload).texts
      #expect(texts.contains { $0.contains("[unsafe-svg]") }, "\(payload): \(texts)")
    }
  }

  /// A PNG of one black pixel.
  private static let pixel = """
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==
    """

  /// What editors write looks like some of them.
  @Test(arguments: [
    ##"<style>.a{font-family:"Foo Bar",'Baz-1';fill:url("#a")}</style>"##,
    "<style>/* it's { a } comment; */.a{fill:#fff}.b,.c>path{stroke:none;}</style>",
    "<style>\n.a { }\n\n.b:not(.c) { fill : url( '#a' ) ; }\n</style>", "<style/>",
    "<style>.a[id='x']{fill:rgba(1,2,3,.5)}</style>",
    "<g style=\"font-family:'Foo';fill:url(#a);;\"/>", "<g style=''/>", "<g fill='url( #a )'/>",
    "<use href=' #a'/>", "<image href='data:image/png;base64,\(pixel)'/>", "<?php x ?>",
  ])
  func takesHarmlessOnes(part: String) throws {
    #expect(try logo(part).texts == [])
  }
}
