import Foundation
import QRImage
import Support
import TestSupport
import Testing

@testable import Pages

/// The icons in tabs and on home screens.
@Suite struct IconTests {
  private static let link = "links: [{ id: a }]"

  @Test(arguments: [
    ("湖畔茶馆", "湖"), ("lakeside", "L"), ("“Tea” house", "T"), ("7 days", "7"), ("¥€", "¥"),
    ("<b>", "B"), ("&", "&amp;"),
  ])
  func theTabsIconIsTheShopsFirstCharacter(title: String, sign: String) throws {
    let fixture = try PageFixture(Self.link, site: "{ title: \"\(title)\", language: en }")
    let icons = try #require(fixture.renderer).icons
    #expect(String(decoding: icons.icon.bytes, as: UTF8.self).contains(">\(sign)</text></svg>"))
    let page = try fixture.pages()[0]
    #expect(page.contains("<link rel=\"icon\" href=\"../../\(icons.icon.path)\">"))
    #expect(
      page.contains("<link rel=\"apple-touch-icon\" href=\"../../\(icons.touchIcon.path)\">"))
  }

  /// The bytes are the same everywhere, whatever fonts and libraries the machine has.
  @Test(arguments: ["classic", "night"])
  func theHomeScreensIconIsTheYuanSignOnTheAccent(skin: String) throws {
    let fixture = try PageFixture(Self.link, site: "{ title: T, language: en, skin: \(skin) }")
    let icon = try #require(fixture.renderer).icons.touchIcon
    #expect(
      try Golden.difference(Data(icon.bytes), from: "touch-icon-\(skin).png") == nil)
    #expect(icon.bytes.count < 6_000)
  }

  @Test func chatProgramsShowTheHomeScreensIconForTheIndex() throws {
    let fixture = try PageFixture(
      Self.link, site: "{ title: T, language: en, base_url: \"https://p.example/x\" }")
    let path = try #require(fixture.renderer).icons.touchIcon.path
    #expect(
      try fixture.index().contains(
        "<meta property=\"og:image\" content=\"https://p.example/x/\(path)\">"))
  }

  /// Pictures of a shop's own, and the colours that its icon has at the upper left, in the middle of the
  /// left half and in that of the right half.
  private static let pictures: [(name: String, png: String, colours: [String])] = [
    (
      "a wide one on transparent ground is on white",
      "iVBORw0KGgoAAAANSUhEUgAAACgAAAAUCAYAAAD/Rn+7AAAALElEQVR42u3OMREAMAgAsfevsG6oCSYuQ/b0qmWzKUFBQUFBQUFBQUHBy8EP3FkxrWky8RIAAAAASUVORK5CYII=",
      ["#ffffff", "#ffffff", "#d80000"]
    ),
    (
      "one that fills a square fills the icon",
      "iVBORw0KGgoAAAANSUhEUgAAABQAAAAUCAYAAACNiR0NAAAAHUlEQVR42mNgYDjxn7p41MBRA0cNHDVw1MARaiAAC3XHD6hsAxoAAAAASUVORK5CYII=",
      ["#0000c8", "#0000c8", "#0000c8"]
    ),
    (
      "a white one is on the accent",
      "iVBORw0KGgoAAAANSUhEUgAAABQAAAAUCAYAAACNiR0NAAAAIklEQVR42mP4//8/AxZMLMDQyzBq4KiBowaOGjhq4Eg1EACWGnLUI+rtjAAAAABJRU5ErkJggg==",
      ["#123456", "#123456", "#ffffff"]
    ),
  ]

  @Test(arguments: pictures.indices)
  func aShopsOwnPictureIsBothIcons(index: Int) throws {
    let (name, png, colours) = Self.pictures[index]
    let fixture = try Self.fixture(icon: "logo.png", #require(Data(base64Encoded: png)))
    let icons = try #require(fixture.renderer).icons
    #expect(icons.files.count == 1 && icons.icon.path == icons.touchIcon.path)
    let file = try PNGFile(icons.icon.bytes)
    #expect(file.width == 180 && file.height == 180)
    let pixels = try #require(file.pixels(of: icons.icon.bytes))
    let places = [(x: 3, y: 3), (x: 45, y: 90), (x: 110, y: 90)]
    let found = places.map { place in
      let start = 4 * (place.y * 180 + place.x)
      return "#" + Hexadecimal.text(Array(pixels[start..<start + 3]))
    }
    #expect(found == colours, "\(name)")
  }

  @Test func anSVGIsTheIconInTabsOnly() throws {
    let picture = Data("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"/>".utf8)
    let icons = try #require(Self.fixture(icon: "logo.svg", picture).renderer).icons
    #expect(icons.icon.bytes == Array(picture) && icons.icon.path.hasSuffix(".svg"))
    #expect(icons.touchIcon.path.hasSuffix(".png"))
  }

  private static func fixture(icon: String, _ bytes: Data) throws -> PageFixture {
    try PageFixture(
      "skins: { own: { templates: classic, accent: \"#123456\" } }\n\(link)",
      site: "{ title: T, language: en, skin: own, icon: \(icon) }", files: [icon: bytes])
  }
}
