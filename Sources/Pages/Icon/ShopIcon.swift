internal import Artwork
internal import Catalog
internal import QRImage
internal import Support

/// The icons of a site, for tabs and for the home screens of phones: `site.icon`, or else a sign with
/// the first character of the shop's name, in the accent of the site's skin.
///
/// The character is text, which the visitor's browser draws: no font is opened for it, and it is the
/// same on every machine that builds.
package struct ShopIcon: Sendable {
  /// A file of the output folder.
  package struct File: Sendable {
    package let bytes: [UInt8]
    /// Its path in the output folder.
    package let path: String

    fileprivate init(_ bytes: [UInt8]) {
      self.bytes = bytes
      path = OutputLayout.icon(bytes)
    }
  }

  /// The icon in tabs, an SVG or a PNG.
  package let icon: File
  /// The icon on home screens and in chats, a PNG; the same file where a PNG is the shop's picture.
  package let touchIcon: File

  /// Each file once.
  package var files: [File] { icon.path == touchIcon.path ? [icon] : [icon, touchIcon] }

  init(_ outline: SiteOutline) {
    let accent =
      outline.skins[outline.site.skin].map(ThemeCompiler.accent)
      ?? Colour(red: 15, green: 93, blue: 84)
    let drawing = TouchIcon(accent: accent)
    let own = outline.site.icon
    let picture = own.flatMap(drawing.picture)
    guard let bytes = try? PNGWriter().png(picture ?? drawing.sign()) else {
      preconditionFailure("no memory for an icon")
    }
    touchIcon = File(bytes)
    if picture != nil {
      icon = touchIcon
    } else {
      icon = File(own?.bytes ?? Self.drawing(of: outline.site, accent))
    }
  }

  private static func drawing(of site: SiteSettings, _ accent: Colour) -> [UInt8] {
    let text = accent.readableText
    let picture: Markup = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" lang="\(site.language.rawValue)">\
      <rect width="64" height="64" rx="14" fill="\(accent.description)"/>\
      <rect x="4.5" y="4.5" width="55" height="55" rx="10" fill="none" stroke="\(text.description)" stroke-opacity=".55"/>\
      <text x="32" y="45.5" font-size="38" font-weight="700" text-anchor="middle" fill="\(text.description)" \
      font-family="'Songti SC', 'Noto Serif CJK SC', 'Noto Serif SC', SimSun, 'Times New Roman', serif">\
      \(sign(of: site.title))</text></svg>

      """
    return picture.bytes
  }

  /// The first letter or digit of a name, a capital where there are any; else its first character.
  static func sign(of name: String) -> String {
    let first = name.first { $0.isLetter || $0.isNumber } ?? name.first
    return first.map { $0.uppercased() } ?? ""
  }
}
