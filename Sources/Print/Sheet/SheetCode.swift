internal import Catalog
public import QRImage

/// A code on a sheet.
public struct SheetCode: Hashable, Sendable {
  /// The id of its link.
  public var link: String
  /// The text that it encodes.
  public var url: String
  /// Its version and level.
  public var size: SymbolSize
  /// The symbol without its quiet zone.
  public var frame: Rectangle
  /// The quiet zone on each side, in modules.
  public var quietZoneInModules: Int
  /// The side of the white plate in its middle, in modules; nil without one.
  public var plateSideInModules: Int?
  /// The aspect ratio of the picture on that plate: width divided by height.
  public var markAspectRatio: Double?
  /// The title printed beside it.
  public var title: String
  /// The title of the link if another one is printed.
  public var fullTitle: String?
  /// The amount printed beside it; nil if the payer enters it.
  public var amount: String?
  /// The label, card or face that it belongs to.
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
  /// The label, card or face that it belongs to, on the page.
  public var piece: Rectangle
  /// Whether it is upside down on the page.
  public var isTurned: Bool
}
