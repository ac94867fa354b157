public import Artwork
public import QRImage
public import Support

/// What one entry under `print:` asks for; its values are checked one by one, not yet together.
public struct PrintJob: Sendable {
  /// What is printed; the raw value is the key in the config.
  public enum Kind: String, Sendable, CaseIterable {
    /// One link a page.
    case poster
    /// A folded card with two faces.
    case tent
    /// Self-adhesive labels on sheets.
    case labels
    /// Cards of the size of a business card, ten on a sheet.
    case cards
    /// One label a page, for printers that take rolls.
    case roll
  }

  /// The order of the links on paper.
  public enum Order: String, Sendable, CaseIterable {
    /// As in the config and its spreadsheets.
    case links
    /// As the job names them.
    case listed
    /// By id, numbers in it by their value.
    case id
    /// By title, numbers in it by their value.
    case title
    /// By price, open ones last.
    case price
  }

  /// How posters and tents look.
  public enum Design: String, Sendable, CaseIterable {
    /// White paper, one rule in the accent colour.
    case classic
    /// A dark ground, an accent that glows.
    case night
    /// A field of colour that carries the words.
    case market
    /// Cream paper, a double frame and a seal.
    case seal
  }

  /// How a tent is folded.
  public enum Fold: String, Sendable, CaseIterable {
    /// Once, to two faces.
    case tent
    /// Three times, to a prism with a flap for glue.
    case prism
  }

  /// A printer by what its ink does at the edges.
  public enum Printer: String, Sendable, CaseIterable {
    /// Laser, and ink on coated paper: 0.05 mm at each edge.
    case laser
    /// Ink on plain paper: 0.10 mm at each edge.
    case inkjet
  }

  /// How wide the code is.
  public enum CodeWidth: Hashable, Sendable {
    /// As wide as the layout allows.
    case largest
    /// A width of the symbol without its quiet zone, in millimetres.
    case exactly(Double)
    /// What can be read comfortably from a distance in millimetres.
    case readable(from: Double)
  }

  /// A picture in the middle of the code.
  public struct CentreMark: Sendable {
    /// The picture.
    public var artwork: Artwork
    /// The share of the symbol's area that its white plate may cover, 0 to 1.
    public var share: Double
  }

  /// The checks whose errors an author may turn into warnings.
  public static let allowable = [
    "module-small", "distance", "printer-dots", "quiet-zone", "contrast", "panel", "dense",
  ]

  /// What is printed.
  public var kind: Kind
  /// The position of the entry.
  public var position: Position
  /// Such as `print[0]`.
  public var keyPath: String
  /// The position of each key's value.
  public var places: [String: Position]

  /// Which links are printed.
  public var selectors: [LinkSelector]
  /// The name of the job's files.
  public var name: String
  /// How often each link is printed.
  public var copies = 1
  /// The order of the links.
  public var order = Order.links
  /// The languages of the words, the first one larger.
  public var languages: [Language]

  /// The paper; nil takes the usual one for the kind.
  public var paper: PaperSize?
  /// The stock of labels, cards or tents.
  public var stock: String?
  /// The first free place on the first sheet, counted from 1.
  public var start = 1
  /// The size of a card; nil takes the one usual in the language.
  public var card: CardSize?
  /// How a tent is folded.
  public var fold = Fold.tent
  /// How far everything is moved, in millimetres to the right and down.
  public var nudge = Offset(x: 0, y: 0)
  /// By how much everything is enlarged about the middle of the sheet.
  public var scale = 1.0
  /// Whether cutting marks are drawn.
  public var cutMarks = false
  /// How far colour goes on beyond the cut, in millimetres.
  public var bleed = 0.0
  /// Whether a ruler of 50 mm is drawn at the edge.
  public var ruler = true

  /// How wide the code is.
  public var codeWidth = CodeWidth.largest
  /// The error-correction level; nil takes the site's or the recommended one.
  public var level: ErrorCorrectionLevel?
  /// The light border of the code in modules.
  public var quietZoneInModules = SymbolSize.quietZoneInModules
  /// The printer's dots an inch.
  public var dotsPerInch = 300
  /// What the ink does at the edges.
  public var printer = Printer.laser
  /// The colour of the paper itself.
  public var paperColour = Colour(red: 255, green: 255, blue: 255)

  /// The look of posters and tents.
  public var design = Design.classic
  /// The accent colour; nil takes the design's own.
  public var accent: Colour?
  /// A picture of the shop's beside the code.
  public var logo: Artwork?
  /// A picture of the shop's in the middle of the code.
  public var mark: CentreMark?
  /// Words for the payer, instead of the link's own note.
  public var note: String?
  /// The last day on which the codes are meant to be used.
  public var validUntil: CalendarDay?
  /// The names of the checks whose errors count as warnings.
  public var allowed: Set<String> = []
}

/// How far something is moved, in millimetres.
public struct Offset: Hashable, Sendable {
  /// To the right.
  public var x: Double
  /// Down.
  public var y: Double

  /// An offset.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Chooses links: by id, by a pattern of ids, by merchant or by tag.
public struct LinkSelector: Hashable, Sendable {
  /// What a link must have.
  public enum Rule: Hashable, Sendable {
    /// The id, upper and lower case alike.
    case id(String)
    /// An id that fits a pattern: `*` is any text, `?` one character.
    case glob(String)
    /// A merchant, by its key.
    case merchant(String)
    /// A tag.
    case tag(String)

    /// The same for all rules that choose the same links by the same means.
    var comparable: Rule {
      switch self {
      case .id(let id): .id(LinkID.comparisonKey(id))
      case .glob(let pattern): .glob(pattern.lowercased())
      case .merchant, .tag: self
      }
    }
  }

  /// What a link must have.
  public var rule: Rule
  /// The selector as it was written.
  public var text: String
  /// Its position in the config.
  public var position: Position
  /// Its key path.
  public var keyPath: String

  /// Whether it chooses a link.
  public func chooses(_ link: Link, merchantKeys: [String]) -> Bool {
    switch rule {
    case .id, .glob: choosesID(link.id)
    case .merchant(let key): merchantKeys[link.merchant] == key
    case .tag(let tag): link.tags.contains(tag)
    }
  }

  /// Whether it chooses a link by its id alone.
  public func choosesID(_ linkID: String) -> Bool {
    switch rule {
    case .id(let id): LinkID.comparisonKey(linkID) == LinkID.comparisonKey(id)
    case .glob(let pattern):
      Self.fits(Array(LinkID.comparisonKey(linkID).utf8), Array(pattern.lowercased().utf8)[...])
    case .merchant, .tag: false
    }
  }

  /// Whether a text fits a pattern, going back to the last `*` where a character does not fit.
  private static func fits(_ text: [UInt8], _ pattern: ArraySlice<UInt8>) -> Bool {
    let any = UInt8(ascii: "*")
    var textIndex = 0
    var patternIndex = 0
    var star: (pattern: Int, text: Int)?
    while textIndex < text.count {
      if patternIndex < pattern.count, pattern[patternIndex] == any {
        star = (patternIndex, textIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count,
        pattern[patternIndex] == UInt8(ascii: "?") || pattern[patternIndex] == text[textIndex]
      {
        patternIndex += 1
        textIndex += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        patternIndex = last.pattern + 1
        textIndex = last.text + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == any }
  }
}

/// A day of the calendar.
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// The year, 2000 to 2199.
  public let year: Int
  /// The month, 1 to 12.
  public let month: Int
  /// The day, 1 to 31.
  public let day: Int

  /// Reads `2026-12-31`, or nothing else; only days that exist.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// A day of the years 2000 to 2199; only one that exists.
  package init?(year: Int, month: Int, day: Int) {
    guard (2000...2199).contains(year), (1...12).contains(month) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...lengths[month - 1]).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Orders by time.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDay: CustomStringConvertible {
  /// Such as `2026-12-31`.
  public var description: String {
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }
}
