public import GatePay

/// One printed piece: a poster, a tent, a label or a card.
public struct PrintedPaper: Hashable, Sendable {
  /// The id.
  public var id: PaperID
  /// The print that it is part of.
  public var run: MarkedPrint
  /// The id of the link.
  public var link: String
  /// The text of the code.
  public var text: String
  /// The payment URL that the code led to: the text itself, unless the code holds a short address.
  public var target: String
  /// The printed title.
  public var title: String
  /// The printed amount; nil if the payer enters it.
  public var price: Amount?
  /// All printed words, line by line, without the stamp.
  public var words: [String]
  /// The width of the symbol in millimetres.
  public var sideInMillimetres: Double
  /// The sheet of the print, from 1.
  public var sheet: Int
  /// The place on the sheet, from 1.
  public var position: Int
  /// The printed stamp; nil if it has none.
  public var stamp: String?
  /// The day on which it was marked as gone; nil if it was not.
  public var goneOn: String?

  /// A printed piece.
  public init(
    id: PaperID, run: MarkedPrint, link: String, text: String, target: String, title: String,
    price: Amount?, words: [String], sideInMillimetres: Double, sheet: Int, position: Int,
    stamp: String?, goneOn: String? = nil
  ) {
    self.id = id
    self.run = run
    self.link = link
    self.text = text
    self.target = target
    self.title = title
    self.price = price
    self.words = words
    self.sideInMillimetres = sideInMillimetres
    self.sheet = sheet
    self.position = position
    self.stamp = stamp
    self.goneOn = goneOn
  }

  /// Whether the code holds a short address.
  public var isForwarding: Bool { text != target }

  /// The piece as one of a print with another id.
  func moved(to run: String) -> PrintedPaper {
    var paper = self
    paper.run.id = run
    paper.id = PaperID(run: run, number: id.number)
    return paper
  }
}
