public import Catalog
internal import GatePay
internal import QRImage
public import Support

/// Links and a skin to HTML. This target is the only place that escapes; it reads no config.

/// Makes the pages of a site: every template is checked and compiled before the first page.
public struct PageRenderer: Sendable {
  /// The compiled templates of one skin.
  private struct Theme: Sendable {
    var page: Template
    var digest: ContentDigest
    var stylesheetPath: String
    var stylesheet: [UInt8]
  }

  /// What the index says of a link.
  public struct IndexEntry: Sendable {
    fileprivate var scope: TemplateScope
  }

  /// The page of a link, not yet made.
  public struct PagePlan: Sendable {
    fileprivate let theme: Template?
    fileprivate let scope: TemplateScope
    /// The digest of everything that the page is made of but the program itself.
    package let inputs: ContentDigest

    /// The page.
    public func render() -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(4096)
      theme?.render(scope, into: &bytes)
      return bytes
    }
  }

  /// Where the files of the site stand.
  public let layout: OutputLayout
  private let site: SiteSettings
  private let merchantNames: [String]
  private let areSamples: [Bool]
  private let themes: [String: Theme]
  private let index: Template
  /// The digest of all templates, compiled.
  package let templates: ContentDigest

  /// Compiles the templates of all skins that a site may use.
  ///
  /// - Parameter linkCount: how many links there are; with more than one page of the index lists, its
  ///   template must lead to the next page.
  /// - Returns: nil when a template is wrong; then the sink says where.
  public init?(_ outline: SiteOutline, linkCount: Int, into sink: FindingSink) {
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
        themes[skin.name] = Theme(
          page: page, digest: page.digest, stylesheetPath: path, stylesheet: style)
      }
      let skinIndex = compiler.index(skin, stylesheet: path)
      guard skin.name == outline.site.skin else { continue }
      index = skinIndex
      if linkCount > OutputLayout.indexCapacity, skinIndex?.uses(PageSchemas.nextPage) == false {
        compiler.reportMissingNextPage(skin, linkCount: linkCount)
      }
    }
    guard sink.errorCount == errorCount, let index else { return nil }
    self.index = index
    var digester = FieldsDigester()
    for (name, theme) in themes.sorted(by: { $0.key < $1.key }) {
      digester.add(name)
      digester.add(theme.digest)
      digester.add(theme.stylesheetPath)
    }
    digester.add(index.digest)
    templates = digester.take()
    layout = OutputLayout(fansOut: outline.site.fansOut)
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
  public func page(_ link: Link) -> PagePlan {
    let price = link.address.price?.description
    let merchant = merchantNames[link.merchant]
    let order = link.address.placedOrder
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
      .text(layout.rootFromPage + layout.png(link.id)),
      .text(alternative),
      .text("\(Self.shownSideInPixels(link.symbolSize))"),
      .optional(site.baseURL.map { $0 + layout.pageFolder(link.id) }),
      .flag(link.isBatch && !site.indexesBatchPages),
      .flag(areSamples[link.merchant]),
      .optional(order?.outOrderID.text),
      .optional(order.flatMap { OrderWords.status(of: $0, site.language) }),
      .optional(order.flatMap { OrderWords.ending(of: $0, site.language) }),
    ])
    let theme = themes[link.skin.name]
    var digester = FieldsDigester()
    if let theme { digester.add(theme.digest) }
    scope.add(to: &digester)
    return PagePlan(theme: theme?.page, scope: scope, inputs: digester.take())
  }

  /// What the index has to say of a link.
  public func indexEntry(_ link: Link) -> IndexEntry {
    IndexEntry(
      scope: TemplateScope([
        .text(link.id),
        .text(link.title),
        .optional(link.address.price?.description),
        .flag(link.address.stable),
        .text(layout.page(link.id)),
      ]))
  }

  /// One of the pages of the index.
  ///
  /// - Parameters:
  ///   - plan: how the index is divided into pages.
  ///   - page: which page, from 0.
  ///   - entries: the links of each merchant that the page lists, in the order of the plan's shares.
  ///   - prints: the print jobs that the page leads to.
  public func index(
    _ plan: IndexPlan, page: Int, entries: [[IndexEntry]], prints: [PrintEntry]
  ) -> [UInt8] {
    let merchants = zip(plan.shares(ofPage: page), entries).map { share, entries in
      TemplateScope([
        .text(merchantNames[share.merchant]),
        .text(Phrasebook.linkCount(plan.linkCounts[share.merchant], site.language)),
        .list(entries.map(\.scope)),
      ])
    }
    func address(_ number: Int) -> TemplateScope.Value {
      (1...plan.pageCount).contains(number) && number != page + 1
        ? .text(OutputLayout.indexPage(number)) : .none
    }
    let path = OutputLayout.indexPage(page + 1)
    let scope = TemplateScope([
      .text(Phrasebook.linkCount(plan.linkCount, site.language)),
      .optional(site.baseURL.map { page == 0 ? $0 : $0 + path }),
      .flag(hidesIndex(hasBatchLinks: plan.hasBatchLinks)),
      .flag(zip(plan.linkCounts, areSamples).contains { $0 > 0 && $1 }),
      .list(merchants),
      .optional(
        plan.pageCount > 1
          ? Phrasebook.pageNumber(page + 1, of: plan.pageCount, site.language) : nil),
      address(1), address(page), address(page + 2), address(plan.pageCount),
      .flag(!prints.isEmpty),
      .list(prints.map { $0.scope(site.language) }),
    ])
    var bytes: [UInt8] = []
    index.render(scope, into: &bytes)
    return bytes
  }

  /// The path of one of the pages of the index, from 0.
  public static func indexPath(page: Int) -> String { OutputLayout.indexPage(page + 1) }

  /// Whether search engines are kept from the index, because it names pages that they are kept from.
  public func hidesIndex(hasBatchLinks: Bool) -> Bool {
    hasBatchLinks && !site.indexesBatchPages
  }

  /// The address that the output folder will have, ending in a slash; nil when it is not known.
  public var baseURL: String? { site.baseURL }

  /// The look of the index.
  public var indexSkin: String { site.skin }

  /// The address that a search engine may list for a link, or nil when it may not.
  ///
  /// - Parameters:
  ///   - id: the link's id.
  ///   - isBatch: whether it is one of many that `each` or `rows` made.
  public func listedAddress(_ id: String, isBatch: Bool) -> String? {
    guard let base = site.baseURL, !isBatch || site.indexesBatchPages else { return nil }
    return base + layout.pageFolder(id)
  }

  private static func hexadecimalDigest(of bytes: [UInt8]) -> String {
    var digest = Digest64()
    digest.add(bytes)
    return Hexadecimal.text(digest.value, digitCount: 16)
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

  func reportMissingNextPage(_ skin: Skin, linkCount: Int) {
    let file = library.file("index.html", skin: skin.templates)?.path ?? ""
    let problem = Problem.indexWithoutNextPage(linkCount: linkCount, OutputLayout.indexCapacity)
    sink.report(Finding(.error, at: Position(file: file), problem))
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
    compile(
      "page.html", skin, PageSchemas.page, stylesheet,
      root: OutputLayout(fansOut: outline.site.fansOut).rootFromPage)
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
