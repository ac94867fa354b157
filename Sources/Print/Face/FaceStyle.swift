internal import Catalog

/// The colours and typefaces of a design.
struct FaceStyle: Sendable {
  var design: PrintJob.Design
  /// The background of the whole face; nil leaves the paper as it is.
  var ground: Colour?
  /// The accent as configured.
  var accent: Colour
  /// Words above the code.
  var words: Colour
  /// Secondary words above the code.
  var faint: Colour
  /// The amount.
  var amount: Colour
  /// Words below the code.
  var lowerWords: Colour
  /// Secondary words below the code.
  var lowerFaint: Colour
  /// The typeface of the shop's name and the title.
  var titleFace: Typeface
  /// The typeface of the amount.
  var amountFace: Typeface
  /// The typeface of everything else.
  var textFace: Typeface
  /// The colour of the instruction on a bar in the accent colour; nil without a bar.
  var call: Colour?
  /// How far a white card extends beyond the code's quiet zone, on A4; 0 without a card.
  var cardPadding = 0.0

  /// The style of a design, with its own accent if none is wanted.
  init(_ design: PrintJob.Design, accent wanted: Colour?) {
    let accent = wanted ?? Self.ownAccents[design] ?? Self.ink
    self.design = design
    self.accent = accent
    ground = nil
    words = Self.ink
    faint = Self.grey
    // A pale accent is for lines and areas; words in it could not be read on white.
    amount = accent.ifReadable(on: .white, else: Self.ink)
    lowerWords = Self.ink
    lowerFaint = Self.grey
    titleFace = .bold
    amountFace = .bold
    textFace = .plain
    switch design {
    case .classic:
      amount = Self.ink
      call = Colour.white.ifReadable(on: accent, else: .black)
    case .night:
      setSerif(
        on: Self.night, words: Colour(red: 247, green: 244, blue: 237),
        faint: Colour(red: 176, green: 180, blue: 196))
      cardPadding = DesignScale.face.space(2)
    case .market:
      // White as long as large words are readable in it: it looks brighter than black.
      words = Colour.white.ifReadable(on: accent, else: .black)
      faint = words
      amount = words
      cardPadding = DesignScale.face.space(2)
    case .seal:
      setSerif(
        on: Self.cream, words: Colour(red: 43, green: 33, blue: 28),
        faint: Colour(red: 112, green: 97, blue: 86))
      textFace = .serif
      cardPadding = DesignScale.face.space(0)
    }
  }

  /// Sets the style for serif words on a background that fills the face.
  private mutating func setSerif(on ground: Colour, words: Colour, faint: Colour) {
    self.ground = ground
    (self.words, lowerWords) = (words, words)
    (self.faint, lowerFaint) = (faint, faint)
    amount = accent.ifReadable(on: ground, else: words)
    (titleFace, amountFace) = (.boldSerif, .boldSerif)
  }

  static let ink = Colour(red: 22, green: 24, blue: 29)
  static let grey = Colour(red: 94, green: 99, blue: 110)
  static let night = Colour(red: 16, green: 19, blue: 34)
  static let cream = Colour(red: 250, green: 245, blue: 234)

  private static let ownAccents: [PrintJob.Design: Colour] = [
    .classic: Colour(red: 15, green: 118, blue: 104),
    .night: Colour(red: 240, green: 190, blue: 104),
    .market: Colour(red: 214, green: 64, blue: 36),
    .seal: Colour(red: 168, green: 42, blue: 36),
  ]
}

extension Colour {
  /// This colour if large words are readable in it (contrast 3 : 1), otherwise another one.
  func ifReadable(on ground: Colour, else other: Colour) -> Colour {
    contrast(with: ground) >= 3 ? self : other
  }
}
