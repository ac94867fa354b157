public import Paper
public import Site

/// What a code in a photo is.
public enum CodeVerdict: Hashable, Sendable {
  /// One of ours that is as the config is now.
  case current(LinkRow)
  /// One of ours that leads to what the config is now, on paper that shows something else.
  case outdated(OutdatedCode)
  /// One of ours that is not as the config is now.
  case stale(StaleCode)
  /// Not one of ours.
  case foreign(ForeignCode)
  /// It has the three corners of a code, and cannot be read.
  case unreadable
}

/// A code that leads right, on paper whose amount or words are old.
public struct OutdatedCode: Hashable, Sendable {
  /// The link that it leads to.
  public let row: LinkRow
  /// The marked pieces with this code that show something else.
  public let pieces: [PaperReview.Item]
  /// Whether all pieces with this code do; otherwise the photo may show one that is right.
  public let isCertain: Bool
}

/// A code of ours that is not as the config is now.
public struct StaleCode: Hashable, Sendable {
  /// What it was, as far as that is known.
  public enum Origin: Hashable, Sendable {
    /// A marked paper.
    case paper(PrintedPaper)
    /// A row of an old list, and how messages name the list.
    case list(LinkRow, named: String)
    /// A payment address of ours that no list has: its amount and contact.
    case address(price: String?, custom: String?, merchant: String)
    /// A short address of ours with a slug that no link has.
    case slug(String)
  }

  /// What it was.
  public let origin: Origin
  /// The link as it is now; nil if there is none, or if it is not known which it is.
  public let now: LinkRow?
  /// What is different now, the most important first.
  public let changes: [FieldChange]

  /// Whether it pays another amount, another payee or with another contact than the link does now,
  /// or belongs to no link.
  public var isMoney: Bool { now == nil || changes.contains(where: \.isMoney) }
}

/// A code that is not ours.
public struct ForeignCode: Hashable, Sendable {
  /// How it differs from ours.
  public enum Kind: String, Hashable, Sendable {
    /// It pays another merchant through our gateway.
    case otherMerchant = "other-merchant"
    /// It has our merchant's key at another gateway.
    case otherGateway = "other-gateway"
    /// It has our gateway and our merchant's key, and is no payment address.
    case damagedAddress = "damaged-address"
    /// It is one part of several, of which phones show all or nothing.
    case part
    /// Any other text.
    case otherText = "other-text"
  }

  /// How it differs.
  public let kind: Kind
  /// What it holds.
  public let text: String
}

/// A code that was found in a photo.
public struct AuditedCode: Sendable {
  /// Its number in the photo, from 1.
  public let number: Int
  /// What it is.
  public let verdict: CodeVerdict
  /// Its corners without the quiet zone, in order around it.
  public let corners: [PhotoPoint]
  /// The marked papers that have this code.
  public let papers: [PrintedPaper]
}

/// A photo and its codes.
public struct AuditedPhoto: Sendable {
  /// The path.
  public let path: String
  /// The width of the upright photo in pixels; 0 if it was refused.
  public let width: Int
  /// The height of the upright photo in pixels.
  public let height: Int
  /// The codes from top to bottom.
  public let codes: [AuditedCode]
  /// Why it was not looked at.
  public let refusal: PhotoRefusal?
}
