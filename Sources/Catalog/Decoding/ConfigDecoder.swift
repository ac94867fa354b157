internal import GatePay
internal import QRImage
internal import Support

/// Decodes the config's nodes into a `Config` and reports all errors.
struct ConfigDecoder {
  private let file: String
  private let root: ConfigCursor

  /// Decodes a config, with the environment as the values of `${…}`; nil if it is unusable.
  ///
  /// If the sink then has errors, no link may be used. Messages show the config's path as `file`.
  static func decode(
    _ node: ConfigNode, file: String, environment: [String: String], into sink: FindingSink
  ) -> Config? {
    let context = ConfigCursor.Context(
      sink: sink, variables: ConfigVariables(environment, sink))
    let root = ConfigCursor(node: node, keyPath: "", context: context)
    return ConfigDecoder(file: file, root: root).decode()
  }

  /// The keys of the top level.
  static let keys = [
    "site", "gateway", "merchants", "prices", "max_price", "tolerance", "skins", "products",
    "defaults", "links", "removed", "print", "stocks", "allow_outside",
  ]

  private func decode() -> Config? {
    let values = root.values(keys: Self.keys)
    guard case .mapping = root.node.content else { return nil }
    let unreadKeys = Set(values.filter { $0.value.node.isRefused }.keys)
    let skins = decodeSkins(values["skins"])
    let defaults = values["defaults"].map { LinkFieldsDecoder.decodeDefaults($0) } ?? LinkFields()
    var project = ProjectFolder(path: Self.folder(of: file))
    if let allowed = values["allow_outside"] {
      project.allowed = allowed.items().compactMap { $0.text() }
    }
    let pictures = PictureReader(project)
    var config = Config(
      site: decodeSite(
        values["site"], skins: skins, areSkinsRead: !unreadKeys.contains("skins"),
        defaults: defaults, pictures),
      skins: skins, defaults: defaults, project: project)
    config.unreadKeys = unreadKeys
    config.baseURLPosition = basePosition(values["site"])
    var form = AppkeyForm.hexadecimal
    if let gateway = values["gateway"] { form = decodeGateway(gateway, into: &config) }
    if let limit = values["max_price"], let amount = amount(limit, maximum: .absoluteMaximum) {
      config.maximumPrice = amount
    }
    if let tolerance = values["tolerance"].flatMap(decodeTolerance) {
      config.tolerance = tolerance
    }
    for (name, value) in values["prices"]?.namedEntries() ?? [] {
      if name == LinkResolver.anyPrice { value.report(.reservedPriceName(name)) }
      config.prices[name] = .some(amount(value, maximum: config.maximumPrice))
    }
    config.priceNames = config.prices.keys.sorted() + [LinkResolver.anyPrice]
    if let merchants = values["merchants"] {
      config.merchants = merchants.namedEntries().map { name, value in
        MerchantDecoder.decode(name, value, form: form, main: config.site.language)
      }
    } else {
      root.report(.missingKey("merchants"))
    }
    if let products = values["products"] {
      config.products = ProductDecoder.decode(products, config)
    }
    if let links = values["links"] {
      let language = config.site.language
      let entries = links.takeItems { LinkSpecDecoder.decode($0, language: language) }
      config.links = entries?.values ?? []
      config.entryCount = entries?.count ?? 1
    } else {
      root.report(.missingKey("links"))
    }
    if let removed = values["removed"] { config.site.removed = decodeRemoved(removed) }
    if let stocks = values["stocks"] { config.stocks = StockDecoder.decode(stocks) }
    if let prints = values["print"] {
      config.prints = PrintDecoder.decode(prints, site: config.site, pictures: pictures)
      // Their stocks may be among those that could not be read.
      if config.unreadKeys.contains("stocks") { config.prints.removeAll { $0.stock != nil } }
    }
    return config
  }

  private func decodeTolerance(_ cursor: ConfigCursor) -> Tolerance? {
    guard let text = cursor.text() else { return nil }
    if ["0", "0.0", "0.00"].contains(text) { return Tolerance.none }
    return amount(text, of: cursor, maximum: .absoluteMaximum).map { Tolerance($0) }
  }

  // MARK: Site

  private func decodeSite(
    _ cursor: ConfigCursor?, skins: Config.Named<Skin>, areSkinsRead: Bool, defaults: LinkFields,
    _ pictures: PictureReader
  ) -> SiteSettings {
    var site = SiteSettings(
      title: "", languages: [.chinese], baseURL: nil, indexesBatchPages: false,
      skin: Skin.builtIn[0].name, qr: QRSettings())
    if case .literal(let name)? = defaults.skin?.segments.first, skins[name] != nil {
      site.skin = name
    }
    guard let cursor else {
      root.report(.missingKey("site"))
      return site
    }
    let values = cursor.values(keys: [
      "title", "language", "base_url", "hosts", "index", "index_batch_pages", "lists", "fan_out",
      "skin", "icon", "qr", "time_zone",
    ])
    if let language = values["language"] { site.languages = decodeLanguages(language) }
    if let title = values["title"] {
      let titles = title.translated(main: site.language, TextRules.singleLine)
      site.title = titles.main ?? ""
      site.titles = titles.others
    } else if case .mapping = cursor.node.content {
      cursor.report(.missingKey("title"))
    }
    if let value = values["index_batch_pages"]?.boolean() { site.indexesBatchPages = value }
    if let value = values["index"]?.boolean() { site.hasIndex = value }
    if let value = values["lists"]?.choice(["public": false, "private": true]) {
      site.listsArePrivate = value
    }
    if let value = values["fan_out"]?.boolean() { site.fansOut = value }
    if let base = values["base_url"] { site.baseURL = decodeBaseURL(base) }
    if let hosts = values["hosts"] { site.hosts = decodeHosts(hosts) }
    if let skin = values["skin"], let name = skin.text() {
      if skins[name] == nil, areSkinsRead {
        skin.report(.unknownName(.skin, name, known: skins.keys.sorted()))
      }
      site.skin = name
    }
    site.icon = values["icon"].flatMap(pictures.picture)
    if let qr = values["qr"] { site.qr = decodeQR(qr) }
    if let zone = values["time_zone"] { site.timeZone = decodeTimeZone(zone) }
    return site
  }

  /// The languages of the pages, the main one first.
  private func decodeLanguages(_ cursor: ConfigCursor) -> [Language] {
    let known = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0.rawValue, $0) })
    let items: [ConfigCursor]
    if case .sequence = cursor.node.content { items = cursor.items() } else { items = [cursor] }
    let languages = items.compactMap { $0.choice(known) }
    if Set(languages).count < languages.count { cursor.report(.languageTwice) }
    return languages.isEmpty ? [.chinese] : languages
  }

  /// The ids of links that were removed.
  private func decodeRemoved(_ cursor: ConfigCursor) -> [String] {
    var seen: Set<String> = []
    return cursor.items().compactMap { item in
      guard let id = item.text() else { return nil }
      if let problem = LinkID.problem(id) {
        item.report(problem)
        return nil
      }
      guard seen.insert(LinkID.comparisonKey(id)).inserted else {
        item.report(.repeatedValue(id))
        return nil
      }
      return id
    }
  }

  /// Where `base_url` is, in a site that was decoded before.
  private func basePosition(_ site: ConfigCursor?) -> Position? {
    guard case .mapping(let entries)? = site?.node.content else { return nil }
    return entries.first { $0.key == "base_url" }?.value.position
  }

  private func decodeHosts(_ cursor: ConfigCursor) -> [WebHost] {
    let known = WebHost.allCases.map { ($0.rawValue, $0) }
    let hosts = cursor.items().compactMap { $0.choice(Dictionary(uniqueKeysWithValues: known)) }
    return WebHost.allCases.filter(hosts.contains)
  }

  /// A name of the IANA time zone database, such as `America/Argentina/Buenos_Aires`.
  private func decodeTimeZone(_ cursor: ConfigCursor) -> String? {
    guard let text = cursor.text() else { return nil }
    guard TimeZoneNames.all.contains(text) else {
      cursor.report(.badTimeZone(text, nearest: TimeZoneNames.nearest(text)))
      return nil
    }
    return text
  }

  private func decodeBaseURL(_ cursor: ConfigCursor) -> String? {
    guard let text = cursor.text() else { return nil }
    let (origin, path) = Gateway.originAndPath(of: text)
    let allowed = Set("-._~/%!$&'()*+,;=:@".utf8)
    let parts = path.split(separator: "/")
    // Clients resolve dots, also encoded ones, and no host takes control characters.
    let isPath =
      parts.allSatisfy { part in
        guard let name = PercentEncoding.decode(part) else { return false }
        return name != "." && name != ".."
          && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
      }
      && path.utf8.allSatisfy {
        $0.isLetterOrDigit || allowed.contains($0)
      }
    guard isPath, let gateway = try? Gateway(origin) else {
      cursor.report(.badBaseURL(text))
      return nil
    }
    if let page = parts.last, Self.isPage(page) {
      let folder = parts.dropLast().map { "\($0)/" }.joined()
      cursor.report(.pageAsBaseURL(text, folder: "\(gateway.origin)/\(folder)"))
      return nil
    }
    return gateway.origin + path + (path.last == "/" ? "" : "/")
  }

  /// Whether the last part of an address names a page, as browsers show it, and no folder.
  private static func isPage(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return name.hasPrefix("index.")
      || [".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp"].contains(
        where: name.hasSuffix)
  }

  private func decodeQR(_ cursor: ConfigCursor) -> QRSettings {
    var settings = QRSettings()
    let values = cursor.values(keys: ["level", "module_px", "width_mm", "svg"])
    let levels = Dictionary(
      uniqueKeysWithValues: ErrorCorrectionLevel.allCases.map { ($0.rawValue, $0) })
    if let level = values["level"]?.choice(levels) { settings.level = level }
    let pixelRange = PNGOptions.pixelsPerModuleRange
    if let pixels = values["module_px"]?.integer(in: pixelRange) {
      settings.png.pixelsPerModule = pixels
    }
    if let width = values["width_mm"]?.integer(in: 5...2000) {
      settings.png.widthInMillimetres = Double(width)
      if let pixels = values["module_px"], settings.png.pixelsPerModule < 8 {
        pixels.warn(.coarsePicture(settings.png.pixelsPerModule))
      }
    }
    if let svg = values["svg"]?.boolean() { settings.writesSVG = svg }
    return settings
  }

  // MARK: Gateway, prices and skins

  /// The gateway by its address alone, or by `url`, its words for paid orders, and the form of its
  /// appkeys, which is returned.
  private func decodeGateway(_ cursor: ConfigCursor, into config: inout Config) -> AppkeyForm {
    guard case .mapping = cursor.node.content else {
      config.gateway = decodeGatewayURL(cursor)
      return .hexadecimal
    }
    let values = cursor.values(keys: ["url", "appkey", "paid_status"])
    let forms = Dictionary(uniqueKeysWithValues: AppkeyForm.allCases.map { ($0.rawValue, $0) })
    if let url = values["url"] { config.gateway = decodeGatewayURL(url) }
    if let status = values["paid_status"] {
      let words = if case .sequence = status.node.content { status.items() } else { [status] }
      config.paidStatuses = Set(words.compactMap(paidStatus))
    }
    return values["appkey"]?.choice(forms) ?? .hexadecimal
  }

  /// A word of the gateway for paid orders; not one that is known to mean something else.
  private func paidStatus(_ cursor: ConfigCursor) -> OrderStatus? {
    guard let status = cursor.text().map(OrderStatus.init) else { return nil }
    guard status.isKnown, status != .paid else { return status }
    cursor.report(.unpaidStatus(status.text))
    return nil
  }

  private func decodeGatewayURL(_ cursor: ConfigCursor) -> Gateway {
    guard let text = cursor.text() else { return .standard }
    do throws(GatewayError) {
      let gateway = try Gateway(text)
      if !gateway.isSecure && !gateway.isLoopback { cursor.warn(.insecureGateway(gateway.origin)) }
      return gateway
    } catch {
      cursor.report(.badGateway(text, error))
      return .standard
    }
  }

  private func amount(_ cursor: ConfigCursor, maximum: Amount) -> Amount? {
    cursor.text().flatMap { amount($0, of: cursor, maximum: maximum) }
  }

  private func amount(_ text: String, of cursor: ConfigCursor, maximum: Amount) -> Amount? {
    switch PriceReader.read(text, maximum: maximum) {
    case .success(let price):
      if !price.traits.isEmpty { cursor.note(.priceForm(price.traits)) }
      return price.amount
    case .failure(let failure):
      cursor.report(failure.problem)
      return nil
    }
  }

  private func decodeSkins(_ cursor: ConfigCursor?) -> Config.Named<Skin> {
    var skins: Config.Named<Skin> = [:]
    for skin in Skin.builtIn { skins[skin.name] = skin }
    for (name, value) in cursor?.namedEntries() ?? [] {
      skins[name] = .some(decodeSkin(name, value))
    }
    return skins
  }

  private func decodeSkin(_ name: String, _ cursor: ConfigCursor) -> Skin {
    let values = cursor.values(keys: ["gateway_skin", "templates", "accent"])
    let templates = values["templates"]?.text() ?? name
    // A skin with built-in templates sends their number unless it sets another.
    let base = Skin.builtIn.first { $0.templates == templates } ?? Skin.builtIn[0]
    var skin = Skin(name: name, gatewaySkin: base.gatewaySkin, templates: templates)
    skin.position = values["templates"]?.node.position ?? cursor.node.position
    if let folder = values["templates"], !ConfigCursor.isName(templates) {
      folder.report(.badName(templates))
    }
    let numbers = Dictionary(
      uniqueKeysWithValues: GatewaySkin.allCases.map { ("\($0.rawValue)", $0) })
    if let number = values["gateway_skin"]?.choice(numbers) { skin.gatewaySkin = number }
    if let accent = values["accent"], let text = accent.text() {
      skin.accent = Colour(text)
      if skin.accent == nil { accent.report(.badColour(text)) }
    }
    return skin
  }

  private static func folder(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "" }
    return String(file[...slash])
  }
}

extension Problem {
  static func unpaidStatus(_ word: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(word)) is the word for orders that are not paid", "\(quoted(word)) 表示订单没有付款"),
      hint: Sentence(
        "write the word that `paypress order check` shows for a paid order",
        "请写 `paypress order check` 对已付款订单显示的词"), code: "unpaid-status")
  }

  static func reservedPriceName(_ name: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) already means that the payer enters the amount",
        "\(quoted(name)) 已表示“由付款人填写”"),
      hint: Sentence("use another name", "请换一个名称"))
  }

  static func insecureGateway(_ origin: String) -> Problem {
    Problem(
      Sentence(
        "\(origin) is not encrypted: anyone on the way can change who is paid",
        "\(origin) 没有加密：途中任何人都能改掉收款方"),
      hint: Sentence("write https:// instead of http://", "请把 http:// 改成 https://"))
  }

  static func badBaseURL(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not the address of a folder", "\(quoted(text)) 不是文件夹的网址"),
      hint: Sentence(
        "write it as https://pay.example.com/ without ? and #; "
          + "if it has other letters than a to z, copy it from a browser's address bar",
        "请写成 https://pay.example.com/ 的形式，不带 ? 和 #；含有 a–z 以外的文字时，请从浏览器地址栏复制"))
  }

  static func pageAsBaseURL(_ text: String, folder: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) is the address of a page, not of the folder that output/ is copied to",
        "\(quoted(text)) 是一个网页的地址，不是 output/ 要复制到的文件夹的地址"),
      hint: Sentence("write \(folder)", "请写 \(folder)"), code: "page-as-base-url")
  }

  static func coarsePicture(_ pixels: Int) -> Problem {
    Problem(
      Sentence(
        "a picture that is printed needs 8 pixels a module or more, not \(pixels): its edges will blur",
        "用于打印的图片每格至少 8 个像素，现在是 \(pixels) 个，边缘会模糊"),
      hint: Sentence("delete module_px", "请删掉 module_px"))
  }
}
