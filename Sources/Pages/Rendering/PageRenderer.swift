public import Catalog
internal import GatePay
internal import QRImage
public import Support

// Pages: links and a skin to HTML, sheets to SVG. The only target that escapes text; it reads no
// config and writes no files.

/// Renders the pages of a site; compiles every template before the first page.
public struct PageRenderer: Sendable {
  private struct Theme: Sendable {
    var page: Template
    var digest: ContentDigest
    var stylesheetPath: String
    var stylesheet: [UInt8]
  }

  /// A link as the index shows it.
  public struct IndexEntry: Sendable {
    let id: String
    let title: String
    let price: String?
    let isPriceFixed: Bool
    let path: String
  }

  /// A link's page, ready to render.
  public struct PagePlan: Sendable {
    fileprivate let theme: Template?
    fileprivate let scope: TemplateScope
    /// Digest of the page's inputs, except the program version.
    package let inputs: ContentDigest

    /// Renders the page.
    public func render() -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(4096)
      theme?.render(scope, into: &bytes)
      return bytes
    }
  }

  /// The paths of the site's files.
  public let layout: OutputLayout
  let site: SiteSettings
  let merchantNames: [String]
  let areSamples: [Bool]
  private let themes: [String: Theme]
  private let index: Template

  /// Compiles the templates of all skins in use; nil with findings in the sink if one is wrong.
  ///
  /// - Parameter linkCount: if one index page cannot list them all, the index template must link to
  ///   the next page.
  public init?(_ outline: SiteOutline, linkCount: Int, into sink: FindingSink) {
    let errorCount = sink.errorCount
    let folders = Set(outline.skins.values.map(\.templates))
    let library = TemplateLibrary(project: outline.project, skins: folders, into: sink)
    let compiler = ThemeCompiler(outline: outline, library: library, sink: sink)
    var themes: [String: Theme] = [:]
    var index: Template?
    for skin in outline.skins.values.sorted(by: { $0.name < $1.name }) {
      guard compiler.hasAllFiles(skin) else { continue }
      // A wrong stylesheet must not hide mistakes in other templates.
      let style = compiler.stylesheet(skin) ?? []
      let path = OutputLayout.stylesheet(style)
      if let page = compiler.page(skin, stylesheet: path) {
        themes[skin.name] = Theme(
          page: page, digest: page.digest, stylesheetPath: path, stylesheet: style)
      }
      let skinIndex = compiler.index(skin, stylesheet: path)
      guard skin.name == outline.site.skin else { continue }
      index = skinIndex
      if linkCount > OutputLayout.indexCapacity,
        skinIndex?.names.contains(PageValues.nextPage) == false
      {
        compiler.reportMissingNextPage(skin, linkCount: linkCount)
      }
    }
    guard sink.errorCount == errorCount, let index else { return nil }
    self.index = index
    layout = OutputLayout(fansOut: outline.site.fansOut)
    self.themes = themes
    site = outline.site
    merchantNames = outline.merchantNames
    areSamples = outline.areSamples
  }

  /// The stylesheet of a skin: its path in the output folder, and its bytes.
  public func stylesheet(ofSkin name: String) -> (path: String, bytes: [UInt8])? {
    themes[name].map { ($0.stylesheetPath, $0.stylesheet) }
  }

  /// The page of a link.
  public func page(_ link: Link) -> PagePlan {
    let scope = scope(of: link)
    let theme = themes[link.skin.name]
    var digester = FieldsDigester()
    if let theme { digester.add(theme.digest) }
    scope.add(to: &digester)
    return PagePlan(theme: theme?.page, scope: scope, inputs: digester.take())
  }

  private func scope(of link: Link) -> TemplateScope {
    PageValues.page.scope(
      LinkPage(
        link: link, site: site, layout: layout, merchant: merchantNames[link.merchant],
        isSample: areSamples[link.merchant], price: link.address.price?.description))
  }

  /// What a link's page shows to readers, by the names that its template prints.
  package struct PrintedValues: Sendable {
    /// The text of each name, without those that are absent.
    package let texts: [String: String]
    /// Whether the page says that its order can no longer be paid.
    package let isOver: Bool
  }

  /// The values that the page of a link prints.
  package func printedValues(_ link: Link) -> PrintedValues {
    let schema = PageValues.page.schema
    let scope = scope(of: link)
    var texts: [String: String] = [:]
    for slot in themes[link.skin.name]?.page.printedSlots(scope) ?? [] {
      if case .text(let text) = scope.values[slot] { texts[schema.slots[slot].name] = text }
    }
    return PrintedValues(
      texts: texts,
      isOver: link.address.placedOrder.flatMap { OrderWords.ending(of: $0, site.language) } != nil)
  }

  /// A link's entry in the index.
  public func indexEntry(_ link: Link) -> IndexEntry {
    IndexEntry(
      id: link.id, title: link.title, price: link.address.price?.description,
      isPriceFixed: link.address.stable, path: layout.page(link.id))
  }

  /// A page of the index, from 0; its entries are in the order of the plan's shares.
  public func index(
    _ plan: IndexPlan, page: Int, entries: [[IndexEntry]], prints: [IndexPrintRow]
  ) -> [UInt8] {
    let merchants = zip(plan.shares(ofPage: page), entries).map { share, entries in
      IndexPage.Merchant(
        name: merchantNames[share.merchant],
        linkCount: Phrasebook.linkCount(plan.linkCounts[share.merchant], site.language),
        entries: entries)
    }
    let content = IndexPage(
      plan: plan, number: page + 1, site: site,
      isHidden: hidesIndex(hasBatchLinks: plan.hasBatchLinks),
      isSample: zip(plan.linkCounts, areSamples).contains { $0 > 0 && $1 }, merchants: merchants,
      prints: prints)
    var bytes: [UInt8] = []
    index.render(PageValues.index.scope(content), into: &bytes)
    return bytes
  }

  /// Whether the index is hidden from search engines, because it lists hidden pages.
  public func hidesIndex(hasBatchLinks: Bool) -> Bool {
    hasBatchLinks && !site.indexesBatchPages
  }

  /// The public URL of the output folder, ending in a slash; nil when unknown.
  public var baseURL: String? { site.baseURL }

  /// The skin of the index.
  public var indexSkin: String { site.skin }

  /// The URL of a link; nil if search engines may not list it.
  ///
  /// - Parameter isBatch: whether `each` or `rows` made the link.
  public func listedAddress(_ id: String, isBatch: Bool) -> String? {
    guard let base = site.baseURL, !isBatch || site.indexesBatchPages else { return nil }
    return base + layout.pageFolder(id)
  }
}
