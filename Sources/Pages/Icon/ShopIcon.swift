internal import Catalog
internal import Support

/// The icon of a site: a sign with the first character of the shop's name, in the accent of the
/// site's skin.
///
/// The character is text, which the visitor's browser draws: no font is opened for it, and it is the
/// same on every machine that builds.
package struct ShopIcon: Sendable {
  /// The picture, an SVG.
  package let bytes: [UInt8]
  /// Its path in the output folder.
  package let path: String

  init(_ outline: SiteOutline) {
    let accent =
      outline.skins[outline.site.skin].map(ThemeCompiler.accent)
      ?? Colour(red: 15, green: 93, blue: 84)
    let text = accent.readableText
    let picture: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" lang="\(outline.site.language.rawValue)">\
      <rect width="64" height="64" rx="14" fill="\(accent.description)"/>\
      <rect x="4.5" y="4.5" width="55" height="55" rx="10" fill="none" stroke="\(text.description)" stroke-opacity=".55"/>\
      <text x="32" y="45.5" font-size="38" font-weight="700" text-anchor="middle" fill="\(text.description)" \
      font-family="'Songti SC', 'Noto Serif CJK SC', 'Noto Serif SC', SimSun, 'Times New Roman', serif">\
      \(Self.sign(of: outline.site.title))</text></svg>

      """
    bytes = picture.bytes
    path = OutputLayout.icon(bytes)
  }

  /// The first letter or digit of a name, a capital where there are any; else its first character.
  static func sign(of name: String) -> String {
    let first = name.first { $0.isLetter || $0.isNumber } ?? name.first
    return first.map { $0.uppercased() } ?? ""
  }
}
