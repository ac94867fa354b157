public import Catalog
internal import GatePay
internal import Support

/// The list of a site's owner, with every code, id and reference; customers never get it.
///
/// It is no template: it must show everything, and it runs the program's own search.
extension PageRenderer {
  /// A link on a page of the owner's list, and as the search of the other pages knows it.
  public struct OwnerEntry: Sendable {
    let item: [UInt8]
    let searchRow: [UInt8]
  }

  /// A link as the owner's list shows it.
  public func ownerEntry(_ link: Link) -> OwnerEntry {
    let root = OutputLayout.rootFromOwner
    let price = link.address.price?.description
    let sum = price.map { "¥\($0)" } ?? OwnerWords.anyAmount.text(in: site.language)
    let alternative = Phrasebook.alternativeText(
      merchant: merchantNames[link.merchant], title: link.title, price: price, site.language)
    let (code, page) = (root + layout.png(link.id), root + layout.page(link.id))
    var item: Markup = """
      <li id="l-\(link.id)"><a class="code" href="\(code)"><img src="\(code)" width="96" height="96" alt="\(alternative)" loading="lazy"></a>
      <p class="name"><a href="\(page)">\(words: link.title)</a></p><p class="sum">\(sum)</p><p class="id">\(link.id)</p>
      """
    if let custom = link.address.custom {
      let label = Phrasebook.text("reference", site.language)
      item = "\(item)<p class=\"custom\"><small>\(label)</small> <bdi>\(custom)</bdi></p>"
    }
    if let note = link.note { item = "\(item)<p class=\"note\">\(words: note)</p>" }
    let facts = facts(of: link)
    if !facts.isEmpty {
      item = "\(item)<p class=\"more\">\(facts.joined(separator: " · "))</p>"
    }
    item = "\(item)</li>\n"
    var row = [UInt8(ascii: "[")]
    for (index, text) in [link.id, link.title, sum, link.address.custom ?? ""].enumerated() {
      if index > 0 { row.append(UInt8(ascii: ",")) }
      JSON.append(text, to: &row)
    }
    row.append(UInt8(ascii: "]"))
    return OwnerEntry(item: item.bytes, searchRow: row)
  }

  /// What else the owner may look for: the token, whether the amount is fixed, the short address, tags.
  private func facts(of link: Link) -> [String] {
    var facts = link.tokenName.isEmpty ? [] : [link.tokenName]
    if let order = link.address.placedOrder { facts.append(order.outOrderID.text) }
    if link.address.stable {
      facts.append(OwnerWords.fixed.text(in: site.language))
    }
    if let short = link.shortURL { facts.append(short) }
    return facts + link.tags.map { "#\($0)" }
  }

  /// A page of the owner's list, from 0; its entries are in the order of the plan's shares.
  public func ownerPage(
    _ plan: IndexPlan, page: Int, entries: [[OwnerEntry]], prints: [IndexPrintRow]
  ) -> [UInt8] {
    let language = site.language
    let title = OwnerWords.title.text(in: language)
    let merchants: [Markup] = zip(plan.shares(ofPage: page), entries).map { share, entries in
      let count = Phrasebook.linkCount(plan.linkCounts[share.merchant], language)
      var section: Markup = """
        <section class="merchant">
        <h2>\(words: merchantNames[share.merchant]) <small>\(count)</small></h2>
        <ul class="links">

        """
      for entry in entries { section.append(entry.item) }
      section = "\(section)</ul>\n</section>\n"
      return section
    }
    let sample: Markup? =
      zip(plan.linkCounts, areSamples).contains { $0 > 0 && $1 } ? Self.sample(language) : nil
    let document: Markup = """
      \(Markup.head(in: language))
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <link rel="icon" href="\(OutputLayout.rootFromOwner)\(icons.icon.path)">
      <link rel="stylesheet" href="style.css">
      <title>\(title) · \(site.title)</title>
      <script src="search.js" defer></script>
      </head>
      <body>
      \(sample)<header class="masthead">
      <p class="kind">\(title)</p>
      <h1>\(site.title)</h1>
      <p class="where">\(Phrasebook.linkCount(plan.linkCount, language)) · \(OwnerWords.notUploaded.text(in: language))</p>
      <nav class="files">\(fileLinks())</nav>
      <div class="search" data-page="\(Int64(page + 1))" data-pages="\(Int64(plan.pageCount))" hidden>
      <label for="search">\(OwnerWords.search.text(in: language))</label>
      <input id="search" type="search" autocomplete="off" spellcheck="false">
      <output for="search" data-none="\(OwnerWords.nothing.text(in: language))" data-page="\(OwnerWords.onPage.text(in: language))"></output>
      </div>
      </header>
      <main>
      <ol class="elsewhere" hidden></ol>
      \(sheets(prints))\(merchants)</main>
      \(pageLinks(plan, page + 1))</body>
      </html>

      """
    return document.bytes
  }

  /// The public pages and the lists, as far as there are any.
  private func fileLinks() -> Markup {
    var links: [(String, String)] = []
    let root = OutputLayout.rootFromOwner
    if site.hasIndex {
      links.append((root + OutputLayout.index, OwnerWords.publicIndex.text(in: site.language)))
    }
    let folder = site.listsArePrivate ? "" : root
    links.append((folder + OutputLayout.linksCSV, OutputLayout.linksCSV))
    links.append((folder + OutputLayout.linksJSON, OutputLayout.linksJSON))
    let items: [Markup] = links.map { "<a href=\"\($0.0)\">\($0.1)</a>" }
    return "\(items)"
  }

  private func sheets(_ prints: [IndexPrintRow]) -> Markup? {
    if prints.isEmpty { return nil }
    let language = site.language
    let items: [Markup] = prints.map { print in
      let page = OutputLayout.rootFromOwner + OutputLayout.printPage(print.name)
      let picture = "sheets/\(print.name).svg"
      let kind = print.kindName.text(in: language)
      let thumbnail: Markup? =
        print.sheetCount == 0
        ? nil : "<img src=\"\(picture)\" alt=\"\" loading=\"lazy\">"
      return """
        <li><a href="\(page)">\(thumbnail)<span class="name">\(kind)</span> <span class="count">\(print.sheetCountText.text(in: language))</span> <span class="id">\(print.name) · \(print.paperName.text(in: language))</span></a></li>

        """
    }
    return """
      <section class="sheets">
      <h2>\(OwnerWords.sheets.text(in: language))</h2>
      <ul>
      \(items)</ul>
      </section>

      """
  }

  private func pageLinks(_ plan: IndexPlan, _ number: Int) -> Markup? {
    guard plan.pageCount > 1 else { return nil }
    let language = site.language
    func link(_ page: Int, _ phrase: String) -> Markup? {
      guard (1...plan.pageCount).contains(page), page != number else { return nil }
      return
        "<a href=\"\(OutputLayout.indexPage(page))\">\(Phrasebook.text(phrase, language))</a>\n"
    }
    return """
      <nav class="pages" aria-label="\(Phrasebook.text("pages", language))">
      \(link(1, "first_page"))\(link(number - 1, "previous_page"))<span>\(Phrasebook.pageNumber(number, of: plan.pageCount, language))</span>
      \(link(number + 1, "next_page"))\(link(plan.pageCount, "last_page"))</nav>

      """
  }

  /// The file by which other pages of the owner's list find the links of one, from 0.
  public func ownerRows(page: Int, entries: [[OwnerEntry]]) -> [UInt8] {
    var bytes = Array("\(OwnerSearch.function)(\(page + 1), [\n".utf8)
    for (index, entry) in entries.joined().enumerated() {
      if index > 0 { bytes += ",\n".utf8 }
      bytes += entry.searchRow
    }
    return bytes + "\n]);\n".utf8
  }
}

/// What the owner's list says, in both languages.
private enum OwnerWords {
  static let title = Sentence("Owner's list", "店主清单")
  static let notUploaded = Sentence("for you alone: not part of an upload", "只给您自己看：不会随网站上传")
  static let publicIndex = Sentence("Page for customers", "顾客看到的首页")
  static let sheets = Sentence("Sheets to print", "要打印的纸张")
  static let search = Sentence("Search: title, id, reference, amount", "查找：标题、id、备注、金额")
  static let nothing = Sentence("nothing found", "没有找到")
  static let onPage = Sentence("page", "页")
  static let anyAmount = Sentence("Any amount", "任意金额")
  static let fixed = Sentence("fixed", "固定")
}
