public import Catalog
internal import GatePay
internal import QRImage
public import Support

// Pages: links and a skin to HTML, sheets to SVG. This target is the only place that escapes text. It reads
// no config and writes no files.

/// Makes the pages of a site.
///
/// Every template is checked and compiled before the first page.
public struct PageRenderer: Sendable {
  /// The compiled templates of one skin.
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

  /// The page of a link, ready to render.
  public struct PagePlan: Sendable {
    fileprivate let theme: Template?
    fileprivate let scope: TemplateScope
    /// The digest of all inputs of the page, except the program.
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
  private let site: SiteSettings
  private let merchantNames: [String]
  private let areSamples: [Bool]
  private let themes: [String: Theme]
  private let index: Template

  /// Compiles the templates of all skins that a site may use.
  ///
  /// - Parameter linkCount: how many links there are; when one page of the index cannot list them all,
  ///   its template must link to the next page.
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
      // A wrong stylesheet must not hide mistakes in the other templates.
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

  /// The stylesheet of a skin's pages: its path in the output folder, and its bytes.
  public func stylesheet(ofSkin name: String) -> (path: String, bytes: [UInt8])? {
    themes[name].map { ($0.stylesheetPath, $0.stylesheet) }
  }

  /// The page of a link.
  public func page(_ link: Link) -> PagePlan {
    let scope = PageValues.page.scope(
      LinkPage(
        link: link, site: site, layout: layout, merchant: merchantNames[link.merchant],
        isSample: areSamples[link.merchant], price: link.address.price?.description))
    let theme = themes[link.skin.name]
    var digester = FieldsDigester()
    if let theme { digester.add(theme.digest) }
    scope.add(to: &digester)
    return PagePlan(theme: theme?.page, scope: scope, inputs: digester.take())
  }

  /// What the index shows of a link.
  public func indexEntry(_ link: Link) -> IndexEntry {
    IndexEntry(
      id: link.id, title: link.title, price: link.address.price?.description,
      isPriceFixed: link.address.stable, path: layout.page(link.id))
  }

  /// One of the pages of the index.
  ///
  /// - Parameters:
  ///   - plan: how the index is divided into pages.
  ///   - page: which page, from 0.
  ///   - entries: the page's links, merchant by merchant, in the order of the plan's shares.
  ///   - prints: the print jobs that the page links to.
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

  /// Whether the index is hidden from search engines, because it lists pages that are hidden.
  public func hidesIndex(hasBatchLinks: Bool) -> Bool {
    hasBatchLinks && !site.indexesBatchPages
  }

  /// The public URL of the output folder, ending in a slash; nil when it is not known.
  public var baseURL: String? { site.baseURL }

  /// The look of the index.
  public var indexSkin: String { site.skin }

  /// The URL of a link that search engines may list; nil when they may not.
  ///
  /// - Parameters:
  ///   - id: the link's id.
  ///   - isBatch: whether it is one of many that `each` or `rows` made.
  public func listedAddress(_ id: String, isBatch: Bool) -> String? {
    guard let base = site.baseURL, !isBatch || site.indexesBatchPages else { return nil }
    return base + layout.pageFolder(id)
  }
}
