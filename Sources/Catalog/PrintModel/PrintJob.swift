public import Artwork
public import QRImage
public import Support

/// One entry under `print:`; its values are checked one by one, not yet together.
public struct PrintJob: Hashable, Sendable {
  /// The kind of product; the raw value is the key in the config.
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
    /// Laminated plates with rounded corners, several on a sheet.
    case plate
    /// Rows of words and codes, in groups.
    case menu
    /// Two to four large codes on a sheet.
    case board
  }

  /// The order of the links on paper.
  public enum SortOrder: String, Sendable, CaseIterable {
    /// As in the config and its spreadsheets.
    case links
    /// As in the job's selectors.
    case listed
    /// By id, in natural order of numbers.
    case id
    /// By title, in natural order of numbers.
    case title
    /// By price, open ones last.
    case price
  }

  /// The order in which links fill a sheet of labels or cards.
  public enum FillOrder: String, Sendable, CaseIterable {
    /// Row by row, from the left.
    case rows
    /// Column by column, from the top.
    case columns
  }

  /// The look of posters and tents.
  public enum Design: String, Sendable, CaseIterable {
    /// White paper, one rule in the accent colour.
    case classic
    /// A dark background with a glowing accent.
    case night
    /// A coloured area behind the words.
    case market
    /// Cream paper, a double frame and a seal.
    case seal
    /// A warm background under a striped awning.
    case bistro
    /// Large heavy words on a bright background.
    case bold
  }

  /// A wallet that pays the codes.
  public enum Wallet: String, Sendable, CaseIterable {
    /// WeChat Pay.
    case wechat
    /// Alipay.
    case alipay
  }

  /// The fold of a tent.
  public enum Fold: String, Sendable, CaseIterable {
    /// Once, into two faces.
    case tent
    /// Three times, into a prism with a glue flap.
    case prism
  }

  /// A kind of printer, by its ink spread.
  public enum Printer: String, Sendable, CaseIterable {
    /// Laser, and ink on coated paper: 0.05 mm at each edge.
    case laser
    /// Ink on plain paper: 0.10 mm at each edge.
    case inkjet
  }

  /// The width of the code.
  public enum CodeWidth: Hashable, Sendable {
    /// As wide as the layout allows.
    case largest
    /// The width of the symbol without its quiet zone, in millimetres.
    case exactly(Double)
    /// The width for comfortable reading from a distance in millimetres.
    case readable(from: Double)
  }

  /// A picture in the middle of the code.
  public struct CentreMark: Hashable, Sendable {
    /// The picture.
    public var artwork: Artwork
    /// The share of the symbol's area that its white plate may cover, 0 to 1.
    public var share: Double
  }

  /// The checks whose errors an author may downgrade to warnings.
  public static let allowable = [
    "module-small", "distance", "printer-dots", "quiet-zone", "contrast", "panel", "dense", "title",
  ]

  /// The kind of product.
  public var kind: Kind
  /// The position of the entry.
  public var position: Position
  /// Such as `print[0]`.
  public var keyPath: String
  /// The position of each key's value.
  public var places: [String: Position]

  /// The links to print.
  public var selectors: [LinkSelector]
  /// Whether it prints pieces again, and is in no config.
  public internal(set) var isReprint = false
  /// The job of the config that this one prints pieces of again.
  public internal(set) var origin: String?
  /// The name of the job in the file of paper.
  public var recordedName: String { origin ?? name }
  /// The name of the job's files.
  public var name: String
  /// The number of copies of each link.
  public var copies = 1
  /// The number of copies of some links, by the form for comparing ids.
  var copiesByLink: [String: Int] = [:]
  /// Whether links are left out whose printed pieces of this job are on record and right.
  public var onlyChanged = false
  /// The order of the links.
  public var sortOrder = SortOrder.links
  /// The languages of the words; the first one is printed larger.
  public var languages: [Language]

  /// The paper; nil for the kind's usual one.
  public var paper: PaperSize?
  /// The stock of labels, cards or tents.
  public var stock: String?
  /// The first free place on the first sheet, counted from 1.
  public var start = 1
  /// The size of a card; nil for the usual one of the language.
  public var card: CardSize?
  /// The fold of a tent.
  public var fold = Fold.tent
  /// The size and corners of plates.
  public var plate = PlateShape()
  /// The headings of a menu's groups by tag, where they differ from the tags.
  public var headings: [String: String] = [:]
  /// The shift of all content, in millimetres to the right and down.
  public var nudge = Offset(x: 0, y: 0)
  /// The scale of all content, about the middle of the sheet.
  public var scale = Scale(x: 1, y: 1)
  /// Whether cut marks are drawn; nil for the usual: on white cards on plain paper.
  public var cutMarks: Bool?
  /// How far colour extends beyond the cut, in millimetres.
  public var bleed = 0.0
  /// Whether a ruler of 50 mm is drawn at the edge; nil for the usual: where it is not on a face.
  public var ruler: Bool?
  /// The order in which links fill a sheet.
  public var fillOrder = FillOrder.rows

  /// The width of the code.
  public var codeWidth = CodeWidth.largest
  /// The error-correction level; nil for the site's or the recommended one.
  public var level: ErrorCorrectionLevel?
  /// The quiet zone in modules.
  public var quietZoneInModules = SymbolSize.quietZoneInModules
  /// The printer's resolution in dots an inch.
  public var dotsPerInch = 300
  /// The printer's ink spread.
  public var printer = Printer.laser
  /// The colour of the paper itself.
  public var paperColour = Colour(red: 255, green: 255, blue: 255)

  /// The look of posters and tents.
  public var design = Design.classic
  /// The accent colour; nil for the design's own.
  public var accent: Colour?
  /// The shop's picture beside the code.
  public var logo: Artwork?
  /// The shop's picture in the middle of the code.
  public var mark: CentreMark?
  /// The owner's licensed marks of wallets, which replace their names.
  public var wallets: [Wallet: Artwork] = [:]
  /// A note for the payer that replaces the link's own.
  public var note: String?
  /// Whether each piece has a stamp; nil for the usual: on sites with short addresses or marked prints.
  public var stamp: Bool?
  /// The last day on which the codes should be used.
  public var validUntil: CalendarDay?
  /// The names of the checks whose errors count as warnings; with `title`, links whose titles do not
  /// fit are left out.
  public var allowed: Set<String> = []
}

/// A shift in millimetres.
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

/// Factors of all lengths of a sheet.
public struct Scale: Hashable, Sendable {
  /// Of its width.
  public var x: Double
  /// Of its height.
  public var y: Double

  /// Factors.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// Selects links by id, by a pattern of ids, by merchant or by tag.
public struct LinkSelector: Hashable, Sendable {
  /// The condition for a link.
  public enum Rule: Hashable, Sendable {
    /// The id, ignoring case.
    case id(String)
    /// An id that matches a pattern: `*` is any text, `?` one character.
    case glob(String)
    /// A merchant, by its key.
    case merchant(String)
    case tag(String)

    /// A form that is equal for all rules that select the same links in the same way.
    var comparable: Rule {
      switch self {
      case .id(let id): .id(LinkID.comparisonKey(id))
      case .glob(let pattern): .glob(pattern.lowercased())
      case .merchant, .tag: self
      }
    }
  }

  /// The condition for a link.
  public var rule: Rule
  /// The selector as written in the config.
  public var text: String
  /// Its position in the config.
  public var position: Position
  /// Its key path.
  public var keyPath: String

  /// Whether it selects a link.
  public func chooses(_ link: Link, merchantKeys: [String]) -> Bool {
    switch rule {
    case .id, .glob: choosesID(link.id)
    case .merchant(let key): merchantKeys[link.merchant] == key
    case .tag(let tag): link.tags.contains(tag)
    }
  }

  /// Whether it selects a link by its id alone.
  public func choosesID(_ linkID: String) -> Bool {
    switch rule {
    case .id(let id): LinkID.comparisonKey(linkID) == LinkID.comparisonKey(id)
    case .glob(let pattern):
      Self.fits(Array(LinkID.comparisonKey(linkID).utf8), Array(pattern.lowercased().utf8)[...])
    case .merchant, .tag: false
    }
  }

  /// Whether a text matches a pattern; backtracks to the last `*` on a mismatch.
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
