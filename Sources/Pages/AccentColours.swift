internal import Catalog

/// The colours of a stylesheet that follow from the accent.
struct AccentColours {
  let accent: Colour
  /// Black or white, whichever is easier to read on the accent: a contrast of at least 4.5 to 1.
  let accentText: Colour

  init(_ accent: Colour) {
    self.accent = accent
    let luminance = Self.relativeLuminance(accent)
    let onWhite = 1.05 / (luminance + 0.05)
    let onBlack = (luminance + 0.05) / 0.05
    accentText = onWhite >= onBlack ? Self.white : Self.black
  }

  private static let white = Colour(red: 255, green: 255, blue: 255)
  private static let black = Colour(red: 0, green: 0, blue: 0)

  /// WCAG 2.2, "relative luminance".
  private static func relativeLuminance(_ colour: Colour) -> Double {
    func linear(_ component: UInt8) -> Double {
      let value = Double(component) / 255
      return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
    }
    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green)
      + 0.0722 * linear(colour.blue)
  }

  /// The 2.4th power of a number from 0 to 1: its square times its fifth root squared, by Newton's
  /// method, the same on every platform.
  private static func power(_ base: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - base) / (5 * fourth)
    }
    return base * base * root * root
  }
}
