public import Fonts
public import Print
internal import Support

/// The fonts that a page of sheets embeds, so that it looks the same on every machine.
public struct SheetFonts: Sendable {
  /// The rules that embed the fonts, and name them for the words of each style.
  let stylesheet: Markup

  /// Without fonts, a page names usual ones.
  public init() { stylesheet = Markup() }

  /// Subsets of a machine's fonts with the characters of a job.
  ///
  /// A font whose licence forbids embedding is named instead.
  public init(_ characters: PrintedCharacters, in library: FontLibrary) {
    var rules: [Markup] = []
    var count: Int64 = 0
    let styles = characters.byStyle.sorted { Self.selector($0.key) < Self.selector($1.key) }
    for (style, characters) in styles {
      var families: [Markup] = []
      for font in library.fonts(for: characters, style.face.style(in: style.language)) {
        guard let subset = font.subset else {
          families += Self.name(font.family).map { ["\"\($0)\","] } ?? []
          continue
        }
        let weight = Int64(font.weight)
        rules.append(
          """
          @font-face{font-family:f\(count);font-weight:\(weight);\
          src:url(data:font/sfnt;base64,\(Base64.encode(subset)))}
          """)
        families.append("f\(count),")
        count += 1
      }
      let stack = Self.stack(isSerif: style.face.isSerif)
      rules.append("\(Self.selector(style)){font-family:\(families)\(stack)}")
    }
    stylesheet = "\(rules)"
  }

  private static func selector(_ style: PrintedCharacters.Style) -> String {
    "text\(style.face.isSerif ? ".s" : "")\(style.face.isBold ? ".b" : "")"
      + ":lang(\(style.language.rawValue))"
  }

  /// A family's name; nil when it has characters with a meaning in a stylesheet.
  private static func name(_ family: String) -> String? {
    family.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" } ? family : nil
  }

  /// Families to choose from, for the page's own words and for characters without a font; none has
  /// old-style figures.
  static func stack(isSerif: Bool) -> Markup {
    isSerif
      ? """
      "Times New Roman","Songti SC",STSong,"Noto Serif CJK SC","Noto Serif SC",SimSun,serif
      """
      : """
      "Helvetica Neue",Helvetica,Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",\
      "Noto Sans SC",sans-serif
      """
  }
}
