public import Catalog
internal import GatePay
internal import QRImage

/// Links and a skin to HTML. This target is the only place that escapes; it reads no config.

/// Makes the pages of a site: every template is checked and compiled before the first page.
public struct PageRenderer: Sendable {
  /// The compiled templates of one skin.
  private struct Theme: Sendable {
    var page: Template
    var stylesheetPath: String
    var stylesheet: [UInt8]
  }

  /// What the index says of a link.
  public struct IndexEntry: Sendable {
    fileprivate var merchant: Int
    fileprivate var scope: TemplateScope
  }

  private let site: SiteSettings
  private let merchantNames: [String]
  private let areSamples: [Bool]
  private let themes: [String: Theme]
  private let index: Template

  /// Compiles the templates of all skins that a site may use.
  ///
  /// - Returns: nil when a template is wrong; then the sink says where.
  public init?(_ outline: SiteOutline, into sink: FindingSink) {
    let errorCount = sink.errorCount
    let folders = Set(outline.skins.values.map(\.templates))
    let library = TemplateLibrary(folder: outline.folder, skins: folders, into: sink)
    let compiler = ThemeCompiler(outline: outline, library: library, sink: sink)
    var themes: [String: Theme] = [:]
    var index: Template?
    for skin in outline.skins.values.sorted(by: { $0.name < $1.name }) {
      guard compiler.hasAllFiles(skin) else { continue }
      // A skin whose stylesheet is wrong is still looked at as a whole.
      let style = compiler.stylesheet(skin) ?? []
      let path = OutputLayout.stylesheet(Self.hexadecimalDigest(of: style))
      if let page = compiler.page(skin, stylesheet: path) {
        themes[skin.name] = Theme(page: page, stylesheetPath: path, stylesheet: style)
      }
      let skinIndex = compiler.index(skin, stylesheet: path)
      if skin.name == outline.site.skin { index = skinIndex }
    }
    guard sink.errorCount == errorCount, let index else { return nil }
    self.index = index
    self.themes = themes
    site = outline.site
    merchantNames = outline.merchantNames
    areSamples = outline.areSamples
  }

  /// The stylesheet that a skin's pages need: its path in the output folder, and its bytes.
  public func stylesheet(ofSkin name: String) -> (path: String, bytes: [UInt8])? {
    themes[name].map { ($0.stylesheetPath, $0.stylesheet) }
  }

  /// The page of a link.
  public func page(_ link: Link) -> [UInt8] {
    let price = link.address.price?.description
    let merchant = merchantNames[link.merchant]
    let alternative = Phrasebook.alternativeText(
      merchant: merchant, title: link.title, price: price, site.language)
    let scope = TemplateScope([
      .text(link.id),
      .text(link.title),
      .text(merchant),
      .optional(price),
      .flag(link.address.stable),
      .text(Self.priceSize(price)),
      .optional(link.address.custom),
      .flag(link.address.stable),
      .optional(link.note),
      .text(link.url),
      .text(OutputLayout.rootFromPage + OutputLayout.png(link.id)),
      .text(alternative),
      .text("\(Self.shownSideInPixels(link.symbolSize))"),
      .optional(site.baseURL.map { $0 + "pay/\(link.id)/" }),
      .flag(link.isBatch && !site.indexesBatchPages),
      .flag(areSamples[link.merchant]),
    ])
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4096)
    themes[link.skin.name]?.page.render(scope, into: &bytes)
    return bytes
  }

  /// What the index has to say of a link; kept until the index is made.
  public func indexEntry(_ link: Link) -> IndexEntry {
    let scope = TemplateScope([
      .text(link.id),
      .text(link.title),
      .optional(link.address.price?.description),
      .flag(link.address.stable),
      .text(OutputLayout.page(link.id)),
    ])
    return IndexEntry(merchant: link.merchant, scope: scope)
  }

  /// The index of all links, grouped by merchant in the order of the config.
  ///
  /// - Parameters:
  ///   - entries: all links in their order.
  ///   - hasBatchLinks: whether some of them came from `each` or `rows`.
  public func index(_ entries: [IndexEntry], hasBatchLinks: Bool) -> [UInt8] {
    var links = Array(repeating: [TemplateScope](), count: merchantNames.count)
    for entry in entries { links[entry.merchant].append(entry.scope) }
    let merchants = zip(merchantNames, links).filter { !$0.1.isEmpty }.map { name, links in
      TemplateScope([
        .text(name), .text(Phrasebook.linkCount(links.count, site.language)), .list(links),
      ])
    }
    let scope = TemplateScope([
      .text(Phrasebook.linkCount(entries.count, site.language)),
      .optional(site.baseURL),
      .flag(hidesIndex(hasBatchLinks: hasBatchLinks)),
      .flag(entries.contains { areSamples[$0.merchant] }),
      .list(merchants),
    ])
    var bytes: [UInt8] = []
    index.render(scope, into: &bytes)
    return bytes
  }

  /// Whether search engines are kept from the index, because it names pages that they are kept from.
  public func hidesIndex(hasBatchLinks: Bool) -> Bool {
    hasBatchLinks && !site.indexesBatchPages
  }

  /// The address that the output folder will have, ending in a slash; nil when it is not known.
  public var baseURL: String? { site.baseURL }

  /// The look of the index.
  public var indexSkin: String { site.skin }

  /// The address that a search engine may list for a link, or nil when it may not.
  public func listedAddress(_ link: Link) -> String? {
    guard let base = site.baseURL, !link.isBatch || site.indexesBatchPages else { return nil }
    return base + "pay/\(link.id)/"
  }

  private static func hexadecimalDigest(of bytes: [UInt8]) -> String {
    var digest = Digest64()
    digest.add(bytes)
    let text = String(digest.value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  /// How large an amount can be set on one line, in a word for the stylesheet.
  private static func priceSize(_ price: String?) -> String {
    switch price?.utf8.count ?? 0 {
    case ...6: "short"
    case ...8: "medium"
    case ...10: "long"
    default: "longest"
    }
  }

  /// The width of a code on a page in CSS pixels: whole pixels a module, about 360 or less.
  private static func shownSideInPixels(_ size: SymbolSize) -> Int {
    let side = size.sideWithQuietZoneInModules
    return side * max(2, 360 / side)
  }
}

/// Compiles the templates of skins with what is the same on all pages of a site.
private struct ThemeCompiler {
  let outline: SiteOutline
  let library: TemplateLibrary
  let sink: FindingSink

  /// Reports the files that a skin's folder lacks.
  func hasAllFiles(_ skin: Skin) -> Bool {
    let missing = ["page.html", "index.html", "style.css"].filter {
      library.file($0, skin: skin.templates) == nil
    }
    for name in missing {
      let problem = Problem.templateMissing(
        name, skin.templates, builtIn: Skin.builtIn.map(\.templates))
      let keyPath = "skins.\(skin.name).templates"
      sink.report(Finding(.error, at: skin.position, keyPath: keyPath, problem))
    }
    return missing.isEmpty
  }

  func stylesheet(_ skin: Skin) -> [UInt8]? {
    var constants = TemplateConstants()
    let fallback = Self.defaultAccents[skin.templates] ?? Colour(red: 15, green: 93, blue: 84)
    let colours = AccentColours(skin.accent ?? fallback)
    constants.set("accent", .colour, .text(colours.accent.description))
    constants.set("accent_text", .colour, .text(colours.accentText.description))
    let template = TemplateCompiler.compile(
      "style.css", skin: skin.templates, language: .css, schema: PageSchemas.stylesheet,
      constants: constants, library: library, into: sink)
    guard let template else { return nil }
    var bytes: [UInt8] = []
    template.render(TemplateScope([]), into: &bytes)
    return bytes
  }

  func page(_ skin: Skin, stylesheet: String) -> Template? {
    compile("page.html", skin, PageSchemas.page, stylesheet, root: OutputLayout.rootFromPage)
  }

  func index(_ skin: Skin, stylesheet: String) -> Template? {
    compile("index.html", skin, PageSchemas.index, stylesheet, root: "")
  }

  private func compile(
    _ name: String, _ skin: Skin, _ schema: TemplateSchema, _ stylesheet: String, root: String
  ) -> Template? {
    TemplateCompiler.compile(
      name, skin: skin.templates, language: .html, schema: schema,
      constants: constants(stylesheet: root + stylesheet, home: root + OutputLayout.index),
      library: library, into: sink)
  }

  private func constants(stylesheet: String, home: String) -> TemplateConstants {
    let language = outline.site.language
    var constants = TemplateConstants()
    constants.set("lang", .text, .text(language.rawValue))
    constants.set("site_title", .text, .text(outline.site.title))
    constants.set("host", .text, .text(outline.gateway.host))
    constants.set("stylesheet_url", .url, .text(stylesheet))
    constants.set("home_url", .url, .text(home))
    for (name, sentence) in Phrasebook.phrases {
      constants.set("text.\(name)", .text, .text(sentence.text(in: language)))
    }
    return constants
  }

  /// The accents of the built-in templates.
  private static let defaultAccents = [
    "classic": Colour(red: 15, green: 93, blue: 84),
    "night": Colour(red: 240, green: 184, blue: 96),
  ]
}
