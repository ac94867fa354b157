internal import GatePay
internal import Support

/// Where `paypress.paper` cannot be read.
public struct PaperDamage: Error, Hashable, Sendable {
  /// Why a line cannot be read.
  public enum Reason: Hashable, Sendable {
    /// The line is not JSON, or not a fact that this version knows.
    case notAFact
    /// The first line names another version of the format.
    case otherVersion
    /// A piece belongs to a print that the file does not describe.
    case unknownRun(String)
    /// Two lines say different things about one print or piece.
    case contradiction(String)
  }

  /// Why.
  public let reason: Reason
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int

  init(_ reason: Reason, line: Int, column: Int = 1) {
    self.reason = reason
    self.line = line
    self.column = column
  }
}

/// The format of `paypress.paper`: JSON lines (jsonlines.org), one fact a line; docs/paper.md
/// describes it.
public enum PaperFormat {
  /// What the first line begins with.
  public static let headStart = #"{"paypress.paper""#

  /// The first line.
  static let head =
    JSON.strings([
      ("paypress.paper", "1"),
      (
        "about",
        "What PayPress published and printed. Keep this file beside the config and under version "
          + "control; after a merge, keep the lines of both sides."
      ),
    ]).line + "\n"

  // MARK: Writing

  /// A ledger as a file.
  public static func text(_ ledger: PaperLedger) -> String {
    head + lines(ledger).joined()
  }

  /// The lines of a ledger's facts, each with its line break.
  static func lines(_ ledger: PaperLedger) -> [String] {
    var lines = ledger.targets.map { line(fields($0)) }
    // Papers are sorted by id, so those of one run are neighbours.
    var runs: [MarkedPrint] = []
    for paper in ledger.papers where runs.last != paper.run { runs.append(paper.run) }
    lines += runs.map { line(fields($0)) }
    lines += ledger.papers.map { line(fields($0)) }
    lines += ledger.papers.compactMap { paper in
      paper.goneOn.map { line([("gone", .string(paper.id.description)), ("date", .string($0))]) }
    }
    return lines
  }

  /// The line of what a slug leads to, without its line break.
  public static func line(of target: PublishedTarget) -> String {
    String(line(fields(target)).dropLast())
  }

  private typealias Field = (name: String, value: JSON?)

  private static func line(_ fields: [Field]) -> String {
    let members = fields.compactMap { field in
      field.value.map { JSON.Member(name: field.name, value: $0) }
    }
    return JSON.object(members).line + "\n"
  }

  private static func fields(_ target: PublishedTarget) -> [Field] {
    [
      ("slug", .string(target.slug.text)), ("link", .string(target.link)),
      ("url", .string(target.url)), ("title", .string(target.title)),
      ("titles", target.titles.isEmpty ? nil : titles(target.titles)),
      ("since", .string(UTCTime.stamp(target.since))),
    ]
  }

  private static func titles(_ titles: [Language: String]) -> JSON {
    JSON.strings(titles.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 })
  }

  private static func fields(_ run: MarkedPrint) -> [Field] {
    [
      ("print", .string(run.id)), ("job", .string(run.job)), ("kind", .string(run.kind)),
      ("design", .string(run.design)), ("place", run.place.map(JSON.string)),
      ("date", .string(run.day)),
    ]
  }

  private static func fields(_ paper: PrintedPaper) -> [Field] {
    [
      ("paper", .string(paper.id.description)), ("link", .string(paper.link)),
      ("text", .string(paper.text)),
      ("target", paper.isForwarding ? .string(paper.target) : nil),
      ("title", .string(paper.title)),
      ("price", paper.price.map { .string($0.description) }),
      ("words", .array(paper.words.map(JSON.string))),
      ("side_mm", .number(Decimals.text(paper.sideInMillimetres, decimals: 3))),
      ("sheet", .number("\(paper.sheet)")), ("position", .number("\(paper.position)")),
      ("stamp", paper.stamp.map(JSON.string)),
    ]
  }

  // MARK: Reading

  /// A file that was read.
  public struct Contents: Sendable {
    /// The facts.
    public var ledger = PaperLedger()
    /// The first line with a conflict mark of git; nil without one.
    public var conflictLine: Int?

    /// No facts.
    public init() {}
  }

  /// Parses a file, in which a merge may have left its marks; an empty one has no facts.
  public static func read(_ bytes: [UInt8]) throws(PaperDamage) -> Contents {
    var contents = Contents()
    var reader = PaperReader()
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.allSatisfy(isSpace) {
      if isConflictMark(line) {
        contents.conflictLine = contents.conflictLine ?? index + 1
        continue
      }
      let value: JSON
      do throws(JSONError) {
        value = try JSON(reading: Array(line))
      } catch {
        let text = String(decoding: line.prefix(error.offset), as: UTF8.self)
        throw PaperDamage(.notAFact, line: index + 1, column: text.unicodeScalars.count + 1)
      }
      try reader.take(value, line: index + 1)
    }
    contents.ledger = try reader.ledger()
    return contents
  }

  /// What a line says of a slug; nil for a line about something else, or that cannot be read.
  public static func target(ofLine line: [UInt8]) -> PublishedTarget? {
    guard case .object(let members)? = try? JSON(reading: line), members.first?.name == "slug"
    else { return nil }
    return PaperReader.target(
      Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) }))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }

  private static func isConflictMark(_ line: ArraySlice<UInt8>) -> Bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].contains { line.starts(with: $0.utf8) }
  }
}

/// Collects the facts of a file, whose lines may come in any order.
private struct PaperReader {
  private var targets: [PublishedTarget] = []
  private var runs: [String: MarkedPrint] = [:]
  private var papers: [PaperID: (fact: Fact, line: Int)] = [:]
  private var gone: [PaperID: String] = [:]
  private var hasHead = false

  /// A fact's values by name.
  private typealias Fact = [String: JSON]

  mutating func take(_ value: JSON, line: Int) throws(PaperDamage) {
    guard case .object(let members) = value, let first = members.first else {
      throw PaperDamage(.notAFact, line: line)
    }
    let fact = Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
    if first.name == "paypress.paper" {
      guard first.value == .string("1") else { throw PaperDamage(.otherVersion, line: line) }
      hasHead = true
      return
    }
    guard hasHead else { throw PaperDamage(.otherVersion, line: line) }
    let isRead =
      switch first.name {
      case "slug": takeTarget(fact)
      case "print": try takeRun(fact, line: line)
      case "paper": try takePaper(fact, line: line)
      case "gone": takeGone(fact)
      default: false
      }
    guard isRead else { throw PaperDamage(.notAFact, line: line) }
  }

  private mutating func takeTarget(_ fact: Fact) -> Bool {
    guard let target = Self.target(fact) else { return false }
    targets.append(target)
    return true
  }

  /// What a fact says of a slug; nil where it is not well-formed.
  static func target(_ fact: [String: JSON]) -> PublishedTarget? {
    guard fact.count == (fact["titles"] == nil ? 5 : 6),
      let slug = fact["slug"]?.text.flatMap({ PaperSlug($0) }),
      let link = fact["link"]?.text, let url = fact["url"]?.text, let title = fact["title"]?.text,
      let titles = Self.titles(fact["titles"]),
      let since = fact["since"]?.text.flatMap({ UTCTime.seconds(ofStamp: $0) })
    else { return nil }
    return PublishedTarget(
      slug: slug, link: link, url: url, title: title, titles: titles, since: since)
  }

  /// The titles in other languages; none where the fact has none, nil where it has something else.
  private static func titles(_ value: JSON?) -> [Language: String]? {
    guard let value else { return [:] }
    guard case .object(let members) = value, !members.isEmpty else { return nil }
    var titles: [Language: String] = [:]
    for member in members {
      guard let language = Language(rawValue: member.name), let title = member.value.text else {
        return nil
      }
      titles[language] = title
    }
    return titles
  }

  private mutating func takeRun(_ fact: Fact, line: Int) throws(PaperDamage) -> Bool {
    guard fact.count == (fact["place"] == nil ? 5 : 6),
      let id = fact["print"]?.text, PaperID.run(id) == id, let job = fact["job"]?.text,
      let kind = fact["kind"]?.text, let design = fact["design"]?.text,
      let day = fact["date"]?.text, UTCTime.daysSince1970(ofDate: day) != nil
    else { return false }
    let place = fact["place"]?.text
    if fact["place"] != nil && place.map(MarkedPrint.isPlace) != true { return false }
    let run = MarkedPrint(id: id, job: job, kind: kind, design: design, place: place, day: day)
    if let known = runs.updateValue(run, forKey: id), known != run {
      throw PaperDamage(.contradiction(id), line: line)
    }
    return true
  }

  private mutating func takePaper(_ fact: Fact, line: Int) throws(PaperDamage) -> Bool {
    guard let text = fact["paper"]?.text, let id = PaperID(text), id.description == text else {
      return false
    }
    if let known = papers.updateValue((fact, line), forKey: id), known.fact != fact {
      throw PaperDamage(.contradiction(text), line: line)
    }
    // Its print may come later.
    let run = MarkedPrint(id: id.run, job: "", kind: "", design: "", place: nil, day: "")
    return Self.paper(fact, id, run) != nil
  }

  private mutating func takeGone(_ fact: Fact) -> Bool {
    guard fact.count == 2, let text = fact["gone"]?.text, let id = PaperID(text),
      let day = fact["date"]?.text, UTCTime.daysSince1970(ofDate: day) != nil
    else { return false }
    gone[id] = min(gone[id] ?? day, day)
    return true
  }

  /// The ledger of all facts.
  func ledger() throws(PaperDamage) -> PaperLedger {
    var all: [PrintedPaper] = []
    for (id, entry) in papers.sorted(by: { $0.value.line < $1.value.line }) {
      guard let run = runs[id.run] else {
        throw PaperDamage(.unknownRun(id.run), line: entry.line)
      }
      guard var paper = Self.paper(entry.fact, id, run) else {
        throw PaperDamage(.notAFact, line: entry.line)
      }
      paper.goneOn = gone[id]
      all.append(paper)
    }
    return PaperLedger(targets: targets, papers: all)
  }

  private static func paper(_ fact: Fact, _ id: PaperID, _ run: MarkedPrint) -> PrintedPaper? {
    let optional = ["target", "price", "stamp"].filter { fact[$0] != nil }
    guard fact.count == 8 + optional.count, let link = fact["link"]?.text,
      let text = fact["text"]?.text, let title = fact["title"]?.text,
      let words = fact["words"]?.elements, words.allSatisfy({ $0.text != nil }),
      let side = fact["side_mm"]?.double, let sheet = number(fact["sheet"]),
      let position = number(fact["position"]),
      case let stamp = fact["stamp"]?.text, stamp.flatMap({ PaperStamp.parse($0) }) == stamp
    else { return nil }
    let target = fact["target"]?.text ?? text
    let price = fact["price"]?.text.flatMap { Amount(canonical: $0) }
    guard (fact["target"] == nil) == (target == text), (fact["price"] == nil) == (price == nil),
      (fact["stamp"] == nil) == (stamp == nil)
    else { return nil }
    return PrintedPaper(
      id: id, run: run, link: link, text: text, target: target, title: title, price: price,
      words: words.compactMap(\.text), sideInMillimetres: side, sheet: sheet, position: position,
      stamp: stamp)
  }

  private static func number(_ value: JSON?) -> Int? {
    guard case .number(let text)? = value, let number = Int(text), number > 0 else { return nil }
    return number
  }
}
