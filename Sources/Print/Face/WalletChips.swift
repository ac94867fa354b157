internal import Artwork
public import Catalog
internal import Support

/// The names of the wallets on their colours, or the owner's licensed marks.
struct WalletChips {
  let measure: any TextMeasure
  let languages: [Language]
  let wallets: [PrintJob.Wallet: Artwork]
  /// Whether the chips lie on a white card of their own, on coloured ground.
  let hasCard: Bool

  private struct Chip {
    var wallet: PrintJob.Wallet
    var phrases: [Phrase]
  }

  private var chips: [Chip] {
    PrintJob.Wallet.allCases.map {
      Chip(wallet: $0, phrases: PrintPhrases.wallet($0).phrases(languages))
    }
  }

  /// The size of a second language as a part of the first one's, where that is readable.
  private static let secondLine = 0.56
  /// The room beside the words, and the least where they need the width.
  private static let (padding, leastPadding) = (0.8, 0.3)
  private static let gap = 0.36
  /// The border of a card around the chips.
  private static let air = 0.4
  private static let leading = 1.28
  /// The room above and below two lines as a part of the size.
  private static let margin = 0.5
  /// The height of a chip with one line as a part of the size.
  private static let lineHeight = 1.75

  private func lettering(_ language: Language) -> Lettering {
    Lettering(measure: measure, face: .bold, language: language)
  }

  /// The width of what a chip holds in parts of the size.
  private func content(of chip: Chip) -> Double {
    if let mark = wallets[chip.wallet] { return Self.lineHeight * min(mark.aspectRatio, 4) }
    let words = chip.phrases.enumerated().map { index, phrase in
      lettering(phrase.language).width(phrase.text) * (index == 0 ? 1 : Self.secondLine)
    }
    return words.max() ?? 0
  }

  /// The size of words in a second language, which must be readable too.
  private func secondSize(_ size: Double, least: Double) -> Double {
    min(size, max(Self.secondLine * size, least, WordSetter.minimumSize))
  }

  /// The width that words in a second language need.
  private func secondWidth(of chip: Chip, _ size: Double, padding: Double) -> Double {
    let words = chip.phrases.dropFirst().map {
      lettering($0.language).width($0.text) * size
    }
    return words.max().map { $0 + 2 * padding } ?? 0
  }

  /// The chips in a row; nil when their words would be smaller than the least size.
  ///
  /// They are equally wide, unless their words could not be read from afar then: each chip is as wide as
  /// its own words.
  ///
  /// - Parameters:
  ///   - size: the ideal size of the words.
  ///   - far: the size of words that are read from afar, which comes before room beside them.
  ///   - leastSecond: the least size of the words in a second language that can be read.
  ///   - fill: the width that the row fills if it can; nil for the chips' own.
  func row(
    size ideal: Double, far: Double, leastSecond: Double, width: Double, fill: Double?,
    anchor: SheetText.Anchor, gap: Double, spring: Double
  ) -> StackBlock? {
    let chips = chips
    let count = Double(chips.count)
    let least = WordSetter.minimumSize
    let own = chips.map(content)
    let equal = chips.map { _ in own.max() ?? 0 }
    func parts(_ widths: [Double], _ padding: Double, _ air: Double) -> Double {
      widths.reduce(0, +) + count * 2 * padding + (count - 1) * Self.gap + 2 * air
    }
    let areEqual = far * parts(equal, Self.leastPadding, hasCard ? Self.air : 0) <= width
    let contents = areEqual ? equal : own
    // On a narrow face, chips without a card are better than none.
    let hasCard = hasCard && width / parts(contents, Self.leastPadding, Self.air) >= least
    let air = hasCard ? Self.air : 0
    let wanted = min(ideal, max(far, 0.5 * ideal))
    let room = (width / wanted - parts(contents, 0, air)) / (2 * count)
    let padding = min(max(room, Self.leastPadding), Self.padding)
    let size = min(ideal, width / parts(contents, padding, air))
    let gapWidth = Self.gap * size
    let border = air * size
    let gaps = (count - 1) * gapWidth + 2 * border
    func chipWidths(_ second: Double) -> [Double] {
      let widths = zip(chips, contents).map { chip, content in
        max(
          (content + 2 * padding) * size,
          secondWidth(of: chip, second, padding: Self.leastPadding * size))
      }
      return areEqual ? widths.map { _ in widths.max() ?? 0 } : widths
    }
    var second = secondSize(size, least: leastSecond)
    // On a narrow face small words are better than none.
    if chipWidths(second).reduce(gaps, +) > width { second = secondSize(size, least: 0) }
    var widths = chipWidths(second)
    let needed = widths.reduce(gaps, +)
    guard size >= least, needed <= width + 0.001 else { return nil }
    let whole = max(needed, min(width, fill ?? 0))
    widths = widths.map { $0 + (whole - needed) / count }
    let chipHeight =
      languages.count > 1
      ? (size + second) * Self.leading + Self.margin * size : Self.lineHeight * size
    let height = chipHeight + 2 * border
    return StackBlock(role: .wallets, height: height, gap: gap, spring: spring, inkWidth: whole) {
      frame in
      let left = anchor == .middle ? frame.middleX - whole / 2 : frame.x
      let card = Rectangle(x: left, y: frame.y, width: whole, height: height)
      var x = left + border
      let drawn = zip(chips, widths).flatMap { chip, width in
        defer { x += width + gapWidth }
        let place = Rectangle(x: x, y: frame.y + border, width: width, height: chipHeight)
        return draw(chip, in: place, size: size, second: second)
      }
      return (hasCard ? [.rectangle(card, fill: .white, radius: height * 0.28)] : []) + drawn
    }
  }

  private func draw(
    _ chip: Chip, in place: Rectangle, size: Double, second: Double
  ) -> [SheetElement] {
    if let mark = wallets[chip.wallet] {
      let width = min(place.width, place.height * mark.aspectRatio)
      let height = width / mark.aspectRatio
      let frame = Rectangle(
        x: place.middleX - width / 2, y: place.middleY - height / 2, width: width, height: height)
      return [.picture(.mark(of: chip.wallet), frame)]
    }
    let lines = chip.phrases.enumerated().map { (phrase: $1, size: $0 == 0 ? size : second) }
    var elements: [SheetElement] = [
      .rectangle(place, fill: chip.wallet.colour, radius: place.height * 0.28)
    ]
    let heights = lines.map { $0.size * Self.leading }
    var y = place.middleY - heights.reduce(0, +) / 2
    for (line, height) in zip(lines, heights) {
      elements.append(
        .text(
          .line(
            line.phrase.text, measure, size: line.size, face: .bold, colour: .white, .middle,
            line.phrase.language, in: place,
            baseline: y + height / 2 + line.size * (line.phrase.language == .chinese ? 0.37 : 0.36))
        ))
      y += height
    }
    return elements
  }
}

extension PrintJob.Wallet {
  /// The colour behind the name: dark enough for large white letters (contrast 3 : 1).
  var colour: Colour {
    switch self {
    case .wechat: Colour(red: 7, green: 163, blue: 80)
    case .alipay: Colour(red: 22, green: 119, blue: 255)
    }
  }
}

extension SheetElement.Picture {
  /// The owner's picture of a wallet.
  public static func mark(of wallet: PrintJob.Wallet) -> SheetElement.Picture {
    switch wallet {
    case .wechat: .wechat
    case .alipay: .alipay
    }
  }
}
