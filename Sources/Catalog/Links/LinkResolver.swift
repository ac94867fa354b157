internal import GatePay
internal import Paper
internal import QRImage
internal import Support

/// Turns the rows of one entry under `links:` into links; parses shared values once, so that one
/// mistake is one finding.
final class LinkResolver {
  /// The price that lets the payer enter any amount.
  static let anyPrice = "any"

  /// The result of a row: its id if that can be read, and its link if there are no errors.
  struct Outcome {
    var id: String?
    var idPosition: Position { resolver.position(in: row) }
    /// The id as messages show it.
    var shownID: String { resolver.id.isHidden ? "…" : id ?? "" }
    /// What the id was made from, if that is more than the id: the values of its fields before they
    /// became slugs.
    var idBeforeSlugs: String? { resolver.idBeforeSlugs(in: row) }
    /// The cell of the id that has the name of a sum, such as `Total`; nil without one.
    var totalsWord: String? { resolver.totalsWord(in: row) }
    var resolved: Resolved?
    fileprivate var row: FieldRow
    fileprivate var resolver: LinkResolver
  }

  /// A link with the positions for findings about it.
  struct Resolved {
    var link: Link
    /// The position of the id.
    var position: Position { resolver.position(in: row) }
    /// The id as messages show it.
    var shownID: String { resolver.id.isHidden ? "…" : link.id }
    /// Whether messages must not show `custom`.
    var hidesCustom: Bool { resolver.variants[link.merchant]?.custom.isHidden ?? false }
    var titlePosition: Position { resolver.titlePosition(in: row) ?? position }
    /// The position of `custom`, if it differs between links, else of the id.
    var customPosition: Position { resolver.customPosition(of: link, in: row) ?? position }
    /// The position of the title on paper.
    var printTitlePosition: Position { resolver.printTitlePosition(in: row) ?? position }
    /// Whether the config sets the slug.
    var setsSlug: Bool { link.slug != nil && resolver.setsSlug }
    /// The position of the slug in the config, or of the id.
    var slugPosition: Position { resolver.slugPosition(in: row) ?? position }
    /// The price; nil without one.
    var price: TextPattern?
    var keyPath: String
    fileprivate var row: FieldRow
    fileprivate var resolver: LinkResolver
  }

  /// A title in another language than the site's main one.
  private struct Translation {
    var language: Language
    var isPrinted: Bool
    var title: Setting<String?>
  }

  private let config: Config
  private let spec: LinkSpec
  private let reporter: LinkReporter
  private let id: Setting<String>
  private let title: Setting<String>
  private let printTitle: Setting<String?>
  private let printCopies: Setting<Int>
  private let translations: [Translation]
  private let slug: Setting<PaperSlug?>
  private let accounts: AccountResolver
  private let order: OrderResolver?
  /// The settings after a merchant's defaults, by merchant; -1 if the merchant is not known.
  private var variants: [Int: LinkVariant] = [:]
  private let fieldNames: FieldNames

  /// Prepares an entry.
  init(_ spec: LinkSpec, config: Config, fieldNames: FieldNames, reporter: LinkReporter) {
    self.config = config
    self.spec = spec
    self.fieldNames = fieldNames
    self.reporter = reporter
    let slugged = spec.id.fieldNames.isEmpty ? nil : spec.id.sluggedText
    id = Setting(spec.id, fieldNames, reporter, form: .id) {
      LinkVariant.parseID($0, slugged: slugged)
    }
    title =
      spec.fields.refusedKeys.contains("title")
      ? .broken
      : spec.title.map {
        Setting($0, fieldNames, reporter, form: .title, parse: LinkVariant.parseTitle)
      }
        ?? .fixed("")
    printTitle =
      spec.fields.refusedKeys.contains("print_title")
      ? .broken
      : spec.printTitle.map {
        Setting($0, fieldNames, reporter, parse: LinkVariant.parseOptionalTitle)
      } ?? .fixed(nil)
    printCopies =
      spec.fields.refusedKeys.contains("print_copies")
      ? .broken
      : spec.printCopies.map {
        Setting($0, fieldNames, reporter, parse: LinkVariant.parseCopies)
      } ?? .fixed(1)
    func translations(_ patterns: [Language: TextPattern]?, isPrinted: Bool) -> [Translation] {
      Language.allCases.compactMap { language in
        guard let pattern = patterns?[language] else { return nil }
        let title = Setting(
          pattern, fieldNames, reporter, form: .title, parse: LinkVariant.parseOptionalTitle)
        return Translation(language: language, isPrinted: isPrinted, title: title)
      }
    }
    self.translations =
      translations(spec.translations?.titles, isPrinted: false)
      + translations(spec.translations?.printTitles, isPrinted: true)
    slug =
      spec.fields.refusedKeys.contains("slug")
      ? .broken
      : spec.slug.map { Setting($0, fieldNames, reporter, form: .id, parse: LinkVariant.parseSlug) }
        ?? .fixed(nil)
    accounts = AccountResolver(spec, config: config, fieldNames: fieldNames, reporter: reporter)
    order = spec.order.map {
      OrderResolver($0, config: config, fieldNames: fieldNames, reporter: reporter)
    }
  }

  /// Makes the link of a row, or reports its errors to the sink.
  func resolve(_ row: FieldRow) -> Outcome {
    let id = id.value(in: row, reporter)
    return Outcome(id: id, resolved: resolve(row, id: id), row: row, resolver: self)
  }

  private func position(in row: FieldRow) -> Position {
    id.position(in: row) ?? spec.id.position
  }

  private func idBeforeSlugs(in row: FieldRow) -> String? {
    guard spec.id.hasSlug, case .perLink(let bound, _, _) = id else { return nil }
    return bound.textWithoutSlugs(in: row)
  }

  private func totalsWord(in row: FieldRow) -> String? {
    guard case .perLink(let bound, _, _) = id else { return nil }
    return bound.cellTexts(in: row).first(where: TotalsRow.isTotal)
  }

  private func resolve(_ row: FieldRow, id: String?) -> Resolved? {
    let title = title.value(in: row, reporter)
    let printTitle = printTitle.value(in: row, reporter)
    let printCopies = printCopies.value(in: row, reporter)
    let translated = translations.map { $0.title.value(in: row, reporter) }
    let account = account(in: row)
    let variant = variant(account?.merchant)
    let price = variant.price.value(in: row, reporter).map { price in
      variant.note(price.traits, in: row, reporter)
      return price.amount
    }
    let custom = variant.custom.value(in: row, reporter)
    let note = variant.note.value(in: row, reporter)
    let skin = variant.skin.value(in: row, reporter)
    let tags = variant.tags.map { $0.value(in: row, reporter) }
    let slug = slug.value(in: row, reporter).flatMap { self.slug($0, variant, id: id, in: row) }
    guard let id, let title, let printTitle, let printCopies, let account, let price, let custom,
      let note, let skin, let slug, !tags.contains(where: { $0 == nil }),
      !translated.contains(where: { $0 == nil }), !variant.isStableRefused
    else { return nil }
    let address: LinkAddress
    if let order {
      let terms = order.terms(
        in: row, merchant: account.merchant, price: price, custom: custom ?? id,
        at: variant.price.position(in: row) ?? variant.pricePattern?.position
          ?? position(in: row), keyPath: spec.keyPath)
      guard let terms else { return nil }
      address = .order(terms, placed: config.placedOrders[id])
    } else {
      guard let token = account.token, price != nil || custom != nil || !locksNothing(variant, row)
      else { return nil }
      address = .quickCollect(
        QuickCollectLink(
          gateway: config.gateway, appkey: account.appkey, token: token, price: price,
          custom: custom, stable: variant.stable?.value ?? false, skin: skin.gatewaySkin))
    }
    let url = address.url
    do throws(TextTooLong) {
      // An order that is not created yet has an empty address.
      let shortURL = slug.flatMap { slug in
        // A short address leads to the shop's own gateway, where money is paid.
        config.gateway == config.ownGateway
          ? config.site.baseURL.map { slug.address(at: $0) } : nil
      }
      let byteCount = max(1, (shortURL ?? url).utf8.count)
      let size = try SymbolSize(byteCount: byteCount, level: config.site.qr.level)
      let published = config.publishedSlugs[LinkID.comparisonKey(id)] ?? []
      var link = Link(
        id: id, title: title.isEmpty ? config.merchants[account.merchant].name : title,
        merchant: account.merchant, tokenName: account.tokenName, address: address, url: url,
        shortURL: shortURL, slug: slug, slugs: PaperSlug.union(slug, published),
        symbolSize: size, skin: skin, note: note, isBatch: spec.isBatch,
        tags: tags.flatMap { $0 ?? [] }, printTitle: printTitle,
        printCopies: printCopies, source: row.source)
      if title.isEmpty { link.titles = config.merchants[account.merchant].names }
      for (translation, title) in zip(translations, translated) {
        guard let title = title ?? nil else { continue }
        if translation.isPrinted {
          link.printTitles[translation.language] = title
        } else {
          link.titles[translation.language] = title
        }
      }
      return Resolved(
        link: link, price: variant.pricePattern, keyPath: spec.keyPath,
        row: row, resolver: self)
    } catch {
      let place = variant.custom.position(in: row) ?? position(in: row)
      reporter.report(.addressTooLong(id, error), at: place, keyPath: spec.keyPath, row)
      return nil
    }
  }

  /// Whether a link without price and custom is `stable`, which fixes nothing and is reported.
  private func locksNothing(_ variant: LinkVariant, _ row: FieldRow) -> Bool {
    guard let stable = variant.stable, stable.value else { return false }
    let place = variant.custom.position(in: row) ?? variant.price.position(in: row)
    reporter.report(.nothingToLock, at: place ?? stable.position, keyPath: stable.keyPath, row)
    return true
  }

  /// The slug of a link: one of its own, or a made one.
  ///
  /// - Returns: an inner nil for a link that does not forward; nil, with a finding, if it cannot.
  private func slug(
    _ own: PaperSlug?, _ variant: LinkVariant, id: String?, in row: FieldRow
  ) -> PaperSlug?? {
    guard let forward = variant.forward, forward.value, order == nil else {
      guard own != nil, !variant.isForwardRefused else { return .some(nil) }
      reporter.report(
        .slugWithoutForward, at: slugPosition(in: row) ?? position(in: row),
        keyPath: "\(spec.keyPath).slug", row)
      return nil
    }
    guard config.site.baseURL != nil || config.hasRefusedBaseURL else {
      reporter.reportOnce(
        .forwardWithoutBaseURL, at: forward.position, keyPath: forward.keyPath)
      return nil
    }
    guard let id else { return .some(nil) }
    return own ?? config.slugs[LinkID.comparisonKey(id)] ?? PaperSlug.made(for: id)
  }

  private var setsSlug: Bool { spec.slug != nil }

  private func slugPosition(in row: FieldRow) -> Position? {
    slug.position(in: row) ?? spec.slug?.position
  }

  private func titlePosition(in row: FieldRow) -> Position? {
    title.position(in: row) ?? spec.title?.position
  }

  private func customPosition(of link: Link, in row: FieldRow) -> Position? {
    variants[link.merchant]?.custom.position(in: row)
  }

  private func printTitlePosition(in row: FieldRow) -> Position? {
    printTitle.position(in: row) ?? spec.printTitle?.position
  }

  private func account(in row: FieldRow) -> Account? {
    guard let order else { return accounts.account(in: row) }
    let seller = order.seller(in: row)
    // A product that cannot be sold was reported where it is named.
    return order.hasGoods && seller == nil ? nil : accounts.payee(in: row, seller: seller)
  }

  private func variant(_ merchant: Int?) -> LinkVariant {
    let key = merchant ?? -1
    if let variant = variants[key] { return variant }
    var levels = [
      spec.fields, config.defaults, merchant.map { config.merchants[$0].defaults } ?? LinkFields(),
    ]
    // Products have their own prices.
    if order?.hasGoods == true {
      for index in levels.indices {
        levels[index].price = nil
        levels[index].refusedKeys.remove("price")
      }
    }
    let variant = LinkVariant(levels, config: config, fieldNames: fieldNames, reporter: reporter)
    variants[key] = variant
    return variant
  }
}

/// The merged settings of the link, `defaults:` and the merchant's defaults.
struct LinkVariant {
  let price: Setting<PriceReading>
  let pricePattern: TextPattern?
  let custom: Setting<String?>
  let note: Setting<String?>
  let skin: Setting<Skin>
  let stable: LinkFields.Flag?
  let forward: LinkFields.Flag?
  /// Whether `forward` was refused, so that it is not known.
  let isForwardRefused: Bool
  /// Whether `stable` was refused, so that it is not known.
  let isStableRefused: Bool
  let tags: [Setting<[String]>]

  init(_ levels: [LinkFields], config: Config, fieldNames: FieldNames, reporter: LinkReporter) {
    /// The value of the first level that has one; nil if it was refused there.
    func first<Value>(_ key: String, _ field: (LinkFields) -> Value?) -> Value? {
      levels.first { field($0) != nil || $0.refusedKeys.contains(key) }.flatMap(field)
    }
    func isRefused<Value>(_ key: String, _ field: (LinkFields) -> Value?) -> Bool {
      let level = levels.first { field($0) != nil || $0.refusedKeys.contains(key) }
      return level.map { field($0) == nil } ?? false
    }
    func optional(
      _ key: String, _ field: (LinkFields) -> LinkFields.Value?, form: CellForm = .line,
      _ parse: @escaping (String) -> Result<String?, PatternProblem>
    ) -> Setting<String?> {
      if isRefused(key, field) { return .broken }
      guard case .pattern(let pattern)? = first(key, field) else { return .fixed(nil) }
      return Setting(pattern, fieldNames, reporter, form: form, parse: parse)
    }
    func setting<Value>(
      _ key: String, _ field: (LinkFields) -> TextPattern?, default value: Value,
      form: CellForm = .line, _ parse: @escaping (String) -> Result<Value, PatternProblem>
    ) -> Setting<Value> {
      if isRefused(key, field) { return .broken }
      return first(key, field).map { Setting($0, fieldNames, reporter, form: form, parse: parse) }
        ?? .fixed(value)
    }
    pricePattern = first("price", \.price)
    price = setting("price", \.price, default: PriceReading(), form: .amount) {
      Self.parsePrice($0, config)
    }
    custom = optional("custom", \.custom, form: .custom, Self.parseCustom)
    note = optional("note", \.note, form: .lines, Self.parseNote)
    let usualSkin = (config.skins[Skin.builtIn[0].name] ?? nil) ?? Skin.builtIn[0]
    skin = setting("skin", \.skin, default: usualSkin) { Self.parseSkin($0, config) }
    stable = first("stable", \.stable)
    isStableRefused = isRefused("stable", \.stable)
    forward = first("forward", \.forward)
    isForwardRefused = isRefused("forward", \.forward)
    tags = (first("tags", \.tags) ?? []).map { pattern in
      Setting(pattern, fieldNames, reporter, parse: Self.parseTags)
    }
    if case .fixed(let reading) = price { note(reading.traits, in: FieldRow(), reporter) }
  }

  /// Notes the form of a row's price, once a column or place in the config.
  func note(_ traits: [PriceTrait], in row: FieldRow, _ reporter: LinkReporter) {
    guard !traits.isEmpty, let pricePattern else { return }
    if let cell = price.cell(in: row) {
      for note in [.anyPrice] + traits.map(ColumnNotes.Note.price) { row.count(note, cell) }
    } else {
      reporter.noteOnce(
        .priceForm(traits), at: pricePattern.position,
        keyPath: pricePattern.keyPath)
    }
  }
}
