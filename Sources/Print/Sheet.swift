public import Catalog
public import QRImage
public import Support

/// Links to sheets of paper as values: where everything lies, in millimetres from the top left. Pure:
/// touches no file and knows no HTML.

/// A rectangle in millimetres.
public struct Rectangle: Hashable, Sendable {
  /// The left edge.
  public var x: Double
  /// The top edge.
  public var y: Double
  /// From left to right.
  public var width: Double
  /// From top to bottom.
  public var height: Double

  /// A rectangle.
  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  public var right: Double { x + width }
  /// The bottom edge.
  public var bottom: Double { y + height }
  /// The middle between left and right.
  public var middleX: Double { x + width / 2 }
  /// The middle between top and bottom.
  public var middleY: Double { y + height / 2 }

  /// The rectangle made smaller by a length on every side; larger by a negative one.
  func inset(by length: Double) -> Rectangle {
    Rectangle(x: x + length, y: y + length, width: width - 2 * length, height: height - 2 * length)
  }

  /// What two rectangles share.
  func intersection(_ other: Rectangle) -> Rectangle {
    let (left, top) = (max(x, other.x), max(y, other.y))
    return Rectangle(
      x: left, y: top, width: min(right, other.right) - left,
      height: min(bottom, other.bottom) - top)
  }

  /// Whether two rectangles share more than an edge.
  func overlaps(_ other: Rectangle) -> Bool {
    let shared = intersection(other)
    return shared.width > 0.001 && shared.height > 0.001
  }

  /// Whether it holds another one, up to a thousandth of a millimetre.
  func holds(_ other: Rectangle) -> Bool {
    other.x >= x - 0.001 && other.y >= y - 0.001 && other.right <= right + 0.001
      && other.bottom <= bottom + 0.001
  }

  /// A square around a point.
  static func square(_ side: Double, aroundX x: Double, y: Double) -> Rectangle {
    Rectangle(x: x - side / 2, y: y - side / 2, width: side, height: side)
  }
}

/// One side of one piece of paper.
public struct Sheet: Sendable {
  /// The width of the page.
  public var width: Double
  /// The height of the page.
  public var height: Double
  /// What is drawn, from the bottom up.
  public var elements: [SheetElement]
}

/// Something on a sheet.
public indirect enum SheetElement: Sendable {
  /// A rectangle, its corners round by a radius.
  case rectangle(Rectangle, fill: Colour?, stroke: Stroke?, radius: Double)
  /// An ellipse within a rectangle.
  case ellipse(Rectangle, fill: Colour?, stroke: Stroke?)
  /// A straight line.
  case line(fromX: Double, y: Double, toX: Double, toY: Double, Stroke)
  /// Words on one line.
  case text(SheetText)
  /// A code with its white border.
  case code(SheetCode)
  /// One of the job's pictures.
  case picture(Picture, Rectangle)
  /// Other things, moved, enlarged or turned.
  case placed([SheetElement], Placement)

  /// The job's pictures.
  public enum Picture: String, Sendable, CaseIterable {
    /// Beside the code.
    case logo
    /// In the middle of the code.
    case mark
  }
}

/// A line's colour and width in millimetres.
public struct Stroke: Hashable, Sendable {
  /// The colour.
  public var colour: Colour
  /// The width.
  public var width: Double
  /// The length of dashes and of the gaps between them; nil for a line without gaps.
  public var dash: Double?

  /// A stroke.
  public init(_ colour: Colour, _ width: Double, dash: Double? = nil) {
    self.colour = colour
    self.width = width
    self.dash = dash
  }
}

/// Where things that have coordinates of their own lie: enlarged, then turned upside down about their
/// origin or not, then moved.
public struct Placement: Hashable, Sendable {
  /// To the right, in millimetres.
  public var x: Double
  /// Down, in millimetres.
  public var y: Double
  /// By how much everything is enlarged.
  public var scale = 1.0
  /// Whether everything is upside down.
  public var isTurned = false

  /// A placement.
  public init(x: Double, y: Double, scale: Double = 1, isTurned: Bool = false) {
    self.x = x
    self.y = y
    self.scale = scale
    self.isTurned = isTurned
  }

  /// Where a rectangle comes to lie.
  func place(_ rectangle: Rectangle) -> Rectangle {
    let factor = isTurned ? -scale : scale
    let (first, second) = (x + factor * rectangle.x, x + factor * rectangle.right)
    let (top, bottom) = (y + factor * rectangle.y, y + factor * rectangle.bottom)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: rectangle.width * scale,
      height: rectangle.height * scale)
  }
}

extension Placement {
  /// Where a rectangle lies before it is placed.
  func origin(of placed: Rectangle) -> Rectangle {
    let factor = isTurned ? -scale : scale
    let (first, second) = ((placed.x - x) / factor, (placed.right - x) / factor)
    let (top, bottom) = ((placed.y - y) / factor, (placed.bottom - y) / factor)
    return Rectangle(
      x: min(first, second), y: min(top, bottom), width: placed.width / scale,
      height: placed.height / scale)
  }
}

/// Words on one line.
public struct SheetText: Hashable, Sendable {
  /// A part of the line in one size.
  public struct Run: Hashable, Sendable {
    /// The words.
    public var text: String
    /// The size in millimetres.
    public var size: Double
  }

  /// How the words lie about `x`.
  public enum Anchor: Hashable, Sendable {
    /// They start there.
    case start
    /// Their middle lies there.
    case middle
    /// They end there.
    case end
  }

  /// The parts, from left to right.
  public var runs: [Run]
  /// Where the words are anchored.
  public var x: Double
  /// The line that they stand on.
  public var baseline: Double
  /// How they lie about `x`.
  public var anchor = Anchor.start
  /// The kind of letters.
  public var face: Typeface
  /// The colour.
  public var colour: Colour
  /// The language, so that the right regional shapes are taken.
  public var language: Language
  /// The width to which a reader's fonts are fitted; nil where any font has room.
  public var fittedWidth: Double?
  /// The most that the words are taken to be wide.
  public var estimatedWidth: Double

  /// All words of the line.
  public var text: String { runs.map(\.text).joined() }

  /// Where the words lie, as far as that can be said without their font.
  var bounds: Rectangle {
    let width = fittedWidth ?? estimatedWidth
    let size = runs.map(\.size).max() ?? 0
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return Rectangle(x: left, y: baseline - 0.9 * size, width: width, height: 1.15 * size)
  }
}

/// A kind of letters.
public struct Typeface: Hashable, Sendable {
  /// With serifs, or the Chinese Song style.
  public var isSerif = false
  /// Heavy strokes.
  public var isBold = false

  static let plain = Typeface()
  static let bold = Typeface(isBold: true)
  static let serif = Typeface(isSerif: true)
  static let boldSerif = Typeface(isSerif: true, isBold: true)
}

/// A code on a sheet.
public struct SheetCode: Hashable, Sendable {
  /// The id of its link.
  public var link: String
  /// What it holds.
  public var url: String
  /// The level that was asked for; nil takes the recommended one.
  public var level: ErrorCorrectionLevel?
  /// Its version and level.
  public var size: SymbolSize
  /// The symbol without its quiet zone.
  public var frame: Rectangle
  /// The white border on each side, in modules.
  public var quietZoneInModules: Int
  /// The side of the white plate in its middle, in modules; nil without one.
  public var plateSideInModules: Int?
  /// The width of the picture on that plate divided by its height.
  public var markAspectRatio: Double?
  /// The title printed beside it.
  public var title: String
  /// The amount printed beside it; nil when the payer enters it.
  public var amount: String?
  /// The label, card or face that it stands on with its words.
  public var piece: Rectangle

  /// The width of a module.
  public var module: Double { frame.width / Double(size.sideInModules) }

  /// The symbol with its quiet zone.
  public var plate: Rectangle { frame.inset(by: -module * Double(quietZoneInModules)) }
}

/// A code with its place on the page.
public struct PlacedCode: Sendable {
  /// The code.
  public var code: SheetCode
  /// The symbol without its quiet zone, on the page.
  public var frame: Rectangle
  /// The label, card or face that it stands on with its words, on the page.
  public var piece: Rectangle
  /// Whether it is upside down on the page.
  public var isTurned: Bool
}

extension Sheet {
  /// All codes with their places, in the order in which they are drawn.
  public var codes: [PlacedCode] {
    var found: [PlacedCode] = []
    Self.collect(elements, [], into: &found)
    return found
  }

  private static func collect(
    _ elements: [SheetElement], _ placements: [Placement], into found: inout [PlacedCode]
  ) {
    for element in elements {
      switch element {
      case .code(let code):
        func place(_ part: Rectangle) -> Rectangle {
          placements.reversed().reduce(part) { $1.place($0) }
        }
        let turns = placements.count(where: \.isTurned)
        found.append(
          PlacedCode(
            code: code, frame: place(code.frame), piece: place(code.piece),
            isTurned: turns % 2 == 1))
      case .placed(let inner, let placement):
        collect(inner, placements + [placement], into: &found)
      case .rectangle, .ellipse, .line, .text, .picture:
        continue
      }
    }
  }
}
