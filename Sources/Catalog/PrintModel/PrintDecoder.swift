internal import Artwork
internal import GatePay
internal import QRImage
internal import Support

/// Decodes `print:`.
struct PrintDecoder {
  private let cursor: ConfigCursor
  private let site: SiteSettings
  private let pictures: PictureReader

  /// Decodes all jobs; the site's languages are the default.
  static func decode(
    _ cursor: ConfigCursor, site: SiteSettings, pictures: PictureReader
  ) -> [PrintJob] {
    let decoder = PrintDecoder(cursor: cursor, site: site, pictures: pictures)
    var counts: [PrintJob.Kind: Int] = [:]
    var names: [String: Position] = [:]
    return cursor.items().map(named).compactMap { item in
      guard var job = decoder.decodeJob(item) else { return nil }
      counts[job.kind, default: 0] += 1
      if job.name.isEmpty { job.name = "\(job.kind.rawValue)-\(counts[job.kind] ?? 1)" }
      let position = job.places["name"] ?? job.position
      if let first = names[job.name.lowercased()] {
        item.context.sink.report(
          Finding(
            .error, at: position, keyPath: "\(job.keyPath).name",
            .duplicatePrintName(job.name, first: first)))
      }
      names[job.name.lowercased()] = position
      return job
    }
  }

  /// A job that findings call by its name, `print[window]`, if that is valid.
  private static func named(_ item: ConfigCursor) -> ConfigCursor {
    guard case .mapping(let entries) = item.node.content,
      case .scalar(let name, _)? = entries.first(where: { $0.key == "name" })?.value.content,
      LinkID.problem(name) == nil
    else { return item }
    return ConfigCursor(node: item.node, keyPath: "print[\(name)]", context: item.context)
  }

  // MARK: Keys

  private static let commonKeys = [
    "name", "copies", "sort", "language", "paper", "nudge", "scale", "ruler", "code", "distance",
    "level", "quiet_zone", "dpi", "printer", "paper_colour", "accent", "logo", "mark", "wallets",
    "note", "valid_until", "allow", "stamp", "only",
  ]

  /// The new names of old keys: `order`, a word of the gateway, once said how links are sorted.
  ///
  /// Whoever writes it with the values of `fill` is told of that key, where the kind has it.
  private static func renamedKeys(
    of kind: PrintJob.Kind, in entries: [ConfigNode.Entry]
  ) -> [String: String] {
    guard case .scalar(let text, _)? = entries.first(where: { $0.key == "order" })?.value.content,
      PrintJob.FillOrder(rawValue: text) != nil
    else { return ["order": "sort"] }
    return kind.ownKeys.contains("fill") ? ["order": "fill"] : [:]
  }

  private func decodeJob(_ cursor: ConfigCursor) -> PrintJob? {
    guard case .mapping(let entries) = cursor.node.content else {
      cursor.reportNoMapping()
      return nil
    }
    let kinds = entries.compactMap { PrintJob.Kind(rawValue: $0.key) }
    guard let kind = kinds.first, kinds.count == 1 else {
      cursor.report(kinds.isEmpty ? .noPrintKind : .severalPrintKinds(kinds.map(\.rawValue)))
      return nil
    }
    let values = cursor.values(
      keys: [kind.rawValue] + kind.ownKeys + Self.commonKeys,
      renamed: Self.renamedKeys(of: kind, in: entries))
    for key in kind.keysWithoutUse {
      values[key]?.report(.keyWithoutUse(key, on: kind))
    }
    var job = PrintJob(
      kind: kind, position: cursor.node.position, keyPath: cursor.keyPath,
      places: values.mapValues(\.node.position),
      selectors: values[kind.rawValue].map(selectors) ?? [], name: "",
      languages: [site.language])
    decodeChoice(values, into: &job)
    decodePaper(values, into: &job)
    decodePlate(values, into: &job)
    decodeHeadings(values, into: &job)
    decodeCode(values, into: &job)
    decodeLook(values, into: &job)
    return job
  }

  /// A line in the job's languages, the main text where one is missing.
  func printed(_ cursor: ConfigCursor, _ job: PrintJob, separator: String) -> String? {
    let (main, others) = cursor.translated(main: site.language, TextRules.singleLine)
    return main.map { job.languages.texts($0, others).joined(separator: separator) }
  }

  // MARK: Links

  private func selectors(_ cursor: ConfigCursor) -> [LinkSelector] {
    let items: [ConfigCursor]
    if case .sequence = cursor.node.content { items = cursor.items() } else { items = [cursor] }
    var known: Set<LinkSelector.Rule> = []
    return items.compactMap { item in
      guard let text = item.text() else { return nil }
      guard let rule = Self.rule(text) else {
        item.report(.badSelector(text))
        return nil
      }
      guard known.insert(rule.comparable).inserted else {
        item.report(.selectorTwice(text))
        return nil
      }
      return LinkSelector(
        rule: rule, text: text, position: item.node.position, keyPath: item.keyPath)
    }
  }

  private static func rule(_ text: String) -> LinkSelector.Rule? {
    if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].drop { $0 == " " }
      guard !value.isEmpty else { return nil }
      switch text[..<colon] {
      case "merchant": return .merchant(String(value))
      case "tag": return .tag(String(value))
      default: return nil
      }
    }
    let isPattern = text.contains { $0 == "*" || $0 == "?" }
    let bare = text.filter { $0 != "*" && $0 != "?" }
    guard bare.isEmpty || bare.utf8.allSatisfy({ $0.isLetterOrDigit || "-._".utf8.contains($0) })
    else { return nil }
    return isPattern ? .glob(text) : .id(text)
  }

  private func decodeChoice(_ values: [String: ConfigCursor], into job: inout PrintJob) {
    if let cursor = values["name"], let name = cursor.text() {
      job.name = name
      if let problem = LinkID.problem(name) { cursor.report(problem) }
    }
    if let copies = values["copies"]?.integer(in: 1...10_000) { job.copies = copies }
    if let order = values["sort"]?.choice(Self.choices(of: PrintJob.SortOrder.self)) {
      job.sortOrder = order
    }
    if let order = values["fill"]?.choice(Self.choices(of: PrintJob.FillOrder.self)) {
      job.fillOrder = order
    }
    if let start = values["start"]?.integer(in: 1...1000) { job.start = start }
    if let cursor = values["language"] {
      let items: [ConfigCursor]
      if case .sequence = cursor.node.content { items = cursor.items() } else { items = [cursor] }
      let languages = items.compactMap { $0.choice(Self.choices(of: Language.self)) }
      if Set(languages).count < languages.count { cursor.report(.languageTwice) }
      if !languages.isEmpty { job.languages = languages }
    }
    if values["only"]?.choice(["changed": true]) == true { job.onlyChanged = true }
    if let stamp = values["stamp"]?.boolean() { job.stamp = stamp }
    if let note = values["note"].flatMap({ printed($0, job, separator: "\n") }) { job.note = note }
    if let cursor = values["valid_until"], let text = cursor.text() {
      job.validUntil = CalendarDay(text)
      if job.validUntil == nil { cursor.report(.badDay(text)) }
    }
    if let cursor = values["allow"] {
      let names = cursor.items().compactMap { item in
        item.choice(Dictionary(uniqueKeysWithValues: PrintJob.allowable.map { ($0, $0) }))
      }
      job.allowed = Set(names)
    }
  }

  // MARK: Code

  private func decodeCode(_ values: [String: ConfigCursor], into job: inout PrintJob) {
    if let width = values["code"].flatMap({ length($0, in: 5...2000) }) {
      job.codeWidth = .exactly(width)
    }
    if let cursor = values["distance"] {
      if values["code"] != nil { cursor.report(.codeAndDistance) }
      if let distance = length(cursor, in: 100...50_000) {
        job.codeWidth = .readable(from: distance)
      }
    }
    if let level = values["level"]?.choice(Self.choices(of: ErrorCorrectionLevel.self)) {
      job.level = level
    }
    if let modules = values["quiet_zone"]?.integer(in: 0...20) { job.quietZoneInModules = modules }
    if let dots = values["dpi"]?.integer(in: 72...4800) { job.dotsPerInch = dots }
    if let printer = values["printer"]?.choice(Self.choices(of: PrintJob.Printer.self)) {
      job.printer = printer
    }
  }

  // MARK: Look

  private func decodeLook(_ values: [String: ConfigCursor], into job: inout PrintJob) {
    if let design = values["design"]?.choice(Self.choices(of: PrintJob.Design.self)) {
      job.design = design
    }
    job.accent = values["accent"].flatMap(colour)
    job.logo = values["logo"].flatMap(pictures.picture)
    if let cursor = values["mark"] { job.mark = mark(cursor) }
    if let cursor = values["wallets"] {
      let marks = cursor.values(keys: PrintJob.Wallet.allCases.map(\.rawValue))
      for wallet in PrintJob.Wallet.allCases {
        job.wallets[wallet] = marks[wallet.rawValue].flatMap(pictures.picture)
      }
    }
  }

  /// The share of a mark without one: print facts and tests show that 4 % at level Q is safe.
  private static let usualMarkShare = 0.04

  private func mark(_ cursor: ConfigCursor) -> PrintJob.CentreMark? {
    guard case .mapping = cursor.node.content else {
      return pictures.picture(cursor).map {
        PrintJob.CentreMark(artwork: $0, share: Self.usualMarkShare)
      }
    }
    let values = cursor.values(keys: ["picture", "area"])
    guard let picture = values["picture"] else {
      cursor.report(.missingKey("picture"))
      return nil
    }
    var share = Self.usualMarkShare
    if let area = values["area"], let text = area.text() {
      if let value = Measures.share(text), value > 0, value <= 1 {
        share = value
      } else {
        area.report(.badShare(text))
      }
    }
    return pictures.picture(picture).map { PrintJob.CentreMark(artwork: $0, share: share) }
  }

  func colour(_ cursor: ConfigCursor) -> Colour? {
    guard let text = cursor.text() else { return nil }
    if let colour = Colour(text) { return colour }
    cursor.report(.badColour(text))
    return nil
  }

  static func choices<Value: RawRepresentable<String> & CaseIterable>(
    of type: Value.Type
  ) -> [String: Value] {
    Dictionary(uniqueKeysWithValues: type.allCases.map { ($0.rawValue, $0) })
  }
}

extension Problem {
  static var noPrintKind: Problem {
    Problem(
      Sentence("this does not say what is printed", "这里没有写明要打印什么"),
      hint: Sentence(
        "start it with poster, tent, labels, cards, roll, plate, menu or board, as in "
          + "`poster: counter`",
        "请以 poster、tent、labels、cards、roll、plate、menu 或 board 开头，例如 `poster: counter`"))
  }

  static func severalPrintKinds(_ kinds: [String]) -> Problem {
    Problem(
      Sentence(
        "one entry prints one thing, not \(list(kinds).english)",
        "一项只能打印一种，不能同时是 \(list(kinds).chinese)"),
      hint: Sentence("start a second entry with `- `", "请以 `- ` 另起一项"))
  }

  static func duplicatePrintName(_ name: String, first: Position) -> Problem {
    Problem(
      Sentence(
        "the name \(quoted(name)) is taken by the entry on line \(first.line)",
        "名称 \(quoted(name)) 已被第 \(first.line) 行的一项占用"),
      hint: Sentence("give one of the two another `name`", "请给其中一项换一个 `name`"))
  }

  static func badSelector(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) does not choose links", "\(quoted(text)) 不能用来选择链接"),
      hint: Sentence(
        "write an id, a pattern such as table-*, merchant:NAME, tag:NAME, or \"*\" for all",
        "请写 id、table-* 这样的模式、merchant:名称 或 tag:名称；要选全部链接，请写 \"*\""))
  }

  static func selectorTwice(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is named twice", "\(quoted(text)) 写了两次"),
      hint: Sentence(
        "delete one; `copies: 2` prints each link twice", "请删掉一个；若每个链接要印两份，请写 `copies: 2`"))
  }

  static var languageTwice: Problem {
    Problem(
      Sentence("a language is given twice", "同一种语言写了两次"),
      hint: Sentence("write [zh-CN, en] for both", "若两种都要，请写 [zh-CN, en]"))
  }

  static func badDay(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a day", "\(quoted(text)) 不是日期"),
      hint: Sentence("write it as 2026-12-31", "请写成 2026-12-31 的形式"))
  }

  static var codeAndDistance: Problem {
    Problem(
      Sentence("code and distance both say how wide the code is", "code 和 distance 都规定了码的宽度"),
      hint: Sentence("keep one of them", "请只保留一个"))
  }

  static func badShare(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) is not a percentage of the code's area", "\(quoted(text)) 不是占码面积的百分比"),
      hint: Sentence("write it as 4%", "请写成 4% 的形式"))
  }
}
