internal import Support

/// Recognises texts that tell how to reach a person: e-mail addresses and phone numbers.
enum PersonalData {
  /// What a text holds; empty if nobody can be reached by it.
  struct Kinds: OptionSet {
    static let email = Kinds(rawValue: 1)
    static let phone = Kinds(rawValue: 2)

    let rawValue: UInt8
  }

  /// Where a site shows every `custom` to anybody who can open the site.
  ///
  /// Without an index, no sitemap lists the pages either.
  struct Exposure {
    /// In `links.json` and `links.csv`.
    let isInLists: Bool
    /// On the pages that the index leads to, and in its buttons.
    let isInIndex: Bool

    /// Nil for a site that publishes neither.
    init?(_ site: SiteSettings) {
      isInLists = !site.listsArePrivate
      isInIndex = site.hasIndex
      if !isInLists, !isInIndex { return nil }
    }
  }

  /// What a text holds.
  static func kinds(of text: String) -> Kinds {
    var text = text
    return text.withUTF8 { bytes in
      var kinds: Kinds = []
      if bytes.contains(UInt8(ascii: "@")), isEmail(bytes) { kinds.insert(.email) }
      if hasPhone(bytes) { kinds.insert(.phone) }
      return kinds
    }
  }

  /// Whether an `@` is between a name and a host with a point in it.
  private static func isEmail(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    func isPart(_ byte: UInt8) -> Bool {
      byte.isLetterOrDigit || byte >= 0x80 || ".-_+".utf8.contains(byte)
    }
    return bytes.indices.contains { index in
      guard bytes[index] == UInt8(ascii: "@"), index > 0, isPart(bytes[index - 1]) else {
        return false
      }
      let host = bytes[(index + 1)...].prefix(while: isPart)
      guard let point = host.lastIndex(of: UInt8(ascii: ".")) else { return false }
      return point > host.startIndex && host.endIndex - point > 2
    }
  }

  /// Whether a run of digits, with the signs that people put between them, is a phone number: a
  /// mobile number of mainland China (11 digits from 13 to 19), one with an area code in front of a
  /// hyphen, or one with `+` and 8 to 15 digits (ITU-T E.164, section 6).
  private static func hasPhone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index].isDigit || bytes[index] == UInt8(ascii: "+") else {
        index += 1
        continue
      }
      let isApart = index == 0 || !(bytes[index - 1].isLetterOrDigit || bytes[index - 1] == 0x2E)
      let run = bytes[index...].prefix { $0.isDigit || "+- ()".utf8.contains($0) }
      let isEnd = run.endIndex == bytes.endIndex || !bytes[run.endIndex].isLetterOrDigit
      if isApart, isEnd, isPhone(run) { return true }
      index = run.endIndex
    }
    return false
  }

  private static func isPhone(_ run: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var digits = run.filter(\.isDigit)
    if run.first == UInt8(ascii: "+") {
      guard (8...15).contains(digits.count) else { return false }
      return digits.first != UInt8(ascii: "0")
    }
    if digits.starts(with: "0086".utf8) { digits.removeFirst(4) }
    if digits.count == 13, digits.starts(with: "86".utf8) { digits.removeFirst(2) }
    let isMobile =
      digits.count == 11 && digits[0] == UInt8(ascii: "1") && digits[1] >= UInt8(ascii: "3")
    if isMobile { return true }
    let parts = run.split(separator: UInt8(ascii: "-"))
    return parts.count == 2 && parts[0].first == UInt8(ascii: "0")
      && (3...4).contains(parts[0].count) && (7...8).contains(parts[1].count)
      && digits.count == parts[0].count + parts[1].count
  }
}

extension Problem {
  static func publishedContact(
    _ kinds: PersonalData.Kinds, linkCount: Int, _ exposure: PersonalData.Exposure
  ) -> Problem {
    let what =
      switch kinds {
      case .email: Sentence("an e-mail address", "电子邮箱")
      case .phone: Sentence("a phone number", "电话号码")
      default: Sentence("an e-mail address and a phone number", "电子邮箱和电话号码")
      }
    let many = linkCount == 1 ? "" : " (\(linkCount) links)"
    let place =
      switch (exposure.isInLists, exposure.isInIndex) {
      case (true, false): Sentence("in the site's lists", "站点的列表里")
      case (false, true): Sentence("in the site's index", "站点的首页里")
      default: Sentence("in the site's lists and index", "站点的列表和首页里")
      }
    var keys: [String] = []
    var effects: [Sentence] = []
    if exposure.isInLists {
      keys.append("`lists: private`")
      effects.append(
        Sentence("links.json and links.csv stay with you", "links.json 和 links.csv 只留在您那里"))
    }
    if exposure.isInIndex {
      keys.append("`index: false`")
      effects.append(Sentence("there is no public index", "不再有公开的首页"))
    }
    return Problem(
      Sentence(
        "custom holds \(what.english)\(many), which anybody can read \(place.english)",
        "custom 里有\(what.chinese)（\(linkCount) 个链接），任何人都能在\(place.chinese)看到"),
      hint: Sentence(
        "write \(keys.joined(separator: " and ")) under `site`, so that "
          + "\(effects.map(\.english).joined(separator: " and ")); or use a number that only you can look up",
        "请在 `site` 下写 \(keys.joined(separator: " 和 "))，这样"
          + "\(effects.map(\.chinese).joined(separator: "，"))；或改用只有您能查到的编号"))
  }
}
