public import GatePay

/// How right a printed piece still is, the best first.
public enum PaperStatus: String, Hashable, Comparable, Sendable, CaseIterable {
  /// All as printed.
  case current
  /// The link has changed, and the code leads to what it is now, because it holds a short address.
  case forwarding
  /// The right money, but other words than would be printed now.
  case outdated
  /// The code pays another amount, another payee or with another contact than the link does now, or
  /// leads nowhere.
  case wrong

  /// Whether one is better than the other.
  public static func < (left: PaperStatus, right: PaperStatus) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// What has changed since a piece was printed.
public enum PaperChange: Hashable, Sendable {
  /// The site has no such link any more.
  case removed
  /// The code holds a short address that is not this site's.
  case moved(baseURL: String?)
  /// The amount; nil if the payer enters it.
  case amount(Amount?, Amount?)
  /// Gateway, merchant or token.
  case payee
  /// The contact that is returned with the payment.
  case contact(String?, String?)
  /// Whether the payer can change price and contact.
  case lock(Bool)
  /// The gateway's page template.
  case skin
  /// The printed words.
  case words([String], [String])
}

/// A link as it is now.
public struct PaperLink: Hashable, Sendable {
  /// The id.
  public var id: String
  /// The payment URL.
  public var url: String
  /// The title on paper.
  public var title: String
  /// The amount; nil if the payer enters it.
  public var price: Amount?
  /// The words that a piece's job would print now; nil if the job does not print the link any more.
  public var words: [String]?

  /// A link.
  public init(id: String, url: String, title: String, price: Amount?, words: [String]?) {
    self.id = id
    self.url = url
    self.title = title
    self.price = price
    self.words = words
  }
}

/// The comparison of a printed piece with its link as it is now.
public struct PaperVerdict: Hashable, Sendable {
  /// How right the piece is.
  public let status: PaperStatus
  /// What has changed, the most important first.
  public let changes: [PaperChange]

  /// The printed amount and the one that is paid now, if the code leads to another one than is
  /// printed beside it.
  public var otherAmount: (printed: Amount?, paid: Amount?)? {
    guard status == .forwarding || status == .outdated else { return nil }
    return changes.lazy.compactMap { change in
      if case .amount(let old, let new) = change { (old, new) } else { nil }
    }.first
  }

  /// Whether the code leads right and what is printed beside it is so, too.
  public var isRight: Bool {
    status == .current || status == .forwarding && otherAmount == nil
  }

  /// All as printed.
  public static let current = PaperVerdict(status: .current, changes: [])

  private init(status: PaperStatus, changes: [PaperChange]) {
    self.status = status
    self.changes = changes
  }

  /// Compares a piece with its link, nil if there is none, on a site with a base URL.
  public init(of paper: PrintedPaper, now link: PaperLink?, baseURL: String?) {
    guard let link else {
      (status, changes) = (.wrong, [.removed])
      return
    }
    if paper.isForwarding,
      baseURL.flatMap({ PaperSlug(ofAddress: paper.text, at: $0) }) == nil
    {
      (status, changes) = (.wrong, [.moved(baseURL: baseURL)])
      return
    }
    let money = Self.moneyChanges(from: paper.target, to: link.url)
    let look = Self.lookChanges(from: paper.target, to: link.url)
    let words = Self.wordChanges(of: paper, now: link)
    changes = money + look + words
    if paper.isForwarding {
      status =
        !words.isEmpty ? .outdated : paper.target != link.url ? .forwarding : .current
    } else {
      status = !money.isEmpty ? .wrong : !changes.isEmpty ? .outdated : .current
    }
  }

  private static func moneyChanges(from old: String, to new: String) -> [PaperChange] {
    guard old != new else { return [] }
    guard let before = QuickCollectInspection(old).link, let now = QuickCollectInspection(new).link
    else { return [.payee] }
    var changes: [PaperChange] = []
    if before.price != now.price { changes.append(.amount(before.price, now.price)) }
    if before.gateway.origin != now.gateway.origin || before.appkey != now.appkey
      || before.token != now.token
    {
      changes.append(.payee)
    }
    if before.custom != now.custom { changes.append(.contact(before.custom, now.custom)) }
    return changes
  }

  private static func lookChanges(from old: String, to new: String) -> [PaperChange] {
    guard old != new, let before = QuickCollectInspection(old).link,
      let now = QuickCollectInspection(new).link
    else { return [] }
    return (before.stable != now.stable ? [.lock(now.stable)] : [])
      + (before.skin != now.skin ? [.skin] : [])
  }

  /// Changes of words besides the amount, which is compared as money.
  private static func wordChanges(of paper: PrintedPaper, now link: PaperLink) -> [PaperChange] {
    guard let words = link.words else {
      return paper.title == link.title ? [] : [.words([paper.title], [link.title])]
    }
    // Another font may end lines elsewhere.
    let before = withoutSpaces(paper.words.map { withoutAmount($0, paper.price) })
    let now = withoutSpaces(words.map { withoutAmount($0, link.price) })
    if before == now { return [] }
    // A title may take other lines now, so that no line is the changed one.
    let isTitle =
      paper.title != link.title && before.contains(withoutSpaces([paper.title]))
      && now.contains(withoutSpaces([link.title]))
    return [isTitle ? .words([paper.title], [link.title]) : .words(paper.words, words)]
  }

  private static func withoutSpaces(_ lines: [String]) -> String {
    lines.joined().filter { !$0.isWhitespace }
  }

  private static func withoutAmount(_ line: String, _ amount: Amount?) -> String {
    guard let amount else { return line }
    return line.split(separator: amount.description, omittingEmptySubsequences: false)
      .joined(separator: "¥")
  }
}

extension PrintedPaper {
  /// Whether a link with another id prints the same piece, as one that was renamed does.
  ///
  /// The short address of a code is that of one id: the page of another id's is another.
  public func isSame(as link: PaperLink, baseURL: String?) -> Bool {
    !isForwarding && PaperVerdict(of: self, now: link, baseURL: baseURL).status == .current
  }
}
