import Fonts
import Foundation
import Support
import TestSupport
import Testing

@testable import Print

/// Words are measured as the fonts of the machine draw them, and those fonts travel with the page.
@Suite struct FontMeasureTests {
  private static func pinnedFonts(_ configuration: String = "tests") throws -> FontLibrary {
    try #require(FontLibrary(configuration: Tool.fonts(configuration), environment: [:]))
  }

  private static func style(
    _ language: Language, bold: Bool = false, serif: Bool = false
  ) -> FontStyle {
    FontStyle(isSerif: serif, isBold: bold, language: language)
  }

  // MARK: Widths

  /// In parts of the size; of DejaVu Sans in English, Noto Sans CJK SC and Noto Serif CJK SC in
  /// Chinese, and of DejaVu Sans for Arabic, which the Chinese fonts lack.
  @Test(arguments: [
    ("Lakeside Teahouse", style(.english), 9.3799),
    ("Table 12", style(.english, bold: true), 4.7046),
    ("¥38.00", style(.chinese, bold: true), 3.275), ("湖畔茶馆", style(.chinese, bold: true), 4),
    ("明前龙井 Tea", style(.chinese, bold: true, serif: true), 6.019),
    ("微信 / 支付宝 扫码付款", style(.chinese), 10.064), ("قهوة عربية", style(.chinese), 4.46814),
    ("قهوة", style(.english), 1.97949), ("", style(.english), 0),
  ])
  func widthsAreThoseOfTheFonts(text: String, style: FontStyle, width: Double) throws {
    let measured = try Self.pinnedFonts().width(of: text, style) { _ in .infinity }
    #expect(abs(measured - width) < 0.0001, "\(measured)")
  }

  @Test func kerningBringsLettersTogether() throws {
    let library = try Self.pinnedFonts()
    func width(_ text: String) -> Double {
      library.width(of: text, Self.style(.english)) { _ in .infinity }
    }
    #expect(width("AVA") < 2 * width("A") + width("V") - 0.1)
  }

  @Test func figuresOfMoneyHaveOneWidth() throws {
    let library = try Self.pinnedFonts()
    for style in [Self.style(.chinese, bold: true), Self.style(.english)] {
      let widths = (0...9).map { digit in
        library.width(of: "¥\(digit)\(digit).\(digit)0", style) { _ in .infinity }
      }
      #expect(Set(widths).count == 1, "\(widths)")
    }
  }

  @Test func aCharacterThatNoFontHasIsEstimated() throws {
    let measure = FontMeasure(try Self.pinnedFonts())
    let estimate = TextEstimate.advance(of: Character("🍵"), .plain)
    let width = measure.width(of: "茶🍵茶", .plain, .chinese)
    #expect(width == 2 + estimate)
  }

  @Test func withoutFontsThereIsNoLibrary() {
    #expect(FontLibrary(configuration: Tool.fonts("none"), environment: [:]) == nil)
    #expect(FontLibrary(configuration: "/missing.conf", environment: [:]) == nil)
  }

  // MARK: Choice of fonts

  @Test func chineseCharactersHaveTheFormsOfChinaInEnglishWordsToo() throws {
    let fonts = try Self.pinnedFonts().fonts(for: ["茶", "。", "T"], Self.style(.english))
    #expect(Set(fonts.map(\.family)) == ["Noto Sans CJK SC", "Arial"])
  }

  /// Chromium writes CFF outlines as Type 3 fonts.
  @Test func trueTypeOutlinesArePreferredWithinAFamily() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      <fontconfig>
        <dir>/usr/share/fonts/opentype/noto</dir><dir>/usr/share/fonts/truetype/wqy</dir>
        <cachedir>\(folder.path)/cache</cachedir>
        <selectfont><rejectfont><glob>*Bold*</glob></rejectfont></selectfont>
        <match target="scan"><edit name="family" mode="assign"><string>Both</string></edit></match>
        <match target="scan">
          <test name="fontformat"><string>CFF</string></test>
          <edit name="lang" mode="assign"><string>zh-cn</string></edit>
        </match>
      </fontconfig>
      """, to: "fonts.conf")
    let library = try #require(
      FontLibrary(configuration: "\(folder.path)/fonts.conf", environment: [:]))
    let font = try #require(library.fonts(for: ["茶"], Self.style(.chinese)).first)
    let subset = try #require(font.subset)
    #expect(Self.tables(of: subset).contains("glyf"))
  }

  /// What was measured before holds as long as the fonts are the same.
  @Test func knowsWhenTheFontsOfTheMachineAreOthers() throws {
    let folder = try TemporaryFolder()
    try folder.write("none", to: "own/readme.txt")
    try folder.write(
      """
      <fontconfig>
        <dir>/usr/share/fonts</dir><dir>\(folder.path)/own</dir>
        <cachedir>\(folder.path)/cache</cachedir>
      </fontconfig>
      """, to: "fonts.conf")
    func library() throws -> FontLibrary {
      try #require(FontLibrary(configuration: "\(folder.path)/fonts.conf", environment: [:]))
    }
    let identity = try library().identity
    #expect(try library().identity == identity)
    try folder.write("other", to: "own/readme.txt")
    let changed = try library().identity
    #expect(changed != identity)
    try folder.write("new", to: "own/new.ttf")
    #expect(try library().identity != changed)
    #expect(FontMeasure(try library()).identity == nil)
    let known = try PrintMemory.$current.withValue(PrintMemory()) {
      FontMeasure(try library()).identity
    }
    #expect(known == (try library().identity.hexadecimal))
  }

  // MARK: Subsets

  private static func tables(of font: [UInt8]) -> Set<String> {
    Set(
      stride(from: 12, to: 12 + 16 * Int(font[5]), by: 16).map {
        String(decoding: font[$0..<$0 + 4], as: UTF8.self)
      })
  }

  @Test func aSubsetHoldsLittleMoreThanItsCharacters() throws {
    let words = "湖畔茶馆明前龙井一杯微信 / 支付宝 扫码付款 付款页网址为 gatepay.io ¥28.00"
    let library = try Self.pinnedFonts()
    for style in [
      Self.style(.chinese), Self.style(.chinese, bold: true, serif: true), Self.style(.english),
    ] {
      for font in library.fonts(for: Set(words), style) {
        let subset = try #require(font.subset)
        #expect(subset.count < 24_000, "\(font.family): \(subset.count)")
        #expect(!Self.tables(of: subset).contains("fvar"))
      }
    }
  }

  @Test func aBoldStyleSaysWhenItsFontIsNotBold() throws {
    let style = Self.style(.chinese, bold: true)
    #expect(try Self.pinnedFonts().fonts(for: ["茶"], style).map(\.weight) == [700])
    #expect(try Self.pinnedFonts("truetype").fonts(for: ["茶"], style).map(\.weight) == [400])
  }

  /// Chromium writes variable fonts as Type 3, too.
  @Test func aVariableFontIsSetToItsWeight() throws {
    let folder = try TemporaryFolder()
    let fixture = "\(Tool.packageFolder)/Tests/PrintTests/Fixtures/variable.ttf"
    try folder.write(Data(contentsOf: URL(fileURLWithPath: fixture)), to: "fonts/variable.ttf")
    let library = try Self.pinnedFonts(of: folder)
    var widths: [Double] = []
    for (isBold, weight) in [(false, 400), (true, 700)] {
      let style = Self.style(.english, bold: isBold)
      let font = try #require(library.fonts(for: Set("Nav18"), style).first)
      #expect(font.weight == weight)
      let tables = Self.tables(of: try #require(font.subset))
      #expect(tables.contains("glyf") && !tables.contains("fvar"))
      widths.append(library.width(of: "Nav18.0", style) { _ in .infinity })
    }
    #expect(abs(widths[0] - 4.07244) < 0.0001 && abs(widths[1] - 4.22443) < 0.0001, "\(widths)")
  }

  /// The fonts of a folder `fonts` alone.
  private static func pinnedFonts(of folder: TemporaryFolder) throws -> FontLibrary {
    try folder.write(
      """
      <fontconfig><dir>\(folder.path)/fonts</dir><cachedir>\(folder.path)/cache</cachedir></fontconfig>
      """, to: "fonts.conf")
    return try #require(
      FontLibrary(configuration: "\(folder.path)/fonts.conf", environment: [:]))
  }

  /// OpenType, OS/2: bit 1 of `fsType` forbids embedding, bit 8 subsets, bit 9 outlines.
  @Test(arguments: [
    (0x0002, false), (0x0104, false), (0x0200, false), (0x0004, true), (0x0008, true),
  ])
  func embeddingRightsAreRespected(rights: Int, mayEmbed: Bool) throws {
    let folder = try TemporaryFolder()
    var font = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")))
    let entry = try #require(
      stride(from: 12, to: 12 + 16 * Int(font[5]), by: 16).first {
        String(decoding: font[$0..<$0 + 4], as: UTF8.self) == "OS/2"
      })
    let table = font[entry + 8..<entry + 12].reduce(0) { $0 << 8 | Int($1) }
    (font[table + 8], font[table + 9]) = (UInt8(rights >> 8), UInt8(rights & 0xFF))
    try folder.write(Data(font), to: "fonts/restricted.ttf")
    let library = try Self.pinnedFonts(of: folder)
    let drawn = library.fonts(for: ["a"], Self.style(.english))
    #expect(drawn.map(\.family) == ["DejaVu Sans"])
    #expect(drawn.map { $0.subset != nil } == [mayEmbed])
    let width = library.width(of: "Lakeside Teahouse", Self.style(.english)) { _ in .infinity }
    #expect(abs(width - 9.3799) < 0.0001)
  }
}
