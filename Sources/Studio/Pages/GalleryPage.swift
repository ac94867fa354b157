internal import Catalog
internal import GatePay
internal import Pages
internal import Paper
internal import Support

/// Every link as a card with its code.
struct GalleryPage {
  let visit: StudioVisit
  let cards: Gallery.Page

  /// The whole document.
  var html: Markup {
    StudioPage(visit: visit, tab: .links).html(
      title: visit.say("Links", "链接"),
      """
      <h1 class="hidden">\(visit.say("Links", "链接"))</h1>
      \(search)
      <div id="results" data-live>\(results)</div>
      """)
  }

  private var search: Markup {
    """
    <form class="search" role="search" action="\(address: visit.base)">
    <label class="hidden" for="q">\(visit.say("Search", "搜索"))</label>
    <input id="q" name="q" type="search" autocomplete="off" placeholder="\(visit.say("Search titles, ids, contacts", "搜索标题、id、备注"))" value="\(cards.filter.text)">
    \(choice("tag", visit.say("All tags", "全部标签"), cards.tags.map { ($0, $0) }, cards.filter.tag))
    \(choice("merchant", visit.say("All merchants", "全部商户"), cards.merchants.count > 1 || !cards.filter.merchant.isEmpty ? cards.merchants : [], cards.filter.merchant))
    <button>\(visit.say("Search", "搜索"))</button>
    </form>
    """
  }

  private func choice(
    _ name: String, _ all: String, _ values: [(key: String, name: String)], _ chosen: String
  ) -> Markup {
    var values = values
    // The form keeps a choice that the list does not hold, as one of very many tags.
    if !chosen.isEmpty, !values.contains(where: { $0.key == chosen }) {
      values.append((chosen, chosen))
    }
    guard !values.isEmpty else { return "" }
    let options: [Markup] = values.map { value in
      let mark: Markup = value.key == chosen ? " selected" : ""
      return "<option value=\"\(value.key)\"\(mark)>\(value.name)</option>"
    }
    return """
      <select name="\(name)" aria-label="\(all)"><option value="">\(all)</option>\(options)</select>
      """
  }

  private var results: Markup {
    guard !cards.cards.isEmpty else {
      let words = visit.unbuiltWords ?? visit.say("No link matches.", "没有符合的链接。")
      return "<p class=\"empty\">\(words)</p>"
    }
    let items = cards.cards.map { CardMarkup(visit: visit, page: cards, card: $0).markup }
    return """
      <p class="quiet" role="status">\(range)</p>
      <ul class="cards">
      \(items)</ul>
      \(steps)
      """
  }

  private var range: String {
    let first = cards.filter.start + 1
    let last = cards.filter.start + cards.cards.count
    if first == 1 && last == cards.count {
      return visit.say(counted(cards.count, "link"), "\(cards.count) 个链接")
    }
    return visit.say(
      "\(first)–\(last) of \(counted(cards.count, "link"))",
      "第 \(first)–\(last) 个，共 \(cards.count) 个链接")
  }

  private var steps: Markup {
    let start = cards.filter.start
    var links: [Markup] = []
    if start > 0 {
      let address = visit.base + cards.filter.query(from: max(0, start - Gallery.capacity))
      links.append(
        "<a class=\"button\" rel=\"prev\" href=\"\(address: address)\">\(visit.say("Previous", "上一页"))</a>"
      )
    }
    if start + Gallery.capacity < cards.count {
      let address = visit.base + cards.filter.query(from: start + Gallery.capacity)
      links.append(
        "<a class=\"button\" rel=\"next\" href=\"\(address: address)\">\(visit.say("Next", "下一页"))</a>"
      )
    }
    guard !links.isEmpty else { return "" }
    return "<nav class=\"steps\" aria-label=\"\(visit.say("Pages", "翻页"))\">\(links)</nav>"
  }
}

private struct CardMarkup {
  let visit: StudioVisit
  let page: Gallery.Page
  let card: GalleryCard

  private var link: Link { card.link }

  var markup: Markup {
    let site = visit.base + "site/"
    let merchant: Markup =
      page.merchants.count > 1 ? "<p class=\"quiet\">\(page.merchants[link.merchant].name)</p>" : ""
    let contact: Markup = link.address.custom.map { " · <bdi>\($0)</bdi>" } ?? ""
    let row: Markup =
      link.source.map {
        "<p class=\"quiet\">\(visit.say("\($0.file) row \($0.row)", "\($0.file) 第 \($0.row) 行"))</p>"
      } ?? ""
    let tags: [Markup] = link.tags.map { "<li>\($0)</li>" }
    let tagList: Markup = tags.isEmpty ? "" : "<ul class=\"tags\">\(tags)</ul>"
    return """
      <li class="card"><a class="code" href="\(address: site + PercentEncoding.encode(path: card.page))">\
      <img src="\(address: site + PercentEncoding.encode(path: card.picture) + "?\(visit.state.siteNumber)")" \
      width="160" height="160" loading="lazy" alt="\(visit.say("Code of \(link.title)", "\(link.title) 的二维码"))"></a>
      <div><h2><bdi>\(link.title)</bdi></h2>
      \(price)
      <p class="quiet"><code>\(link.id)</code>\(contact)</p>
      \(merchant)\(row)\(tagList)\(paper)
      <p><a href="\(address: link.url)" rel="noreferrer noopener" target="_blank">\(visit.say("Pay", "打开付款页"))</a>\(edit)</p></div></li>

      """
  }

  private var edit: Markup {
    guard visit.canEdit else { return "" }
    let path = visit.base + "edit/" + PercentEncoding.encode(link.id)
    return " · <a href=\"\(address: path)\">\(visit.say("Edit", "编辑"))</a>"
  }

  private var price: Markup {
    guard let price = link.address.price else {
      return "<p class=\"price any\">\(visit.say("any amount", "任意金额"))</p>"
    }
    let lock: Markup =
      link.address.stable
      ? "" : " <span class=\"badge warn\">\(visit.say("can be changed", "可改"))</span>"
    return "<p class=\"price\"><span class=\"unit\">¥</span>\(price.description)\(lock)</p>"
  }

  private var paper: Markup {
    guard let paper = card.paper else { return "" }
    let name = visit.say(PaperWords.name(paper.status))
    let words = visit.say(
      "on paper: \(paper.count) \(name)", "印刷品：\(paper.count) 件\(name)")
    let kind = paper.status == .wrong ? "bad" : "warn"
    return """
      <p><a class="badge \(kind)" href="\(address: visit.base + "paper")">\(words)</a></p>
      """
  }
}
