internal import Catalog

/// The colours and typefaces of a design.
struct FaceStyle: Sendable {
  var design: PrintJob.Design
  /// The background of the whole face; nil leaves the paper as it is.
  var ground: Colour?
  /// The accent as configured.
  var accent: Colour
  /// The shop's name.
  var shop: Colour
  /// Words above the code.
  var words: Colour
  /// Secondary words above the code.
  var faint: Colour
  var amount: Colour
  /// The number of a table or room.
  var number: Colour
  /// Words below the code.
  var lowerWords: Colour
  /// Secondary words below the code.
  var lowerFaint: Colour
  /// The typeface of the shop's name and the title.
  var titleFace: Typeface
  var amountFace: Typeface
  /// The typeface of everything else.
  var textFace: Typeface
  /// How far a white card extends beyond the code's quiet zone, on A4; 0 without a card.
  var cardPadding = 0.0
  /// Whether the wallets' names are on the code's white card, under the code.
  var cardHoldsWallets = false
  /// Whether words beside a code have a coloured area of their own, next to the code's.
  var splitsWideFaces = false
  /// Whether words above a code start at the left instead of being centred, over a card as wide as they
  /// may be.
  var startsAtLeft = false
  /// The steps of the sizes of the shop's name, the title and the amount.
  var steps = (shop: 7, title: 5, amount: 12)

  /// The style of a design with an accent of the job, or the design's own if none is wanted.
  init(_ design: PrintJob.Design, accent wanted: Colour?) {
    let accent = wanted ?? Self.ownAccents[design] ?? Self.ink
    self.design = design
    self.accent = accent
    ground = nil
    words = Self.ink
    faint = Self.grey
    // A pale accent is for lines and areas; words in it could not be read on white.
    amount = accent.ifReadable(on: .white, else: Self.ink)
    shop = Self.ink
    number = amount
    lowerWords = Self.ink
    lowerFaint = Self.grey
    titleFace = .bold
    amountFace = .bold
    textFace = .plain
    switch design {
    case .classic:
      amount = Self.ink
      shop = number
    case .night:
      setSerif(
        on: Self.night, words: Colour(red: 247, green: 244, blue: 237),
        faint: Colour(red: 176, green: 180, blue: 196))
      setCard(padding: 2)
    case .market:
      // White as long as large words are readable in it: it looks brighter than black.
      setWords(on: accent, Colour.white.ifReadable(on: accent, else: .black))
      setCard(padding: 2)
      splitsWideFaces = true
    case .seal:
      setSerif(
        on: Self.cream, words: Colour(red: 43, green: 33, blue: 28),
        faint: Colour(red: 112, green: 97, blue: 86))
      textFace = .serif
      cardPadding = DesignScale.face.space(0)
    case .bistro:
      setSerif(
        on: Self.linen, words: Colour(red: 58, green: 38, blue: 28),
        faint: Colour(red: 118, green: 92, blue: 74))
      setCard(padding: 2)
    case .bold:
      let letters = accent.readableText
      setWords(on: accent, letters)
      (lowerWords, lowerFaint) = (letters, letters)
      ground = accent
      setCard(padding: 1)
      splitsWideFaces = true
      startsAtLeft = true
      steps = (shop: 7, title: 5, amount: 13)
    }
  }

  /// Sets all words above the code in one colour, on an area in the accent.
  private mutating func setWords(on ground: Colour, _ colour: Colour) {
    (shop, words, faint, amount, number) = (colour, colour, colour, colour, colour)
  }

  /// Sets a white card that holds the code and the wallets' names.
  private mutating func setCard(padding step: Int) {
    cardPadding = DesignScale.face.space(step)
    cardHoldsWallets = true
  }

  /// Sets the style for serif words on a background that fills the face.
  private mutating func setSerif(on ground: Colour, words: Colour, faint: Colour) {
    self.ground = ground
    (self.words, lowerWords) = (words, words)
    (self.faint, lowerFaint) = (faint, faint)
    amount = accent.ifReadable(on: ground, else: words)
    (shop, number) = (words, amount)
    (titleFace, amountFace) = (.boldSerif, .boldSerif)
  }

  /// Whether the edges of a face are as white as paper.
  var isWhite: Bool { ground == nil && design != .market }

  static let ink = Colour(red: 22, green: 24, blue: 29)
  static let grey = Colour(red: 94, green: 99, blue: 110)
  static let night = Colour(red: 16, green: 19, blue: 34)
  static let cream = Colour(red: 250, green: 245, blue: 234)
  static let linen = Colour(red: 251, green: 241, blue: 222)

  private static let ownAccents: [PrintJob.Design: Colour] = [
    .classic: Colour(red: 15, green: 118, blue: 104),
    .night: Colour(red: 240, green: 190, blue: 104),
    .market: Colour(red: 214, green: 64, blue: 36),
    .seal: Colour(red: 168, green: 42, blue: 36),
    .bistro: Colour(red: 176, green: 58, blue: 38),
    .bold: Colour(red: 255, green: 205, blue: 40),
  ]
}

extension Colour {
  /// This colour if large words are readable in it (contrast 3 : 1), otherwise another one.
  func ifReadable(on ground: Colour, else other: Colour) -> Colour {
    contrast(with: ground) >= 3 ? self : other
  }
}
