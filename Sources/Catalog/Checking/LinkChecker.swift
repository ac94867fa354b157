internal import GatePay
internal import QRImage
internal import Support

/// Compares every link with the others: finds duplicate ids and doubtful links.
///
/// Keeps only the digests of ids and addresses, some 20 bytes a link; when two are equal, the links
/// are read again to find the first. Two of a million ids share a digest by chance once in 37
/// million sites; the second reading detects that.
struct LinkChecker {
  /// The largest version that phones read easily from a hand-held print at arm's length.
  static let comfortableVersion = 10

  /// How many links each merchant has.
  private(set) var linkCounts: [Int]
  /// How many links came from `each` or `rows`.
  private(set) var batchLinkCount = 0

  /// The links that forward, in order.
  private(set) var slugRequests: [SlugRequest] = []

  private let sink: FindingSink
  /// Where the site publishes `custom`; nil where each visitor sees only what the link's page says.
  private let exposure: PersonalData.Exposure?
  /// The ids of links that were removed, in the form for comparing.
  private let removed: Set<String>
  private var ids = DigestSet()
  private var addresses = DigestSet()
  /// Duplicate ids and shared addresses, with their first links.
  private(set) var repetitions = Repetitions()
  /// The places of the current entry's titles that were reported; many links share one pattern.
  private var deceptiveTitles: Set<Position> = []
  /// Whether a note of the current entry was reported.
  private var hasDeceptiveNote = false
  /// The values of `custom` beyond ASCII, and their normal forms.
  private var customs = DigestSet()
  private var customForms = DigestSet()
  /// The places of values of `custom` with spaces around them that were reported.
  private var spacedCustoms: Set<Position> = []
  /// The first link of the current entry whose `custom` tells how to reach a person.
  private var personal: (link: LinkResolver.Resolved, kinds: PersonalData.Kinds, count: Int)?
  private var openPrice: (pattern: TextPattern?, count: Int)?
  private var repeated: (link: LinkResolver.Resolved, count: Int)?
  private var dense: (worst: LinkResolver.Resolved, count: Int)?

  /// A checker that has seen nothing.
  init(merchantCount: Int, site: SiteSettings, sink: FindingSink) {
    self.sink = sink
    exposure = PersonalData.Exposure(site)
    removed = Set(site.removed.map(LinkID.comparisonKey))
    linkCounts = Array(repeating: 0, count: merchantCount)
  }

  private static func isOpen(_ address: QuickCollectLink) -> Bool {
    address.price != nil && !address.stable
  }

  private static func isDense(_ link: Link) -> Bool {
    link.symbolSize.version > comfortableVersion
  }

  private static func hasSpacesAround(_ custom: String?) -> Bool {
    custom.map { $0.first == " " || $0.last == " " } ?? false
  }

  /// Checks the outcome of a row, a link or only an id.
  mutating func examine(_ outcome: LinkResolver.Outcome, keyPath: String) {
    if let id = outcome.id {
      guard ids.insert(LinkID.digest(id)) else {
        repetitions.addID(
          id, shownAs: outcome.shownID, of: outcome.idBeforeSlugs, at: outcome.idPosition,
          keyPath: "\(keyPath).id")
        return
      }
    }
    if !removed.isEmpty, let id = outcome.id, removed.contains(LinkID.comparisonKey(id)) {
      report(.error, outcome.idPosition, "\(keyPath).id", .presentAndRemoved(outcome.shownID))
    }
    if outcome.id != nil, let word = outcome.totalsWord {
      report(.warning, outcome.idPosition, "\(keyPath).id", .totalsRow(word))
    }
    if let resolved = outcome.resolved { examine(resolved) }
  }

  private mutating func examine(_ resolved: LinkResolver.Resolved) {
    let link = resolved.link
    linkCounts[link.merchant] += 1
    if link.isBatch { batchLinkCount += 1 }
    if let slug = link.slug {
      slugRequests.append(
        SlugRequest(
          link: link.id, slug: slug, isSetByHand: resolved.setsSlug,
          position: resolved.slugPosition, keyPath: resolved.keyPath))
    }
    examineTexts(resolved)
    // The gateway gives each order its own address.
    if let address = link.address.quickCollect { examine(address, of: resolved) }
  }

  private mutating func examine(_ address: QuickCollectLink, of resolved: LinkResolver.Resolved) {
    let link = resolved.link
    if !addresses.insert(Digest64(link.url)) {
      repeated = (repeated?.link ?? resolved, (repeated?.count ?? 0) + 1)
    }
    if Self.isOpen(address) {
      openPrice = (openPrice?.pattern ?? resolved.price, (openPrice?.count ?? 0) + 1)
    }
    if Self.isDense(link) {
      let isWorse =
        dense.map { link.codeText.utf8.count > $0.worst.link.codeText.utf8.count } ?? true
      dense = (isWorse ? resolved : dense?.worst ?? resolved, (dense?.count ?? 0) + 1)
    }
  }

  private mutating func examineTexts(_ resolved: LinkResolver.Resolved) {
    let link = resolved.link
    examine(link.title, "title", at: resolved.titlePosition, resolved.keyPath)
    if let title = link.printTitle {
      examine(title, "print_title", at: resolved.printTitlePosition, resolved.keyPath)
    }
    if !hasDeceptiveNote, let note = link.note,
      let character = InvisibleCharacter.first(in: note, for: .read)
    {
      hasDeceptiveNote = true
      let problem = Problem.deceptiveCharacter(character, in: note)
      report(.warning, resolved.position, "\(resolved.keyPath).note", problem)
    }
    if let custom = link.address.custom, custom.utf8.contains(where: { $0 >= 0x80 }) {
      let isNewForm = customForms.insert(NormalForm(of: custom).digest)
      if customs.insert(Digest64(custom)), !isNewForm {
        repetitions.addCustom(custom, of: resolved)
      }
    }
    if let custom = link.address.custom, Self.hasSpacesAround(custom),
      spacedCustoms.insert(resolved.customPosition).inserted
    {
      report(.warning, resolved.customPosition, "\(resolved.keyPath).custom", .spacesAround(custom))
    }
    if exposure != nil, let custom = link.address.custom {
      let kinds = PersonalData.kinds(of: custom)
      if !kinds.isEmpty {
        personal = (
          personal?.link ?? resolved, kinds.union(personal?.kinds ?? []),
          (personal?.count ?? 0) + 1
        )
      }
    }
  }

  private mutating func examine(
    _ title: String, _ key: String, at position: Position, _ keyPath: String
  ) {
    if DamagedCell.hasLostCharacters(title), deceptiveTitles.insert(position).inserted {
      report(.warning, position, "\(keyPath).\(key)", .lostCharacters(title))
    }
    guard let character = InvisibleCharacter.first(in: title, for: .read),
      deceptiveTitles.insert(position).inserted
    else { return }
    report(.warning, position, "\(keyPath).\(key)", .deceptiveCharacter(character, in: title))
  }

  /// Reports an entry's findings about its links, once per entry.
  mutating func finish(_ spec: LinkSpec) {
    if let openPrice, let pattern = openPrice.pattern {
      let problem = Problem.openPrice(linkCount: openPrice.count)
      report(.warning, pattern.position, pattern.keyPath, problem)
    }
    if let repeated {
      repetitions.addAddress(repeated.link, count: repeated.count, keyPath: spec.keyPath)
    }
    if let dense {
      let costs = Self.costs(of: dense.worst.link)
      let problem = Problem.denseCode(dense.worst, linkCount: dense.count, costs: costs)
      report(.warning, dense.worst.position, spec.keyPath, problem)
    }
    if let personal, let exposure {
      // The text itself stays out of logs.
      report(
        .warning, personal.link.customPosition, "\(spec.keyPath).custom",
        .publishedContact(personal.kinds, linkCount: personal.count, exposure))
    }
    personal = nil
    deceptiveTitles = []
    hasDeceptiveNote = false
    spacedCustoms = []
    openPrice = nil
    repeated = nil
    dense = nil
  }

  /// The cost of a query field: its bytes, and for an optional one the version without it.
  struct FieldCost {
    var parameter: QuickCollectParameter
    var byteCount: Int
    var versionWithout: Int?
  }

  private static func costs(of link: Link) -> [FieldCost] {
    let required: Set<QuickCollectParameter> = [.appkey, .token]
    return (link.shortURL == nil ? link.address.quickCollect?.query ?? [] : []).map { field in
      var cost = FieldCost(parameter: field.parameter, byteCount: field.byteCount)
      if !required.contains(field.parameter) {
        let bytesWithout = link.codeText.utf8.count - field.byteCount
        let size = try? SymbolSize(byteCount: bytesWithout, level: link.symbolSize.level)
        cost.versionWithout = size?.version
      }
      return cost
    }
  }

  private func report(
    _ severity: Finding.Severity, _ position: Position, _ keyPath: String, _ problem: Problem
  ) {
    sink.report(Finding(severity, at: position, keyPath: keyPath, problem))
  }
}

extension Problem {
  static func openPrice(linkCount: Int) -> Problem {
    let many = linkCount == 1 ? "" : " (\(linkCount) links)"
    return Problem(
      Sentence("the customer can change the price\(many)", "顾客可以修改价格（\(linkCount) 个链接）"),
      hint: Sentence("add `stable: true` to lock the price", "请加上 `stable: true` 固定价格"))
  }

  static func denseCode(
    _ resolved: LinkResolver.Resolved, linkCount: Int, costs: [LinkChecker.FieldCost]
  ) -> Problem {
    let (link, id) = (resolved.link, quoted(resolved.shownID))
    let size = link.symbolSize
    let side = size.sideInModules
    let bytes = link.codeText.utf8.count
    let english = costs.map { cost in
      let without = cost.versionWithout.map {
        $0 < size.version ? " (without \(cost.parameter.rawValue): version \($0))" : ""
      }
      return "\(cost.parameter.rawValue) \(cost.byteCount)\(without ?? "")"
    }
    let chinese = costs.map { cost in
      let without = cost.versionWithout.map {
        $0 < size.version ? "（去掉 \(cost.parameter.rawValue) 则为版本 \($0)）" : ""
      }
      return "\(cost.parameter.rawValue) \(cost.byteCount)\(without ?? "")"
    }
    let others = linkCount - 1
    let englishOthers = others > 0 ? "; the same goes for \(others) more" : ""
    let chineseOthers = others > 0 ? "，另有 \(others) 个类似的链接" : ""
    return Problem(
      Sentence(
        "the code of \(id) is hard to scan: version \(size.version), "
          + "\(side) squares on a side\(englishOthers)",
        "\(id) 的码不易扫描：版本 \(size.version)，每边 \(side) 个小方格\(chineseOthers)"),
      hint: Sentence(
        "shorten custom, or leave out what is not needed; the address has \(bytes) bytes: "
          + english.joined(separator: ", "),
        "请缩短 custom，或去掉不需要的项；地址共 \(bytes) 字节：\(chinese.joined(separator: "、"))"))
  }

  static func presentAndRemoved(_ id: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(id)) is a link, and is also listed in `removed`",
        "\(quoted(id)) 是一个链接，又写在 `removed` 里"),
      hint: Sentence(
        "take the id out of `removed`, or delete the link",
        "请从 `removed` 里去掉这个 id，或删掉这个链接"))
  }

  static func spacesAround(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) starts or ends with a space, which becomes part of the address",
        "\(quoted(text)) 的开头或结尾有空格，空格会进入地址"),
      hint: Sentence("delete the space unless it is meant", "若不是有意为之，请删掉空格"))
  }
}
