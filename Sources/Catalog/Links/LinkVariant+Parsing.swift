internal import GatePay
internal import Paper
internal import Support

extension LinkVariant {
  /// An id without white space and invisible characters at its ends.
  ///
  /// - Parameter pattern: the pattern of the id with its fields as slugs, if it has fields.
  static func parseID(_ text: String, slugged pattern: String?) -> Result<String, PatternProblem> {
    let id = InvisibleCharacter.trimmed(text)
    guard let problem = LinkID.problem(id, slugged: pattern) else { return .success(id) }
    let invisible = InvisibleCharacter.first(in: id, for: .compared)
    return .failure(
      PatternProblem(invisible.map { .invisibleCharacter($0, in: id) } ?? problem))
  }

  /// A single line that is not empty, without blanks at its ends.
  static func parseTitle(_ text: String) -> Result<String, PatternProblem> {
    parseLine(InvisibleCharacter.trimmed(text))
  }

  /// A title, or none for an empty text such as an empty cell.
  static func parseOptionalTitle(_ text: String) -> Result<String?, PatternProblem> {
    text.isEmpty ? .success(nil) : parseTitle(text).map { $0 }
  }

  /// The most copies of a link.
  private static let copies = 0...10_000

  /// A number of copies, which spreadsheets may write as `3.0`; an empty text, such as an empty cell,
  /// means one.
  static func parseCopies(_ text: String) -> Result<Int, PatternProblem> {
    let text = InvisibleCharacter.trimmed(text)
    if text.isEmpty { return .success(1) }
    let (whole, zeros) = (text.prefix { $0 != "." }, text.drop { $0 != "." }.dropFirst())
    if whole.utf8.allSatisfy(\.isDigit), zeros.allSatisfy({ $0 == "0" }), let value = Int(whole),
      copies.contains(value)
    {
      return .success(value)
    }
    return .failure(
      PatternProblem(.notInRange(text, "\(copies.lowerBound)", "\(copies.upperBound)")))
  }

  /// A single line that is not empty.
  static func parseLine(_ text: String) -> Result<String, PatternProblem> {
    TextRules.problem(inLine: text).map { .failure(PatternProblem($0)) } ?? .success(text)
  }

  /// A slug; an empty text, such as an empty cell, means a made one.
  static func parseSlug(_ text: String) -> Result<PaperSlug?, PatternProblem> {
    let text = InvisibleCharacter.trimmed(text)
    if text.isEmpty { return .success(nil) }
    return PaperSlug(text).map { .success($0) } ?? .failure(PatternProblem(.badSlug(text)))
  }

  /// A single line; an empty one, such as an empty cell, means no value.
  static func parseCustom(_ text: String) -> Result<String?, PatternProblem> {
    if text.isEmpty { return .success(nil) }
    if DamagedCell.hasLostCharacters(text) {
      return .failure(PatternProblem(.lostCharacters(text)))
    }
    if let character = InvisibleCharacter.first(in: text, for: .compared) {
      return .failure(PatternProblem(.invisibleCharacter(character, in: text)))
    }
    return parseLine(text).map { $0 }
  }

  /// Tags separated by commas; an empty text means none.
  static func parseTags(_ text: String) -> Result<[String], PatternProblem> {
    let tags = text.split { ",，、;；".contains($0) }
      .map { InvisibleCharacter.trimmed(String($0)) }
      .filter { !$0.isEmpty }
    return tags.lazy.compactMap { TextRules.problem(inLine: $0) ?? .invisible(in: $0) }.first
      .map { .failure(PatternProblem($0)) } ?? .success(tags)
  }

  /// Any number of lines; an empty text means no note.
  static func parseNote(_ text: String) -> Result<String?, PatternProblem> {
    let lines = text.replacing("\r\n", with: "\n")
    if let problem = TextRules.problem(inText: lines) { return .failure(PatternProblem(problem)) }
    let isBlank = lines.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    return .success(isBlank ? nil : lines)
  }

  /// The name of a price, `any`, or an amount.
  static func parsePrice(
    _ text: String, _ config: Config
  ) -> Result<PriceReading, PatternProblem> {
    let name = InvisibleCharacter.trimmed(text)
    if name == LinkResolver.anyPrice { return .success(PriceReading()) }
    if let named = config.prices[name] {
      // A refused price was reported at its own place.
      return named.map { .success(PriceReading(amount: $0)) }
        ?? .failure(PatternProblem.alreadyReported)
    }
    if let problem = Problem.invisible(in: name) {
      return .failure(PatternProblem(PriceFault.spaceInNumber(name) ?? problem))
    }
    let reading = PriceReader.read(name, maximum: config.maximumPrice)
    guard case .failure(let failure) = reading, failure.problem == .notAnAmount(name),
      ConfigCursor.isName(name)
    else { return reading }
    if config.unreadKeys.contains("prices") { return .failure(PatternProblem.alreadyReported) }
    return .failure(PatternProblem(.unknownName(.price, name, known: config.priceNames)))
  }

  static func parseSkin(_ text: String, _ config: Config) -> Result<Skin, PatternProblem> {
    let text = InvisibleCharacter.trimmed(text)
    guard let named = config.skins[text] else {
      if config.unreadKeys.contains("skins") { return .failure(PatternProblem.alreadyReported) }
      let problem = Problem.unknownName(.skin, text, known: config.skins.keys.sorted())
      return .failure(PatternProblem(problem))
    }
    return named.map { .success($0) } ?? .failure(PatternProblem.alreadyReported)
  }
}
