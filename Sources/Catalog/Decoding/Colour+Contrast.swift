extension Colour {
  /// White.
  public static let white = Colour(red: 255, green: 255, blue: 255)
  /// Black.
  public static let black = Colour(red: 0, green: 0, blue: 0)

  /// The brightness, from 0 for black to 1 for white (WCAG 2.2, "relative luminance").
  public var relativeLuminance: Double {
    func linear(_ component: UInt8) -> Double {
      let value = Double(component) / 255
      return value <= 0.04045 ? value / 12.92 : Self.power((value + 0.055) / 1.055)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// The contrast with another colour, from 1 to 21 (WCAG 2.2, "contrast ratio").
  public func contrast(with other: Colour) -> Double {
    let (left, right) = (relativeLuminance, other.relativeLuminance)
    return (max(left, right) + 0.05) / (min(left, right) + 0.05)
  }

  /// Black or white, whichever has more contrast with the colour: at least 4.5 to 1.
  public var readableText: Colour {
    contrast(with: .white) >= contrast(with: .black) ? .white : .black
  }

  /// The 2.4th power of a number from 0 to 1: its square times its fifth root squared, by Newton's
  /// method, identical on every platform.
  private static func power(_ base: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - base) / (5 * fourth)
    }
    return base * base * root * root
  }
}
