internal import Catalog
internal import Changes
internal import GatePay
internal import Pages
internal import Paper
internal import Site
internal import Support

/// Tells ours from those of others, among the texts of codes in photos.
///
/// Ours are the codes of the config as it is now, payment addresses of our merchants at our gateway,
/// short addresses of our site, and what the file of paper or an old list has. Nothing else is.
struct SeenCodeJudge {
  private let site: Site
  private let baseURL: String?
  private let gateway: Gateway
  private let merchants: [String: String]
  private var current: [String: LinkRow] = [:]
  private var papers: [String: [PrintedPaper]] = [:]
  private var hanging: [String: [PaperReview.Item]] = [:]
  private var listed: [String: (row: LinkRow, name: String)] = [:]
  private var rows: [String: LinkRow] = [:]
  private var rowsByContact: [String: [LinkRow]] = [:]

  /// Learns what the texts may be.
  ///
  /// - Throws: `ReadingError`, `DamagedList`, `CatalogueChanged`.
  init(_ texts: Set<String>, site: Site, old: [OldSite]) throws {
    self.site = site
    let accounts = site.catalogue.accounts
    gateway = accounts.gateway
    baseURL = site.catalogue.outline.site.baseURL
    merchants = Dictionary(accounts.merchants.map { ($0.appkey.text, $0.key) }) { first, _ in first
    }
    try forEachRow { row, addresses in
      for text in [row.url] + addresses where texts.contains(text) { current[text] = row }
    }
    for paper in site.catalogue.paper.papers where texts.contains(paper.text) {
      papers[paper.text, default: []].append(paper)
    }
    for item in try site.paperReview().items where texts.contains(item.paper.text) {
      hanging[item.paper.text, default: []].append(item)
    }
    for list in old { try learn(list, texts) }
    try learnRows(texts)
  }

  /// Visits the links with all short addresses that lead to each.
  private func forEachRow(_ body: (LinkRow, [String]) -> Void) throws {
    let reader = site.catalogue.makeReader()
    while let link = try reader.next() {
      let row = LinkRow(
        link, merchantKeys: site.catalogue.merchantKeys, layout: site.renderer.layout)
      body(row, baseURL.map { baseURL in link.slugs.map { $0.address(at: baseURL) } } ?? [])
    }
  }

  private mutating func learn(_ list: OldSite, _ texts: Set<String>) throws {
    do {
      var rows = try PreviousRows(list.list)
      while let line = try rows.next() {
        guard let row = line.row else { throw DamagedList(path: list.list, offset: 0) }
        for text in [row.code, row.url] where texts.contains(text) && listed[text] == nil {
          listed[text] = (row, list.name)
        }
      }
    } catch let error as JSONError {
      throw DamagedList(path: list.list, offset: error.offset)
    }
  }

  /// The links that old codes belong to, or may belong to.
  private mutating func learnRows(_ texts: Set<String>) throws {
    let ids = Set(
      papers.values.flatMap { $0.map { PaperLedger.key(of: $0.link) } }
        + listed.values.map { PaperLedger.key(of: $0.row.id) })
    let contacts = Set(texts.compactMap { QuickCollectInspection($0).link?.custom })
    var (known, byContact): ([String: LinkRow], [String: [LinkRow]]) = ([:], [:])
    try forEachRow { row, _ in
      let key = PaperLedger.key(of: row.id)
      if ids.contains(key) { known[key] = row }
      if let contact = row.custom, contacts.contains(contact) {
        byContact[contact, default: []].append(row)
      }
    }
    (rows, rowsByContact) = (known, byContact)
  }

  /// The marked papers with a code.
  func papers(of text: String) -> [PrintedPaper] { papers[text] ?? [] }

  /// What a code is.
  func verdict(on code: SeenCode) -> CodeVerdict {
    guard let text = code.text else { return .unreadable }
    // Swift takes some letters for others that look the same; all addresses of ours are ASCII.
    guard text.utf8.allSatisfy({ $0 < 128 }) else {
      return .foreign(ForeignCode(kind: .otherText, text: text))
    }
    if code.isPart { return .foreign(ForeignCode(kind: .part, text: text)) }
    if let row = current[text] {
      return outdated(text, row).map(CodeVerdict.outdated) ?? .current(row)
    }
    if let stale = stale(text) { return .stale(stale) }
    return .foreign(ForeignCode(kind: kind(ofForeign: text), text: text))
  }

  /// What is printed beside a code that leads to a link, if it is not what the link is now.
  private func outdated(_ text: String, _ row: LinkRow) -> OutdatedCode? {
    let all = hanging[text] ?? []
    let pieces = all.filter {
      $0.verdict.status != .wrong && !$0.verdict.isRight
    }
    return pieces.isEmpty
      ? nil : OutdatedCode(row: row, pieces: pieces, isCertain: pieces.count == all.count)
  }

  private func stale(_ text: String) -> StaleCode? {
    if let paper = papers[text]?.first {
      let now = rows[PaperLedger.key(of: paper.link)]
      let changes = now.map { addressChanges(from: paper.target, to: $0) } ?? []
      return StaleCode(origin: .paper(paper), now: now, changes: changes)
    }
    // An order's address is the gateway's, so only a list can tell that it was ours.
    if let (row, name) = listed[text] {
      let now = rows[PaperLedger.key(of: row.id)]
      return StaleCode(
        origin: .list(row, named: name), now: now, changes: now.map { row.changes(to: $0) } ?? [])
    }
    if let slug = baseURL.flatMap({ PaperSlug(ofAddress: text, at: $0) }) {
      return StaleCode(origin: .slug(slug.text), now: nil, changes: [])
    }
    guard let link = QuickCollectInspection(text).link, link.gateway.origin == gateway.origin,
      let merchant = merchants[link.appkey.text]
    else { return nil }
    let candidates = link.custom.flatMap { rowsByContact[$0] } ?? []
    let now = candidates.count == 1 ? candidates[0] : nil
    return StaleCode(
      origin: .address(
        price: link.price?.description, custom: link.custom, merchant: merchant),
      now: now, changes: now.map { addressChanges(from: text, to: $0) } ?? [])
  }

  /// What is different between an old payment address and a link, as far as addresses tell it.
  private func addressChanges(from old: String, to now: LinkRow) -> [FieldChange] {
    guard old != now.url else { return [] }
    guard let before = QuickCollectInspection(old).link,
      let after = QuickCollectInspection(now.url).link
    else { return [FieldChange(.order)] }
    var changes: [FieldChange] = []
    if before.price != after.price {
      changes.append(
        FieldChange(.price, before.price?.description, after.price?.description))
    }
    if before.appkey != after.appkey {
      changes.append(FieldChange(.merchant, merchants[before.appkey.text], now.merchant))
    } else if before.token != after.token {
      changes.append(FieldChange(.token, now.token, now.token))
    }
    if before.gateway.origin != after.gateway.origin {
      changes.append(FieldChange(.gateway, before.gateway.origin, after.gateway.origin))
    }
    if before.custom != after.custom {
      changes.append(FieldChange(.custom, before.custom, after.custom))
    }
    if before.stable != after.stable {
      changes.append(FieldChange(.stable, "\(before.stable)", "\(after.stable)"))
    }
    if before.skin != after.skin {
      changes.append(
        FieldChange(.gatewaySkin, "\(before.skin.rawValue)", "\(after.skin.rawValue)"))
    }
    return changes
  }

  private func kind(ofForeign text: String) -> ForeignCode.Kind {
    let address = QuickCollectInspection(text)
    let keys = address.parts.filter { $0.name == "appkey" }.map(\.value)
    let areOurs = !keys.isEmpty && keys.allSatisfy { merchants[$0] != nil }
    guard let found = address.gateway else { return .otherText }
    if found.origin == gateway.origin {
      return areOurs ? .damagedAddress : keys.isEmpty ? .otherText : .otherMerchant
    }
    return areOurs ? .otherGateway : .otherText
  }
}
