public import Catalog

/// Something on a sheet.
public indirect enum SheetElement: Hashable, Sendable {
  /// A rectangle, with rounded corners if the radius is not 0.
  case rectangle(Rectangle, fill: Colour? = nil, stroke: Stroke? = nil, radius: Double = 0)
  /// The ellipse inscribed in a rectangle.
  case ellipse(Rectangle, fill: Colour? = nil, stroke: Stroke? = nil)
  /// A straight line.
  case line(fromX: Double, y: Double, toX: Double, toY: Double, Stroke)
  /// Words on one line.
  case text(SheetText)
  /// A code with its quiet zone.
  case code(SheetCode)
  /// One of the job's pictures.
  case picture(Picture, Rectangle)
  /// Other elements, transformed.
  case placed([SheetElement], Placement)

  /// The job's pictures.
  public enum Picture: String, Sendable, CaseIterable {
    /// Beside the code.
    case logo
    /// In the middle of the code.
    case mark
    /// The owner's mark of WeChat Pay.
    case wechat
    /// The owner's mark of Alipay.
    case alipay
  }
}

/// A line's colour and width in millimetres.
public struct Stroke: Hashable, Sendable {
  /// The colour.
  public var colour: Colour
  /// The width.
  public var width: Double
  /// The length of dashes and of their gaps; nil for a solid line.
  public var dash: Double?

  init(_ colour: Colour, _ width: Double, dash: Double? = nil) {
    self.colour = colour
    self.width = width
    self.dash = dash
  }
}
