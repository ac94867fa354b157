import Catalog
import Foundation
import TestSupport
import Testing

/// Pictures accepted as a logo or mark, and those refused, with the messages.
@Suite struct ArtworkTests {
  private static let space = #"xmlns="http://www.w3.org/2000/svg""#

  private func logo(_ bytes: some Sequence<UInt8>, name: String = "logo.svg") throws -> PrintFixture
  {
    try PrintFixture("- { poster: tea, logo: \(name) }", files: [name: Array(bytes)])
  }

  private func expectRefused(
    _ bytes: some Sequence<UInt8>, _ message: String, name: String = "logo.svg"
  ) throws {
    let fixture = try logo(bytes, name: name)
    #expect(
      fixture.texts.contains {
        $0.hasPrefix("paypress.yml:16:26: error: print[0].logo: \"\(name)\" \(message) [")
          && $0.contains("]\n  hint: ")
      }, "\(fixture.texts)")
  }

  // MARK: SVG

  @Test(
    arguments: [
      ("<svg \(space) viewBox='0 0 30 10'/>", 3.0),
      (
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg \(space) viewBox=\"0,0 , 30 10\"></svg>",
        3
      ),
      // A comment does not set the size.
      ("<!-- <svg viewBox='0 0 1 40'> --><svg \(space) viewBox='0 0 30 10'/>", 3),
      ("<svg \(space) viewBox='0 0\n30\n10'/>", 3),
      ("<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0 0 3e1 1e1'><s:g/></s:svg>", 3),
      // Browsers use the ratio of the sides if both are lengths.
      ("<svg \(space) width='2in' height='25.4mm' viewBox='0 0 1 1'/>", 2),
      ("<svg \(space) width='100%' height='20' viewBox='0 0 4 1'/>", 4),
      (
        "<svg \(space) width='40px' height='30pt'><title>A &amp; B &#8226; &#x4E2D;</title></svg>",
        1
      ),
      (
        "<svg \(space) viewBox='0 0 1 1'><style><![CDATA[a > b {}]]></style><use href='#a'/></svg>",
        1
      ),
      ("<svg \(space) viewBox='0 0 50 1'/>", 50), ("<svg \(space) viewBox='0 0 1 50'/>", 0.02),
    ] as [(String, Double)])
  func takesSVGsWithTheirRatio(text: String, ratio: Double) throws {
    let fixture = try logo(text.utf8)
    let artwork = try #require(fixture.catalogue?.outline.prints.first?.logo, "\(fixture.texts)")
    #expect(abs(artwork.aspectRatio - ratio) < 1e-9 && artwork.mediaType == "image/svg+xml")
  }

  @Test(arguments: [
    ("<svg \(space) viewBox='0 0 1 1'>\n<g>\n</svg>", "line 3: </svg> ends nothing"),
    ("<svg \(space) viewBox='0 0 1 1'>\n<g/>", "line 2: it ends within an element"),
    ("<svg \(space) viewBox='0 0 1 1'><g a='1' a='2'/></svg>", "line 1: a is given twice"),
    ("<svg \(space) viewBox='0 0 1 1'><x:g/></svg>", "line 1: there is no xmlns:x"),
    ("<svg \(space) viewBox='0 0 1 1'><g x:a='1'/></svg>", "line 1: there is no xmlns:x"),
    (
      "<svg \(space) viewBox='0 0 1 1'>a & b</svg>",
      "line 1: what follows & is not a known character"
    ),
    (
      "<svg \(space) viewBox='0 0 1 1'>&nbsp;</svg>",
      "line 1: what follows & is not a known character"
    ),
    (
      "<svg \(space) viewBox='0 0 1 1'>&#0;</svg>",
      "line 1: what follows & is not a known character"
    ),
    (
      "<svg \(space) viewBox='0 0 1 1'>\u{1}</svg>",
      "line 1: the character U+0001 is not allowed here"
    ),
    ("<svg \(space) viewBox='<'/>", "line 1: the character U+003C is not allowed here"),
    ("<svg \(space) viewBox=0/>", "line 1: this is not a tag"),
    ("<svg \(space) viewBox='0 0 1 1'><g a='1'b='2'/></svg>", "line 1: this is not a tag"),
    ("<svg \(space) viewBox='0 0 1 1'><!-- a -- b --></svg>", "line 1: this is not a tag"),
    ("<svg \(space) viewBox='0 0 1 1'>]]></svg>", "line 1: this is not a tag"),
    ("\n<?xml version='1.0'?><svg \(space) viewBox='0 0 1 1'/>", "line 2: this is not a tag"),
    ("<svg \(space) viewBox='0 0 1 1'/><svg/>", "line 1: there is content outside <svg>"),
    ("<svg \(space) viewBox='0 0 1 1'/>text", "line 1: there is content outside <svg>"),
    (
      "<?xml version='1.0' encoding='GB2312'?><svg \(space)/>",
      "line 1: it is in GB2312, not in UTF-8"
    ),
  ])
  func refusesSVGsThatBrowsersCannotDraw(text: String, fault: String) throws {
    try expectRefused(text.utf8, "is a damaged SVG: \(fault)")
  }

  @Test func refusesElementsTooDeepWithinEachOther() throws {
    let deep = String(repeating: "<g>", count: 300) + String(repeating: "</g>", count: 300)
    try expectRefused(
      "<svg \(Self.space) viewBox='0 0 1 1'>\(deep)</svg>".utf8,
      "is a damaged SVG: line 1: this is not a tag")
  }

  @Test(.timeLimit(.minutes(1)))
  func takesSVGsWithManyNamespaces() throws {
    let prefixes = (0..<40_000).map { " xmlns:a\($0)='u'" }.joined()
    let elements = String(repeating: "<g xmlns:q='u'/>", count: 60_000)
    let wide = try logo("<svg \(Self.space) viewBox='0 0 1 1'\(prefixes)>\(elements)</svg>".utf8)
    #expect(wide.sink.errorCount == 0)
    let nested = String(repeating: "<g>", count: 250) + String(repeating: "</g>", count: 250)
    let deep = try logo(
      "<svg \(Self.space) viewBox='0 0 1 1'\(prefixes)\(prefixes.replacing(":a", with: ":b"))>\(nested)</svg>"
        .utf8)
    #expect(deep.sink.errorCount == 0)
  }

  private static let noSVG = #"does not start with <svg xmlns="http://www.w3.org/2000/svg">"#
  private static let neither = "is neither a PNG nor an SVG"

  @Test(arguments: [
    ("<svg viewBox='0 0 1 1'/>", noSVG),
    ("<html xmlns='http://www.w3.org/1999/xhtml'><svg \(space) viewBox='0 0 1 1'/></html>", noSVG),
    ("<html><br><svg viewBox='0 0 1 1'></svg></html>", neither),
    ("<!DOCTYPE html><html><svg viewBox='0 0 1 1'></svg></html>", neither),
    ("see <svg viewBox='0 0 1 1'/>", neither), ("", neither),
    ("<svg \(space)/>", "does not say its size"),
    ("<svg \(space) width='100%' height='100%'/>", "does not say its size"),
    ("<svg \(space) viewBox='0 0 0 1'/>", "does not say its size"),
    ("<svg \(space) viewBox='0 0 nan 1'/>", "does not say its size"),
    ("<svg \(space) viewBox='0 0 1'/>", "does not say its size"),
    ("<svg \(space) viewBox='0 0 1e300 1'/>", "is more than 50 times as long as it is wide"),
    ("<svg \(space) viewBox='0 0 1 51'/>", "is more than 50 times as long as it is wide"),
    ("<svg \(space) width='1e300' height='1'/>", "does not say its size"),
  ])
  func refusesWhatIsNoPicture(text: String, message: String) throws {
    try expectRefused(text.utf8, message)
  }

  @Test(arguments: [
    ("<script>1</script>", "<script"), ("<g><SCRIPT/></g>", "<SCRIPT"),
    ("<x:script xmlns:x='http://www.w3.org/2000/svg'/>", "<x:script"),
    ("<foreignObject/>", "<foreignObject"), ("<g onload='f()'/>", "onload"),
    ("<image href='https://example.com/a.png'/>", "href=\"https://example.com/a.png\""),
    ("<image href='data:image/svg+xml;base64,AA'/>", "href=\"data:image/svg+xml;base64,aa\""),
    ("<use xmlns:l='http://www.w3.org/1999/xlink' l:href='a.svg#b'/>", "href=\"a.svg#b\""),
    ("<a href='java&#115;cript:f()'/>", "<a"),
    ("<use href='java&#115;cript:f()'/>", "href=\"javascript:f()\""),
    ("<style>@\\69mport 'a.css';</style>", "@"), ("<g fill='u\\72l(http://a)'/>", "\\"),
    ("<style>g { fill: u\\72l(http://a) }</style>", "\\"),
    ("<style>g { cursor: image-set('http://a' 1x) }</style>", "image-set("),
    ("<style>g { mask: src('http://a') }</style>", "src("),
    ("<g style='fill: VAR(--a)'/>", "VAR("), ("<g style='behavior: none'/>", "behavior:"),
    ("<style>g { fill: red; -moz-binding: none }</style>", "-moz-binding:"),
    ("<style>@font-face { font-family: a }</style>", "@font-face"),
    ("<style>@media print { g { fill: none } }</style>", "@media"),
    ("<animate attributeName='href' values='http://a'/>", "<animate"),
    ("<set attributeName='href' to='http://a'/>", "<set"),
    ("<animateTransform/>", "<animateTransform"),
    ("<m:meta xmlns:m='http://www.w3.org/1999/xhtml' http-equiv='refresh'/>", "<meta"),
    ("<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'/>", "<math"), ("<g xmlns=''/>", "<g"),
    ("<g xmlns:e='http://www.w3.org/2001/xml-events' e:event='click'/>", "event"),
    ("<feImage href='#a'/>", "<feImage"), ("<font/>", "<font"), ("<g ping='http://a'/>", "ping"),
    ("<style>@import 'a.css';</style>", "@import"),
    ("<style><![CDATA[p { fill: url( 'http://a' ) }]]></style>", "url(http://a' ) }"),
    ("<g style='fill:url(&#34;http://a&#34;)'/>", "url(http://a\")"),
    ("<style>@im<!-- -->port 'a.css';</style>", "@import"),
    ("<style>@im<![CDATA[port 'a.css';]]></style>", "@import"),
    ("<g xml:base='http://a'/>", "xml:base"),
    ("<?xml-stylesheet href='a.css'?>", "<?xml-stylesheet"),
  ])
  func refusesWhatDoesMoreThanDraw(part: String, named: String) throws {
    let text = "<svg \(Self.space) viewBox='0 0 1 1'>\(part)</svg>"
    let name = named.hasPrefix("<x:") ? "<script" : named
    try expectRefused(text.utf8, "holds \"\(name)\": \(Self.onlyDraws)")
  }

  private static let onlyDraws = "a picture may only draw, not run, move or load something"

  @Test func takesWhatEditorsExport() throws {
    let drawing = """
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
        xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
        xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sketch="http://www.bohemiancoding.com/sketch/ns"
        version="1.1" id="Layer_1" width="40mm" height="20mm" viewBox="0 0 40 20" xml:space="preserve"
        style="enable-background:new 0 0 40 20;" inkscape:version="1.2" sketch:type="MSPage">
      <sodipodi:namedview pagecolor="#ffffff" bordercolor="#666666" inkscape:zoom="2"/>
      <metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format></cc:Work></rdf:RDF></metadata>
      <style type="text/css"><![CDATA[
        /* a logo */ .st0{fill:#1A2B3C;stroke:rgb(1,2,3);} .st1:not(.st0) > path { fill: url("#a"); }
      ]]></style>
      <defs><linearGradient id="a" gradientUnits="userSpaceOnUse" gradientTransform="matrix(1 0 0 1 0 0)">
        <stop offset="0" style="stop-color:#fff;stop-opacity:.5"/></linearGradient>
        <filter id="f"><feGaussianBlur in="SourceAlpha" stdDeviation="2"/></filter></defs>
      <g class="st0" data-name="Leaf &amp; cup (1)" transform="translate(1 2) rotate(3)" filter="url(#f)">
        <path d="M0 0h10v10z" style="fill:url(#a);-inkscape-stroke:none" sodipodi:nodetypes="ccc"/>
        <use xlink:href="#a" xlink:type="simple"/>
        <image width="1" height="1" xlink:href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="/>
        <text font-family="'Foo (Bold)', serif"><tspan x="1" y="2">Tea: 12 (large)</tspan></text>
      </g></svg>
      """
    #expect(try logo(drawing.utf8).texts == [])
  }

  @Test func refusesDocumentTypes() throws {
    try expectRefused(
      "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg \(Self.space) viewBox='0 0 1 1'>&a;</svg>".utf8,
      "holds \"<!DOCTYPE\": \(Self.onlyDraws)")
  }

  // MARK: PNG

  /// 8 × 4 grey pixels and their possible faults, made with Python's zlib and CRC-32.
  private static let pngs = [
    "whole":
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACWpiEsAAAADklEQVR42mNwgAIG3AwAkCQIAUyoArUAAAAASUVORK5CYII=",
    "interlaced":
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAAGWY9HBAAAAEklEQVR42mNwYABCBCJEEGAAAFKtEAGVFOupAAAAAElFTkSuQmCC",
    "no zlib stream":
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACWpiEsAAAAFklEQVR0aGlzIGlzIG5vIHpsaWIgc3RyZWFtu7cVFgAAAABJRU5ErkJggg==",
    "three rows":
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACWpiEsAAAADklEQVR42mNwgAIGDAYAURsGATm1JNYAAAAASUVORK5CYII=",
    "wrong CRC":
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACWpiEsAAAADklEQVR42mNwgQIG3AwAkCQIAUyoArUAAAAASUVORK5CYII=",
    "cut off":
      "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAAAAACWpiEsAAAADklEQVR42mNwgAIG3AwAkCQIAUyoArU=",
    "9000 wide": "iVBORw0KGgoAAAANSUhEUgAAIygAAADICAAAAACgrxXlAAAAAElEQVQ1rwYeAAAAAElFTkSuQmCC",
    "1 × 51":
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAzCAAAAABzzD3zAAAADUlEQVR42mNwYKADBACKxAzBIzeidQAAAABJRU5ErkJggg==",
  ]

  private static func png(_ name: String) throws -> Data {
    try #require(pngs[name].flatMap { Data(base64Encoded: $0) })
  }

  @Test(arguments: [("whole", 2.0), ("interlaced", 1)])
  func takesPNGsWithTheirRatio(name: String, ratio: Double) throws {
    let fixture = try logo(Self.png(name), name: "logo.png")
    let artwork = try #require(fixture.catalogue?.outline.prints.first?.logo, "\(fixture.texts)")
    #expect(artwork.aspectRatio == ratio && artwork.mediaType == "image/png")
  }

  @Test(arguments: ["no zlib stream", "three rows", "wrong CRC", "cut off"])
  func refusesDamagedPNGs(name: String) throws {
    try expectRefused(Self.png(name), "is a damaged PNG", name: "logo.png")
  }

  @Test func refusesPNGsThatEndAnywhere() throws {
    let whole = try Self.png("whole")
    for count in 8..<whole.count {
      try expectRefused(whole.prefix(count), "is a damaged PNG", name: "logo.png")
    }
  }

  @Test(arguments: [
    ("9000 wide", "has 9000 × 200 pixels, more than 4096 on a side"),
    ("1 × 51", "is more than 50 times as long as it is wide"),
  ])
  func refusesPNGsOfExtremeSizes(name: String, message: String) throws {
    try expectRefused(Self.png(name), message, name: "logo.png")
  }

  // MARK: Files

  @Test func refusesPicturesOfMoreThan2MegabytesAndThoseThatAreMissing() throws {
    let start = "<svg \(Self.space) viewBox='0 0 1 1'"
    let end = "/>"
    func text(_ count: Int) -> String {
      start + String(repeating: " ", count: count - start.utf8.count - end.utf8.count) + end
    }
    #expect(try logo(text(2 << 20).utf8).sink.errorCount == 0)
    let large = try logo(text(2 << 20 + 1).utf8)
    #expect(large.texts[0].contains("the picture \"logo.svg\" is larger than 2 MB"))
    let missing = try PrintFixture("- { poster: tea, logo: none.png }")
    #expect(missing.texts[0].contains("the picture \"none.png\" cannot be read: No such file"))
  }
}
