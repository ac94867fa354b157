public import Catalog
internal import GatePay
internal import QRImage
public import Support

// Pages: links and a skin to HTML, sheets to SVG. The only target that escapes text; it reads no
// config and writes no files.

/// Renders the pages of a site; compiles every template before the first page.
public struct PageRenderer: Sendable {
  /// The stylesheet of the owner's list.
  package let ownerStylesheet: [UInt8]

  private struct Theme: Sendable {
    /// The page in each language of the site.
    var pages: [Template]
    var stylesheetPath: String
    var stylesheet: [UInt8]
  }

  /// A link as the index shows it.
  public struct IndexEntry: Sendable {
    let id: String
    let language: Language
    let title: String
    let price: String?
    let isPriceFixed: Bool
    let path: String
    /// The payment page; nil for an order that can no longer be paid.
    let url: String?
  }

  /// A link's page, ready to render.
  public struct PagePlan: Sendable {
    fileprivate let template: Template?
    fileprivate let scope: TemplateScope
    /// Digest of the page's values; not of the program and the template.
    package let inputs: ContentDigest

    /// Renders the page.
    public func render() -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(4096)
      template?.render(scope, into: &bytes)
      return bytes
    }
  }

  /// The paths of the site's files.
  public let layout: OutputLayout
  let site: SiteSettings
  let merchantNames: [String]
  private let translatedNames: [Language: [String]]
  let areSamples: [Bool]
  private let themes: [String: Theme]
  /// The index in each language of the site.
  private let indexes: [Template]
  /// The icons of the site.
  package let icons: ShopIcon

  /// Compiles the templates of all skins in use; nil with findings in the sink if one is wrong.
  ///
  /// - Parameter linkCount: if one index page cannot list them all, the index template must link to
  ///   the next page.
  public init?(_ outline: SiteOutline, linkCount: Int, into sink: FindingSink) {
    let errorCount = sink.errorCount
    let library = Self.templates(of: outline, into: sink)
    self.init(outline, library, linkCount: linkCount, errorCount: errorCount, into: sink)
  }

  /// Reports what is wrong with the templates of a site, for a command that renders no page; nil if
  /// something is.
  ///
  /// The built-in ones are right whatever the site is, and compiling them takes longer than the rest
  /// of a small check.
  public static func check(
    _ outline: SiteOutline, linkCount: Int, into sink: FindingSink
  ) -> Void? {
    let errorCount = sink.errorCount
    let library = templates(of: outline, into: sink)
    if outline.skins.values.allSatisfy({ library.isBuiltIn($0.templates) }) {
      return sink.errorCount == errorCount ? () : nil
    }
    return Self(outline, library, linkCount: linkCount, errorCount: errorCount, into: sink)
      .map { _ in }
  }

  private static func templates(
    of outline: SiteOutline, into sink: FindingSink
  ) -> TemplateLibrary {
    let folders = Set(outline.skins.values.map(\.templates))
    return TemplateLibrary(project: outline.project, skins: folders, into: sink)
  }

  private init?(
    _ outline: SiteOutline, _ library: TemplateLibrary, linkCount: Int, errorCount: Int,
    into sink: FindingSink
  ) {
    let icons = ShopIcon(outline)
    let compiler = ThemeCompiler(outline: outline, library: library, icons: icons, sink: sink)
    var themes: [String: Theme] = [:]
    var indexes: [Template] = []
    let languages = outline.site.languages
    for skin in outline.skins.values.sorted(by: { $0.name < $1.name }) {
      guard compiler.hasAllFiles(skin) else { continue }
      // A wrong stylesheet must not hide mistakes in other templates.
      let style = compiler.stylesheet(skin) ?? []
      let path = OutputLayout.stylesheet(style)
      // A mistake in a template is the same in all languages.
      let count = sink.errorCount
      var pages: [Template] = []
      for language in languages where sink.errorCount == count {
        if let page = compiler.page(skin, language, stylesheet: path) { pages.append(page) }
      }
      if pages.count == languages.count {
        themes[skin.name] = Theme(pages: pages, stylesheetPath: path, stylesheet: style)
      }
      let before = sink.errorCount
      var skinIndexes: [Template] = []
      for language in languages where sink.errorCount == before {
        if let index = compiler.index(skin, language, stylesheet: path) {
          skinIndexes.append(index)
        }
      }
      guard skin.name == outline.site.skin else { continue }
      indexes = skinIndexes
      if linkCount > OutputLayout.indexCapacity, outline.site.hasIndex,
        indexes.first?.names.contains(PageValues.nextPage) == false
      {
        compiler.reportMissingNextPage(skin, linkCount: linkCount)
      }
    }
    let ownerStyle = outline.skins[outline.site.skin].flatMap {
      compiler.stylesheet($0, "owner.css")
    }
    guard sink.errorCount == errorCount, indexes.count == languages.count, let ownerStyle else {
      return nil
    }
    self.indexes = indexes
    self.icons = icons
    ownerStylesheet = ownerStyle
    layout = OutputLayout(fansOut: outline.site.fansOut)
    self.themes = themes
    site = outline.site
    merchantNames = outline.merchantNames
    translatedNames = Dictionary(
      uniqueKeysWithValues: outline.site.languages.map { ($0, outline.merchantNames(in: $0)) })
    areSamples = outline.areSamples
  }

  /// The stylesheet of a skin: its path in the output folder, and its bytes.
  public func stylesheet(ofSkin name: String) -> (path: String, bytes: [UInt8])? {
    themes[name].map { ($0.stylesheetPath, $0.stylesheet) }
  }

  /// The languages of the pages, the main one first.
  public var languages: [Language] { site.languages }

  /// The page of a link in a language of the site; nil for the main one.
  public func page(_ link: Link, in language: Language? = nil) -> PagePlan {
    let scope = scope(of: link, language)
    let template = template(of: link, language)
    var digester = FieldsDigester()
    scope.add(to: &digester)
    return PagePlan(template: template, scope: scope, inputs: digester.take())
  }

  /// The digests of the page templates by skin, each in the languages of the site.
  package func templateDigests() -> [String: [ContentDigest]] {
    themes.mapValues { $0.pages.map { $0.digest() } }
  }

  private func template(of link: Link, _ language: Language?) -> Template? {
    let number = language.flatMap { site.languages.firstIndex(of: $0) } ?? 0
    return themes[link.skin.name].flatMap {
      $0.pages.indices.contains(number) ? $0.pages[number] : nil
    }
  }

  /// The name of a merchant in a language; nil is the site's main one.
  private func merchantName(_ number: Int, _ language: Language?) -> String {
    language.flatMap { translatedNames[$0]?[number] } ?? merchantNames[number]
  }

  private func scope(of link: Link, _ language: Language?) -> TemplateScope {
    PageValues.page.scope(
      LinkPage(
        link: link, site: site, language: language ?? site.language, layout: layout,
        merchant: merchantName(link.merchant, language), isSample: areSamples[link.merchant],
        price: link.address.price?.description))
  }

  /// What a link's page shows to readers, by the names that its template prints.
  package struct PrintedValues: Sendable {
    /// The text of each name, without those that are absent.
    package let texts: [String: String]
    /// Whether the page says that its order can no longer be paid.
    package let isOver: Bool
  }

  /// The values that the page of a link prints.
  package func printedValues(_ link: Link, in language: Language? = nil) -> PrintedValues {
    let schema = PageValues.page.schema
    let scope = scope(of: link, language)
    var texts: [String: String] = [:]
    for slot in template(of: link, language)?.printedSlots(scope) ?? [] {
      if case .text(let text) = scope.values[slot] { texts[schema.slots[slot].name] = text }
    }
    return PrintedValues(
      texts: texts, isOver: isOver(link))
  }

  /// Whether a link is an order that can no longer be paid.
  private func isOver(_ link: Link) -> Bool {
    link.address.placedOrder.flatMap { OrderWords.ending(of: $0, site.language) } != nil
  }

  /// A link's entry in the index of a language; nil for the main one.
  public func indexEntry(_ link: Link, in language: Language? = nil) -> IndexEntry {
    let folder = folderLanguage(language)
    let shown = language ?? site.language
    return IndexEntry(
      id: link.id, language: shown, title: link.title(in: shown),
      price: link.address.price?.description, isPriceFixed: link.address.stable,
      path: OutputLayout.rootFromIndex(in: folder) + layout.page(link.id, in: folder),
      url: isOver(link) || link.url.isEmpty ? nil : link.url)
  }

  /// The language whose folder holds the pages in a language; nil for the main one.
  package func folderLanguage(_ language: Language?) -> Language? {
    site.folderLanguage(language)
  }

  /// A page of the index in a language, from 0; its entries are in the order of the plan's shares.
  public func index(
    _ plan: IndexPlan, page: Int, entries: [[IndexEntry]], in language: Language? = nil
  ) -> [UInt8] {
    let language = language ?? site.language
    let hasSeveral = plan.linkCounts.count { $0 > 0 } > 1
    let merchants = zip(plan.shares(ofPage: page), entries).map { share, entries in
      let name = merchantName(share.merchant, language)
      return IndexPage.Merchant(
        name: name, heading: hasSeveral ? name : nil,
        linkCount: Phrasebook.linkCount(plan.linkCounts[share.merchant], language),
        entries: entries)
    }
    let content = IndexPage(
      plan: plan, number: page + 1, site: site, language: language,
      isHidden: hidesIndex(hasBatchLinks: plan.hasBatchLinks),
      isSample: zip(plan.linkCounts, areSamples).contains { $0 > 0 && $1 }, merchants: merchants,
      picture: icons.touchIcon.path)
    var bytes: [UInt8] = []
    let number = site.languages.firstIndex(of: language) ?? 0
    indexes[number].render(PageValues.index.scope(content), into: &bytes)
    return bytes
  }

  /// Whether there is an index, and search engines may list it.
  public func listsIndex(hasBatchLinks: Bool) -> Bool {
    site.hasIndex && !hidesIndex(hasBatchLinks: hasBatchLinks)
  }

  /// Whether the index is hidden from search engines, because it lists hidden pages.
  public func hidesIndex(hasBatchLinks: Bool) -> Bool {
    hasBatchLinks && !site.indexesBatchPages
  }

  /// The public URL of the output folder, ending in a slash; nil when unknown.
  public var baseURL: String? { site.baseURL }

  /// The skin of the index.
  public var indexSkin: String { site.skin }

  /// The URLs of a link's pages; none if search engines may not list them.
  ///
  /// - Parameter isBatch: whether `each` or `rows` made the link.
  public func listedAddresses(_ id: String, isBatch: Bool) -> [String] {
    guard let base = site.baseURL, site.listsPage(isBatch: isBatch) else { return [] }
    return site.languages.map { base + layout.pageFolder(id, in: folderLanguage($0)) }
  }

  /// The URLs of the index; empty if search engines may not list it.
  public func listedIndexes(hasBatchLinks: Bool) -> [String] {
    guard let base = site.baseURL, listsIndex(hasBatchLinks: hasBatchLinks) else { return [] }
    return site.languages.map { base + (folderLanguage($0).map { $0.rawValue + "/" } ?? "") }
  }
}
