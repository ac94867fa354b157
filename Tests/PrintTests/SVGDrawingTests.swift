import TestSupport
import Testing

/// What an SVG repeats and embeds, which can be much more than its size.
@Suite struct SVGDrawingTests {
  private func texts(_ part: String) throws -> [String] {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>\(part)</svg>"
    return try PrintFixture(
      "- { poster: tea, logo: logo.svg }", files: ["logo.svg": Array(svg.utf8)]
    ).texts
  }

  private func expectRefused(_ part: String, _ message: String) throws {
    let texts = try texts(part)
    #expect(texts.contains { $0.contains("print[0].logo: \(message) [") }, "\(texts)")
  }

  /// A black PNG of so many pixels on a side, as Base64.
  private static func picture(side: Int) throws -> String {
    let script = """
      import base64, struct, sys, zlib
      side = int(sys.argv[1])
      def chunk(kind, data):
          return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
      header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
      rows = zlib.compress(bytes((1 + (side + 7) // 8) * side), 9)
      png = b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
      print(base64.b64encode(png).decode(), end="")
      """
    return try Tool.run("/usr/bin/python3", ["-c", script, "\(side)"]).text
  }

  private static let tooMuch =
    "\"logo.svg\" draws more than 100,000 shapes, repeated ones counted each time, or a part of it contains itself"

  /// Each of seven levels shows the next one ten times: 10,000,000 shapes.
  private static func levels(_ part: (_ level: Int, _ next: Int) -> String) -> String {
    (0..<7).map { part($0, $0 + 1) }.joined()
  }

  private static func ten(_ part: String) -> String { String(repeating: part, count: 10) }

  @Test(arguments: [
    levels { "<g id='a\($0)'>\(ten("<use href='#a\($1)'/>"))</g>" } + "<g id='a7'/>",
    levels { "<g id='a\($0)'>\(ten("<use href=' &#9;#a&#10;\($1)'/>"))</g>" } + "<g id='a7'/>",
    levels { "<pattern id='a\($0)'><g fill='url(#a\($1))'>\(ten("<path/>"))</g></pattern>" }
      + "<pattern id='a7'/>",
    levels {
      "<mask id='a\($0)'>\(ten("<g class='m\($0)'/>"))</mask><style>.m\($0){mask:URL( '#a\($1)' )}</style>"
    }
      + "<mask id='a7'/>",
    levels { "<clipPath id='a\($0)'>\(ten("<g style='clip-path:url(#a\($1))'/>"))</clipPath>" }
      + "<clipPath id='a7'/>",
    levels { "<g id='a\($0)'>\(ten("<g filter='url(#a\($1))'/>"))</g>" } + "<g id='a7'/>",
    "<marker id='a'><path/></marker><path marker-mid='url(#a)' d='M0 0"
      + String(repeating: "h1", count: 100_000) + "'/>",
    String(repeating: "<g/>", count: 100_001),
    "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
  ])
  func whatIsRepeatedTooOftenIsRefused(part: String) throws {
    try expectRefused(part, Self.tooMuch)
  }

  /// 50,000 elements of one class, which has 5,000 masks; 60,000 names for as many masks.
  @Test func rulesForAllElementsAreCountedBeforeTheyAreApplied() throws {
    let rules = (0..<5_000).map { ".a{mask:url(#m\($0))}" }.joined()
    let elements = String(repeating: "<g class='a'/>", count: 50_000)
    try expectRefused("<style>\(rules)</style>\(elements)", Self.tooMuch)
    let names = (0..<60_000).map { ".a\($0)" }.joined(separator: ",")
    let masks = (0..<30_000).map { "mask:url(#m\($0))" }.joined(separator: ";")
    try expectRefused("<style>\(names){\(masks)}</style>", Self.tooMuch)
  }

  @Test func aLongChainOfPartsIsCounted() throws {
    let chain = (0..<40_000).map { "<g id='a\($0)'><use href='#a\($0 + 1)'/></g>" }.joined()
    try expectRefused(chain, Self.tooMuch)
    #expect(
      try texts((0..<300).map { "<g id='a\($0)'><use href='#a\($0 + 1)'/></g>" }.joined()) == [])
  }

  /// A gradient for all shapes, a class with a clip, an arrow on each line.
  @Test func whatEditorsRepeatIsTaken() throws {
    let shape = "<path class='a' fill='url(#f)' marker-end='url(#e)' d='M0 0h9'/>"
    let part = """
      <style>.a{fill:url(#f);clip-path:url(#c)}</style>
      <linearGradient id='f'>\(String(repeating: "<stop/>", count: 99))</linearGradient>
      <clipPath id='c'><rect/></clipPath><marker id='e'><path/></marker>
      """
    #expect(try texts(part + String(repeating: shape, count: 5_000)) == [])
  }

  @Test func embeddedPicturesAreReadToTheirEnd() throws {
    for data in ["AAAA", "iVBORw0KGgo%3D", "iVBORw0KGgo=", ""] {
      try expectRefused(
        "<image href='data:image/png;base64,\(data)'/>", "\"logo.svg\" holds a damaged PNG")
    }
    #expect(try texts("<image href=' Data:image/PNG;base64,\(Self.picture(side: 9))&#10;'/>") == [])
  }

  @Test func embeddedPicturesHaveAsManyPixelsAsOneMay() throws {
    func image(_ side: Int) throws -> String {
      "<image id='a' href='data:image/png;base64,\(try Self.picture(side: side))'/>"
    }
    let tooMany = "the PNGs in \"logo.svg\" have more than 4096 × 4096 pixels"
    try expectRefused(image(4_097), tooMany)
    #expect(try texts(image(4_096)) == [])
    try expectRefused(image(4_096) + image(1), tooMany)
    // Drawing it takes as long as 4,096 shapes.
    let uses = String(repeating: "<use href='#a'/>", count: 25)
    try expectRefused(image(4_096) + uses, Self.tooMuch)
  }
}
